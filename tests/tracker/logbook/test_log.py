"""The auditor's log: who reads what, what it is narrowed by, what one entry shows."""

import csv
import datetime as dt
import io

import pytest
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone, translation

from tests.factories.people import GrantFactory, UserFactory, area_with_code
from tests.tracker.history.test_stops import fill_the_log
from tracker.access.terms import Role
from tracker.history.models import Event
from tracker.history.origin import coming_from
from tracker.history.record import Change, record
from tracker.ui import lists

pytestmark = pytest.mark.django_db
LIST = reverse("log-list")
VILLAGE, STREET, COUNTY, OTHER = "410871060205", "410871060", "410871", "410883"


def auditor(code):
    return GrantFactory(role=Role.AUDITOR, code=code, user__username=f"auditor{code}").user


@pytest.fixture
def log():
    """A name corrected in a village by Li, one in another county by Zhao, a year changed."""
    for code in (VILLAGE, OTHER):
        area_with_code(code)
    li, zhao = UserFactory(username="li", display_name="李四"), UserFactory(username="zhao")
    with coming_from("192.0.2.7", "r-1"):
        renamed = Change(
            "places.rename_area",
            "area",
            VILLAGE,
            "西大寨村",
            area_code=VILLAGE,
            before={"name": "西大寨"},
            after={"name": "西大寨村"},
            reason="按民政批复",
        )
        elsewhere = Change("places.added", "areaname", "7", "别名", area_code=OTHER)
        year = Change(
            "campaigns.changed",
            "campaign",
            "2023",
            "2023",
            before={"state": "running"},
            after={"state": "closed"},
        )
        return [
            record(renamed, by=li),
            record(elsewhere, by=zhao),
            record(year, by=None),
        ]


def listed(client, **query):
    answer = client.get(LIST, query)
    assert answer.status_code == 200, answer.context and answer.context.get("problems")
    return [event.sequence for event in answer.context["table"].data.data]


def test_the_auditor_of_the_site_reads_everything_newest_first(english, log):
    english.force_login(auditor("4108"))

    assert listed(english) == [3, 2, 1]
    page = english.get(LIST).content.decode()
    assert "renamed the area from “西大寨” to “西大寨村”（按民政批复）" in page
    assert "李四（192.0.2.7）" in page
    assert "changed “state” from “Running” to “" in page


def test_the_auditor_of_a_county_reads_that_county_alone(english, log):
    english.force_login(auditor(COUNTY))

    assert listed(english) == [1]
    missing = english.get(reverse("log-detail", args=[999]))
    for sequence in (2, 3):
        foreign = english.get(reverse("log-detail", args=[sequence]))
        assert (foreign.status_code, missing.status_code) == (404, 404)


@pytest.mark.parametrize("role", [Role.COUNTY_OFFICE, Role.INSPECTOR])
def test_others_are_refused(client, log, role):
    client.force_login(GrantFactory(role=role, code=COUNTY).user)
    assert client.get(LIST).status_code == 403


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"area": STREET}, [1]),
        ({"area": OTHER}, [2]),
        ({"who": "li"}, [1]),
        ({"who": ["li", "zhao"]}, [2, 1]),
        ({"action": "campaigns.changed"}, [3]),
        ({"kind": "areaname"}, [2]),
        ({"object": f"area:{VILLAGE}"}, [1]),
        ({"q": "批复"}, [1]),
        ({"q": "李四"}, [1]),
        ({"q": "Renamed an area"}, [1]),
        ({"q": "Campaign and standards"}, [3]),
        ({"q": "2"}, [3, 2, 1]),
        ({"q": VILLAGE}, [1]),
        ({"who": "li", "kind": "areaname"}, []),
    ],
)
def test_it_is_narrowed(english, log, query, found):
    english.force_login(auditor("4108"))
    assert listed(english, **query) == found


def test_days_count_by_the_sites_own_clock(english, log):
    english.force_login(auditor("4108"))
    today = timezone.localdate()
    yesterday, tomorrow = (str(today + dt.timedelta(days=n)) for n in (-1, 1))

    assert listed(english, first=str(today), last=str(today)) == [3, 2, 1]
    assert listed(english, last=yesterday) == []
    assert listed(english, first=tomorrow) == []
    assert listed(english, first="2000-01-01", last="2999-12-31") == [3, 2, 1]
    for day in ("0001-01-01", "9999-12-31", "2026-02-30", "２０２６-11-20", "2026-1-1"):
        assert english.get(LIST, {"last": day}).status_code == 400, day


def test_an_account_that_did_nothing_here_answers_like_one_that_does_not_exist(english, log):
    english.force_login(auditor(COUNTY))

    foreign, missing = (english.get(LIST, {"who": name}) for name in ("zhao", "nobody"))

    assert (foreign.status_code, missing.status_code) == (400, 400)
    strip = [
        [str(problem.message) for problem in answer.context["problems"]]
        for answer in (foreign, missing)
    ]
    assert strip == [
        ["No account “zhao” stands in this log."],
        ["No account “nobody” stands in this log."],
    ]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_taking_a_copy_is_itself_entered(english, log, kind):
    user = auditor("4108")
    english.force_login(user)

    assert english.get(LIST, {"export": kind, "area": STREET}).status_code == 200

    event = Event.objects.first()
    assert (event.action, event.actor_id, event.new) == (
        "logbook.exported",
        user.pk,
        {"kind": kind, "rows": 1, "filters": f"area={STREET}"},
    )


def test_a_copy_says_all_that_an_event_says(english, log):
    english.force_login(auditor("4108"))

    answer = english.get(LIST, {"export": "csv", "object": f"area:{VILLAGE}"})

    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["digest"] == log[0].digest
    assert row["digest of the event before"].strip() == log[0].previous
    assert row["before"] == '{"name":"西大寨"}'


def test_no_copy_without_its_entry(english, log):
    english.force_login(auditor("4108"))
    fill_the_log()

    with pytest.raises(DatabaseError):
        english.get(LIST, {"export": "csv"})


def test_a_refused_copy_is_not_entered(english, log):
    english.force_login(auditor("4108"))

    assert english.get(LIST, {"export": "csv", "page": 1}).status_code == 400

    assert Event.objects.count() == 3


def test_one_entry_shows_before_and_after_and_its_place_in_the_chain(english, log):
    english.force_login(auditor("4108"))

    answer = english.get(reverse("log-detail", args=[1]))

    assert [(row.name, row.before, row.after) for row in answer.context["fields"]] == [
        ("name", "西大寨", "西大寨村")
    ]
    page = answer.content.decode()
    assert log[0].digest in page
    assert f"{LIST}?object=area:{VILLAGE}" in page
    assert reverse("log-detail", args=[2]) in page
    assert answer["Cache-Control"] == "no-store, private"


def test_an_entry_of_many_rows_names_them(english):
    area_with_code(COUNTY)
    rows = {f"41087106{n}": f"第{n}街道" for n in range(3)}
    record(
        Change("places.added", "area", COUNTY, "示范区", area_code=COUNTY, after={"added": rows}),
        by=None,
    )
    english.force_login(auditor(COUNTY))

    answer = english.get(reverse("log-detail", args=[1]))

    assert answer.context["batch"] == list(rows.items())
    assert answer.context["said"] == "entered 3: 第0街道、第1街道、第2街道"


def test_an_entry_that_was_tampered_with_says_so(english, log):
    english.force_login(auditor("4108"))
    Event.objects.bulk_create(
        [Event(sequence=9, at=timezone.now(), actor_name="某人", action="places.added",
               object_type="area", object_key=VILLAGE, area_code=VILLAGE,
               previous="0" * 64, digest="1" * 64)]
    )  # fmt: skip

    page = english.get(reverse("log-detail", args=[9])).content.decode()

    assert "its digest does not fit" in page


def test_nobody_waits_for_the_log_while_a_copy_is_made(english, log, monkeypatch):
    """The entry is written after the file is made, and the head held for the entry alone."""
    english.force_login(auditor("4108"))
    inside = []
    write = lists.WRITERS["csv"]

    def watched(*args, **kwargs):
        inside.append(Event.objects.filter(action="logbook.exported").exists())
        return write(*args, **kwargs)

    monkeypatch.setitem(lists.WRITERS, "csv", watched)

    assert english.get(LIST, {"export": "csv"}).status_code == 200
    assert inside == [False]
    assert Event.objects.filter(action="logbook.exported").count() == 1


def test_the_number_of_an_entry_is_called_so_on_the_page_and_in_the_file(english, log):
    english.force_login(auditor("4108"))

    page = english.get(LIST)
    file = b"".join(english.get(LIST, {"export": "csv"}).streaming_content).decode("utf-8-sig")

    with translation.override("en"):  # the header is translated when it is read
        assert str(page.context["table"].columns["sequence"].header) == "Entry no."
    assert file.startswith("Entry no.,")
    assert "Number, object, reason, person, address, or what was done" in page.content.decode()
