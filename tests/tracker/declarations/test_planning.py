"""Targets of areas: set, changed, taken back, refused."""

import pytest
from django.db import IntegrityError, transaction

from tests.factories.places import AreaFactory
from tests.tracker.declarations.conftest import CITY, COUNTY, STREET
from tracker.access.refusals import Denied, Overtaken, Refused
from tracker.campaigns.models import Campaign
from tracker.campaigns.terms import State as CampaignState
from tracker.declarations.actions import planning, set_targets, set_targets_each
from tracker.declarations.actions.planning import Plan
from tracker.declarations.models import Target
from tracker.history.models import Event
from tracker.places.models import Area

pytestmark = pytest.mark.django_db
OTHER_STREET = "410822106"


def area(code=COUNTY):
    return Area.objects.get(pk=code)


def targets():
    """Return (area, kind, level, number, version) as the database has them."""
    fields = ("area", "unit_kind", "level", "number", "version")
    return list(Target.everything.order_by("area", "-level", "unit_kind").values_list(*fields))


def set_by(user, campaign, rows, seen=None, code=COUNTY):
    return set_targets(by=user, area=area(code), campaign=campaign, rows=rows, seen=seen or {})


def test_a_county_plans_its_year(county, year):
    kept = set_by(county, year, [Plan(5, 10, "rural", "县创建办"), Plan(4, 40)])

    assert sorted(row.number for row in kept) == [10, 40]
    assert targets() == [(COUNTY, "rural", 5, 10, 1), (COUNTY, "", 4, 40, 1)]
    first = Event.objects.in_order().first()
    assert (first.action, first.object_type, first.object_key) == (
        "targets.set",
        "target",
        f"2023-{COUNTY}-all-4",
    )
    assert (first.old, first.new["number"], first.area_code) == ({}, 40, COUNTY)


def test_a_number_is_changed_and_taken_back(county, year):
    set_by(county, year, [Plan(5, 10), Plan(4, 40)])

    set_by(county, year, [Plan(5, 12), Plan(4, None)], {("", 5): 1, ("", 4): 1})

    assert targets() == [(COUNTY, "", 5, 12, 2)]
    changes = [(event.old.get("number"), event.new.get("number")) for event in story()]
    assert sorted(changes, key=str) == [(10, 12), (40, None), (None, 10), (None, 40)]


def story():
    return Event.objects.in_order().filter(action="targets.set")


def test_setting_what_is_set_changes_nothing(county, year):
    set_by(county, year, [Plan(5, 10)])

    assert set_by(county, year, [Plan(5, 10), Plan(3, None)], {("", 5): 1}) == []
    assert (targets(), story().count()) == ([(COUNTY, "", 5, 10, 1)], 1)


@pytest.mark.parametrize("seen", [0, 2])
def test_who_read_older_numbers_is_overtaken(county, city, year, seen):
    set_by(county, year, [Plan(5, 10)])

    with pytest.raises(Overtaken) as refusal:
        set_by(city, year, [Plan(5, 12), Plan(4, 1)], {("", 5): seen})
    assert [row.number for row in refusal.value.rows] == [10]
    assert targets() == [(COUNTY, "", 5, 10, 1)]


def test_only_county_and_city_set_targets_and_only_their_own(
    officer, reviewer, county, inspector, stranger, year
):
    for user in (officer, reviewer, inspector, stranger):
        with pytest.raises(Denied):
            set_by(user, year, [Plan(5, 10)])
    for code in (CITY, "41"):
        with pytest.raises(Denied):
            set_by(county, year, [Plan(5, 10)], code=code)
    assert targets() == []


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (Plan(6, 1), "from 1 to 5"),
        (Plan(0, 1), "from 1 to 5"),
        (Plan(5, -1), "from 0 to 999999"),
        (Plan(5, 10**6), "from 0 to 999999"),
        (Plan(5, 1, "excluded"), "No scheme rates this kind"),
    ],
)
def test_an_impossible_plan_is_refused(county, year, plan, words):
    with pytest.raises(Refused, match=words):
        set_by(county, year, [Plan(4, 4), plan])
    assert targets() == []


def now(campaign, state):
    """Somebody changes the state of the year after it was read."""
    Campaign.objects.filter(pk=campaign.pk).update(state=state)


def test_what_was_taken_back_and_set_again_is_not_what_was_read_before(county, city, year):
    set_by(county, year, [Plan(5, 10)])
    [(*_rest, read)] = targets()
    set_by(county, year, [Plan(5, None)], {("", 5): read})
    set_by(county, year, [Plan(5, 20)])
    before = targets()

    with pytest.raises(Overtaken):
        set_by(city, year, [Plan(5, 12)], {("", 5): read})
    assert (targets(), before[0][3]) == (before, 20)


def test_who_sets_the_same_in_this_moment_is_overtaken_and_other_errors_are_told(
    county, year, monkeypatch
):
    set_by(county, year, [Plan(5, 10)])
    monkeypatch.setattr(planning, "_held", lambda _areas, _campaign: {})
    with pytest.raises(Overtaken) as refusal, transaction.atomic():
        set_by(county, year, [Plan(5, 12)])
    assert [row.number for row in refusal.value.rows] == [10]

    monkeypatch.setattr(planning, "_refuse_impossible", lambda _plan: None)
    with pytest.raises(IntegrityError), transaction.atomic():
        set_by(county, year, [Plan(6, 12)])
    assert targets() == [(COUNTY, "", 5, 10, 1)]


def test_a_year_in_preparation_is_planned_and_a_closed_one_is_not(county, year):
    now(year, CampaignState.PREPARING)
    set_by(county, year, [Plan(5, 10)])
    now(year, CampaignState.CLOSED)
    with pytest.raises(Refused, match="2023 is closed"):
        set_by(county, year, [Plan(5, 12)], {("", 5): 1})

    assert targets() == [(COUNTY, "", 5, 10, 1)]


def test_each_street_gets_the_same(county, year):
    other = AreaFactory(code=OTHER_STREET)
    plans = [Plan(5, 1), Plan(4, 4)]

    set_targets_each(by=county, areas=[other, area(STREET)], campaign=year, rows=plans, seen={})

    assert targets() == [
        (STREET, "", 5, 1, 1),
        (STREET, "", 4, 4, 1),
        (OTHER_STREET, "", 5, 1, 1),
        (OTHER_STREET, "", 4, 4, 1),
    ]
    assert [event.area_code for event in story()] == [STREET] * 2 + [OTHER_STREET] * 2


def test_one_street_out_of_reach_keeps_all(county, year):
    foreign = AreaFactory(code="410883001")
    with pytest.raises(Denied):
        set_targets_each(
            by=county, areas=[area(STREET), foreign], campaign=year, rows=[Plan(5, 1)], seen={}
        )
    assert targets() == []


def test_a_failure_half_way_leaves_nothing(county, year, monkeypatch):
    def break_off(_changes, *, by):
        raise RuntimeError("the log is full")

    monkeypatch.setattr(planning, "record_all", break_off)
    with pytest.raises(RuntimeError):
        set_by(county, year, [Plan(5, 10)])
    assert targets() == []
