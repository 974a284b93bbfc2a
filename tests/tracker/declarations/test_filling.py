"""Filling in which stars a branch aims at."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from tests.factories.campaigns import CampaignFactory
from tests.tracker.declarations.conftest import (
    CITY,
    DAY,
    STREET,
    THREE,
    VILLAGE,
    VILLAGES,
    YEAR,
    everything,
    miscounted,
    steps,
    stored,
    tallied,
    told,
    village,
)
from tracker.access.refusals import Denied, Overtaken, Refused
from tracker.campaigns.models import Campaign, LevelRule, Scheme
from tracker.campaigns.terms import State as CampaignState
from tracker.declarations.actions import Faulty, fill_in, fill_in_many, turns
from tracker.declarations.inputs import Wish
from tracker.declarations.models import Declaration
from tracker.history.models import Event
from tracker.places.models import Area, Branch

pytestmark = pytest.mark.django_db
FIVE = ["industry", "ecology", "safety", "civility", "party_branch"]


def test_a_branch_begins_its_declaration(secretary, branch, year):
    row = fill_in(by=secretary, branch=branch, campaign=year, stars=["safety", "industry"], seen=0)

    assert (row.branch, row.campaign, row.changed_by) == (branch, year, secretary)
    assert stored() == ("draft", "industry,safety", 2, 1, 1)
    assert steps() == [(1, "fill_in", "draft", "draft", "industry,safety", "", "secretary")]
    assert tallied(CITY) == tallied(STREET) == {"declaration.draft": 1}
    assert miscounted() == []


def test_the_log_keeps_what_was_before_and_what_came_after(secretary, branch, year):
    fill_in(by=secretary, branch=branch, campaign=year, stars=["industry"], seen=0)
    fill_in(by=secretary, branch=branch, campaign=year, stars=THREE, seen=1)

    first, second = Event.objects.in_order()
    plain = {"state": "draft", "unit_kind": "rural", "round": 1}
    one = {**plain, "stars": ["industry"], "level": 1, "version": 1}
    three = {**plain, "stars": THREE, "level": 3, "version": 2}
    assert (first.old, first.new, second.old, second.new) == ({}, one, one, three)
    assert (second.action, second.object_type) == ("declarations.fill_in", "declaration")
    assert (second.object_key, second.object_name) == (f"2023-{VILLAGE}", "第201村党支部")
    assert second.area_code == VILLAGE


def test_filling_in_what_is_there_already_changes_nothing(secretary, branch, year):
    fill_in(by=secretary, branch=branch, campaign=year, stars=THREE, seen=0)
    before = everything()

    row = fill_in(by=secretary, branch=branch, campaign=year, stars=THREE[::-1], seen=1)

    assert (row.version, everything()) == (1, before)


def test_who_read_an_older_version_is_told_what_stands_now(secretary, officer, branch, year):
    fill_in(by=secretary, branch=branch, campaign=year, stars=THREE, seen=0)
    before = everything()

    for seen in (0, 2):
        with pytest.raises(Overtaken) as refusal:
            fill_in(by=officer, branch=branch, campaign=year, stars=["safety"], seen=seen)
        assert [(row.stars, row.version) for row in refusal.value.rows] == [(",".join(THREE), 1)]
    assert everything() == before


def test_only_the_branch_and_its_street_fill_in(reviewer, county, city, stranger, branch, year):
    for user in (reviewer, county, city, stranger):
        with pytest.raises(Denied):
            fill_in(by=user, branch=branch, campaign=year, stars=THREE, seen=0)
    assert everything() == ([], [], [], 0)


@pytest.mark.parametrize(
    ("stars", "words"),
    [
        (["industry", "industry"], "A star is chosen twice."),
        (["sharing"], "belongs to the other scheme"),
        (["party_branch"], "The strong branch star comes last this year"),
        (["gold"], "belongs to the other scheme"),
    ],
)
def test_stars_that_no_village_can_hold_are_refused(secretary, branch, year, stars, words):
    with pytest.raises(Refused, match=words):
        fill_in(by=secretary, branch=branch, campaign=year, stars=stars, seen=0)
    assert everything() == ([], [], [], 0)


def test_the_branch_star_is_free_where_the_rule_is_switched_off(secretary, branch, year):
    LevelRule.objects.update(capstone=False)
    year.refresh_from_db()

    fill_in(by=secretary, branch=branch, campaign=year, stars=["party_branch"], seen=0)

    assert stored() == ("draft", "party_branch", 1, 1, 1)


def test_a_community_declares_by_its_own_scheme(officer, year):
    community = village(f"{STREET}001", unit_kind="urban")

    fill_in(by=officer, branch=community, campaign=year, stars=["sharing"], seen=0)
    with pytest.raises(Refused, match="belongs to the other scheme"):
        fill_in(by=officer, branch=community, campaign=year, stars=["industry"], seen=1)

    assert stored(community.pk) == ("draft", "sharing", 1, 1, 1)


def closed(campaign, _branch):
    """Somebody closes the year after it was read."""
    Campaign.objects.filter(pk=campaign.pk).update(state=CampaignState.CLOSED)


def in_preparation(campaign, _branch):
    Campaign.objects.filter(pk=campaign.pk).update(state=CampaignState.PREPARING)


def without_scheme(_campaign, _branch):
    Scheme.objects.filter(unit_kind="rural").delete()


def ended(_campaign, branch):
    Branch.objects.filter(pk=branch.pk).update(ended_on=DAY)


def excluded(_campaign, branch):
    Area.objects.filter(pk=branch.pk).update(kind="excluded")


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (closed, "2023 is closed. If it must change, ask the city"),
        (in_preparation, "2023 has not been opened yet. Ask the city"),
        (without_scheme, "no scheme for this kind of unit. Load the schemes"),
        (ended, "ended on .* Declare for the branch that came after it"),
        (excluded, "is not rated. If that is wrong, have the place corrected"),
    ],
)
def test_where_nothing_is_declared_the_person_is_told_the_remedy(
    secretary, branch, year, spoil, words
):
    spoil(year, branch)

    with pytest.raises(Refused, match=words):
        fill_in(by=secretary, branch=branch, campaign=year, stars=THREE, seen=0)
    assert everything() == ([], [], [], 0)


def test_what_was_submitted_is_not_changed_behind_the_reviewer(officer, branch, year):
    fill_in_many(by=officer, campaign=year, wishes=[Wish(VILLAGE, tuple(THREE), 0)], submit=True)

    with pytest.raises(Refused, match="It cannot be changed now: the state is “Submitted"):
        fill_in(by=officer, branch=branch, campaign=year, stars=["safety"], seen=2)


def test_a_failure_half_way_leaves_nothing(secretary, branch, year, monkeypatch):
    def break_off(_changes, *, by):
        raise RuntimeError("the log is full")

    monkeypatch.setattr(turns, "tell", break_off)
    with pytest.raises(RuntimeError):
        fill_in(by=secretary, branch=branch, campaign=year, stars=THREE, seen=0)
    assert everything() == ([], [], [], 0)


def test_a_street_fills_in_and_submits_its_villages_at_once(officer, villages, year):
    wishes = [Wish(code, tuple(FIVE[:number]), 0) for number, code in enumerate(VILLAGES, 1)]

    fill_in_many(by=officer, campaign=year, wishes=wishes, submit=True)

    assert [stored(code) for code in VILLAGES] == [
        ("submitted", "industry", 1, 1, 2),
        ("submitted", "industry,ecology", 2, 1, 2),
        ("submitted", "industry,ecology,safety", 3, 1, 2),
    ]
    assert [verb for _version, verb, *_rest in steps()] == ["fill_in", "submit"]
    assert tallied(STREET) == {
        "declaration.submitted": 3,
        "declared.level.1": 1,
        "declared.level.2": 1,
        "declared.level.3": 1,
        "declared.star.industry": 3,
        "declared.star.ecology": 2,
        "declared.star.safety": 1,
    }
    assert told()[:2] == [
        ("declarations.fill_in", f"{YEAR}-{VILLAGE}", str(officer)),
        ("declarations.submit", f"{YEAR}-{VILLAGE}", str(officer)),
    ]
    assert miscounted() == []


def test_one_fault_keeps_the_whole_sheet_and_every_fault_is_told(officer, villages, year):
    fill_in(by=officer, branch=villages[2], campaign=year, stars=["safety"], seen=0)
    before = everything()
    wishes = [
        Wish(VILLAGES[0], ("industry",), 0),
        Wish(VILLAGES[1], ("party_branch",), 0),
        Wish(VILLAGES[2], ("industry",), 0),
    ]

    with pytest.raises(Faulty) as refusal:
        fill_in_many(by=officer, campaign=year, wishes=wishes)

    assert sorted(refusal.value.faults) == VILLAGES[1:]
    assert {code: row.stars for code, row in refusal.value.rows.items()} == {VILLAGES[2]: "safety"}
    assert everything() == before


def test_an_empty_declaration_is_kept_but_not_submitted(officer, villages, year):
    wish = Wish(VILLAGE, (), 0)
    with pytest.raises(Faulty) as refusal:
        fill_in_many(by=officer, campaign=year, wishes=[wish], submit=True)
    assert refusal.value.faults == {
        VILLAGE: ["No star is declared yet. Choose at least one, then submit."]
    }

    fill_in_many(by=officer, campaign=year, wishes=[wish])
    assert stored() == ("draft", "", 0, 1, 1)


def test_a_corrected_kind_moves_the_declaration_to_the_other_scheme(officer, branch, year):
    fill_in(by=officer, branch=branch, campaign=year, stars=THREE, seen=0)
    Branch.objects.filter(pk=branch.pk).update(unit_kind="urban")

    fill_in(by=officer, branch=branch, campaign=year, stars=["sharing"], seen=1)

    row = Declaration.everything.get()
    assert (row.unit_kind, row.stars, row.version) == ("urban", "sharing", 2)
    assert miscounted() == []


def test_who_begins_the_same_in_this_moment_is_overtaken_and_other_errors_are_told(
    officer, branch, year
):
    def new(**more):
        row = Declaration(branch=branch, campaign=year, changed_by=officer, **more)
        turn = turns.Turn(row, by=officer)
        turn.fill_in(["industry"])
        return turn

    wrong = new(unit_kind="rural")
    wrong.row.level = 6
    with pytest.raises(IntegrityError), transaction.atomic():
        turns.write([wrong], by=officer)
    assert everything() == ([], [], [], 0)

    turns.write([new(unit_kind="rural")], by=officer)
    with pytest.raises(Overtaken) as refusal, transaction.atomic():
        turns.write([new(unit_kind="rural")], by=officer)
    assert [row.branch_id for row in refusal.value.rows] == [VILLAGE]


def test_each_year_has_its_own_declaration(officer, branch, year):
    later = CampaignFactory(year=2024)
    later_scheme = Scheme.objects.create(campaign=later, unit_kind="rural")
    fill_in(by=officer, branch=branch, campaign=year, stars=THREE, seen=0)

    fill_in(by=officer, branch=branch, campaign=later, stars=["safety"], seen=0)

    assert later_scheme.campaign_id == 2024
    assert (stored(), stored(year=2024)) == (
        ("draft", ",".join(THREE), 3, 1, 1),
        ("draft", "safety", 1, 1, 1),
    )


def test_a_grant_that_ended_gives_nothing(secretary, branch, year):
    secretary.grants.update(ends_on=dt.date(2023, 1, 1), starts_on=dt.date(2022, 1, 1))

    with pytest.raises(Denied):
        fill_in(by=secretary, branch=branch, campaign=year, stars=THREE, seen=0)
