"""What the street says of stars before it submits them."""

import pytest

from tests.tracker.ratings.cast import (
    STREET,
    VILLAGES,
    declare,
    person,
    rating,
    star,
    states,
    village,
)
from tracker.access.refusals import Denied, Overtaken, Refused
from tracker.access.terms import Role
from tracker.history.models import Event
from tracker.ratings.actions import (
    NotAllRefused,
    StarMove,
    StarProposal,
    move_many,
    preview_proposals,
    propose_many,
)
from tracker.ratings.models import RatingStep
from tracker.ratings.terms import Proposal, Verb

pytestmark = pytest.mark.django_db


@pytest.fixture
def declared(cast):
    return declare(VILLAGES[0], by=cast.county)


def say(proposal: str, *keys: str, code: str = VILLAGES[0]) -> list[StarProposal]:
    found = [star(key, code) for key in keys]
    return [StarProposal(row.rating_id, row.star.key, proposal, row.version) for row in found]


def said(*keys: str, code: str = VILLAGES[0]) -> list[str]:
    return [star(key, code).proposal for key in keys]


def test_an_officer_says_of_two_stars_what_the_street_finds(cast, declared):
    before = star("industry").version

    propose_many(
        by=cast.officer,
        proposals=[*say(Proposal.MET, "industry"), *say(Proposal.NOT_MET, "ecology")],
    )

    assert said("industry", "ecology", "safety") == ["met", "not_met", ""]
    assert star("industry").version == before + 1
    assert states()["industry"] == "declared"
    newest = Event.objects.of("rating", f"2023-{VILLAGES[0]}").first()
    assert (newest.action, newest.old["proposal"], newest.new["proposal"]) == (
        "ratings.fill_in",
        "",
        "not_met",
    )


def test_what_is_said_already_is_not_written_again(cast, declared):
    propose_many(by=cast.officer, proposals=say(Proposal.MET, "industry"))
    steps, events = RatingStep.objects.count(), Event.objects.count()

    propose_many(by=cast.officer, proposals=say(Proposal.MET, "industry"))

    assert (RatingStep.objects.count(), Event.objects.count()) == (steps, events)


def test_a_reviewer_cannot_say_it_for_the_officer(cast, declared):
    with pytest.raises(Denied):
        propose_many(by=cast.reviewer, proposals=say(Proposal.MET, "industry"))

    assert said("industry") == [""]


def test_whoever_was_overtaken_writes_nothing(cast, declared):
    old = say(Proposal.MET, "industry")
    propose_many(by=cast.officer, proposals=say(Proposal.NOT_MET, "industry"))

    with pytest.raises(Overtaken) as told:
        propose_many(by=cast.officer, proposals=[*say(Proposal.MET, "ecology"), *old])

    assert said("industry", "ecology") == ["not_met", ""]
    assert [row.star.key for row in told.value.rows] == ["industry"]


def test_one_star_that_was_submitted_stops_the_whole(cast, declared):
    row = star("industry")
    move_many(
        by=cast.officer,
        moves=[StarMove(row.rating_id, "industry", row.version)],
        verb=Verb.SUBMIT,
    )
    wanted = say(Proposal.MET, "ecology", "industry")

    assert [outlook.will for outlook in preview_proposals(by=cast.officer, proposals=wanted)] == [
        True,
        False,
    ]
    with pytest.raises(NotAllRefused):
        propose_many(by=cast.officer, proposals=wanted)
    with pytest.raises(Refused):
        propose_many(by=cast.officer, proposals=wanted[1:])
    assert said("ecology") == [""]


def test_a_statement_that_is_none_is_an_error(cast, declared):
    with pytest.raises(ValueError, match="maybe"):
        propose_many(by=cast.officer, proposals=say("maybe", "industry"))


def test_a_foreign_star_answers_like_a_missing_one(cast, declared):
    village("410883001201")
    stranger = person("stranger", (Role.STREET_OFFICER, "410883001"))
    row = star("industry")
    reasons = set()

    for key in (row.rating_id, 10**9):
        with pytest.raises(Refused) as told:
            propose_many(
                by=stranger, proposals=[StarProposal(key, "industry", Proposal.MET, row.version)]
            )
        assert not isinstance(told.value, Overtaken)
        reasons.add(str(told.value))
    assert len(reasons) == 1
    assert rating().branch_id.startswith(STREET)
