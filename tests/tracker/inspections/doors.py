"""How rounds, inspections, photos and bulletins change."""

import datetime as dt

from django.utils import timezone

from tests.factories.campaigns import SchemeFactory, StandardFactory, StarFactory
from tests.tracker.findings.cast import COUNTY, NEXT, STREET, VILLAGE, Cast
from tests.tracker.history.doors import door
from tests.tracker.inspections.test_rules import photo
from tracker.inspections.actions import (
    RoundWish,
    add_photo,
    add_visit,
    approve_bulletin,
    begin,
    close_round,
    compose_bulletin,
    edit_bulletin,
    plan_round,
    record_self_check,
    remove_photo,
    return_bulletin,
    save_draft,
    submit,
    submit_bulletin,
)
from tracker.inspections.inputs import Paper, Problem
from tracker.places.models import Area


@door(
    "a round: planned, recorded, closed",
    touches={
        *("tracker_round", "tracker_plannedvisit", "tracker_inspection", "tracker_photo"),
        *("tracker_inspectionresult", "tracker_inspectionscore"),
        *("tracker_finding", "tracker_findingstep"),
    },
)
def inspected(_browser, folder):
    cast = Cast()
    star = StarFactory(scheme=SchemeFactory(campaign=cast.campaign), key="ecology", position=2)
    standard = StandardFactory(star=star, number=1)
    today = timezone.localdate()
    yield
    wish = RoundWish("observation", "观摩", today, today, [cast.inspector])
    street = Area.objects.get(pk=STREET)
    row = plan_round(by=cast.county, campaign=cast.campaign, area=street, wish=wish)
    visits = row.visits.select_related("round__campaign", "area")
    one = begin(by=cast.inspector, visit=visits.get(area=VILLAGE))
    save_draft(by=cast.inspector, inspection=one, typed={"what-0": "一"}, seen=1)
    kept = add_photo(by=cast.inspector, inspection=one, file=photo((9, 9)))
    remove_photo(by=cast.inspector, photo=kept)
    results = {standard.pk: ("met", "")}
    paper = Paper(today, results=results, points={"site": 9}, problems=(Problem("台账不全"),))
    submit(by=cast.inspector, inspection=one, paper=paper)
    close_round(by=cast.county, row=row)


@door(
    "a round: a unit is added; a village checks itself",
    touches={"tracker_plannedvisit", "tracker_selfcheck"},
)
def added(_browser, _folder):
    cast = Cast()
    street, other = (Area.objects.get(pk=code) for code in (STREET, NEXT))
    today = timezone.localdate()
    wish = RoundWish("observation", "观摩", today, today, [cast.inspector])
    row = plan_round(by=cast.county, campaign=cast.campaign, area=street, wish=wish)
    row.visits.filter(area=NEXT).delete()
    yield
    add_visit(by=cast.county, row=row, area=other, inspector=cast.inspector, why="群众反映")
    own = Area.objects.get(pk=VILLAGE)
    paper = Paper(today, highlights="村容整洁")
    record_self_check(by=cast.secretary, campaign=cast.campaign, area=own, paper=paper)


@door("a bulletin: composed, edited, handed in and back, issued", touches={"tracker_bulletin"})
def told(_browser, _folder):
    cast = Cast()
    yield
    today = timezone.localdate()
    row = compose_bulletin(
        by=cast.county,
        campaign=cast.campaign,
        area=Area.objects.get(pk=COUNTY),
        starts_on=today - dt.timedelta(days=30),
        ends_on=today,
    )
    row = edit_bulletin(by=cast.county, bulletin=row, title="通报", text="正文", seen=1)
    row = submit_bulletin(by=cast.county, bulletin=row, seen=2)
    row = return_bulletin(by=cast.colleague, bulletin=row, seen=3)
    row = submit_bulletin(by=cast.county, bulletin=row, seen=4)
    approve_bulletin(by=cast.colleague, bulletin=row, seen=5)
