"""How work, its record, meetings and rhythms change: their pages, and the load of rhythms."""

import datetime as dt
import io

from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.campaigns import CampaignFactory
from tests.factories.people import GrantFactory
from tests.factories.places import AreaFactory
from tests.tracker.history.doors import door
from tracker.access.terms import Role
from tracker.history.origin import coming_from
from tracker.worklist.actions import climb
from tracker.worklist.models import Meeting, Rhythm, WorkItem

VILLAGE, STREET = "410822105201", "410822105"
ITEM, STEP = "tracker_workitem", "tracker_workstep"
MEETING, RHYTHM = "tracker_meeting", "tracker_rhythm"
WORK = {
    "title": "清沟",
    "responsible": "支部书记岗",
    "star": "",
    "start_week": "2023-6-5",
    "due_week": "2023-6-12",
}


def staff(browser):
    """A street officer in a browser, and the reviewer's browser."""
    AreaFactory(code=VILLAGE)
    for year in (2023, 2024):
        CampaignFactory(year=year)
    review = Client()
    browser.force_login(GrantFactory(role=Role.STREET_OFFICER, code=STREET).user)
    review.force_login(GrantFactory(role=Role.STREET_REVIEWER, code=STREET).user)
    return review


@door("pages of work: set, corrected, reported, sent back, confirmed", touches={ITEM, STEP})
def worked(browser, _folder):
    review = staff(browser)
    yield
    browser.post(reverse("work-set", args=[2023, STREET]), WORK | {"scope": "each"})
    key = WorkItem.everything.get().pk
    browser.post(reverse("work-change", args=[key]), WORK | {"title": "清两条沟", "seen": "1"})
    move = reverse("work-move", args=[key])
    later = {"verb": "postpone", "text": "等雨停", "due_week": "2023-6-19", "seen": "2"}
    browser.post(move, later)
    browser.post(move, {"verb": "finish", "text": "清完", "seen": "3"})
    review.post(move, {"verb": "return", "text": "还堵", "seen": "4"})
    browser.post(move, {"verb": "finish", "text": "又清", "seen": "5"})
    review.post(move, {"verb": "confirm", "seen": "6"})
    assert WorkItem.everything.get().state == "confirmed"


@door("the clock: overdue work under 13710 climbs", touches={ITEM, STEP})
def climbed(browser, _folder):
    staff(browser)
    browser.post(
        reverse("work-set", args=[2023, STREET]), WORK | {"scope": "self", "severity": "ordinary"}
    )
    yield
    with coming_from("job 1 worklist.climb"):
        climb(today=timezone.localdate() + dt.timedelta(days=8))
    assert WorkItem.everything.get().climbed_to == "county"


@door("work: carried over, taken off the list", touches={ITEM, STEP})
def carried(browser, _folder):
    staff(browser)
    yield
    browser.post(reverse("work-set", args=[2023, STREET]), WORK | {"scope": "self"})
    browser.post(reverse("work-carry", args=[2024, STREET]))
    new = WorkItem.everything.get(campaign=2024)
    move = reverse("work-move", args=[new.pk])
    browser.post(move, {"verb": "drop", "text": "不需要了", "seen": "1"})
    assert WorkItem.everything.get(pk=new.pk).state == "dropped"


@door(
    "meetings and rhythms: begun, minutes, a decision, ended", touches={ITEM, STEP, MEETING, RHYTHM}
)
def met(browser, _folder):
    staff(browser)
    yield
    rhythm = {"name": "周例会", "frequency": "week", "purpose": "meeting"}
    browser.post(reverse("rhythm-new", args=[STREET]), rhythm)
    key = Rhythm.everything.get().pk
    said = {"title": "周例会", "held_on": "2023-6-5", "minutes": "议定清沟", "seen": "0"}
    address = f"{reverse('meeting-new', args=[STREET])}?rhythm={key}&slot=2023-W23"
    browser.post(address, said)
    meeting = Meeting.everything.get()
    corrected = said | {"minutes": "议定两件", "seen": "1"}
    browser.post(reverse("meeting-change", args=[meeting.pk]), corrected)
    browser.post(reverse("meeting-decide", args=[meeting.pk]), WORK | {"scope": "self"})
    browser.post(reverse("rhythm-end", args=[key]))
    assert WorkItem.everything.get().meeting_id == meeting.pk


@door("load_rhythms: a file", touches={RHYTHM})
def loaded(_browser, folder):
    AreaFactory(code=STREET)
    file = folder / "rhythms.yaml"
    row = f'- {{area: "{STREET}", name: 月评, frequency: month, purpose: contest}}\n'
    file.write_text(row, encoding="utf-8")
    yield
    call_command("load_rhythms", file, commit=True, stdout=io.StringIO())
