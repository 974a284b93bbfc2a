"""Units added to a running round, and villages that check themselves."""

import datetime as dt

import pytest
from django.urls import reverse

from tests.factories.ratings import RatingFactory, StarRatingFactory
from tests.tracker.findings.cast import COUNTY, ELSEWHERE, NEXT, STREET, VILLAGE, person
from tests.tracker.inspections.test_recording import paper, plan, record
from tracker.access.refusals import Denied, Refused
from tracker.access.terms import Role
from tracker.findings.models import Finding
from tracker.history.models import Event
from tracker.inspections.actions import (
    add_visit,
    begin,
    close_round,
    planning,
    record_self_check,
    self_checks,
    submit,
)
from tracker.inspections.composing import Facts, compose
from tracker.inspections.forms import inspectors_in
from tracker.inspections.models import Inspection, PlannedVisit, SelfCheck
from tracker.inspections.standing.claims import claims_of
from tracker.inspections.standing.facts import facts_of
from tracker.inspections.standing.rounds import round_rows, workload
from tracker.inspections.standing.suggestions import suggested
from tracker.places.models import Area

pytestmark = pytest.mark.django_db
TODAY = dt.date(2023, 6, 21)


@pytest.fixture
def running(cast, on):
    """A round of one village of the street."""
    on("2023-06-21")
    return plan(cast, area=VILLAGE)


@pytest.fixture
def of_street(cast, on):
    """A round of the street from whose route a village was left out."""
    on("2023-06-21")
    row = plan(cast, route="random", seed="3172.46", number=1)
    [code] = row.visits.values_list("area_id", flat=True)
    left = VILLAGE if code != VILLAGE else NEXT
    return row, Area.objects.get(pk=left)


def add(cast, row, area, by=None, inspector=None, why="群众反映集中"):
    return add_visit(
        by=by or cast.county, row=row, area=area, inspector=inspector or cast.second, why=why
    )


def everything():
    tables = (PlannedVisit.objects, SelfCheck.everything, Finding.everything, Event.objects)
    return [list(rows.order_by("pk").values_list("pk", flat=True)) for rows in tables]


def refused(act, error=Refused):
    before = everything()
    with pytest.raises(error) as raised:
        act()
    assert everything() == before
    return str(raised.value)


def counts(cast, row):
    found = round_rows(cast.county).get(pk=row.pk)
    return found.planned, found.added, found.visited, found.missing


# --- Added to a running round -----------------------------------------------------------------


def test_an_added_unit_stands_beside_what_was_planned(cast, of_street):
    row, left = of_street
    assert counts(cast, row) == (1, 0, 0, 1)

    visit = add(cast, row, left)

    assert (visit.position, visit.turn, visit.why_added) == (2, 1, "群众反映集中")
    assert visit.added_by == cast.county
    assert counts(cast, row) == (1, 1, 0, 2)
    event = Event.objects.get(action="inspections.add")
    assert (event.object_key, event.reason, event.area_code) == (
        str(visit.pk),
        "群众反映集中",
        STREET,
    )


def test_what_was_visited_of_both_is_missing_no_more(cast, of_street):
    row, left = of_street
    visit = add(cast, row, left)

    one = begin(by=cast.second, visit=visit)
    submit(by=cast.second, inspection=one, paper=paper(cast))

    assert counts(cast, row) == (1, 1, 1, 1)
    loads = {load.inspector: load for load in workload(row)}
    mine = loads[cast.second]
    assert (mine.planned, mine.added, mine.visited, mine.missing) == (0, 1, 1, 0)
    facts = facts_of(Area.objects.get(pk=STREET), cast.campaign, TODAY, TODAY)
    assert (facts.planned, facts.added, facts.visited) == (1, 1, 1)


def test_a_bulletin_says_what_was_added_only_where_something_was():
    facts = {"area": "李万街道", "starts_on": TODAY, "ends_on": TODAY, "planned": 3, "visited": 4}

    assert "计划督导检查3个单位次，增加1个单位次，实际完成4个" in compose(Facts(**facts, added=1))
    assert "增加" not in compose(Facts(**facts))


def test_who_does_not_plan_there_adds_nothing(cast, of_street):
    row, left = of_street
    for who in (cast.inspector, cast.officer, cast.secretary, cast.stranger):
        refused(lambda who=who: add(cast, row, left, by=who), Denied)


def test_what_cannot_be_added_is_refused_with_the_reason(cast, of_street):
    row, left = of_street
    there = Area.objects.get(pk=row.visits.get().area_id)
    assert "on the route already" in refused(lambda: add(cast, row, there))
    assert "why it is added" in refused(lambda: add(cast, row, left, why="  "))
    assert "why it is added" in refused(lambda: add(cast, row, left, why="因" * 201))
    assert "may not inspect there" in refused(
        lambda: add(cast, row, left, inspector=cast.secretary)
    )
    street = Area.objects.get(pk=STREET)
    assert "is called so" in refused(lambda: add(cast, row, street))
    add(cast, row, left)
    assert "on the route already" in refused(lambda: add(cast, row, left))  # repeated
    close_round(by=cast.county, row=row)
    assert "closed" in refused(lambda: add(cast, row, left))


def test_a_unit_of_another_place_is_none_of_the_round(cast, running):
    refused(lambda: add(cast, running, Area.objects.get(pk=NEXT)))


def test_a_failure_half_way_adds_nothing(cast, of_street, monkeypatch):
    row, left = of_street

    def broken(*_args, **_more):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(planning, "record", broken)
    refused(lambda: add(cast, row, left), RuntimeError)


def test_the_page_of_a_round_takes_and_shows_an_addition(cast, of_street, at):
    row, left = of_street
    browser = at(cast.county)
    page, address = (reverse(name, args=[row.pk]) for name in ("round-detail", "round-add"))
    sent = {"area": left.pk, "inspector": str(cast.second.pk), "why": "群众反映集中"}

    assert "Add a unit to this round" in browser.get(page).content.decode()
    wrong = browser.post(address, sent | {"why": ""})
    assert (wrong.status_code, "required" in wrong.content.decode()) == (200, True)
    browser.post(address, sent)
    text = browser.get(page).content.decode()
    assert "0 of 1 planned and 1 added visits made, 2 missing" in text
    assert "群众反映集中" in text
    again = browser.post(address, sent)
    assert "on the route already" in again.content.decode()
    listed = browser.get(reverse("visit-plan"), {"plan": "added"}).context["table"].data.data
    assert [one.area_id for one in listed] == [left.pk]
    assert at(cast.inspector).post(address, sent).status_code == 403
    far = person(Role.COUNTY_OFFICE, "410883", "far")
    assert at(far).post(address, sent).status_code == 404
    text = at(cast.inspector).get(page).content.decode()
    assert "Add a unit to this round" not in text


def test_who_was_added_records_the_visit_like_any_other(cast, of_street, at):
    row, left = of_street
    visit = add(cast, row, left)

    answer = at(cast.second).post(reverse("visit-begin", args=[visit.pk]))

    one = Inspection.everything.get()
    assert answer["Location"] == reverse("inspection-record", args=[one.pk])


# --- Self-checks -------------------------------------------------------------------------------


def check(cast, by=None, area=VILLAGE, **more):
    first, _second = cast.standards
    facts = {"inspected_on": TODAY, "results": {first.pk: ("not_met", "")}, "problems": ()}
    facts |= {"next_steps": "月底前补齐", "points": {}}
    return record_self_check(
        by=by or cast.secretary,
        campaign=cast.campaign,
        area=Area.objects.get(pk=area),
        paper=paper(cast, **(facts | more)),
    )


def test_a_village_checks_itself_and_that_is_nobodys_visit(cast, on):
    on("2023-06-21")
    row = plan(cast)
    seen = record(cast, row)
    star = StarRatingFactory(
        rating=RatingFactory(branch_id=VILLAGE, campaign=cast.campaign), star=cast.star
    )

    def stands():
        claims = claims_of(cast.county, STREET, cast.campaign)
        return counts(cast, row), claims, list(suggested(cast.county, star))

    before = stands()

    own = check(cast)

    assert own.recorded_by == cast.secretary
    assert stands() == before
    assert list(Inspection.everything.values_list("pk", flat=True)) == [seen.pk]
    assert Finding.everything.filter(reported_by=cast.secretary).count() == 0
    event = Event.objects.get(action="inspections.self_check")
    assert (event.object_type, event.area_code) == ("selfcheck", VILLAGE)


def test_only_the_branch_itself_checks_itself(cast, on):
    on("2023-06-21")
    for who in (cast.officer, cast.reviewer, cast.county, cast.inspector, cast.stranger):
        refused(lambda who=who: check(cast, by=who), Denied)
    refused(lambda: check(cast, area=NEXT), Denied)


def test_what_is_no_self_check_is_refused(cast, on):
    on("2023-06-21")
    assert "on this day" in refused(lambda: check(cast, inspected_on=dt.date(2023, 6, 22)))
    assert "on this day" in refused(lambda: check(cast, inspected_on=dt.date(2023, 5, 1)))
    nothing = {"results": {}, "highlights": " ", "next_steps": ""}
    assert "what was looked at" in refused(lambda: check(cast, **nothing))
    assert "none of the unit" in refused(lambda: check(cast, results={987654: ("met", "")}))
    check(cast)
    assert "recorded already" in refused(lambda: check(cast))  # repeated


def test_a_failure_half_way_records_no_self_check(cast, on, monkeypatch):
    on("2023-06-21")

    def broken(*_args, **_more):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(self_checks, "record", broken)
    refused(lambda: check(cast), RuntimeError)


def test_no_round_is_planned_of_self_checks(cast, on, at):
    on("2023-06-21")
    assert "checks itself" in refused(lambda: plan(cast, kind="own"))
    text = at(cast.county).get(reverse("round-new"), {"area": STREET}).content.decode()
    assert 'value="own"' not in text


def test_the_pages_of_a_self_check(cast, on, at):
    on("2023-06-21")
    first, _second = cast.standards
    browser = at(cast.secretary)
    new = reverse("self-check-new", args=[VILLAGE])
    listing = reverse("self-check-list")
    assert new in browser.get(listing).content.decode()
    assert browser.get(new).status_code == 200
    sent = {"inspected_on": "2023-06-21", f"result-{first.pk}": "not_met", "next_steps": "补齐台账"}

    assert "valid date" in browser.post(new, sent | {"inspected_on": "x"}).content.decode()
    answer = browser.post(new, sent)

    own = SelfCheck.everything.get()
    assert answer["Location"] == reverse("self-check-detail", args=[own.pk])
    text = at(cast.county).get(answer["Location"]).content.decode()
    assert "补齐台账" in text
    assert first.words in text
    assert "No visit of an inspector" in text
    assert new not in at(cast.county).get(listing).content.decode()
    assert at(cast.stranger).get(answer["Location"]).status_code == 404
    far = person(Role.BRANCH_SECRETARY, ELSEWHERE, "far")
    assert at(far).get(new).status_code == 404
    assert at(cast.officer).get(new).status_code == 403
    assert own.area_id.startswith(COUNTY)


def test_a_county_sends_its_own_people_and_reads_no_names_of_the_city_s(
    cast, running, django_assert_max_num_queries
):
    above = person(Role.INSPECTOR, "4108", "above")
    office = person(Role.CITY_OFFICE, "4108", "office")
    elsewhere = person(Role.INSPECTOR, ELSEWHERE[:6], "elsewhere")
    with django_assert_max_num_queries(2):  # the planner's own roles, and the people
        mine = inspectors_in(STREET, cast.county)
    with django_assert_max_num_queries(2):
        theirs = inspectors_in(STREET, office)

    assert {cast.inspector, cast.second} <= set(mine)
    assert not {above, elsewhere} & set(mine)
    assert {cast.inspector, above} <= set(theirs)
    assert elsewhere not in theirs
