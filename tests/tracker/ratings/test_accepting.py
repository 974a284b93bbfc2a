"""What a paper states of one branch is recorded once a person accepts it."""

import json
from decimal import Decimal

import pytest

from tests.factories.figures import (
    CrosscheckFactory,
    CrosscheckPartFactory,
    ReportedFigureFactory,
)
from tests.tracker.ratings.cast import (
    FIVE,
    FOUR,
    VILLAGE,
    YEAR,
    bring,
    declare,
    do,
    everything_stored,
    miscounted,
    put,
    rating,
    star,
    states,
    steps,
    tallied,
)
from tracker.access.refusals import Denied, Refused
from tracker.campaigns.models import Campaign, LevelRule
from tracker.figures.models import ReportedFigure
from tracker.history.models import Event
from tracker.places.models import Area
from tracker.ratings.actions import accept_report, drift, reports_about_single_branches
from tracker.ratings.models import Rating, Seal
from tracker.ratings.terms import State

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _over(cast):
    """Papers report of years that are over."""
    Campaign.objects.update(state="closed")


def figure(level=5, **more):
    facts = {
        "key": "001-121",
        "area": Area.objects.get(pk=VILLAGE),
        "campaign": Campaign.objects.get(),
        "level": level,
        "value": Decimal(1),
    }
    return ReportedFigureFactory(**facts | more)


def test_five_stars_in_the_paper_become_five_awarded_stars(cast):
    paper = figure(5)

    made = accept_report(by=cast.county, figure=paper)

    assert set(states().values()) == {"awarded"}
    assert (made.level, made.awarded_level, made.source, rating().source_id) == (
        5,
        5,
        paper,
        paper.pk,
    )
    assert (star().confirmed_by, star().entered_by) == (cast.county, None)
    assert steps(star()) == [(2, 1, "accept", "not_declared", "awarded", "county")]
    assert tallied("4108")["awarded.level.5"] == 1
    assert miscounted() == []


def test_the_seal_holds_the_passport_of_the_figure(cast):
    paper = figure(5)
    accept_report(by=cast.county, figure=paper)

    seal = Seal.objects.get(star_rating=star())
    assert json.loads(seal.inputs) == {
        "unit_kind": "rural",
        "declared": "",
        "rule.capstone": "yes",
        "campaign.notice_days": "5",
        **{f"held.{key}": "yes" for key in FIVE[1:]},
        "figure.key": "001-121",
        "figure.article": paper.article_id,
        "figure.position": "248-254",
        "figure.sha256": "1" * 64,
        "figure.level": "5",
    }
    event = Event.objects.in_order().last()
    assert (event.action, event.actor_id, event.object_key) == (
        "ratings.accept",
        cast.county.pk,
        f"{YEAR}-{VILLAGE}",
    )
    assert event.new == {
        "star": "party_branch",
        "state": "awarded",
        "round": 1,
        "version": 2,
        "figure": "001-121",
        "sha256": "1" * 64,
        "seal": Seal.objects.get(star_rating=star("party_branch")).digest,
    }
    assert drift(star()) == []
    ReportedFigure.objects.update(sha256="2" * 64)
    assert [found.name for found in drift(star())] == ["figure.sha256"]


def test_four_stars_are_all_but_the_branch_star(cast):
    accept_report(by=cast.county, figure=figure(4))

    assert states() == dict.fromkeys(FOUR, "awarded") | {"party_branch": "not_declared"}


@pytest.mark.parametrize(
    ("level", "named"),
    [
        (5, ["industry"]),
        (4, ["industry", "ecology", "safety", "party_branch"]),
        (3, None),
        (3, ["industry", "ecology"]),
        (3, ["industry", "ecology", "party_branch"]),
        (2, ["industry", "industry"]),
        (2, ["industry", "sharing"]),
    ],
)
def test_stars_that_do_not_fit_the_level_are_refused(level, named, cast):
    paper = figure(level)
    before = everything_stored()

    with pytest.raises(Refused):
        accept_report(by=cast.county, figure=paper, stars=named)

    assert everything_stored() == before


def test_where_the_level_leaves_a_choice_the_person_names_the_stars(cast):
    made = accept_report(by=cast.county, figure=figure(2), stars=["safety", "industry"])

    assert [key for key, state in states().items() if state == "awarded"] == ["industry", "safety"]
    assert made.awarded_level == 2


def test_without_the_rule_four_stars_must_be_named(cast):
    LevelRule.objects.update(capstone=False)
    paper = figure(4)

    with pytest.raises(Refused, match="name exactly as many"):
        accept_report(by=cast.county, figure=paper)
    accept_report(by=cast.county, figure=paper, stars=FIVE[1:])

    assert states()["party_branch"] == "awarded"


@pytest.mark.parametrize("name", ["officer", "reviewer", "force", "neighbour"])
def test_only_the_county_accepts(name, cast):
    with pytest.raises(Denied):
        accept_report(by=getattr(cast, name), figure=figure())

    assert not Rating.everything.exists()


@pytest.mark.parametrize(
    "more",
    [
        {"nature": "planned"},
        {"metric": "star_count", "level": None},
        {"value": Decimal(2)},
        {"precision": "about"},
        {"campaign": None},
        {"bearing": "context"},
        {"level": 0},
    ],
    ids=str,
)
def test_a_figure_of_something_else_is_no_rating(more, cast):
    with pytest.raises(Refused, match="does not state the level"):
        accept_report(by=cast.county, figure=figure(**more))


def test_a_figure_of_a_whole_street_is_no_rating(cast):
    with pytest.raises(Refused, match="does not state the level"):
        accept_report(by=cast.county, figure=figure(area=Area.objects.get(pk=VILLAGE[:9])))


def test_a_figure_that_speaks_of_the_other_kind_is_not_of_this_branch(cast):
    with pytest.raises(Refused, match="no branch of the kind"):
        accept_report(by=cast.county, figure=figure(unit_kind="urban"))


@pytest.mark.parametrize(("role", "result"), [("other", "agrees"), ("chosen", "contradicts")])
def test_a_contradicted_figure_is_not_accepted(role, result, cast):
    paper = figure()
    CrosscheckPartFactory(
        figure=paper, role=role, crosscheck=CrosscheckFactory(result=result, area=paper.area)
    )

    with pytest.raises(Refused, match="contradicts"):
        accept_report(by=cast.county, figure=paper)


def test_a_repeat_is_not_accepted(cast):
    first = figure()
    with pytest.raises(Refused, match="in place of this one"):
        accept_report(by=cast.county, figure=figure(key="001-122", repeats=first))


def test_a_year_that_has_not_begun_has_no_awards(cast):
    Campaign.objects.update(state="preparing")

    with pytest.raises(Refused, match="has not begun"):
        accept_report(by=cast.county, figure=figure())


def test_accepted_once_is_enough(cast):
    paper = figure()
    accept_report(by=cast.county, figure=paper)
    before = everything_stored()

    with pytest.raises(Refused, match="accepted from a paper already"):
        accept_report(by=cast.county, figure=paper)

    assert everything_stored() == before


def test_a_rating_that_has_gone_further_is_not_written_over(cast):
    Campaign.objects.update(state="running")
    put(State.ENTERED, cast)
    before = everything_stored()

    with pytest.raises(Refused, match="have gone further"):
        accept_report(by=cast.county, figure=figure())

    assert everything_stored() == before


def test_declared_stars_that_nobody_worked_on_are_accepted(cast):
    declare(VILLAGE, stars=["industry", "ecology"], by=cast.county)

    accept_report(by=cast.county, figure=figure(1), stars=["safety"])

    assert states() == {
        "industry": "declared",
        "ecology": "declared",
        "safety": "awarded",
        "civility": "not_declared",
        "party_branch": "not_declared",
    }
    assert miscounted() == []


def test_an_accepted_star_can_be_withdrawn(cast):
    accept_report(by=cast.county, figure=figure(4))

    do(cast.county, "withdraw", "industry")

    assert (star().state, rating().awarded_level) == ("withdrawn", 3)


def test_the_list_of_reports_is_of_ones_own_areas(cast):
    paper, other = figure(), figure(key="001-122", level=3, value=Decimal(2))
    accept_report(by=cast.county, figure=paper)

    found = reports_about_single_branches(cast.officer)

    assert [(one.pk, one.accepted_rating, one.is_disputed) for one in found] == [
        (paper.pk, rating().pk, False)
    ]
    assert list(reports_about_single_branches(cast.neighbour)) == []
    assert other.pk not in [one.pk for one in found]


@pytest.mark.parametrize("broken", ["shift", "record_all", "seal"])
def test_what_fails_half_way_leaves_nothing(broken, cast, monkeypatch):
    paper = figure()
    before = everything_stored()

    def fail(*_args, **_kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(f"tracker.ratings.actions.accepting.{broken}", fail)
    with pytest.raises(RuntimeError):
        accept_report(by=cast.county, figure=paper)

    assert everything_stored() == before


def test_a_branch_already_on_its_way_keeps_its_stars(cast):
    Campaign.objects.update(state="running")
    declare(VILLAGE, by=cast.county)
    bring(cast, "industry", to=State.AWARDED)

    with pytest.raises(Refused, match="gone further"):
        accept_report(by=cast.county, figure=figure(4))
