"""What a declaration keeps when it is returned and comes again."""

import pytest

from tests.tracker.declarations.conftest import (
    STREET,
    THREE,
    VILLAGE,
    YEAR,
    miscounted,
    person,
    stored,
)
from tracker.access.refusals import Refused
from tracker.access.terms import Role
from tracker.declarations.actions import fill_in, fill_in_many, move_many, preview
from tracker.declarations.inputs import Item, Wish
from tracker.declarations.models import Declaration
from tracker.declarations.standing.branches import subject_or_404
from tracker.people.models import User
from tracker.places.models import Branch

pytestmark = pytest.mark.django_db


def items():
    return [Item(VILLAGE, YEAR, stored()[4])]


def move(by, verb, reason=""):
    return move_many(by=by, items=items(), verb=verb, reason=reason)


@pytest.fixture
def submitted(officer, branch, year):
    wish = Wish(VILLAGE, tuple(THREE), 0)
    return fill_in_many(by=officer, campaign=year, wishes=[wish], submit=True)


def test_a_return_and_a_colleague_do_not_make_an_author_a_reviewer(submitted, officer, reviewer):
    """What stands there is still the author's own, in the next round too."""
    officer.grants.create(role=Role.STREET_REVIEWER, area_id=STREET)
    officer = User.objects.get(pk=officer.pk)  # as the next request reads the grants
    move(officer, "return", reason="更正")
    colleague = person(Role.STREET_OFFICER, STREET, "colleague")
    move(colleague, "submit")

    [view] = preview(by=officer, items=items(), verb="review")
    assert view.against == "You had a hand in it yourself. Somebody else has to do this."
    with pytest.raises(Refused, match="You had a hand in it yourself"):
        move(officer, "review")

    move(reviewer, "return", reason="更正")
    branch = Branch.objects.get(pk=VILLAGE)
    year = Declaration.everything.get(branch=branch).campaign
    seen = stored()[4]
    fill_in(by=colleague, branch=branch, campaign=year, stars=["safety"], seen=seen)
    move(colleague, "submit")
    move(officer, "review")  # what stands there now is the colleague's
    assert stored()[:2] == ("reviewed", "safety")


def test_a_confirmed_branch_keeps_its_scheme_to_the_end_of_the_year(
    submitted, reviewer, county, officer, year
):
    """Its stars are rated by the scheme it began with."""
    move(reviewer, "review")
    move(county, "confirm")
    Branch.objects.filter(pk=VILLAGE).update(unit_kind="urban")
    branch = Branch.objects.get(pk=VILLAGE)
    move(county, "return", reason="更正")

    facts = {"by": officer, "branch": branch, "campaign": year, "seen": 5}
    with pytest.raises(Refused, match="belongs to the other scheme"):
        fill_in(**facts, stars=["sharing"])
    assert subject_or_404(officer, YEAR, VILLAGE).names.keys() >= {"industry"}
    fill_in(**facts, stars=["industry", "safety"])
    for by, verb in ((officer, "submit"), (reviewer, "review"), (county, "confirm")):
        move(by, verb)

    row = Declaration.everything.get(branch=VILLAGE)
    assert (row.state, row.unit_kind, row.stars) == ("confirmed", "rural", "industry,safety")
    assert miscounted() == []
