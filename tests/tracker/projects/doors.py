"""How projects, their steps and money, and supplies change: their pages."""

from django.test import Client
from django.urls import reverse

from tests.factories.campaigns import CampaignFactory
from tests.factories.people import GrantFactory
from tests.factories.places import AreaFactory
from tests.tracker.history.doors import door
from tracker.access.terms import Role
from tracker.projects.models import Milestone, Project, Supply

VILLAGE, COUNTY = "410822105201", "410822"
PROJECT, SUPPLY = "tracker_project", "tracker_supply"
STEP, MONEY = "tracker_milestone", "tracker_payment"
SENT = {"title": "冷库", "responsible": "支部书记岗", "star": "", "seen": "0"}


@door("pages of projects and supplies", touches={PROJECT, SUPPLY, STEP, MONEY})
def built(browser, _folder):
    AreaFactory(code=VILLAGE)
    CampaignFactory(year=2023)
    county = Client()
    browser.force_login(GrantFactory(role=Role.BRANCH_SECRETARY, code=VILLAGE).user)
    county.force_login(GrantFactory(role=Role.COUNTY_OFFICE, code=COUNTY).user)
    yield
    browser.post(reverse("project-new", args=[2023, VILLAGE]), SENT)
    key = Project.everything.get().pk
    browser.post(reverse("project-change", args=[key]), SENT | {"title": "小冷库", "seen": "1"})
    move = reverse("project-move", args=[key])
    county.post(move, {"verb": "list", "seen": "2"})
    given = {"title": "资金", "department": "农业局", "seen": "0"}
    county.post(reverse("supply-new", args=[2023, COUNTY]), given)
    supply = Supply.everything.get().pk
    changed = given | {"amount": "50", "seen": "1"}
    county.post(reverse("supply-change", args=[supply]), changed)
    county.post(reverse("project-match", args=[key]), {"supply": supply, "seen": "3"})
    step = {"title": "开工", "due_on": "2023-6-1"}
    browser.post(reverse("milestone-new", args=[key]), step)
    reached = {"reached_on": "2023-6-2", "seen": "1"}
    browser.post(reverse("milestone-reach", args=[Milestone.everything.get().pk]), reached)
    paid = {"amount": "5", "received_on": "2023-6-2", "source": "县级"}
    browser.post(reverse("payment-new", args=[key]), paid)
    browser.post(move, {"verb": "begin", "seen": "4"})
    browser.post(move, {"verb": "finish", "text": "已投用", "seen": "5"})
    county.post(move, {"verb": "accept", "seen": "6"})
    assert Project.everything.get().state == "completed"
