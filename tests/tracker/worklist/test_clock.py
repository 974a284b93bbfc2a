"""Work under 13710: the clock of findings, with its days, its colour and its ladder."""

import datetime as dt

import pytest
from django.urls import reverse

from tests.factories.campaigns import CampaignFactory
from tests.factories.clocks import ClockRuleFactory
from tests.tracker.worklist.conftest import (
    COUNTY,
    TODAY,
    a_piece,
    everything,
    moved,
    record_of,
    titles,
    wish,
    words,
)
from tracker.access.refusals import Denied, Overtaken, Refused
from tracker.clocks.deadlines import Clock
from tracker.clocks.standing import Clocks
from tracker.clocks.terms import Counting
from tracker.history.models import Event
from tracker.history.verify import verify
from tracker.places.models import Area
from tracker.worklist.actions import carry_over, change_work, climb, climbing
from tracker.worklist.models import WorkItem, WorkStep
from tracker.worklist.standing.colours import conditions
from tracker.worklist.standing.items import standing_of
from tracker.worklist.terms import Shade
from tracker.worklist.timing import clock_begins, say_timing, shade_of

day = dt.date.fromisoformat


@pytest.mark.parametrize(
    ("severity", "since", "counting", "due", "week"),
    [
        ("ordinary", "2023-06-20", Counting.CALENDAR, "2023-06-27", "2023-06-26"),
        ("ordinary", "2023-06-20", Counting.WORKING, "2023-06-30", "2023-06-26"),  # 端午
        ("ordinary", "2023-09-28", Counting.WORKING, "2023-10-13", "2023-10-09"),  # 国庆
        ("ordinary", "2024-02-27", Counting.CALENDAR, "2024-03-05", "2024-03-04"),
        ("major", "2023-01-31", Counting.CALENDAR, "2023-02-28", "2023-02-27"),
        ("major", "2024-01-31", Counting.CALENDAR, "2024-02-29", "2024-02-26"),
        ("major", "2023-12-31", Counting.CALENDAR, "2024-01-31", "2024-01-29"),
        ("major", "2023-09-01", Counting.WORKING, "2023-10-07", "2023-10-02"),  # worked Saturday
    ],
)
def test_the_clock_gives_work_its_last_day_and_week(severity, since, counting, due, week):
    begun = clock_begins(severity, day(since), Clock(counting))

    assert (begun["clock_on"], begun["due_on"], begun["due_week"]) == (
        day(since),
        day(due),
        day(week),
    )


def test_work_without_a_kind_has_no_clock():
    begun = clock_begins("", day("2023-06-20"), Clock())

    assert "due_week" not in begun
    assert not any(begun.values())


@pytest.mark.parametrize(
    ("state", "due_on", "today", "shade", "said"),
    [
        ("open", "2023-06-28", "2023-06-26", Shade.THIS_WEEK, "2 days left"),
        ("open", "2023-06-28", "2023-06-28", Shade.THIS_WEEK, "due today"),
        ("underway", "2023-06-28", "2023-06-29", Shade.OVERDUE, "1 day overdue"),
        ("underway", "2023-06-30", "2023-07-03", Shade.OVERDUE, "3 days overdue"),
        ("open", "2023-07-03", "2023-06-30", Shade.IN_TIME, "3 days left"),
        ("finished", "2023-06-28", "2023-06-29", Shade.OVER, ""),
    ],
)
def test_a_last_day_counts_to_the_day(state, due_on, today, shade, said):
    asked = (state, day(due_on) - dt.timedelta(days=2), day(today), day(due_on))

    assert (shade_of(*asked), say_timing(*asked)) == (shade, said)


# --- Set and moved --------------------------------------------------------------------


db = pytest.mark.django_db
WEEK_LATER = TODAY + dt.timedelta(days=7)
LADDER = [
    ("street", WEEK_LATER + dt.timedelta(days=1)),
    ("county", WEEK_LATER + dt.timedelta(days=4)),
    ("city", WEEK_LATER + dt.timedelta(days=7)),
]


def climbs(item):
    rows = WorkStep.everything.filter(item=item, verb="climb").order_by("version")
    return list(rows.values_list("level", "climbed_on"))


def now(item) -> WorkItem:
    return WorkItem.everything.get(pk=item.pk)


def refused(act, error=Refused):
    before = everything()
    with pytest.raises(error) as raised:
        act()
    assert everything() == before
    return str(raised.value)


@db
def test_work_is_put_under_13710_when_it_is_set(officer, village, year):
    item = a_piece(officer, village, year, severity="ordinary")

    assert (item.severity, item.clock_on, item.due_on) == ("ordinary", TODAY, WEEK_LATER)
    assert item.last_day == WEEK_LATER
    assert item.due_week == day("2023-06-19")


@db
def test_each_county_counts_by_its_own_clock(officer, village, year):
    ClockRuleFactory(campaign=year, area=Area.objects.get(pk=COUNTY), counting="working")

    # 端午 is from 22 to 24 June; Sunday the 25th, worked for it, is the sixth day.
    assert a_piece(officer, village, year, severity="ordinary").due_on == day("2023-06-26")


@db
def test_an_unknown_kind_is_refused(officer, village, year):
    assert "no such time limit" in refused(lambda: a_piece(officer, village, year, severity="x"))


@db
def test_it_is_put_under_the_clock_later_and_taken_from_it(officer, village, year, travel):
    item = a_piece(officer, village, year)
    travel(day("2023-06-20"))

    item = change_work(by=officer, item=item, wish=wish(severity="major"), seen=1)
    assert (item.clock_on, item.due_on) == (day("2023-06-20"), day("2023-07-20"))
    travel(day("2023-06-21"))
    item = change_work(by=officer, item=item, wish=wish(severity="major", title="改名"), seen=2)
    assert (item.clock_on, item.due_on) == (day("2023-06-20"), day("2023-07-20"))
    item = change_work(by=officer, item=item, wish=wish(severity="ordinary"), seen=3)
    assert (item.clock_on, item.due_on) == (day("2023-06-20"), day("2023-06-27"))
    item = change_work(by=officer, item=item, wish=wish(), seen=4)
    assert (now(item).severity, now(item).due_on) == ("", None)
    assert verify()[1] is None


@db
def test_only_who_set_it_puts_it_under_the_clock(officer, secretary, village, year):
    item = a_piece(officer, village, year)

    def act():
        change_work(by=secretary, item=item, wish=wish(severity="major"), seen=1)

    refused(act, Denied)


@db
def test_a_dated_plan_is_more_time_with_a_reason(officer, secretary, village, year, travel):
    item = a_piece(officer, village, year, severity="major")

    def plan(until, by=officer):
        return moved(by, item, "postpone", "分三步", due_week=day(until))

    assert "after the last one" in refused(lambda: plan("2023-07-14"))
    refused(lambda: plan("2023-08-31", secretary), Denied)
    planned = plan("2023-08-31")
    assert (planned.due_on, planned.due_week) == (day("2023-08-31"), day("2023-08-28"))


@db
def test_feedback_and_result_are_days_of_the_clock(officer, secretary, reviewer, village, year,
                                                   travel):  # fmt: skip
    item = a_piece(officer, village, year, severity="ordinary")

    def stands():
        standing = standing_of(now(item), travel_day)
        ahead = standing.ahead and (str(standing.ahead[0].value), standing.ahead[1].day)
        return str(standing.line.condition.value), ahead

    travel_day = TODAY
    assert stands() == ("on_course", ("feedback", TODAY + dt.timedelta(days=3)))
    travel_day = TODAY + dt.timedelta(days=4)
    assert stands() == ("behind", ("feedback", TODAY + dt.timedelta(days=3)))
    travel(travel_day)
    item = moved(secretary, item, "report", "动工了")
    assert stands()[1] == ("solve", WEEK_LATER)
    item = moved(secretary, item, "finish", "清完")
    assert stands() == ("done_in_time", None)
    item = moved(reviewer, item, "return", "沟口还堵着")
    assert stands() == ("behind", ("solve", WEEK_LATER))
    assert (item.solved_on, item.is_sent_back) == (None, True)


# --- The ladder -----------------------------------------------------------------------


@db
@pytest.mark.parametrize(
    "looks",
    [
        [f"2023-06-{n}" for n in range(14, 31)],
        ["2023-06-21", "2023-06-22", "2023-06-29"],  # the scheduler was down for a week
        ["2023-07-20"],
        ["2023-07-20", "2023-07-20"],
    ],
)
def test_overdue_work_climbs_each_rung_once_on_its_own_day(officer, village, year, looks):
    item = a_piece(officer, village, year, severity="ordinary")
    by_weeks = a_piece(officer, village, year)

    for one in looks:
        climb(today=day(one))

    assert climbs(item) == LADDER
    assert now(item).climbed_to == "city"
    assert climbs(by_weeks) == []
    assert [step[-1] for step in record_of(item)[1:]] == [None] * 3
    assert Event.objects.filter(action="worklist.climb").count() == 3
    assert verify()[1] is None


@db
def test_a_failure_half_way_leaves_no_rung(officer, village, year, monkeypatch):
    a_piece(officer, village, year, severity="ordinary")

    def broken(*_args, **_more):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(climbing, "note_step", broken)
    refused(lambda: climb(today=day("2023-07-20")), RuntimeError)


@db
def test_what_is_reported_as_done_climbs_no_further(officer, secretary, village, year, travel):
    item = a_piece(officer, village, year, severity="ordinary")
    travel(day("2023-06-23"))
    # Nobody had looked on the 22nd; the step that reports it has made the rung good.
    moved(secretary, item, "finish", "清完")

    climb(today=day("2023-07-20"))

    assert climbs(item) == LADDER[:1]
    assert standing_of(now(item), day("2023-07-20")).level == "street"


@db
def test_who_read_an_older_version_writes_no_rung(officer, secretary, village, year, travel):
    item = a_piece(officer, village, year, severity="ordinary")
    stale = now(item)
    moved(secretary, item, "report", "动工了")
    travel(day("2023-06-23"))

    refused(lambda: moved(secretary, stale, "finish", "清完"), Overtaken)


@db
def test_more_time_begins_at_the_foot_of_the_ladder(officer, village, year, travel):
    item = a_piece(officer, village, year, severity="ordinary")
    travel(day("2023-06-22"))
    item = moved(officer, item, "postpone", "等雨停", due_week=day("2023-06-30"))
    assert now(item).climbed_to == ""

    climb(today=day("2023-07-01"))

    assert climbs(item) == [LADDER[0], ("street", day("2023-07-01"))]


@db
def test_the_work_of_a_street_climbs_from_the_street(officer, street, year):
    item = a_piece(officer, street, year, severity="ordinary")

    climb(today=day("2023-06-22"))

    assert climbs(item) == [("county", LADDER[0][1])]


@db
def test_it_is_followed_to_zero_over_the_end_of_the_year(county, village, year, travel):
    travel(day("2023-12-28"))
    a_piece(county, village, year, severity="ordinary")
    later = CampaignFactory(year=2024)

    [new] = carry_over(by=county, area=village, source=year, target=later)

    assert (new.severity, new.clock_on, new.due_on) == (
        "ordinary",
        day("2023-12-28"),
        day("2024-01-04"),
    )


# --- Pages and colours ----------------------------------------------------------------


@db
def test_the_page_and_the_list_show_clock_colour_and_rung(officer, village, year, travel, browse):
    item = a_piece(officer, village, year, severity="ordinary", title="修路灯")
    a_piece(officer, village, year, title="开会")
    climb(today=day("2023-06-23"))
    travel(day("2023-06-23"))
    browser = browse(officer)

    page = words(browser.get(reverse("work-detail", args=[item.pk])))
    assert "Next last day: 2023-06-17 (First feedback)" in page
    assert "It is now the business of: Street" in page
    assert "it climbed to: Street" in page
    assert "unverified" in page
    table = reverse("work-list")
    assert "2 days overdue" in words(browser.get(table))
    for query, found in {
        "clock=ordinary": ["修路灯"],
        "clock=weeks": ["开会"],
        "climbed=street": ["修路灯"],
        "climbed=city": [],
        "due=overdue": ["修路灯"],
        "due=this_week": ["开会"],
    }.items():
        assert titles(browser.get(f"{table}?{query}")) == found, query


@db
def test_a_form_puts_it_under_the_clock(officer, village, year, browse):
    said = {"title": "修桥", "responsible": "支部书记岗", "star": "", "start_week": "2023-6-14",
            "due_week": "2023-6-14", "severity": "major"}  # fmt: skip

    browse(officer).post(reverse("work-set", args=[2023, village.pk]), said)

    assert WorkItem.everything.get().due_on == day("2023-07-14")


@db
def test_the_week_counts_a_missed_feedback_and_a_last_day_in_its_middle(officer, village, year):
    item = a_piece(officer, village, year, severity="ordinary")
    clocks = Clocks(year.pk)

    def of(last_day):
        return [one.value for _code, one in conditions(year.pk, day(last_day), clocks)]

    assert of("2023-06-18") == ["behind"]  # nothing was said until the 17th
    assert of("2023-06-25") == ["overdue"]
    climb(today=day("2023-06-25"))
    assert of("2023-06-18") == ["behind"]
    assert now(item).climbed_to == "county"
