"""A claim about one branch's level becomes its record, where the stars are known or named."""

import json

import pytest
from django.urls import reverse

from tests.factories.claims import ClaimFactory
from tests.factories.people import GrantFactory, area_with_code
from tests.factories.places import BranchFactory
from tests.tracker.claims.pages import COUNTY, VILLAGE
from tests.tracker.ratings.cast import FIVE, FOUR, campaign
from tracker.access.refusals import Refused
from tracker.access.terms import Role
from tracker.campaigns.models import Campaign, LevelRule
from tracker.campaigns.scoring import STARS_OF_KIND
from tracker.claims.actions import accept, take_back
from tracker.claims.actions.judging import Judgement, extras
from tracker.claims.models import Claim
from tracker.figures.models import ReportedFigure
from tracker.history.models import Event
from tracker.ratings.models import Rating, StarRating

pytestmark = pytest.mark.django_db
YEAR = 2024
THREE = FIVE[:3]


@pytest.fixture(autouse=True)
def _branch(_tree):
    campaign(YEAR, state="closed")
    BranchFactory(area=area_with_code(VILLAGE))


@pytest.fixture
def claim():
    """Return a claim that the village has reached a level."""

    def claims(level=4, **more):
        facts = {"area_id": VILLAGE, "campaign_id": YEAR, "unit_kind": "rural", "value": 1}
        return ClaimFactory(level=level, period=str(YEAR), **facts | more)

    return claims


def accepted(claim, by, stars=()):
    return accept(by=by, claim=claim, judgement=Judgement(claim.version, {}, "rating", stars))


def awarded():
    rows = StarRating.everything.filter(state="awarded").order_by("star__position")
    return list(rows.values_list("star__key", flat=True))


def nothing_written(claim):
    state = Claim.everything.get(pk=claim.pk).state
    return (state, ReportedFigure.objects.count(), Rating.everything.count()) == ("proposed", 0, 0)


@pytest.mark.parametrize(("level", "stars"), [(5, FIVE), (4, FOUR)])
def test_a_level_that_leaves_no_choice_is_recorded_with_its_passport(claim, county, level, stars):
    made = accepted(claim(level), county)

    rating = Rating.everything.get()
    assert (rating.source, rating.awarded_level) == (made.figure, level)
    assert awarded() == stars
    actions = Event.objects.order_by("sequence").values_list("action", flat=True)
    assert {"figures.added", "ratings.accept", "claims.accepted"} <= set(actions)
    event = Event.objects.filter(action="ratings.accept").first()
    assert event.new["figure"] == made.figure_id


def test_stars_that_a_person_names_are_recorded(claim, county):
    accepted(claim(3), county, THREE)

    assert awarded() == THREE


@pytest.mark.parametrize(
    ("level", "stars"),
    [
        (3, []),
        (3, FIVE[:2]),
        (3, [*FIVE[:2], "party_branch"]),
        (4, [*FIVE[:3], "party_branch"]),
        (5, FOUR),
    ],
)
def test_stars_that_do_not_fit_the_level_leave_nothing(claim, county, level, stars):
    one = claim(level)

    with pytest.raises(Refused):
        accepted(one, county, stars)

    assert nothing_written(one)


def test_without_the_capstone_four_stars_are_to_be_named(claim, county):
    LevelRule.objects.update(capstone=False)
    one = claim(4)
    with pytest.raises(Refused, match="name exactly as many"):
        accepted(one, county)

    accepted(one, county, FIVE[1:])

    assert awarded() == FIVE[1:]


@pytest.mark.parametrize(
    "more",
    [
        {"value": 2},
        {"nature": "planned"},
        {"precision": "about"},
        {"campaign_id": None},
        {"unit_kind": "urban"},
        {"area_id": VILLAGE[:9]},
        {"bearing": "context"},
    ],
    ids=str,
)
def test_what_is_no_level_of_one_branch_is_no_record(claim, county, more):
    one = claim(5, **more)

    assert "rating" not in extras(one, county)
    with pytest.raises(Refused):
        accepted(one, county)
    assert nothing_written(one)


def test_who_confirms_no_rating_is_offered_none(claim):
    judge = GrantFactory(role=Role.CITY_OFFICE, code="410883").user

    assert extras(claim(5), judge) == []


def test_a_second_paper_makes_no_second_record(claim, county):
    accepted(claim(3), county, THREE)
    other = claim(3)

    with pytest.raises(Refused):
        accepted(other, county, THREE)

    assert Rating.everything.count() == 1
    assert Claim.everything.get(pk=other.pk).state == "proposed"


def test_what_became_a_record_is_not_taken_back_here(claim, county):
    made = accepted(claim(3), county, THREE)

    with pytest.raises(Refused, match="withdraw the stars"):
        take_back(by=county, claim=made, version=made.version)

    assert awarded() == THREE


# --- Pages ------------------------------------------------------------------------------


@pytest.fixture
def browser(client, county):
    client.force_login(county)
    client.cookies["django_language"] = "en"
    return client


def desk(browser, claim):
    address = reverse("page-desk", args=[claim.page_id])
    return browser.get(address, {"claim": claim.pk}).content.decode()


def judge(browser, claim, **said):
    address = reverse("claim-judge", args=[claim.pk])
    return browser.post(address, {"do": "accept", "version": claim.version, **said})


def rural(stars):
    return [f"rural.{star}" for star in stars]


def test_the_desk_asks_which_stars_and_records_those_named(browser, claim):
    one = claim(3)
    shown = desk(browser, one)
    assert "which 3 stars?" in shown
    assert shown.count('name="stars"') == 5
    assert 'name="also"' not in shown

    assert judge(browser, one, stars=rural(THREE)).status_code == 302

    assert awarded() == THREE


def test_named_stars_that_are_too_few_are_explained(browser, claim):
    one = claim(3)

    answer = judge(browser, one, stars=rural(THREE[:2]))

    assert "name exactly as many" in answer.content.decode()
    assert nothing_written(one)


def test_without_names_the_claim_is_a_figure_alone(browser, claim):
    one = claim(3)

    judge(browser, one)

    assert Claim.everything.get(pk=one.pk).state == "accepted"
    assert not Rating.everything.exists()


def test_a_star_that_is_none_is_bad_input(browser, claim):
    one = claim(3)

    assert judge(browser, one, stars=["moon"]).status_code == 400
    assert nothing_written(one)


# --- The place is still open ------------------------------------------------------------


@pytest.fixture
def unplaced(claim):
    """Return a claim of a village or a community: the person will say which."""
    community = area_with_code(COMMUNITY)
    BranchFactory(area=community, unit_kind="urban")

    def claims(level=3, **more):
        return claim(level, **{"area_id": None, "unit_kind": "", "named_as": "张庄", **more})

    return claims


COMMUNITY = f"{VILLAGE[:9]}001"
URBAN = list(STARS_OF_KIND["urban"])[:3]


@pytest.mark.parametrize("said", ["", "all"])
def test_without_a_place_the_stars_of_both_kinds_are_offered_in_groups(browser, unplaced, said):
    shown = desk(browser, unplaced(unit_kind=said))

    assert shown.count('name="stars"') == 10
    assert shown.count("stars-rural") == shown.count("stars-urban") == 2
    assert "Village (rural)" in shown
    assert "Community (urban)" in shown


def test_a_kind_that_the_paper_names_leaves_its_own_stars(browser, unplaced):
    shown = desk(browser, unplaced(unit_kind="urban"))

    assert shown.count('name="stars" value="urban.') == 5
    assert "rural." not in shown
    assert "stars-urban" not in shown, "one group needs no name"


@pytest.mark.parametrize(
    ("place", "kind", "stars"), [(VILLAGE, "rural", THREE), (COMMUNITY, "urban", URBAN)]
)
def test_place_and_stars_are_named_together(browser, unplaced, place, kind, stars):
    one = unplaced()

    answer = judge(browser, one, area=place, stars=[f"{kind}.{star}" for star in stars])

    assert answer.status_code == 302
    assert awarded() == stars
    assert Claim.everything.get(pk=one.pk).area_id == place


def test_stars_of_the_other_kind_are_refused_with_the_remedy(browser, unplaced):
    one = unplaced()

    answer = judge(browser, one, area=COMMUNITY, stars=rural(THREE))

    words = answer.content.decode()
    assert "is “Community (urban)”: name stars out of that group, or choose another" in words
    assert nothing_written(one)
    assert Claim.everything.get(pk=one.pk).area_id is None


def test_shared_names_of_stars_do_not_hide_the_other_kind(browser, unplaced):
    one = unplaced(2, value=1)
    shared = [key for key in FIVE if key in STARS_OF_KIND["urban"]]
    LevelRule.objects.update(capstone=False)

    answer = judge(browser, one, area=COMMUNITY, stars=rural(shared))

    assert "name stars out of that group" in answer.content.decode()
    assert nothing_written(one)


def test_stars_of_both_groups_are_bad_input(browser, unplaced):
    one = unplaced()

    answer = judge(browser, one, area=VILLAGE, stars=[*rural(THREE[:2]), f"urban.{URBAN[0]}"])

    assert answer.status_code == 400
    assert "Name stars of one group only" in answer.content.decode()
    assert nothing_written(one)


def test_without_a_place_stars_alone_are_not_enough(browser, unplaced):
    one = unplaced()

    answer = judge(browser, one, stars=rural(THREE))

    assert "Choose the place that this is about." in answer.content.decode()
    assert nothing_written(one)


def test_five_stars_need_no_names_whatever_the_place(browser, unplaced):
    one = unplaced(5)
    shown = desk(browser, one)
    assert 'name="stars"' not in shown
    assert 'name="also" value="rating"' in shown

    judge(browser, one, area=COMMUNITY, also="rating")

    assert awarded() == list(STARS_OF_KIND["urban"])


def test_what_can_only_be_a_street_is_offered_no_stars(browser, unplaced):
    street = json.dumps([{"code": VILLAGE[:9], "name": "青石街道", "reasons": []}])

    assert 'name="stars"' not in desk(browser, unplaced(candidates=street))


def test_a_year_without_any_scheme_is_told_before_a_place_is_chosen(browser, unplaced):
    one = unplaced(campaign_id=2022)
    Campaign.objects.filter(pk=2022).update(state="closed")

    shown = desk(browser, one)

    assert "has no scheme" in shown
    assert 'name="stars"' not in shown


def test_who_confirms_no_rating_anywhere_is_offered_no_stars(client, unplaced):
    judge_only = GrantFactory(role=Role.CITY_OFFICE, code="4108").user
    client.force_login(judge_only)
    client.cookies["django_language"] = "en"

    assert 'name="stars"' not in desk(client, unplaced())


def test_the_desk_offers_the_record_where_the_level_is_enough(browser, claim):
    shown = desk(browser, claim(4))

    assert "also the branch&#x27;s record" in shown or "also the branch's record" in shown
    assert 'name="stars"' not in shown


@pytest.mark.parametrize(
    ("reason", "words"),
    [("year", "has not begun"), ("kind", "no branch of the kind"), ("scheme", "has no scheme")],
)
def test_where_no_record_can_be_the_desk_says_why(browser, claim, county, reason, words):
    one = claim(3, unit_kind="urban" if reason == "kind" else "")
    if reason == "year":
        Campaign.objects.filter(pk=YEAR).update(state="preparing")
    if reason == "scheme":
        Claim.everything.filter(pk=one.pk).update(campaign=2022)
        Campaign.objects.filter(pk=2022).update(state="closed")

    shown = desk(browser, one)

    assert words in shown
    assert "a figure and no record" in shown
    assert 'name="stars"' not in shown
    assert COUNTY in one.area_id


def test_who_only_reads_is_asked_nothing(client, claim, officer):
    client.force_login(officer)
    client.cookies["django_language"] = "en"

    assert 'name="stars"' not in desk(client, claim(3))
