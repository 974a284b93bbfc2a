"""More time, the ladder and the weeks, with travel in time: every step exactly once."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.clocks import ClockRuleFactory
from tests.tracker.findings.cast import CITY, COUNTY, STREET, VILLAGE, day, item, now, steps
from tracker.access.refusals import Denied, Refused
from tracker.clocks.actions import Wish, freeze_weeks, set_rule
from tracker.clocks.models import ClockRule, FrozenWeek, WeeklyCard
from tracker.findings.actions import ask_extension, climb, decide_extension, report_again
from tracker.findings.models import Finding
from tracker.findings.standing.rows import standing_of
from tracker.history.models import Event
from tracker.places.models import Area

pytestmark = pytest.mark.django_db


def climbs(finding):
    return [(level, on) for _v, verb, _t, level, on, _who in steps(finding) if verb == "climb"]


def ask(cast, finding, until, by=None):
    return ask_extension(
        by=by or cast.secretary, item=item(finding), until=day(until), reason="材料未到"
    )


# --- The ladder ------------------------------------------------------------------------------


LADDER = [
    ("street", dt.date(2023, 6, 29)),
    ("county", dt.date(2023, 7, 2)),
    ("city", dt.date(2023, 7, 5)),
]


@pytest.mark.parametrize(
    "looks",
    [
        [f"2023-06-{n}" for n in range(21, 31)] + [f"2023-07-{n:02}" for n in range(1, 12)],
        ["2023-06-28", "2023-06-29", "2023-07-06"],  # the scheduler was down for a week
        ["2023-07-20"],
        ["2023-07-20", "2023-07-20"],
    ],
)
def test_an_overdue_finding_climbs_each_rung_once_on_its_own_day(cast, on, looks):
    on("2023-06-21")
    finding = cast.up_to("assigned")

    for one in looks:
        climb(today=on(one))

    assert climbs(finding) == LADDER
    assert now(finding).climbed_to == "city"
    assert Event.objects.filter(action="findings.climb").count() == 3


def test_what_is_put_right_climbs_no_further(cast, on):
    on("2023-06-21")
    finding = cast.up_to("assigned")
    on("2023-06-30")
    cast.do(cast.secretary, "rectify", finding)

    climb(today=on("2023-07-20"))

    # Nobody had looked on the 29th; the step that put it right has made the rung good.
    assert climbs(finding) == LADDER[:1]


def test_a_rung_that_nobody_wrote_yet_stands_on_the_page_all_the_same(cast, on):
    on("2023-06-21")
    finding = cast.up_to("assigned")

    standing = standing_of(now(finding), on("2023-07-03"))

    assert (standing.level, standing.line.condition) == ("county", "overdue")
    assert [(rung.level, rung.since) for rung in standing.rungs] == LADDER


def test_working_days_are_a_setting_of_the_county(cast, on):
    ClockRuleFactory(
        campaign=cast.campaign, area=Area.objects.get(pk=COUNTY), counting="working", climb_days=1
    )
    on("2023-06-21")  # 端午 is from 22 to 24 June, and Sunday the 25th is worked

    finding = cast.up_to("assigned")
    climb(today=on("2023-07-20"))

    assert finding.due_on == day("2023-07-03")
    assert climbs(finding) == [
        ("street", day("2023-07-04")),
        ("county", day("2023-07-05")),
        ("city", day("2023-07-06")),
    ]


def asked_for_rules(captured):
    return [query["sql"] for query in captured if 'FROM "tracker_clockrule"' in query["sql"]]


def test_the_clock_of_a_year_is_read_once_however_many_findings_move_or_climb(cast, on):
    on("2023-06-21")
    findings = [cast.report() for _number in range(3)]

    with CaptureQueriesContext(connection) as assigning:
        cast.do(cast.officer, "assign", *findings)
    with CaptureQueriesContext(connection) as climbing:
        assert climb(today=on("2023-07-20")) == 9

    assert len(asked_for_rules(assigning)) == len(asked_for_rules(climbing)) == 1


# --- More time -------------------------------------------------------------------------------


def test_more_time_is_asked_for_with_a_reason_and_granted_by_somebody_else(cast, on):
    on("2023-06-21")
    finding = cast.up_to("assigned")
    ask(cast, finding, "2023-07-10")
    assert now(finding).due_on == day("2023-06-28")

    decide_extension(by=cast.reviewer, item=item(finding), grant=True, answer="同意")

    granted = now(finding)
    assert (granted.due_on, granted.due_is_own) == (day("2023-07-10"), True)
    climb(today=on("2023-07-12"))
    assert climbs(finding) == [("street", day("2023-07-11"))]


def test_more_time_after_climbing_begins_at_the_foot_of_the_ladder(cast, on):
    on("2023-06-21")
    finding = cast.up_to("assigned")
    on("2023-06-30")
    ask(cast, finding, "2023-07-05")
    decide_extension(by=cast.county, item=item(finding), grant=True, answer="")

    climb(today=on("2023-07-06"))

    assert climbs(finding) == [("street", day("2023-06-29")), ("street", day("2023-07-06"))]


def test_the_one_who_asked_does_not_grant(cast):
    finding = cast.up_to("assigned")
    late = (now(finding).due_on + dt.timedelta(days=5)).isoformat()
    ask(cast, finding, late, by=cast.county)

    with pytest.raises(Refused, match="Somebody else has to decide"):
        decide_extension(by=cast.county, item=item(finding), grant=True, answer="")
    with pytest.raises(Denied):
        decide_extension(by=cast.secretary, item=item(finding), grant=True, answer="")
    with pytest.raises(Refused, match="Say why more time is refused"):
        decide_extension(by=cast.colleague, item=item(finding), grant=False, answer="")
    decide_extension(by=cast.colleague, item=item(finding), grant=False, answer="不同意")
    assert now(finding).due_is_own is False


def test_more_time_is_refused_where_it_makes_no_sense(cast, on):
    on("2023-06-21")
    finding = cast.up_to("assigned")
    with pytest.raises(Refused, match="after the last one"):
        ask(cast, finding, "2023-06-28")
    ask(cast, finding, "2023-07-10")
    with pytest.raises(Refused, match="asked for already"):
        ask(cast, finding, "2023-07-11")
    with pytest.raises(Denied):
        ask(cast, finding, "2023-07-11", by=cast.reviewer)
    with pytest.raises(Refused, match="no such finding"):
        ask(cast, finding, "2023-07-11", by=cast.stranger)
    done = cast.up_to("rectified")
    with pytest.raises(Refused, match="put right already"):
        ask(cast, done, "2023-07-11")


# --- Weeks -----------------------------------------------------------------------------------


def cards():
    rows = WeeklyCard.everything.order_by("week__starts_on", "area_id")
    fields = ("week__starts_on", "area_id", "colour", "condition", "total")
    return [(str(monday), *rest) for monday, *rest in rows.values_list(*fields)]


FROZEN = [
    ("2023-06-19", STREET, "", "on_course", 1),
    ("2023-06-19", VILLAGE, "", "on_course", 1),
    ("2023-06-26", STREET, "red", "overdue", 1),
    ("2023-06-26", VILLAGE, "red", "overdue", 1),
    ("2023-07-03", STREET, "yellow", "done_late", 1),
    ("2023-07-03", VILLAGE, "yellow", "done_late", 1),
]


@pytest.mark.parametrize(
    "looks",
    [
        ["2023-06-19", "2023-06-26", "2023-06-27", "2023-07-03", "2023-07-10", "2023-07-17"],
        ["2023-06-26", "2023-07-18"],  # three weeks without the scheduler
    ],
)
def test_a_week_is_frozen_as_it_stood_on_its_sunday_whenever_that_is_done(cast, on, looks):
    todo = {
        "2023-06-21": lambda: report(cast),
        "2023-07-05": lambda: cast.do(cast.secretary, "rectify", only()),
        "2023-07-06": lambda: cast.do(cast.reviewer, "verify", only()),
        "2023-07-07": lambda: cast.do(cast.county, "close", only()),
    }
    for one in sorted({*todo, *looks}):
        on(one)
        todo.get(one, lambda: None)()
        if one in looks:
            freeze_weeks(today=on(one))

    weeks = [str(one) for one in FrozenWeek.objects.values_list("starts_on", flat=True)]
    assert cards() == FROZEN
    assert weeks[:4] == ["2023-07-10", "2023-07-03", "2023-06-26", "2023-06-19"]
    assert Event.objects.filter(object_type="frozenweek").count() == len(weeks)


def report(cast):
    finding = cast.up_to("assigned")
    cast.do(cast.secretary, "feedback", finding)


def only():
    return Finding.everything.get()


def test_a_frozen_week_is_not_touched_again(cast, on):
    on("2023-06-21")
    report(cast)
    freeze_weeks(today=on("2023-06-26"))
    before = cards()
    on("2023-06-27")
    cast.do(cast.secretary, "rectify", only())

    assert freeze_weeks(today=on("2023-06-28")) == []
    assert cards() == before


def test_the_words_of_a_card_are_those_of_the_legend_that_held(cast, on):
    ClockRuleFactory(campaign=cast.campaign, area=Area.objects.get(pk=CITY), legend="praise")
    on("2023-06-21")
    finding = cast.up_to("rectified")
    freeze_weeks(today=on("2023-06-26"))

    card = WeeklyCard.everything.get(area=VILLAGE)
    assert (card.colour, card.said, card.legend) == ("blue", "Praise: solved in time", "praise")
    assert card.numbers == {"done_in_time": 1}
    assert finding.area_id == VILLAGE


# --- Settings --------------------------------------------------------------------------------


WISH = Wish("working", 3, 7, 1, 3, "praise", "县委办〔2023〕3号")


def test_a_county_sets_its_clock_and_given_days_stay(cast, on):
    on("2023-06-21")
    finding = cast.report()
    county = Area.objects.get(pk=COUNTY)

    rule = set_rule(by=cast.county, campaign=cast.campaign, area=county, wish=WISH, seen=0)
    again = set_rule(by=cast.county, campaign=cast.campaign, area=county, wish=WISH, seen=1)

    assert (rule.version, again.version) == (1, 1)
    assert now(finding).due_on == day("2023-06-28")
    assert cast.report().due_on == day("2023-07-03")
    assert Event.objects.filter(action="clocks.set").count() == 1


def test_a_clock_is_set_by_its_office_only_and_nobody_is_overwritten(cast):
    county, street = Area.objects.get(pk=COUNTY), Area.objects.get(pk=STREET)
    facts = {"campaign": cast.campaign, "wish": WISH, "seen": 0}

    with pytest.raises(Denied):
        set_rule(by=cast.officer, area=county, **facts)
    with pytest.raises(Denied):
        set_rule(by=cast.county, area=Area.objects.get(pk="410883"), **facts)
    with pytest.raises(Refused, match="for a county or a city"):
        set_rule(by=cast.county, area=street, **facts)
    set_rule(by=cast.county, area=county, **facts)
    with pytest.raises(Refused, match="after you had read it"):
        set_rule(by=cast.colleague, area=county, **facts)
    assert ClockRule.everything.count() == 1


def test_what_came_back_has_a_clock_of_its_own(cast, on):
    on("2023-06-21")
    closed = cast.up_to("closed")
    on("2023-07-10")

    again = report_again(by=cast.inspector, finding=closed, what="又缺失")

    assert again.due_on == day("2023-07-17")
