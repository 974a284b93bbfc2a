"""How findings, their clocks and their weeks change."""

import datetime as dt

from django.utils import timezone

from tests.tracker.findings.cast import AT_VILLAGE, COUNTY, Cast, item
from tests.tracker.history.doors import door
from tracker.clocks.actions import Wish, freeze_weeks, set_rule
from tracker.findings.actions import ask_extension, climb, decide_extension, report_again
from tracker.findings.models import Finding
from tracker.history.origin import coming_from
from tracker.places.models import Area

FINDING, STEP, EXTENSION = (
    "tracker_finding",
    "tracker_findingstep",
    "tracker_extension",
)


@door(
    "findings: reported, more time, returned, closed, back again",
    touches={FINDING, STEP, EXTENSION},
)
def put_right(_browser, _folder):
    cast = Cast()
    yield
    one = cast.report()
    cast.do(cast.officer, "assign", one)
    cast.do(cast.officer, "reassign", one, charge=AT_VILLAGE)
    cast.do(cast.secretary, "feedback", one)
    for grant in (False, True):
        later = timezone.localdate() + dt.timedelta(days=30)
        ask_extension(by=cast.secretary, item=item(one), until=later, reason="材料未到")
        decide_extension(by=cast.reviewer, item=item(one), grant=grant, answer="答复")
    cast.do(cast.secretary, "rectify", one)
    cast.do(cast.reviewer, "return", one)
    cast.do(cast.secretary, "rectify", one)
    cast.do(cast.reviewer, "verify", one)
    cast.do(cast.county, "close", one)
    report_again(by=cast.inspector, finding=one, what="又缺失")
    cast.do(cast.county, "withdraw", cast.report())


@door(
    "the clock: set, weeks frozen, overdue findings climb",
    touches={
        *("tracker_clockrule", "tracker_frozenweek", "tracker_weeklycard"),
        *(FINDING, STEP),
    },
)
def by_the_clock(_browser, _folder):
    cast = Cast()
    one = cast.up_to("assigned")
    long_ago = timezone.localdate() - dt.timedelta(days=30)
    Finding.everything.update(due_on=long_ago, reported_at=timezone.now() - dt.timedelta(days=40))
    one.steps.update(due_on=long_ago, done_on=long_ago - dt.timedelta(days=7))
    yield
    county = Area.objects.get(pk=COUNTY)
    wish = Wish("working", 3, 7, 1, 3, "deadline", "")
    set_rule(by=cast.county, campaign=cast.campaign, area=county, wish=wish, seen=0)
    with coming_from("job 1 findings.climb"):
        climb(today=timezone.localdate())
        freeze_weeks(today=timezone.localdate())
