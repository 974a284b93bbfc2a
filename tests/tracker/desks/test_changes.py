"""What others changed since "seen up to here"."""

import pytest
from django.utils import translation

from tests.factories.history import EventFactory, HeadFactory
from tests.tracker.dashboards.rows import COUNTY, OTHER_STREET, STREET, VILLAGES, YEAR
from tests.tracker.ratings.cast import person
from tracker.access.refusals import Refused
from tracker.access.terms import Role
from tracker.desks.actions import mark_seen
from tracker.desks.models import Bookmark
from tracker.history.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def officer(client, english):
    user = person("officer", (Role.STREET_OFFICER, STREET))
    client.force_login(user)
    return user


def event(sequence, action="ratings.submit", code=VILLAGES[0], **more):
    """Write one entry of the log, by somebody else unless said."""
    room = action.partition(".")[0]
    kind = {"ratings": "rating", "declarations": "declaration", "targets": "target"}.get(room, room)
    return EventFactory(
        sequence=sequence,
        action=action,
        object_type=kind,
        object_key=f"{YEAR}-{code}",
        object_name=f"第{code[-3:]}村党支部",
        area_code=code,
        after='{"star":"safety","state":"entered","stars":["safety"],"level":4,"number":3}',
        **more,
    )


def told(client):
    return [one.event.sequence for one in client.get("/desk/").context["changes"].told]


def test_changes_by_others_in_the_own_areas_are_told_newest_first(client, officer):
    event(1)
    event(2, "declarations.submit")
    event(3, code=f"{OTHER_STREET}201")  # another street
    event(4, "places.rename")  # another matter
    event(5, actor_id=officer.pk)  # the own hand
    event(6, "targets.set", code=STREET)

    answer = client.get("/desk/")

    assert told(client) == [6, 2, 1]
    assert [one.url for one in answer.context["changes"].told] == [
        f"/targets/{YEAR}/{STREET}/",
        f"/declarations/{YEAR}/{VILLAGES[0]}/",
        f"/ratings/{YEAR}/{VILLAGES[0]}/",
    ]
    assert "submitted the declaration: Safety and rule-of-law star" in answer.content.decode()


def test_what_was_never_shown_is_never_marked_as_seen(client, officer):
    HeadFactory(sequence=45)
    for sequence in range(1, 46):
        event(sequence)

    newest = client.get("/desk/")
    middle = client.get("/desk/?before=26")
    oldest = client.get("/desk/?before=6")

    assert [one.context["changes"].older for one in (newest, middle, oldest)] == [26, 6, 0]
    assert [one.context["changes"].seen for one in (newest, middle, oldest)] == [0, 0, 5]
    assert told(client) == list(range(45, 25, -1))
    text = newest.content.decode()
    assert "/desk/?before=26#changes" in text
    assert "once nothing older is left" in text
    assert 'name="sequence"' not in text
    assert "Mark what is listed here as seen" in oldest.content.decode()
    client.post("/desk/seen/", {"sequence": 5})
    assert client.get("/desk/?before=26").context["changes"].seen == 25


def test_one_act_is_one_line_however_many_rows_it_moved(client, officer):
    event(1, "declarations.submit", request_id="r-1")
    for n, village in enumerate([*VILLAGES, VILLAGES[0]]):
        event(2 + n, "ratings.review", code=village, request_id="r-2", reason="统一审核")
    event(6, "ratings.submit", request_id="r-3")
    event(7, "ratings.submit", request_id="r-3")
    event(8, "targets.set", code=STREET, request_id="r-3")

    answer = client.get("/desk/")

    assert [
        (one.event.sequence, one.title, one.words, one.url, one.reason)
        for one in answer.context["changes"].told[1:3]
    ] == [
        (
            7,
            "第201村党支部",
            "“Submit for review”: 2 stars",
            f"/ratings/{YEAR}/{VILLAGES[0]}/",
            "",
        ),
        (
            5,
            "第201村党支部 and others, 3 branches",
            "“Pass to the task force”: 4 stars",
            "",
            "统一审核",
        ),
    ]
    assert told(client) == [8, 7, 5, 1]
    assert answer.context["changes"].seen == 8


def test_entries_of_a_long_act_beyond_the_first_page_are_told_on_the_next(client, officer):
    event(1, "declarations.submit", request_id="long")
    for sequence in range(2, 23):
        event(sequence)
    event(23, "declarations.submit", request_id="long")

    first, second = client.get("/desk/"), client.get("/desk/?before=4")

    assert first.context["changes"].older == 4
    assert [one.event.sequence for one in second.context["changes"].told] == [3, 2, 1]


def test_a_page_looks_through_so_many_entries_and_no_more(client, officer, monkeypatch):
    monkeypatch.setattr("tracker.desks.changes.MOST_READ", 3)
    HeadFactory(sequence=5)
    mark_seen(by=officer, sequence=0)
    for sequence in range(1, 6):
        event(sequence, "declarations.submit", request_id="r-1")

    first, second = client.get("/desk/"), client.get("/desk/?before=3")

    assert (first.context["changes"].older, first.context["changes"].seen) == (3, 0)
    assert (second.context["changes"].older, second.context["changes"].seen) == (0, 2)


def test_who_has_marked_nothing_begins_with_the_newest_part_of_the_log(
    client, officer, monkeypatch
):
    monkeypatch.setattr("tracker.desks.changes.MOST_READ", 3)
    HeadFactory(sequence=5)
    for sequence in range(1, 6):
        event(sequence)

    assert told(client) == [5, 4, 3]
    assert "only the newest part of the log" in client.get("/desk/").content.decode()


@pytest.mark.parametrize("before", ["-1", "x", "４", "9" * 30])
def test_a_broken_address_is_answered(client, officer, before):
    assert client.get("/desk/", {"before": before}).status_code == 400


def test_seen_up_to_here_takes_them_from_the_desk_and_writes_no_event(client, officer):
    HeadFactory(sequence=3)
    for sequence in (1, 2, 3):
        event(sequence)
    newest = client.get("/desk/").context["changes"].seen
    event(4)

    answer = client.post("/desk/seen/", {"sequence": newest})

    assert (answer.status_code, answer["Location"]) == (302, "/desk/")
    assert told(client) == [4]
    assert Bookmark.objects.get().sequence == 3
    assert Event.objects.count() == 4


def test_reading_the_desk_moves_nothing(client, officer):
    event(1)

    client.get("/desk/")

    assert not Bookmark.objects.exists()
    assert told(client) == [1]


def test_an_older_window_does_not_move_the_bookmark_back(officer):
    HeadFactory(sequence=9)
    mark_seen(by=officer, sequence=9)

    assert mark_seen(by=officer, sequence=4).sequence == 9


def test_an_entry_that_is_not_there_yet_is_refused(client, officer):
    HeadFactory(sequence=9)

    with pytest.raises(Refused):
        mark_seen(by=officer, sequence=10)
    answer = client.post("/desk/seen/", {"sequence": "10"}, follow=True)

    assert "The log has no such entry yet." in answer.content.decode()
    assert not Bookmark.objects.exists()


@pytest.mark.parametrize("sequence", ["", "-1", "x", "1_0", "４", "9" * 30])
def test_a_broken_form_is_answered(client, officer, sequence):
    assert client.post("/desk/seen/", {"sequence": sequence}).status_code == 400
    assert not Bookmark.objects.exists()


def test_each_person_has_a_bookmark_of_their_own(client, officer):
    HeadFactory(sequence=1)
    event(1)
    mark_seen(by=person("county", (Role.COUNTY_OFFICE, COUNTY)), sequence=1)

    assert told(client) == [1]


def test_who_has_no_right_to_read_ratings_is_told_of_none(client, english):
    event(1)
    client.force_login(person("guard", (Role.SECURITY_ADMIN, "4108")))

    assert client.get("/desk/").context["changes"] is None
