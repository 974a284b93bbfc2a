"""Rounds, drafts, submissions, independent visits, photos and bulletins, through the actions."""

import datetime as dt
import io

import pytest

from tests.factories.ratings import RatingFactory, StarRatingFactory
from tests.tracker.findings.cast import COUNTY, NEXT, STREET, VILLAGE
from tests.tracker.inspections.test_rules import photo
from tracker.access.refusals import Denied, Overtaken, Refused
from tracker.findings.models import Finding
from tracker.history.models import Event
from tracker.inspections.actions import (
    RoundWish,
    add_photo,
    approve_bulletin,
    begin,
    close_round,
    compose_bulletin,
    edit_bulletin,
    plan_round,
    remove_photo,
    return_bulletin,
    save_draft,
    submit,
    submit_bulletin,
)
from tracker.inspections.actions.bulletins import digest_of
from tracker.inspections.actions.photos import MOST_PHOTOS, folder
from tracker.inspections.inputs import Paper, Problem
from tracker.inspections.models import Bulletin, Draft, Inspection, Round
from tracker.inspections.standing.claims import checked_in, claims_of
from tracker.inspections.standing.rounds import agreements, stops, workload
from tracker.inspections.standing.suggestions import suggested
from tracker.places.models import Area

pytestmark = pytest.mark.django_db


def plan(cast, on_day="2023-06-20", by=None, area=STREET, **more):
    begins = dt.date.fromisoformat(on_day)
    facts = {
        "kind": "observation",
        "title": "第二季度观摩",
        "starts_on": begins,
        "ends_on": begins + dt.timedelta(days=10),
        "team": [cast.inspector],
    }
    wish = RoundWish(**(facts | more))
    place = Area.objects.get(pk=area)
    return plan_round(by=by or cast.county, campaign=cast.campaign, area=place, wish=wish)


def visit_of(row, who, area=VILLAGE):
    return row.visits.select_related("round__campaign", "area").get(area=area, inspector=who)


def paper(cast, result="met", **more):
    first, _second = cast.standards
    facts = {
        "inspected_on": dt.date(2023, 6, 21),
        "highlights": "村容整洁",
        "results": {first.pk: (result, "已看")},
        "points": {"site": 36},
        "problems": (Problem("公厕标识缺失", "ecology"), Problem("台账不全", severity="major")),
    }
    return Paper(**(facts | more))


def record(cast, row, who=None, area=VILLAGE, **more):
    who = who or cast.inspector
    inspection = begin(by=who, visit=visit_of(row, who, area))
    submit(by=who, inspection=inspection, paper=paper(cast, **more))
    return Inspection.everything.get(pk=inspection.pk)


# --- Planning -------------------------------------------------------------------------------


def test_a_round_visits_every_unit_in_official_order_shared_out(cast, on):
    on("2023-06-20")

    row = plan(cast, team=[cast.inspector, cast.second])

    route = row.visits.order_by("position").values_list("area_id", "inspector__username")
    assert list(route) == [(VILLAGE, "inspector"), (NEXT, "second")]
    told = Event.objects.get(action="inspections.plan", object_type="round")
    assert told.new == {"kind": "observation", "route": "official", "seed": "", "units": 2}


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"kind": "dance"}, "no such kind"),
        ({"title": " "}, "title"),
        ({"ends_on": dt.date(2023, 6, 1)}, "before it begins"),
        ({"team": []}, "at least one inspector"),
        ({"route": "random"}, "needs a seed"),
        ({"twice": 1}, "never made twice"),
        ({"kind": "acceptance", "twice": 1}, "second inspector"),
    ],
)
def test_a_round_that_cannot_be_carried_out_is_refused(cast, on, more, words):
    on("2023-06-20")
    with pytest.raises(Refused, match=words):
        plan(cast, **more)
    assert not Round.everything.exists()


def test_a_round_is_planned_by_its_office_with_people_who_may_inspect_there(cast, on):
    on("2023-06-20")
    with pytest.raises(Denied):
        plan(cast, by=cast.officer)
    with pytest.raises(Refused, match="may not inspect there"):
        plan(cast, team=[cast.stranger])


def test_a_round_by_risk_begins_where_most_is_open(cast, on):
    on("2023-06-10")
    cast.report(area=NEXT, by=cast.county)
    on("2023-06-20")

    row = plan(cast, route="risk", number=1)

    assert [one.area_id for one in row.visits.all()] == [NEXT]


def test_a_closed_round_takes_nothing_more(cast, on):
    on("2023-06-20")
    row = plan(cast)
    close_round(by=cast.county, row=row)

    with pytest.raises(Refused, match="closed already"):
        close_round(by=cast.county, row=row)
    with pytest.raises(Refused, match="The round is closed"):
        begin(by=cast.inspector, visit=visit_of(row, cast.inspector))


# --- Recording ------------------------------------------------------------------------------


def test_what_was_seen_becomes_facts_once_with_numbered_findings(cast, on):
    on("2023-06-21")
    row = plan(cast)

    inspection = record(cast, row)

    assert (inspection.state, inspection.highlights) == ("submitted", "村容整洁")
    found = Finding.everything.order_by("number").values_list("number", "what", "severity", "area")
    assert list(found) == [
        ("2023-410811-0001", "公厕标识缺失", "ordinary", VILLAGE),
        ("2023-410811-0002", "台账不全", "major", VILLAGE),
    ]
    one = Finding.everything.first()
    assert (one.origin, one.origin_key) == ("inspection", f"inspection:{inspection.pk}")
    assert "第二季度观摩" in one.origin_name
    assert not Draft.objects.exists()
    with pytest.raises(Refused, match="submitted already"):
        submit(by=cast.inspector, inspection=inspection, paper=paper(cast))
    assert Finding.everything.count() == 2
    told = Event.objects.get(action="inspections.submit")
    assert told.new["findings"] == ["2023-410811-0001", "2023-410811-0002"]


def test_a_visit_is_recorded_with_its_day_alone(cast, on):
    on("2023-06-21")
    row = plan(cast)
    inspection = begin(by=cast.inspector, visit=visit_of(row, cast.inspector))

    found = submit(by=cast.inspector, inspection=inspection, paper=Paper(dt.date(2023, 6, 21)))

    assert found == []


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"points": {"site": 41}}, "Points lie between"),
        ({"points": {"moon": 1}}, "Points lie between"),
        ({"results": {10**6: ("met", "")}}, "none of the unit’s scheme"),
        ({"inspected_on": dt.date(2023, 6, 22)}, "on this day"),
        ({"problems": tuple(Problem(f"问题{n}") for n in range(13))}, "At most 12"),
        ({"problems": (Problem("好", "moon"),)}, "from the lists"),
    ],
)
def test_a_faulty_paper_is_refused_and_leaves_the_draft(cast, on, more, words):
    on("2023-06-21")
    row = plan(cast)
    inspection = begin(by=cast.inspector, visit=visit_of(row, cast.inspector))

    with pytest.raises(Refused, match=words):
        submit(by=cast.inspector, inspection=inspection, paper=paper(cast, **more))

    assert Inspection.everything.get().state == "draft"
    assert Draft.objects.count() == 1
    assert not Finding.everything.exists()


def test_a_visit_belongs_to_its_inspector(cast, on):
    on("2023-06-21")
    row = plan(cast)
    with pytest.raises(Denied):
        begin(by=cast.second, visit=visit_of(row, cast.inspector))
    inspection = begin(by=cast.inspector, visit=visit_of(row, cast.inspector))
    assert begin(by=cast.inspector, visit=visit_of(row, cast.inspector)) == inspection
    for act in (
        lambda: save_draft(by=cast.second, inspection=inspection, typed={}, seen=1),
        lambda: submit(by=cast.second, inspection=inspection, paper=paper(cast)),
    ):
        with pytest.raises(Denied):
            act()


def test_a_draft_is_kept_and_not_saved_over_from_another_window(cast, on):
    on("2023-06-21")
    row = plan(cast)
    inspection = begin(by=cast.inspector, visit=visit_of(row, cast.inspector))
    events = Event.objects.count()

    one = save_draft(by=cast.inspector, inspection=inspection, typed={"what-0": "一"}, seen=1)
    with pytest.raises(Overtaken):
        save_draft(by=cast.inspector, inspection=inspection, typed={"what-0": "二"}, seen=1)

    assert (one, Draft.objects.get().typed) == (2, '{"what-0": "一"}')
    assert Event.objects.count() == events


def test_planned_visited_missing_and_each_inspectors_part(cast, on):
    on("2023-06-21")
    row = plan(cast, team=[cast.inspector, cast.second])
    record(cast, row)

    route = stops(cast.county, row)

    assert [(one.visit.area_id, one.is_made) for one in route] == [(VILLAGE, True), (NEXT, False)]
    loads = [(str(one.inspector), one.planned, one.visited, one.missing) for one in workload(row)]
    assert loads == [("inspector", 1, 1, 0), ("second", 1, 0, 1)]


def test_a_second_visit_does_not_see_the_first_before_its_own_is_in(cast, on):
    on("2023-06-21")
    team = [cast.inspector, cast.second]
    row = plan(cast, kind="acceptance", twice=1, team=team, route="risk", number=1)
    first = record(cast, row, points={"site": 50})

    assert (
        not Inspection.objects.visible_to(cast.second)
        .readable_by(cast.second)
        .filter(pk=first.pk)
        .exists()
    )
    assert (
        Inspection.objects.visible_to(cast.county)
        .readable_by(cast.county)
        .filter(pk=first.pk)
        .exists()
    )
    record(cast, row, who=cast.second, result="not_met", points={"site": 42})
    assert (
        Inspection.objects.visible_to(cast.second)
        .readable_by(cast.second)
        .filter(pk=first.pk)
        .exists()
    )

    [(area, agreement)], together = agreements(row)
    assert (area.pk, agreement.both, agreement.alike, agreement.points) == (VILLAGE, 1, 0, 8)
    assert together.share == 0


def test_inspections_suggest_and_never_fill_in(cast, on):
    on("2023-06-21")
    inspection = record(cast, plan(cast), result="not_met")
    rating = RatingFactory(branch_id=VILLAGE, campaign=cast.campaign)
    star = StarRatingFactory(rating=rating, star=cast.star)

    [one] = list(suggested(cast.officer, star))

    assert (one.number, one.result) == (1, "not_met")
    assert one.url == f"/inspections/{inspection.pk}/"
    assert list(suggested(cast.stranger, star)) == []
    assert checked_in(STREET, cast.campaign) == {(VILLAGE, "ecology"): False}
    [claim] = claims_of(cast.county, COUNTY, cast.campaign)
    assert (claim.declared, claim.supported, claim.awarded) == (False, False, False)


# --- Photos ---------------------------------------------------------------------------------


def test_a_photo_is_kept_without_its_place_and_taken_away_with_its_file(
    cast, on, django_capture_on_commit_callbacks
):
    on("2023-06-21")
    row = plan(cast)
    inspection = begin(by=cast.inspector, visit=visit_of(row, cast.inspector))

    kept = add_photo(by=cast.inspector, inspection=inspection, file=photo(), caption="公告栏")

    assert [path.name for path in folder().iterdir()] == [kept.file]
    with pytest.raises(Denied):
        remove_photo(by=cast.second, photo=kept)
    with django_capture_on_commit_callbacks(execute=True):
        remove_photo(by=cast.inspector, photo=kept)
    assert list(folder().iterdir()) == []


def test_what_is_no_photo_leaves_no_file_and_no_row(cast, on):
    on("2023-06-21")
    row = plan(cast)
    inspection = begin(by=cast.inspector, visit=visit_of(row, cast.inspector))

    with pytest.raises(Refused, match="no photo"):
        add_photo(by=cast.inspector, inspection=inspection, file=io.BytesIO(b"<svg/>"))
    assert not folder().exists()
    for _n in range(MOST_PHOTOS):
        add_photo(by=cast.inspector, inspection=inspection, file=photo((9, 9)))
    with pytest.raises(Refused, match="At most"):
        add_photo(by=cast.inspector, inspection=inspection, file=photo((9, 9)))


# --- Bulletins ------------------------------------------------------------------------------


def composed(cast, by=None):
    return compose_bulletin(
        by=by or cast.county,
        campaign=cast.campaign,
        area=Area.objects.get(pk=COUNTY),
        starts_on=dt.date(2023, 4, 1),
        ends_on=dt.date(2023, 6, 30),
    )


def test_a_bulletin_is_composed_edited_approved_by_another_and_then_frozen(cast, on):
    on("2023-06-21")
    record(cast, plan(cast))
    on("2023-07-01")
    row = composed(cast)
    assert "发现问题2个" in row.text

    row = edit_bulletin(
        by=cast.county, bulletin=row, title=row.title, text=row.text + "\n请落实。", seen=1
    )
    row = submit_bulletin(by=cast.county, bulletin=row, seen=2)
    with pytest.raises(Refused, match="written it yourself"):
        approve_bulletin(by=cast.county, bulletin=row, seen=3)
    with pytest.raises(Denied):
        approve_bulletin(by=cast.inspector, bulletin=row, seen=3)
    row = approve_bulletin(by=cast.colleague, bulletin=row, seen=3)

    assert (row.state, row.number, row.issued_on) == ("issued", 1, dt.date(2023, 7, 1))
    assert row.sha256 == digest_of(row)
    for act in (
        lambda: edit_bulletin(by=cast.county, bulletin=row, title="改", text="改", seen=4),
        lambda: return_bulletin(by=cast.colleague, bulletin=row, seen=4),
        lambda: approve_bulletin(by=cast.colleague, bulletin=row, seen=4),
    ):
        with pytest.raises(Refused, match="stays as it is"):
            act()
    assert [one.action for one in Event.objects.filter(object_type="bulletin").in_order()] == [
        f"inspections.{verb}" for verb in ("compose", "edit", "hand_in", "issue")
    ]


def test_whoever_changed_it_last_does_not_approve_it_either(cast, on):
    on("2023-07-01")
    row = composed(cast, by=cast.inspector)
    row = edit_bulletin(by=cast.county, bulletin=row, title="通报", text="正文", seen=1)
    row = submit_bulletin(by=cast.inspector, bulletin=row, seen=2)

    with pytest.raises(Refused, match="written it yourself"):
        approve_bulletin(by=cast.county, bulletin=row, seen=3)
    with pytest.raises(Overtaken):
        approve_bulletin(by=cast.colleague, bulletin=row, seen=2)
    assert return_bulletin(by=cast.colleague, bulletin=row, seen=3).state == "draft"


def test_a_bulletin_is_about_days_that_are_over(cast, on):
    on("2023-06-21")
    with pytest.raises(Refused, match="days that are over"):
        composed(cast)
    on("2023-07-01")
    with pytest.raises(Denied):
        composed(cast, by=cast.officer)
    assert not Bulletin.everything.exists()
