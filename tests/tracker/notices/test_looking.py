"""What people are told: each thing once, whenever somebody looks, and only who has the right."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.factories.clocks import ClockRuleFactory
from tests.factories.declarations import DeclarationFactory
from tests.factories.notices import ChannelFactory, NoticeFactory
from tests.factories.people import GrantFactory
from tests.factories.ratings import a_star
from tests.tracker.findings.cast import CITY, COUNTY, NEXT, VILLAGE, YEAR, day, item, person
from tests.tracker.notices.telling import kinds, look, told
from tracker.access.terms import Role
from tracker.campaigns.models import Campaign
from tracker.clocks.ladder import Rung
from tracker.clocks.standing import ClocksByYear
from tracker.declarations.models import Declaration, DeclarationStep
from tracker.findings.actions import ask_extension, decide_extension
from tracker.findings.inputs import Charge
from tracker.history.models import Event
from tracker.notices.actions import notify
from tracker.notices.models import Dispatch, Notice
from tracker.notices.occasions import FINDINGS, WORK, Matter, Occasion, of_ladder, of_mine
from tracker.notices.standing import people_concerned, tellings
from tracker.notices.terms import Kind
from tracker.people.models import Grant, User
from tracker.places.models import Branch
from tracker.places.terms import Level
from tracker.ratings.models import RatingStep, StarRating

pytestmark = pytest.mark.django_db
TODAY = dt.date(2023, 6, 28)


# --- What there is to tell ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("returned", "due_on", "expected"),
    [
        (False, "2023-07-02", ["assigned:7:2"]),
        (False, "2023-07-01", ["assigned:7:2", "due:7:2023-07-01"]),
        (False, "2023-06-28", ["assigned:7:2", "due:7:2023-06-28"]),
        (False, "2023-06-27", ["assigned:7:2", "overdue:7:2023-06-27"]),
        (True, "2023-07-09", ["returned:7:2"]),
        (True, "2023-06-01", ["returned:7:2", "overdue:7:2023-06-01"]),
    ],
)
def test_what_there_is_to_tell_follows_from_how_a_matter_stands(returned, due_on, expected):
    matter = Matter("7", 2, day(due_on), returned)

    found = [of_mine(matter, TODAY, kinds) for kinds in (FINDINGS, WORK)]

    of_work = [f"work_{key}".replace("assigned", "set") for key in expected]
    keys = [[one.key for one in told] for told in found]
    assert keys == [[f"finding_{key}" for key in expected], of_work]


def test_a_rung_is_told_where_it_lies():
    reached = [Rung(Level.STREET, TODAY), Rung(Level.COUNTY, TODAY), Rung(Level.CITY, TODAY)]
    matter = Matter("7", 0, TODAY)

    county = of_ladder(matter, VILLAGE, reached, {COUNTY}, FINDINGS)
    neighbours = of_ladder(matter, VILLAGE, reached, {"410883", NEXT}, FINDINGS)

    assert county == [Occasion(Kind.CLIMBED, "finding_climbed:7:2023-06-28:county")]
    assert neighbours == []


# --- Findings ----------------------------------------------------------------------------


def test_a_finding_is_told_to_whose_it_is_and_to_nobody_else(cast, on):
    on("2023-06-21")
    finding = cast.up_to("assigned")

    look()

    assert told(cast.secretary) == [("finding_assigned", f"{finding.number}:2")]
    row = Notice.objects.get()
    assert (row.area_id, row.number, row.read_on) == (VILLAGE, finding.number, None)
    assert row.path == f"/findings/{finding.number}/"


def test_looking_again_tells_nothing_new(cast, on):
    on("2023-06-21")
    cast.up_to("assigned")
    for _time in range(3):
        look()

    assert Notice.objects.count() == 1


LADDER = {
    "secretary": ["finding_assigned", "finding_overdue"],
    "officer": ["finding_climbed"],
    "reviewer": ["finding_climbed"],
    "county": ["finding_climbed"],
    "city": ["finding_climbed"],
    "inspector": [],
    "stranger": [],
}


@pytest.mark.parametrize(
    "looks",
    [
        [f"2023-06-{n}" for n in (22, 29, 30)] + [f"2023-07-{n:02}" for n in range(1, 12)],
        ["2023-06-22", "2023-07-06"],  # the scheduler was down for two weeks
        ["2023-07-06"],
        ["2023-07-06", "2023-07-06", "2023-07-20"],
    ],
)
def test_after_any_time_without_a_scheduler_each_step_is_told_exactly_once(cast, on, looks):
    city = person(Role.CITY_OFFICE, CITY, "city")
    on("2023-06-21")
    cast.up_to("assigned")  # to be put right by 28 June

    for one in looks:
        on(one)
        look()

    who = {name: getattr(cast, name, city) for name in LADDER}
    assert {name: kinds(one) for name, one in who.items()} == LADDER


def test_what_is_due_soon_is_told_three_days_before(cast, on):
    on("2023-06-21")
    cast.up_to("assigned")
    for one in ("2023-06-24", "2023-06-25", "2023-06-26", "2023-06-28"):
        on(one)
        look()
        if one == "2023-06-24":
            assert kinds(cast.secretary) == ["finding_assigned"]

    assert kinds(cast.secretary) == ["finding_assigned", "finding_due"]


def test_what_was_put_right_meanwhile_is_not_told(cast, on):
    on("2023-06-21")
    finding = cast.up_to("assigned")
    on("2023-07-06")
    cast.do(cast.secretary, "rectify", finding)

    look()

    assert Notice.objects.count() == 0


def test_another_last_day_is_another_thing(cast, on):
    on("2023-06-21")
    finding = cast.up_to("assigned")
    on("2023-06-27")
    look()
    ask_extension(by=cast.secretary, item=item(finding), until=day("2023-07-10"), reason="材料")
    decide_extension(by=cast.reviewer, item=item(finding), grant=True, answer="同意")
    on("2023-07-09")
    look()

    assert told(cast.secretary)[1:] == [
        ("finding_due", f"{finding.number}:2023-06-28"),
        ("finding_due", f"{finding.number}:2023-07-10"),
    ]


def test_each_return_and_each_assignment_is_told(cast, on):
    on("2023-06-21")
    other = person(Role.BRANCH_SECRETARY, NEXT, "other")
    finding = cast.up_to("assigned")
    look()
    cast.do(cast.officer, "reassign", finding, charge=Charge("street", "street_office"))
    look()
    cast.do(cast.officer, "reassign", finding)
    look()
    for _round in range(2):
        cast.do(cast.secretary, "rectify", finding)
        cast.do(cast.reviewer, "return", finding)
        look()

    assert kinds(cast.secretary) == ["finding_assigned"] * 2 + ["finding_returned"] * 2
    assert kinds(cast.officer) == ["finding_assigned"]
    assert kinds(other) == []


def test_working_days_of_the_county_move_its_rungs(cast, on):
    area = Grant.objects.get(user=cast.county).area
    ClockRuleFactory(campaign=cast.campaign, area=area, climb_days=30)
    on("2023-06-21")
    cast.up_to("assigned")
    on("2023-07-06")
    look()

    assert (kinds(cast.officer), kinds(cast.county)) == (["finding_climbed"], [])


# --- Declarations and stars --------------------------------------------------------------


def test_each_return_of_a_declaration_is_told_to_who_fills_it_in(cast):
    row = DeclarationFactory(
        campaign=cast.campaign, branch=Branch.objects.get(area=VILLAGE), state="returned"
    )
    step = {"declaration": row, "round": 1, "source": "submitted", "target": "returned"}
    for version in (2, 5):
        DeclarationStep.objects.create(
            **step, version=version, verb="return", done_by=cast.reviewer
        )
        look()
        # What is filled in meanwhile is no other return.
        Declaration.everything.filter(pk=row.pk).update(version=version + 1)
        look()

    expected = [("declaration", f"{YEAR}-{VILLAGE}:{n}") for n in (2, 5)]
    assert told(cast.secretary) == told(cast.officer) == expected
    assert told(cast.reviewer) == told(cast.county) == []


def test_a_returned_star_is_told_to_who_enters_it(cast):
    star = a_star(VILLAGE, "ecology", "材料不全")
    DeclarationFactory(campaign=star.rating.campaign, branch=star.rating.branch, state="confirmed")
    StarRating.everything.filter(pk=star.pk).update(state="returned")
    RatingStep.objects.create(
        star_rating=star,
        version=3,
        round=1,
        verb="return",
        source="entered",
        target="returned",
        done_by=cast.reviewer,
    )
    look()

    year = star.rating.campaign_id
    assert told(cast.officer) == [("star", f"{year}-{VILLAGE}-ecology:3")]
    assert Notice.objects.get(person=cast.officer).path == f"/ratings/{year}/{VILLAGE}/"
    assert told(cast.secretary) == told(cast.stranger) == []


# --- Who ---------------------------------------------------------------------------------


@pytest.mark.parametrize("loss", ["disabled", "role ended", "role not begun", "year closed"])
def test_nothing_is_told_to_who_has_no_right_today(cast, on, loss):
    on("2023-06-21")
    cast.up_to("assigned")
    grants = Grant.objects.filter(user=cast.secretary)
    if loss == "disabled":
        User.objects.filter(pk=cast.secretary.pk).update(is_active=False)
    elif loss == "role ended":
        grants.update(ends_on=day("2023-06-20"))
    elif loss == "role not begun":
        grants.update(starts_on=day("2023-08-01"))
    else:
        Campaign.objects.update(state="closed")
    on("2023-07-06")

    look()

    assert told(cast.secretary) == []


def test_who_looks_only_is_not_even_asked_for(cast):
    auditor = GrantFactory(role=Role.AUDITOR, code=COUNTY).user

    concerned = set(people_concerned())

    assert {cast.secretary, cast.officer, cast.reviewer, cast.county} <= concerned
    assert not {auditor, cast.inspector} & concerned


# --- Once ---------------------------------------------------------------------------------


def test_the_database_lets_one_thing_in_once():
    row = NoticeFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        NoticeFactory(person=row.person, key=row.key)
    assert NoticeFactory(key=row.key).pk  # somebody else is told, too


def test_two_lookers_at_once_write_one_notice_with_one_way_out(cast, on, monkeypatch, mail):
    on("2023-06-21")
    cast.up_to("assigned")
    ChannelFactory(person=cast.secretary, robot="", hook="")
    found = tellings(cast.secretary, on("2023-06-21"), ClocksByYear())
    notify(person=cast.secretary, found=found)

    # The other one had looked before the first one wrote.
    monkeypatch.setattr("tracker.notices.actions.untold", lambda _person, found: list(found))
    notify(person=cast.secretary, found=found)

    assert (Notice.objects.count(), Dispatch.objects.count()) == (1, 1)


def test_what_fails_half_way_leaves_neither_notice_nor_way_out(cast, on, monkeypatch, mail):
    on("2023-06-21")
    cast.up_to("assigned")
    ChannelFactory(person=cast.secretary, robot="", hook="")
    found = tellings(cast.secretary, on("2023-06-21"), ClocksByYear())

    def broken(*_rows, **_how):
        raise OSError("power cut")

    with monkeypatch.context() as patched:
        patched.setattr(Dispatch.objects, "bulk_create", broken)
        with pytest.raises(OSError, match="power cut"):
            notify(person=cast.secretary, found=found)
    assert Notice.objects.count() == 0
    look()
    assert (Notice.objects.count(), Dispatch.objects.count()) == (1, 1)


def test_telling_writes_no_event(cast, on):
    on("2023-06-21")
    cast.up_to("assigned")
    before = Event.objects.count()

    look()

    assert (Event.objects.count(), Notice.objects.count()) == (before, 1)


def test_looking_for_one_person_costs_the_same_for_many_findings(cast, on):
    today = on("2023-06-21")
    counts = []
    for number in (1, 4):
        for _time in range(number):
            cast.up_to("assigned")
        secretary = User.objects.get(pk=cast.secretary.pk)
        with CaptureQueriesContext(connection) as captured:
            tellings(secretary, today, ClocksByYear())
        counts.append(len(captured))

    # Own findings, own work, declarations, and the person's roles.
    assert counts[0] == counts[1] <= 4
