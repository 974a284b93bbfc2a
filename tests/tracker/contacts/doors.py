"""How contacts change: their pages."""

from django.test import Client
from django.urls import reverse

from tests.factories.campaigns import CampaignFactory
from tests.factories.people import GrantFactory
from tests.factories.places import AreaFactory, BranchFactory
from tests.tracker.history.doors import door
from tracker.access.terms import Role
from tracker.contacts.models import Tie, Training, WeakBranch

VILLAGE, STREET, COUNTY = "410822105201", "410822105", "410822"
TABLES = ("tie", "weakbranch", "visit", "helpcount", "training")


@door("pages of contacts", touches={f"tracker_{name}" for name in TABLES})
def contacted(browser, _folder):
    BranchFactory(area=AreaFactory(code=VILLAGE))
    CampaignFactory(year=2023)
    county, second = Client(), Client()
    browser.force_login(GrantFactory(role=Role.STREET_OFFICER, code=STREET).user)
    for one in (county, second):
        one.force_login(GrantFactory(role=Role.COUNTY_OFFICE, code=COUNTY).user)
    yield
    tied = {"department": "县局", "post": "", "starts_on": "2023-6-1"}
    browser.post(reverse("tie-new", args=[VILLAGE]), tied)
    ended = {"ended_on": "2023-7-1", "reason": "轮换", "seen": "1"}
    browser.post(reverse("tie-end", args=[Tie.everything.get().pk]), ended)
    seen = {"department": "县局", "visited_on": "2023-6-2", "seen": "看了"}
    browser.post(reverse("visit-new", args=[VILLAGE]), seen)
    for solved in ("5", "6"):
        numbers = {"counted_on": "2023-6-1", "families": "7", "problems": "8", "solved": solved}
        browser.post(reverse("help-new", args=[STREET]), numbers)
    course = {"topic": "课", "audience": "书记", "seen": "0"}
    browser.post(reverse("training-new", args=[2023, STREET]), course)
    change = reverse("training-change", args=[Training.everything.get().pk])
    browser.post(change, course | {"planned_on": "2023-7-1", "seen": "1"})
    marked = {"marked_on": "2023-6-1", "why": "短板", "measures": ""}
    county.post(reverse("weak-new", args=[VILLAGE]), marked)
    move = reverse("weak-move", args=[WeakBranch.everything.get().pk])
    browser.post(move, {"verb": "rectify", "text": "已改", "seen": "1"})
    second.post(move, {"verb": "release", "seen": "2"})
    assert WeakBranch.everything.get().state == "released"
