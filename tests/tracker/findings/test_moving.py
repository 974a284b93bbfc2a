"""A finding from the report to zero: who may, who may not, who was faster, and what is kept."""

import pytest
from django.db import IntegrityError, transaction

from tests.tracker.findings.cast import (
    AT_VILLAGE,
    ELSEWHERE,
    NEXT,
    STREET,
    VILLAGE,
    Item,
    day,
    item,
    now,
    steps,
)
from tracker.access.refusals import Denied, Overtaken, Refused
from tracker.findings.actions import NotAllRefused, move_many, preview, report_again, report_many
from tracker.findings.actions.numbers import next_number
from tracker.findings.inputs import Charge, Report, Source
from tracker.findings.models import Finding, FindingStep
from tracker.findings.workflow import MOVES
from tracker.history.models import Event

pytestmark = pytest.mark.django_db


def test_a_finding_goes_to_zero_step_by_step(cast, on):
    on("2023-06-21")
    finding = cast.report(star="ecology")
    cast.do(cast.officer, "assign", finding)
    on("2023-06-23")
    cast.do(cast.secretary, "feedback", finding, said="已联系施工方")
    on("2023-06-26")
    cast.do(cast.secretary, "rectify", finding, said="已补装标识")
    cast.do(cast.reviewer, "verify", finding, said="现场查看")
    on("2023-06-27")
    cast.do(cast.inspector, "close", finding)

    assert steps(finding) == [
        (1, "report", "reported", "village", day("2023-06-21"), "inspector"),
        (2, "assign", "assigned", "village", day("2023-06-21"), "officer"),
        (3, "feedback", "assigned", "village", day("2023-06-23"), "secretary"),
        (4, "rectify", "rectified", "village", day("2023-06-26"), "secretary"),
        (5, "verify", "verified", "village", day("2023-06-26"), "reviewer"),
        (6, "close", "closed", "village", day("2023-06-27"), "inspector"),
    ]
    closed = now(finding)
    assert (closed.number, closed.due_on) == ("2023-410811-0001", day("2023-06-28"))
    assert (closed.assigned_on, closed.feedback_on) == (day("2023-06-21"), day("2023-06-23"))
    assert (closed.rectified_on, closed.closed_on) == (day("2023-06-26"), day("2023-06-27"))
    told = Event.objects.filter(object_type="finding").in_order()
    assert [event.action for event in told] == [
        f"findings.{verb}"
        for verb in ("report", "assign", "feedback", "rectify", "verify", "close")
    ]


@pytest.mark.parametrize("move", MOVES, ids=lambda move: f"{move.source}-{move.verb}")
def test_every_move_asks_for_its_right_and_is_made_by_nobody_else(cast, move):
    """The stranger finds nothing; a village of the street may not assign, verify or close."""
    before = {"returned": "rectified"}.get(move.source, move.source)
    finding = cast.up_to(before)
    if move.source == "returned":
        finding = cast.do(cast.reviewer, "return", finding)
    facts = {"verb": move.verb, "said": "说明", "charge": AT_VILLAGE}

    with pytest.raises(Refused, match="no such finding"):
        move_many(by=cast.stranger, items=[item(finding)], **facts)
    if move.permission != "findings.rectify":
        with pytest.raises(Denied):
            move_many(by=cast.secretary, items=[item(finding)], **facts)
    who = cast.secretary if move.permission == "findings.rectify" else cast.county
    assert move_many(by=who, items=[item(finding)], **facts)[0].state == move.target


def test_who_put_it_right_neither_verifies_nor_closes_it(cast):
    finding = cast.do(cast.county, "rectify", cast.up_to("assigned"))

    with pytest.raises(Refused, match="Somebody else has to do this"):
        cast.do(cast.county, "verify", finding)
    cast.do(cast.colleague, "verify", finding)
    with pytest.raises(Refused, match="Somebody else has to do this"):
        cast.do(cast.county, "close", finding)

    assert cast.do(cast.colleague, "close", finding).state == "closed"


def test_the_database_itself_refuses_one_pair_of_eyes(cast):
    finding = cast.up_to("verified")

    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.everything.filter(pk=finding.pk).update(verified_by=finding.rectified_by)


def test_only_the_responsible_unit_or_one_above_puts_it_right(cast):
    finding = cast.report()
    cast.do(cast.officer, "assign", finding, charge=Charge("street", "street_office"))

    with pytest.raises(Refused, match="Only the responsible unit"):
        cast.do(cast.secretary, "rectify", finding)

    assert now(finding).responsible_id == STREET
    assert cast.do(cast.officer, "rectify", finding).state == "rectified"


def test_what_is_not_right_yet_is_returned_in_a_new_round_and_its_first_verdict_goes(cast):
    finding = cast.up_to("verified")

    cast.do(cast.county, "return", finding, said="东侧仍缺失")
    returned = now(finding)

    assert (returned.state, returned.round, returned.said) == ("returned", 2, "东侧仍缺失")
    assert (returned.rectified_by, returned.verified_by, returned.rectified_on) == (None,) * 3
    assert cast.do(cast.secretary, "rectify", finding).state == "rectified"


@pytest.mark.parametrize("verb", ["reassign", "feedback", "rectify"])
def test_some_verbs_must_be_said_in_words(cast, verb):
    with pytest.raises(Refused, match="Say in words"):
        cast.do(cast.county, verb, cast.up_to("assigned"), said=" ")


def test_who_had_read_an_older_version_is_overtaken_and_nothing_is_written(cast):
    finding = cast.up_to("assigned")
    read = item(finding)
    cast.do(cast.secretary, "feedback", finding)
    before = steps(finding)

    with pytest.raises(Overtaken) as told:
        move_many(by=cast.secretary, items=[read], verb="rectify", said="已办")

    assert [row.number for row in told.value.rows] == [finding.number]
    assert steps(finding) == before


def test_many_are_assigned_at_once_or_none(cast):
    one, two = cast.report(), cast.report(area=NEXT)
    done = cast.up_to("closed")
    every = [item(row) for row in (one, two, done)]

    with pytest.raises(NotAllRefused) as told:
        move_many(by=cast.officer, items=every, verb="assign", charge=AT_VILLAGE)
    assert [outlook.will for outlook in told.value.outlooks] == [True, True, False]
    assert now(one).state == "reported"

    move_many(by=cast.officer, items=every[:2], verb="assign", charge=AT_VILLAGE)

    assert [(now(row).state, now(row).responsible_id) for row in (one, two)] == [
        ("assigned", VILLAGE),
        ("assigned", NEXT),
    ]


def test_a_preview_writes_nothing_and_says_what_would_happen(cast):
    finding = cast.up_to("rectified")

    by_secretary = preview(by=cast.secretary, items=[item(finding)], verb="verify")
    by_stranger = preview(by=cast.stranger, items=[item(finding)], verb="verify")
    by_reviewer = preview(by=cast.reviewer, items=[item(finding)], verb="verify")

    assert "Only an inspector" in by_secretary[0].against
    assert (by_stranger[0].row, by_stranger[0].against) == (None, "There is no such finding.")
    assert by_reviewer[0].will
    assert now(finding).state == "rectified"


def test_a_step_that_cannot_be_written_leaves_nothing(cast, monkeypatch):
    finding = cast.up_to("assigned")
    before = steps(finding)

    def broken(*_args, **_more):
        raise IntegrityError("the log is full")

    monkeypatch.setattr("tracker.findings.actions.moving.record_all", broken)
    with pytest.raises(IntegrityError):
        cast.do(cast.secretary, "rectify", finding)

    assert (now(finding).state, steps(finding)) == ("assigned", before)


# --- Reporting ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"what": "  "}, "Say what was found"),
        ({"what": "长" * 1001}, "at most 1000"),
        ({"due_on": day("2023-06-20")}, "lies in the past"),
        ({"found_on": day("2023-06-22")}, "on a day to come"),
        ({"star": "moon"}, "from the lists"),
        ({"severity": "huge"}, "from the lists"),
        ({"area": "410811"}, "at a village, a community or a street"),
        ({"standard": 10**6}, "none of this year"),
    ],
)
def test_a_faulty_report_is_refused_and_takes_no_number(cast, on, more, words):
    on("2023-06-21")
    with pytest.raises(Refused, match=words):
        cast.report(**more)

    assert not Finding.everything.exists()
    assert cast.report().number == "2023-410811-0001"


def test_reports_are_all_or_none(cast):
    reports = [Report(VILLAGE, "一"), Report(ELSEWHERE, "二")]

    with pytest.raises(Denied):
        report_many(by=cast.inspector, campaign=cast.campaign, reports=reports, source=Source())

    assert not Finding.everything.exists()
    assert not Event.objects.filter(object_type="finding").exists()


def test_a_year_that_does_not_run_takes_no_reports(cast):
    type(cast.campaign).objects.update(state="closed")
    with pytest.raises(Refused, match="not running"):
        cast.report()


def test_numbers_are_counted_by_county_and_never_given_twice(cast):
    numbers = [cast.report().number, cast.report().number]

    def fails():
        with transaction.atomic():
            next_number("finding-2023-410811")
            raise RuntimeError("broken")

    with pytest.raises(RuntimeError, match="broken"):
        fails()

    assert numbers == ["2023-410811-0001", "2023-410811-0002"]
    assert cast.report().number == "2023-410811-0003"


def test_a_last_day_of_its_own_goes_before_the_clock(cast, on):
    on("2023-06-01")

    assert cast.report().due_on == day("2023-06-08")
    assert cast.report(severity="major").due_on == day("2023-07-01")
    assert cast.report(due_on=day("2023-06-30")).due_on == day("2023-06-30")


# --- What comes back ------------------------------------------------------------------------


def test_a_closed_finding_never_opens_again_its_return_is_a_new_one_that_weighs_more(cast):
    first = cast.up_to("closed", star="ecology")
    for move in {move.verb for move in MOVES}:
        with pytest.raises(Refused, match="not possible now"):
            cast.do(cast.county, move, first)

    second = report_again(by=cast.inspector, finding=first, what="又缺失")

    assert (second.again_of_id, second.weight, second.star) == (first.pk, 2, "ecology")
    assert (second.number, second.severity) == ("2023-410811-0002", "ordinary")
    assert now(first).state == "closed"
    with pytest.raises(Refused, match="2023-410811-0002"):
        report_again(by=cast.inspector, finding=first, what="再次")


def test_what_comes_back_twice_is_major(cast):
    again = report_again(by=cast.inspector, finding=cast.up_to("closed"), what="又缺失")
    for who, verb in (
        (cast.officer, "assign"),
        (cast.secretary, "rectify"),
        (cast.reviewer, "verify"),
        (cast.county, "close"),
    ):
        cast.do(who, verb, again)

    third = report_again(by=cast.inspector, finding=now(again), what="第三次")

    assert (third.weight, third.severity) == (3, "major")


def test_what_is_open_does_not_come_back(cast):
    with pytest.raises(Refused, match="not closed"):
        report_again(by=cast.inspector, finding=cast.up_to("rectified"), what="又缺失")


def test_an_item_of_a_form_is_one_finding_once():
    from tracker.findings.inputs import read_items  # noqa: PLC0415

    assert read_items(["2023-410811-0002:3", "2023-410811-0001:1"]) == [
        Item("2023-410811-0001", 1),
        Item("2023-410811-0002", 3),
    ]
    for bad in ("", "2023-410811-0001", "2023-410811-0001:x", "２023-410811-0001:1"):
        with pytest.raises(ValueError, match=r".*"):
            read_items([bad])
    with pytest.raises(ValueError, match=r".*"):
        read_items(["2023-410811-0001:1", "2023-410811-0001:2"])


def test_steps_are_never_lost(cast):
    """Each version of a finding has its step, whatever was done."""
    finding = cast.up_to("closed")

    versions = FindingStep.objects.filter(finding=finding).values_list("version", flat=True)
    assert sorted(versions) == list(range(1, now(finding).version + 1))
