"""How declarations and targets change: their pages, from the first star to the confirmation."""

from django.test import Client
from django.urls import reverse

from tests.factories.campaigns import CampaignFactory, SchemeFactory, StarFactory
from tests.factories.people import GrantFactory
from tests.factories.places import AreaFactory, BranchFactory
from tests.tracker.history.doors import door
from tracker.access.terms import Role
from tracker.declarations.models import Declaration

VILLAGE, STREET, COUNTY = "410822105201", "410822105", "410822"
DECLARATION, STEP, TARGET = (
    "tracker_declaration",
    "tracker_declarationstep",
    "tracker_target",
)


def at(name, code=VILLAGE):
    return reverse(name, args=[2023, code])


def year():
    """A village in a running year."""
    scheme = SchemeFactory(campaign=CampaignFactory(year=2023))
    for position, key in enumerate(("industry", "safety"), 1):
        StarFactory(scheme=scheme, key=key, position=position)
    BranchFactory(area=AreaFactory(code=VILLAGE))


def signed_in(browser, role, code):
    browser.force_login(GrantFactory(role=role, code=code).user)


@door(
    "pages of declarations: filled in, returned, filled in again",
    touches={DECLARATION, STEP, "tracker_changeset"},
)
def declared(browser, _folder):
    year()
    street, review = browser, Client()
    signed_in(street, Role.STREET_OFFICER, STREET)
    signed_in(review, Role.STREET_REVIEWER, STREET)
    yield
    street.post(at("declaration-fill-in"), {"stars": ["safety"], "seen": "0"})
    street.post(at("declaration-move"), {"verb": "submit", "seen": "1"})
    street.post(at("declaration-move"), {"verb": "recall", "seen": "2"})
    street.post(at("declaration-move"), {"verb": "submit", "seen": "3"})
    returned = {"verb": "return", "seen": "4", "reason": "更正"}
    review.post(at("declaration-move"), returned)
    sheet = {"seen": f"2023-{VILLAGE}:5", f"star-{VILLAGE}": "industry", "do": "submit"}
    street.post(at("declaration-sheet", STREET), sheet)
    bulk = {"verb": "review", "moves": f"2023-{VILLAGE}:7", "do": "confirm"}
    review.post(reverse("declaration-bulk"), bulk)
    assert Declaration.everything.get().state == "reviewed"


@door("pages of targets: set, changed, taken back, the same for every street", touches={TARGET})
def planned(browser, _folder):
    year()
    signed_in(browser, Role.COUNTY_OFFICE, COUNTY)
    yield
    browser.post(at("target-set", COUNTY), {"number-all-5": "1", "number-rural-4": "4"})
    changed = {"number-all-5": "2", "seen-number-all-5": "1", "seen-number-rural-4": "1"}
    browser.post(at("target-set", COUNTY), changed)
    browser.post(at("target-set", COUNTY), {"each": "1", "level-4": "4", "do": "confirm"})
