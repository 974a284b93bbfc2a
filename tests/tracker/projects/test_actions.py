"""A project on its way: proposed, listed, matched, begun, completed; and refused on the way."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from tests.factories.projects import SupplyFactory
from tests.tracker.projects.conftest import a_project, a_supply, everything, wish
from tracker.access.refusals import Denied, Overtaken, Refused
from tracker.history.models import Event
from tracker.history.verify import verify
from tracker.projects.actions import (
    add_milestone,
    change_offer,
    change_project,
    match,
    move_project,
    parts,
    reach_milestone,
    receive,
)
from tracker.projects.inputs import Offer, Word
from tracker.projects.models import Project
from tracker.projects.terms import State, Verb

pytestmark = pytest.mark.django_db
DAY = dt.date(2023, 6, 1)


def moved(by, project, verb, text="", **more):
    word = Word(text, **more)
    return move_project(by=by, project=project, verb=verb, seen=project.version, word=word)


def refused(act, error=Refused):
    """Do what must be refused; return the words. Nothing is written."""
    before = everything()
    with pytest.raises(error) as raised:
        act()
    assert everything() == before
    return str(raised.value)


def told():
    rows = Event.objects.in_order().filter(action__startswith="projects.")
    return [(row.action.partition(".")[2], row.actor_name, row.area_code) for row in rows]


def test_from_the_need_to_its_acceptance(secretary, county, village, county_area, year):
    project = a_project(secretary, village, year)
    project = moved(county, project, Verb.LIST)
    supply = a_supply(county, county_area, year)
    project = match(by=county, project=project, supply=supply, seen=2)
    step = add_milestone(by=secretary, project=project, title="开工", due_on=DAY)
    project = moved(secretary, project, Verb.BEGIN)
    reach_milestone(by=secretary, milestone=step, reached_on=DAY, seen=1)
    money = {"received_on": DAY, "source": "县级衔接资金"}
    receive(by=secretary, project=project, amount=Decimal(100_000), **money)
    receive(by=secretary, project=project, amount=Decimal(-20_000), **money)
    project = moved(secretary, project, Verb.FINISH, "已投用", income_reached=Decimal(60_000))

    project = moved(county, project, Verb.ACCEPT)

    row = Project.everything.get()
    assert (row.state, row.result, row.income_reached) == ("completed", "已投用", Decimal(60_000))
    assert row.supply_id == supply.pk
    here, above = village.pk, county_area.pk
    assert told() == [
        ("propose", "secretary", here),
        ("list", "county", here),
        ("offer", "county", above),
        ("match", "county", here),
        ("add_milestone", "secretary", here),
        ("begin", "secretary", here),
        ("reach_milestone", "secretary", here),
        ("receive", "secretary", here),
        ("receive", "secretary", here),
        ("finish", "secretary", here),
        ("accept", "county", here),
    ]
    assert verify()[1] is None


def test_nobody_lists_or_accepts_what_they_wrote_themselves(
    county, other_county, secretary, village, year
):
    project = a_project(county, village, year)
    assert "Somebody else" in refused(lambda: moved(county, project, Verb.LIST))
    refused(lambda: moved(secretary, project, Verb.LIST), Denied)

    project = moved(other_county, project, Verb.LIST)
    project = moved(county, project, Verb.BEGIN)
    project = moved(county, project, Verb.FINISH, "完工")

    assert "Somebody else" in refused(lambda: moved(county, project, Verb.ACCEPT))
    assert moved(other_county, project, Verb.ACCEPT).state == State.COMPLETED


def test_what_is_returned_is_corrected_and_so_proposed_anew(secretary, county, village, year):
    project = a_project(secretary, village, year)
    assert "Say in words" in refused(lambda: moved(county, project, Verb.RETURN, " "))
    project = moved(county, project, Verb.RETURN, "资金来源不清")
    assert project.reason == "资金来源不清"

    row = change_project(by=secretary, project=project, wish=wish(title="小冷库"), seen=2)

    assert (row.state, row.title, row.reason) == (State.PROPOSED, "小冷库", "")
    before = everything()
    change_project(by=secretary, project=row, wish=wish(title="小冷库"), seen=row.version)
    assert everything() == before


def test_a_supply_of_another_area_or_year_is_not_matched(
    secretary, county, stranger, village, year
):
    project = moved(county, a_project(secretary, village, year), Verb.LIST)
    far = SupplyFactory(area__code="410883", campaign=year)
    old = SupplyFactory(area=village.parent, campaign__year=2022)

    for supply in (far, old):
        words = refused(
            lambda supply=supply: match(by=county, project=project, supply=supply, seen=2)
        )
        assert "another area or year" in words


@pytest.mark.parametrize("verb", [Verb.UNMATCH, Verb.DROP])
def test_a_match_taken_back_frees_the_supply(secretary, county, village, county_area, year, verb):
    project = moved(county, a_project(secretary, village, year), Verb.LIST)
    project = match(by=county, project=project, supply=a_supply(county, county_area, year), seen=2)

    row = moved(county, project, verb, "资金调整")

    assert row.supply_id is None


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"title": ""}, "Say what the project is"),
        ({"planned": Decimal(0)}, "more than nothing"),
        ({"planned": Decimal(-5)}, "more than nothing"),
        ({"income_planned": Decimal(-1)}, "not negative"),
    ],
)
def test_what_cannot_be_meant_is_not_proposed(secretary, village, year, more, said):
    assert said in refused(lambda: a_project(secretary, village, year, **more))


def test_no_project_is_proposed_in_a_closed_year_or_elsewhere(secretary, village, year):
    refused(lambda: a_project(secretary, village.parent, year), Denied)
    year.state = "closed"
    year.save()
    assert "is closed" in refused(lambda: a_project(secretary, village, year))


def test_who_was_overtaken_writes_nothing(secretary, county, village, year):
    project = a_project(secretary, village, year)
    moved(county, project, Verb.LIST)

    def act():
        move_project(by=secretary, project=project, verb=Verb.BEGIN, seen=1, word=Word())

    refused(act, Overtaken)


def test_steps_and_money_belong_to_a_project_that_goes_on(secretary, county, village, year):
    project = a_project(secretary, village, year)
    add_milestone(by=secretary, project=project, title="立项", due_on=DAY)
    words = refused(lambda: add_milestone(by=secretary, project=project, title="立项", due_on=DAY))
    assert "of this name already" in words

    def pay(amount=Decimal(5), day=DAY):
        receive(by=secretary, project=project, amount=amount, received_on=day, source="乡级")

    assert "not possible now" in refused(pay)
    moved(county, project, Verb.LIST)
    assert "Say how much" in refused(lambda: pay(Decimal(0)))
    future = timezone.localdate() + dt.timedelta(days=2)
    assert "future" in refused(lambda: pay(day=future))


def test_a_step_is_reached_once(secretary, county, village, year):
    project = moved(county, a_project(secretary, village, year), Verb.LIST)
    step = add_milestone(by=secretary, project=project, title="开工", due_on=DAY)
    reach_milestone(by=secretary, milestone=step, reached_on=DAY, seen=1)

    def again():
        reach_milestone(by=secretary, milestone=step, reached_on=DAY, seen=2)

    assert "already" in refused(again)


def test_money_whose_event_cannot_be_written_is_not_there(
    secretary, county, village, year, monkeypatch
):
    project = moved(county, a_project(secretary, village, year), Verb.LIST)

    def broken(*_args, **_more):
        raise RuntimeError("the disk is full")

    def act():
        monkeypatch.setattr(parts, "tell", broken)
        receive(by=secretary, project=project, amount=Decimal(5), received_on=DAY, source="乡级")

    refused(act, RuntimeError)


def test_a_supply_is_corrected_by_its_county(secretary, county, county_area, year):
    supply = a_supply(county, county_area, year)
    said = Offer("衔接资金二批", "农业农村局", amount=Decimal(5))
    refused(lambda: change_offer(by=secretary, supply=supply, said=said, seen=1), Denied)

    row = change_offer(by=county, supply=supply, said=said, seen=1)

    assert (row.title, row.amount, row.version) == ("衔接资金二批", Decimal(5), 2)
    refused(
        lambda: change_offer(by=county, supply=supply, said=Offer("三批", "局"), seen=1), Overtaken
    )
