"""Rows of staff are read for somebody, or with a reason in words."""

import pytest

from tests.factories.campaigns import CampaignFactory
from tests.factories.declarations import DeclarationFactory, TargetFactory
from tests.factories.people import GrantFactory, UserFactory, area_with_code
from tests.factories.places import BranchFactory
from tests.factories.ratings import RatingFactory, StarRatingFactory
from tracker.access.terms import Permission, Role
from tracker.declarations.models import Declaration, Target
from tracker.people.scopes import UnscopedError
from tracker.ratings.models import Rating, StarRating

SCOPED = [Declaration, Target, Rating, StarRating]
HERE, THERE = "410871060201", "410871061201"


@pytest.fixture
def declared(db):
    """One declaration in each of two streets of one county."""
    year = CampaignFactory()
    return {
        code: DeclarationFactory(branch=BranchFactory(area=area_with_code(code)), campaign=year)
        for code in (HERE, THERE)
    }


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model.__name__)
@pytest.mark.parametrize(
    "ask",
    [
        lambda rows: rows.all(),
        lambda rows: rows.filter(pk=1),
        lambda rows: rows.get(pk=1),
        lambda rows: rows.count(),
        lambda rows: rows.first(),
        lambda rows: rows.create(),
        lambda rows: rows.update(version=1),
        lambda rows: rows.unscoped("  "),
    ],
)
def test_rows_asked_for_without_a_reader_are_refused(model, ask):
    with pytest.raises(UnscopedError):
        ask(model.objects)


def test_an_officer_reads_the_rows_of_the_own_street_only(declared):
    officer = GrantFactory(role=Role.STREET_OFFICER, code="410871060").user

    assert list(Declaration.objects.visible_to(officer)) == [declared[HERE]]


def test_a_right_is_asked_for_by_name(declared):
    officer = GrantFactory(role=Role.STREET_OFFICER, code="410871060").user

    entered = Declaration.objects.visible_to(officer, Permission.DECLARATIONS_ENTER)
    confirmed = Declaration.objects.visible_to(officer, Permission.DECLARATIONS_CONFIRM)

    assert (list(entered), list(confirmed)) == ([declared[HERE]], [])


def test_somebody_without_a_role_reads_nothing(declared):
    RatingFactory(branch=declared[HERE].branch)
    TargetFactory()
    StarRatingFactory()
    stranger = UserFactory()

    assert [model.objects.visible_to(stranger).count() for model in SCOPED] == [0, 0, 0, 0]


def test_stars_are_read_through_the_code_of_their_branch(declared):
    here = StarRatingFactory(rating__branch=declared[HERE].branch)
    StarRatingFactory(rating__branch=declared[THERE].branch)
    officer = GrantFactory(role=Role.STREET_REVIEWER, code="410871060").user

    assert list(StarRating.objects.visible_to(officer)) == [here]


def test_an_action_reads_all_rows_when_it_says_why(declared):
    assert Declaration.objects.unscoped("the action asks for the right itself").count() == 2
