"""Entering stars of many branches at once: all or nothing, or as much as goes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.tracker.ratings.cast import (
    VILLAGES,
    declare,
    do,
    everything_stored,
    miscounted,
    person,
    put,
    standards,
    star,
    steps,
    village,
)
from tracker.access.refusals import Denied, Overtaken
from tracker.access.terms import Role
from tracker.history.models import Event
from tracker.ratings.actions import (
    NotAllRefused,
    StarEntry,
    StarProposal,
    fill_in,
    fill_in_many,
    propose_many,
)
from tracker.ratings.models import StandardResult
from tracker.ratings.terms import Proposal, Verb

pytestmark = pytest.mark.django_db
FIRST, SECOND = VILLAGES[:2]


@pytest.fixture
def declared(cast):
    village(SECOND)
    return declare(FIRST, SECOND, by=cast.county)


def entry(key="industry", code=FIRST, *, proposal=None, **results) -> StarEntry:
    """Return an entry of a star as it stands; ``results`` by place: first=…, second=…."""
    row = star(key, code)
    numbers = dict(zip(("first", "second"), [one.number for one in standards(key)], strict=True))
    found = {numbers[place]: result for place, result in results.items()}
    return StarEntry(row.rating_id, key, row.version, proposal, found)


def results(key="industry", code=FIRST) -> dict[int, tuple[str, str, str]]:
    rows = StandardResult.objects.filter(star_rating=star(key, code)).order_by("standard__number")
    return {
        number: (result, note, who)
        for number, result, note, who in rows.values_list(
            "standard__number", "result", "note", "changed_by__username"
        )
    }


def test_a_street_is_entered_in_one_go(cast, declared):
    outlooks = fill_in_many(
        by=cast.officer,
        entries=[
            entry(proposal=Proposal.MET, first="met", second="not_met"),
            entry("ecology", SECOND, proposal=Proposal.NOT_MET),
        ],
    )

    assert [outlook.row.version for outlook in outlooks] == [
        star().version,
        star("ecology", SECOND).version,
    ]
    assert (star().proposal, star("ecology", SECOND).proposal) == ("met", "not_met")
    assert results() == {11: ("met", "", "officer"), 12: ("not_met", "", "officer")}
    told = Event.objects.of("rating", f"2023-{FIRST}").first()
    assert (told.action, told.old["standards"], told.new["standards"], told.new["proposal"]) == (
        "ratings.fill_in",
        {"11": ["unchecked", ""], "12": ["unchecked", ""]},
        {"11": ["met", ""], "12": ["not_met", ""]},
        "met",
    )
    assert miscounted() == []


def test_notes_and_standards_left_out_stay(cast, declared):
    first, second = standards()
    fill_in(
        by=cast.everyone,
        star_rating=star(),
        results={first.pk: ("met", "看过"), second.pk: ("n_a", "无此项")},
        seen=star().version,
    )

    fill_in_many(by=cast.officer, entries=[entry(first="not_met")])

    assert results() == {11: ("not_met", "看过", "officer"), 12: ("n_a", "无此项", "everyone")}


def test_what_is_said_already_is_not_written_again(cast, declared):
    fill_in_many(by=cast.officer, entries=[entry(proposal="met", first="met")])
    before = everything_stored()

    fill_in_many(by=cast.officer, entries=[entry(proposal="met", first="met", second="unchecked")])

    assert everything_stored() == before


def test_one_overtaken_star_stops_the_whole(cast, declared):
    late, fresh = entry(proposal="met"), entry("ecology", first="met")
    propose_many(by=cast.officer, proposals=[proposal(late, "not_met")])
    before = everything_stored()

    with pytest.raises(Overtaken) as told:
        fill_in_many(by=cast.officer, entries=[fresh, late])

    assert [row.star.key for row in told.value.rows] == ["industry"]
    assert everything_stored() == before


def proposal(of: StarEntry, said: str) -> StarProposal:
    return StarProposal(of.rating_id, of.star_key, said, of.seen)


def test_what_can_be_kept_is_kept_where_that_was_asked_for(cast, declared):
    late, gone = entry(proposal="met"), entry("safety", proposal="met")
    propose_many(by=cast.officer, proposals=[proposal(late, "not_met")])
    do(cast.officer, Verb.SUBMIT, "safety")
    gone = StarEntry(gone.rating_id, "safety", star("safety").version, "met")
    wanted = [late, gone, entry("ecology", proposal="met")]

    outlooks = fill_in_many(by=cast.officer, entries=wanted, partly=True)

    assert [(one.will, one.overtaken) for one in outlooks] == [
        (False, True),
        (False, False),
        (True, False),
    ]
    assert [star(key).proposal for key in ("industry", "safety", "ecology")] == [
        "not_met",
        "",
        "met",
    ]
    with pytest.raises(NotAllRefused):
        fill_in_many(by=cast.officer, entries=[gone, entry("civility", proposal="met")])
    assert star("civility").proposal == ""


def test_a_reviewer_enters_nothing_and_a_stranger_finds_nothing(cast, declared):
    village("410883001201")
    stranger = person("stranger", (Role.STREET_OFFICER, "410883001"))
    before = everything_stored()

    with pytest.raises(Denied):
        fill_in_many(by=cast.reviewer, entries=[entry(proposal="met")])
    outlooks = fill_in_many(by=stranger, entries=[entry(proposal="met")], partly=True)

    assert [(one.will, one.row) for one in outlooks] == [(False, None)]
    assert fill_in_many(by=cast.reviewer, entries=[entry(first="met")], partly=True)[0].denied
    assert everything_stored() == before


@pytest.mark.parametrize(
    "wrong", [{"proposal": "maybe"}, {"results": {11: "maybe"}}, {"results": {99: "met"}}]
)
def test_an_answer_that_is_none_is_an_error(cast, declared, wrong):
    before = everything_stored()
    row = star()

    with pytest.raises(ValueError, match=r"not a|no standard"):
        fill_in_many(
            by=cast.officer,
            entries=[
                entry("ecology", first="met"),
                StarEntry(row.rating_id, "industry", row.version, **wrong),
            ],
        )

    assert everything_stored() == before


def test_a_returned_star_keeps_the_reason_it_was_returned_with(cast):
    put("returned", cast)

    propose_many(by=cast.officer, proposals=[proposal(entry(), "met")])
    fill_in_many(by=cast.officer, entries=[entry(first="met")])

    assert (star().state, star().reason) == ("returned", "材料不全")
    assert [step[2] for step in steps(star())][-2:] == ["fill_in", "fill_in"]


def test_eight_villages_cost_as_many_queries_as_two(cast, declared):
    for code in VILLAGES[2:8]:
        village(code)
    declare(*VILLAGES[2:8], by=cast.county)
    fill_in_many(by=cast.officer, entries=[entry("ecology", proposal="met")])  # reads the rights
    counts = []
    for codes in (VILLAGES[:2], VILLAGES[2:8]):
        entries = [entry(code=code, proposal="met", first="met") for code in codes]
        with CaptureQueriesContext(connection) as captured:
            fill_in_many(by=cast.officer, entries=entries)
        counts.append(len(captured))

    assert counts[0] == counts[1]
