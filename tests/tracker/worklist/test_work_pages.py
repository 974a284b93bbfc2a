"""Work is set, moved and talked over on its pages; rhythms come from a file."""

import datetime as dt
import io

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from tests.factories.worklist import WorkItemFactory, WorkStepFactory
from tests.tracker.worklist.conftest import (
    MONDAY,
    STREET,
    TODAY,
    VILLAGE,
    VILLAGES,
    YEAR,
    a_piece,
    everything,
    moved,
    titles,
    words,
)
from tracker.worklist.actions import begin_rhythm, hold_meeting
from tracker.worklist.models import Meeting, Rhythm, WorkItem
from tracker.worklist.terms import Verb

pytestmark = pytest.mark.django_db
SENT = {
    "title": "清沟",
    "responsible": "支部书记岗",
    "star": "",
    "start_week": "2023-6-14",
    "due_week": "2023-6-21",
}


# --- Setting and moving ---------------------------------------------------------------


def test_a_street_sets_the_same_work_for_the_villages_it_ticks(browse, officer, villages, year):
    browser, address = browse(officer), reverse("work-set", args=[YEAR, STREET])
    nothing = browser.post(address, SENT | {"scope": "picked"})
    assert "Tick at least one area." in words(nothing)

    answer = browser.post(address, SENT | {"scope": "picked", "areas": VILLAGES[:2]})

    assert answer.status_code == 302
    rows = WorkItem.everything.values_list("area_id", "start_week", "due_week")
    later = MONDAY + dt.timedelta(weeks=1)
    assert list(rows) == [(code, MONDAY, later) for code in VILLAGES[:2]]
    assert titles(browser.get(answer["Location"])) == ["清沟", "清沟"]


def test_more_than_six_matters_of_key_work_are_a_warning_and_no_bar(browse, officer, street, year):
    browser, address = browse(officer), reverse("work-set", args=[YEAR, STREET])
    for number in range(7):
        sent = SENT | {"scope": "self", "title": f"第{number}件", "is_key": "on"}
        answer = browser.post(address, sent, follow=True)
        warned = "7 matters of key work are open here." in words(answer)
        assert warned == (number == 6), number
    assert WorkItem.everything.filter(is_key=True).count() == 7
    first = WorkItem.everything.order_by("pk").first()
    moved(officer, first, Verb.DROP, "并入别项")

    page = browser.get(reverse("work-month", args=[STREET]))

    assert len(page.context["key_lines"]) == 6  # what is over drops out


def test_only_what_this_person_may_do_now_has_a_form(
    browse, officer, secretary, reviewer, village, year
):
    item = a_piece(officer, village, year)

    def verbs(user):
        page = browse(user).get(reverse("work-detail", args=[item.pk]))
        return [str(offer.verb) for offer, _form in page.context["offers"] if not offer.against]

    assert verbs(secretary) == ["report", "finish"]
    assert verbs(officer) == ["report", "finish", "postpone", "drop"]
    assert verbs(reviewer) == []
    moved(secretary, item, Verb.FINISH, "清完")
    assert verbs(reviewer) == ["confirm", "return"]


def test_a_move_without_words_is_asked_again_and_with_old_eyes_is_compared(
    browse, officer, secretary, village, year
):
    item = a_piece(officer, village, year)
    browser, address = browse(secretary), reverse("work-move", args=[item.pk])
    empty = browser.post(address, {"verb": "finish", "seen": "1", "text": " "})
    assert (empty.status_code, "This field is required." in words(empty)) == (200, True)
    moved(officer, item, Verb.REPORT, "有人先写了")

    late = browser.post(address, {"verb": "report", "seen": "1", "text": "我写的"})

    assert late.status_code == 409
    page = late.content.decode()
    assert "有人先写了" in page
    assert "我写的</textarea>" in page
    assert 'name="seen" value="2"' in page
    assert browser.post(address, {"verb": "carry", "seen": "2"}).status_code == 400
    assert (
        browser.post(address, {"verb": "report", "seen": "2", "text": "我写的"}).status_code == 302
    )


def test_correcting_too_late_shows_both(browse, officer, county, village, year):
    item = a_piece(officer, village, year)
    browser, address = browse(officer), reverse("work-change", args=[item.pk])
    browser.post(address, SENT | {"title": "先改的", "seen": "1"})

    late = browser.post(address, SENT | {"title": "后改的", "seen": "1"})

    assert late.status_code == 409
    assert "先改的" in words(late)
    assert 'value="后改的"' in late.content.decode()
    assert WorkItem.everything.get().title == "先改的"


def test_what_was_left_is_shown_before_it_is_carried_over(browse, officer, village, street, year):
    year.year = YEAR - 1
    year.save()
    item = a_piece(officer, village, year)
    browser = browse(officer)
    address = reverse("work-carry", args=[YEAR, STREET])
    before = everything()
    assert [line.item.pk for line in browser.get(address).context["lines"]] == [item.pk]
    assert everything() == before

    browser.post(address)

    assert list(WorkItem.everything.order_by("pk").values_list("campaign_id", "state")) == [
        (YEAR - 1, "carried"),
        (YEAR, "open"),
    ]


# --- Meetings and rhythms -------------------------------------------------------------


def test_the_calendar_leads_to_minutes_and_a_decision_becomes_work(
    browse, officer, secretary, street, village, year
):
    rhythm = begin_rhythm(
        by=officer, area=street, name="周例会", frequency="week", purpose="meeting"
    )
    browser = browse(officer)
    calendar = reverse("work-calendar", args=[STREET])
    page = browser.get(calendar, {"month": "2023-06"})
    assert [one.slot.key for one in page.context["calendar"].occasions] == [
        f"2023-W{number}" for number in (22, 23, 24, 25)
    ]
    link = f"{reverse('meeting-new', args=[STREET])}?rhythm={rhythm.pk}&slot=2023-W24"
    assert link.replace("&", "&amp;") in page.content.decode()

    said = {"title": "第24周例会", "held_on": "2023-6-12", "minutes": "议定清沟", "seen": "0"}
    browser.post(link, said)
    meeting = Meeting.everything.get()
    assert (meeting.rhythm_id, meeting.slot) == (rhythm.pk, "2023-W24")
    browser.post(
        reverse("meeting-decide", args=[meeting.pk]), SENT | {"scope": "picked", "areas": VILLAGE}
    )

    decided = WorkItem.everything.values_list("area_id", "meeting_id")
    assert list(decided) == [(VILLAGE, meeting.pk)]
    assert "清沟" in words(browser.get(reverse("meeting-detail", args=[meeting.pk])))
    assert "第24周例会" in words(browser.get(calendar))
    # The street's rhythm is its villages', too; their minutes are their own.
    own = browse(secretary).get(reverse("work-calendar", args=[VILLAGE]))
    assert [one.meeting for one in own.context["calendar"].occasions] == [None] * 4


@pytest.mark.parametrize("query", ["rhythm=1", "rhythm=x&slot=2023-W24", "slot=2023-W24"])
def test_an_occasion_that_is_none_is_not_there(browse, officer, street, query):
    address = f"{reverse('meeting-new', args=[STREET])}?{query}"

    assert browse(officer).get(address).status_code == 404


def test_minutes_too_late_show_both(browse, officer, street):
    said = {"title": "周例会", "held_on": TODAY, "minutes": "原文"}
    meeting = hold_meeting(by=officer, area=street, **said)
    browser, address = browse(officer), reverse("meeting-change", args=[meeting.pk])
    sent = {"title": "周例会", "held_on": "2023-6-14", "seen": "1"}
    browser.post(address, sent | {"minutes": "先改的"})

    late = browser.post(address, sent | {"minutes": "后改的"})

    assert (late.status_code, "先改的" in words(late)) == (409, True)
    assert "后改的</textarea>" in late.content.decode()


# --- The load of rhythms --------------------------------------------------------------


def load(tmp_path, text, **more):
    file = tmp_path / "rhythms.yaml"
    file.write_text(text, encoding="utf-8")
    said = io.StringIO()
    call_command("load_rhythms", file, stdout=said, stderr=io.StringIO(), **more)
    return said.getvalue()


def test_a_file_of_rhythms_comes_in_once_and_what_was_ended_stays_so(tmp_path, street):
    row = f'- {{area: "{STREET}", name: 月评, frequency: month, purpose: contest, figure: "x"}}\n'
    assert "New: 1." in load(tmp_path, row)
    assert not Rhythm.everything.exists()

    assert "1 rhythm was added." in load(tmp_path, row, commit=True)
    Rhythm.everything.update(ended_on=TODAY)
    assert "0 rhythms were added." in load(tmp_path, row, commit=True)

    # The figure is not loaded here: its passport would lead nowhere.
    assert list(Rhythm.everything.values_list("name", "figure_key", "ended_on")) == [
        ("月评", "", TODAY)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a: b",
        "- just words",
        '- {area: "41", name: 月评, frequency: daily, purpose: contest}',
        '- {area: "41", name: 月评, frequency: month, purpose: contest, colour: red}',
        '- {area: "99", name: 月评, frequency: month, purpose: contest}',
        "- [",
    ],
)
def test_a_faulty_file_of_rhythms_changes_nothing(tmp_path, street, text):
    with pytest.raises(CommandError):
        load(tmp_path, text, commit=True)

    assert not Rhythm.everything.exists()


def test_the_record_is_narrowed_and_leads_to_the_work(browse, officer, village, year):
    item = WorkItemFactory(area=village, campaign=year, star="ecology")
    WorkStepFactory(item=item, text="清了一半")
    browser = browse(officer)

    found = browser.get(reverse("work-record"), {"star": "ecology", "verb": "report"})

    assert found.context["matching"] == 1
    assert reverse("work-detail", args=[item.pk]) in found.content.decode()
    assert browser.get(reverse("work-record"), {"star": "safety"}).context["matching"] == 0
