"""Made-up work of some streets: lists, projects, trainings, inspections, findings.

It goes through the actions that people use, as `year` does. One thing is done past them,
with an event of its own: part of it is dated back, because no demonstration waits three
weeks until something is overdue.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from random import Random
from typing import Any

from django.db import transaction
from django.db.models import F, Model
from django.utils import timezone

from tracker.campaigns.models import Campaign
from tracker.clocks.actions import freeze_weeks
from tracker.clocks.weeks import WEEK, monday_of
from tracker.contacts.actions import add_training, tie
from tracker.contacts.inputs import Course
from tracker.findings.actions import climb, move_many
from tracker.findings.inputs import Charge, Item
from tracker.findings.models import Finding, FindingStep
from tracker.findings.terms import Verb
from tracker.history.record import Change, record
from tracker.inspections.actions import (
    RoundWish,
    add_visit,
    begin,
    plan_round,
    record_self_check,
    submit,
)
from tracker.inspections.actions.recording import standards_for, standards_of
from tracker.inspections.inputs import Paper, Problem
from tracker.inspections.models import PlannedVisit, Round
from tracker.management.demonstration.cast import County, Street
from tracker.people.models import User
from tracker.places.models import Area, Branch
from tracker.projects.actions import add_milestone, match, move_project, offer, propose, receive
from tracker.projects.inputs import Offer
from tracker.projects.inputs import Wish as ProjectWish
from tracker.projects.inputs import Word as ProjectWord
from tracker.projects.terms import Verb as ProjectVerb
from tracker.ratings.terms import Result
from tracker.worklist.actions import climb as climb_work
from tracker.worklist.actions import move_work, set_work
from tracker.worklist.inputs import Wish, Word
from tracker.worklist.models import WorkItem, WorkStep
from tracker.worklist.terms import Verb as WorkVerb

WHY = "demonstration: all rows of one area, whoever reads them"
STREETS, VILLAGES = 3, 4  # of a county, and of a street, that get some of everything
BACK = dt.timedelta(days=20)
DAY = dt.timedelta(days=1)
# So that what is overdue stands on each rung of the ladder: after 7 days it is, then 3 for each.
RUNGS_BACK = (BACK, 12 * DAY, 9 * DAY)
SECRETARY = "村（社区）党支部书记"
# What is to be done, for which star, by how many weeks from now, and its kind under 13710.
WORK = (
    ("更新党务公开栏", "party_branch", -2, ""),
    ("清理村内主干道两侧杂物", "", 0, ""),
    ("完善矛盾纠纷排查台账", "safety", 1, ""),
    ("修订村规民约", "", 3, ""),
    ("修复损坏路灯", "", 0, "ordinary"),
)
PROBLEMS = (
    ("公厕标识缺失", "ordinary", "immediate"),
    ("党员活动室台账不全", "ordinary", "deadline"),
    ("主干道两侧有积存垃圾", "ordinary", "deadline"),
    ("坑塘周边未设警示标识", "major", "deadline"),
)
PROJECTS = ("高标准农田配套", "冷链仓储", "便民服务大厅改造", "道路亮化", "文化广场修缮")


class Work:
    """The work of a running year, county by county."""

    def __init__(self, campaign: Campaign, seed: int) -> None:
        self.campaign = campaign
        self.random = Random(seed)  # noqa: S311 - made-up figures, no secret
        self.today = timezone.localdate()

    def fill(self, county: County) -> None:
        """Give the first streets of a county some of everything, in several states."""
        for street in county.streets[:STREETS]:
            villages = _villages(street)
            if villages:
                self._lists(county, street, villages)
                self._projects(county, street, villages)
                self._over(county, street)
                self._running(county, street)
        self._trainings(county)

    def check_itself(self, village: Area, secretary: User) -> None:
        """Let a village record a self-check."""
        standards = list(standards_of(village, self.campaign.pk)[:6])
        paper = Paper(
            self.today,
            next_steps="月底前补齐活动记录",
            results={one.pk: (Result.MET, "") for one in standards},
        )
        record_self_check(by=secretary, campaign=self.campaign, area=village, paper=paper)

    def offer_from_above(self, city: Area, office: User) -> None:
        """Let the city list a supply, for its counties to match their listed projects with."""
        said = Offer("市级产业发展资金", "农业农村部门", amount=Decimal(1_000_000))
        offer(by=office, campaign=self.campaign, area=city, said=said)

    def let_the_clock_run(self) -> None:
        """Let what is overdue climb, and freeze the week that is over."""
        climb(today=self.today)
        climb_work(today=self.today)
        freeze_weeks(today=self.today)

    # --- Lists ----------------------------------------------------------------

    def _lists(self, county: County, street: Street, villages: Sequence[Area]) -> None:
        dated_back: list[WorkItem] = []
        for title, star, weeks, severity in WORK:
            due = self.today + weeks * WEEK
            wish = Wish(title, SECRETARY, min(self.today, due) - WEEK, due, star,
                        severity=severity, is_key=weeks == 1)  # fmt: skip
            items = set_work(by=street.officer, campaign=self.campaign, areas=villages, wish=wish)
            dated_back += items[:2] if severity else []
            self._go_on(street, items)
        due = self.today + WEEK
        wish = Wish("组织季度观摩并梳理问题清单", "党建办", self.today, due, is_key=True)
        set_work(by=county.office, campaign=self.campaign, areas=[street.area], wish=wish)
        # Villages that have said nothing of it for weeks lag behind, and are not overdue.
        wish = Wish("整治坑塘水系", SECRETARY, self.today, self.today, severity="major")
        quiet = _villages(street, VILLAGES, 2 * VILLAGES)
        dated_back += set_work(by=street.officer, campaign=self.campaign, areas=quiet, wish=wish)
        _date_work_back(dated_back, street.area)

    def _go_on(self, street: Street, items: Sequence[WorkItem]) -> None:
        """Bring each of the same pieces of work another step further; the first stays as it is."""
        way = (
            (street.officer, WorkVerb.REPORT, "已排定施工日期"),
            (street.officer, WorkVerb.FINISH, "已完成并拍照留存"),
            (street.reviewer, WorkVerb.CONFIRM, ""),
        )
        for steps, item in enumerate(items[: len(way) + 1]):
            row = item
            for by, verb, text in way[:steps]:
                row = move_work(by=by, item=row, verb=verb, seen=row.version, word=Word(text))

    # --- Projects and trainings -----------------------------------------------

    def _projects(self, county: County, street: Street, villages: Sequence[Area]) -> None:
        supply = offer(
            by=county.office,
            campaign=self.campaign,
            area=county.area,
            said=Offer(f"{street.area.name}项目资金", "农业农村部门", amount=Decimal(500_000)),
        )
        for steps, title in enumerate(PROJECTS):
            village = villages[steps % len(villages)]
            wish = ProjectWish(f"{village.name}{title}", SECRETARY, planned=Decimal(120_000))
            row = propose(by=street.officer, campaign=self.campaign, area=village, wish=wish)
            if steps:
                row = _project(county.office, row, ProjectVerb.LIST)
                add_milestone(
                    by=street.officer, project=row, title="开工", due_on=self.today + 30 * DAY
                )
            if steps > 1:
                row = match(by=county.office, project=row, supply=supply, seen=row.version)
                row = _project(street.officer, row, ProjectVerb.BEGIN)
                receive(
                    by=street.officer,
                    project=row,
                    amount=Decimal(60_000),
                    received_on=self.today,
                    source="农业农村部门",
                )
            if steps > 2:
                row = _project(street.officer, row, ProjectVerb.FINISH, "已建成投用")
            if steps > 3:
                _project(county.office, row, ProjectVerb.ACCEPT)

    def _trainings(self, county: County) -> None:
        last = self.today - BACK
        courses = (
            Course("“五星”支部创建业务", SECRETARY, wanted=30),
            Course("乡村治理", "乡镇（街道）党建办", wanted=12, planned_on=self.today + BACK),
            Course("党员教育管理", SECRETARY, wanted=30, planned_on=last, held_on=last,
                   people=26, evaluation="案例讲得清楚，希望增加现场教学"),
        )  # fmt: skip
        for course in courses:
            add_training(by=county.office, campaign=self.campaign, area=county.area, said=course)
        for village in _villages(county.streets[0])[:2]:
            tie(by=county.office, area=village, department="农业农村部门", post="帮扶岗",
                starts_on=last)  # fmt: skip

    # --- Inspections and findings ---------------------------------------------

    def _over(self, county: County, street: Street) -> None:
        """A round that is over: some of it visited, its findings old and in every state."""
        ended = self.today - BACK
        row = self._round(
            county, street, "上一轮观摩", starts_on=ended - 10 * DAY, ends_on=ended, number=5
        )
        visits = list(row.visits.select_related("round__campaign", "area").order_by("position"))
        found = [
            finding
            for visit in visits[: max(1, len(visits) - 1)]
            for finding in self._visit(county, visit, ended)
        ]
        self._put_right(county, street, found)
        _date_findings_back(found, street.area)

    def _running(self, county: County, street: Street) -> None:
        """A round under way, with a unit that was added to it."""
        days = {"starts_on": self.today, "ends_on": self.today + 10 * DAY}
        row = self._round(county, street, "本轮观摩", number=3, **days)
        on_route = {visit.area_id for visit in row.visits.all()}
        first = row.visits.select_related("round__campaign", "area").order_by("position").first()
        if first:
            self._visit(county, first, self.today)
        others = Area.objects.rated().current().filter(parent=street.area).order_by("code")
        left = others.exclude(pk__in=on_route).first()
        if left:
            add_visit(
                by=county.office, row=row, area=left, inspector=county.inspector, why="群众反映集中"
            )

    def _round(self, county: County, street: Street, title: str, **more: Any) -> Round:
        wish = RoundWish(
            kind="observation",
            title=f"{street.area.name}{title}（演示）",
            team=[county.inspector],
            route="random",
            seed=f"演示-{street.area.pk}",
            **more,
        )
        return plan_round(by=county.office, campaign=self.campaign, area=street.area, wish=wish)

    def _visit(self, county: County, visit: PlannedVisit, on: dt.date) -> list[Finding]:
        inspection = begin(by=county.inspector, visit=visit)
        results = {
            one.pk: (self.random.choices((Result.MET, Result.NOT_MET), (8, 1))[0], "")
            for one in list(standards_for(inspection)[:8])
        }
        problems = self.random.sample(PROBLEMS, 2)
        paper = Paper(
            on,
            highlights="村容村貌明显改善",
            next_steps="按期整改并报送结果",
            results=results,
            points={"site": self.random.randint(24, 40)},
            problems=tuple(Problem(what, "", *kind) for what, *kind in problems),
        )
        return submit(by=county.inspector, inspection=inspection, paper=paper)

    def _put_right(self, county: County, street: Street, found: Sequence[Finding]) -> None:
        """Bring findings on their way, each of five a step further than the one before."""
        way = (
            (street.officer, Verb.ASSIGN, "", Charge("village", "secretary")),
            (street.officer, Verb.FEEDBACK, "已安排整改", None),
            (street.officer, Verb.RECTIFY, "已整改到位", None),
            (street.reviewer, Verb.VERIFY, "现场查看，已到位", None),
            (county.office, Verb.CLOSE, "", None),
        )
        for number, finding in enumerate(found):
            row = finding
            for by, verb, said, charge in way[: number % (len(way) + 1)]:
                item = Item(row.number, row.version)
                [row] = move_many(by=by, items=[item], verb=verb, said=said, charge=charge)


def _villages(street: Street, start: int = 0, end: int = VILLAGES) -> list[Area]:
    rows = Branch.objects.under(street.area.pk).filter(ended_on=None).select_related("area")
    return [one.area for one in rows.order_by("area_id")[start:end]]


def _project(by: User, row, verb: ProjectVerb, text: str = ""):
    return move_project(by=by, project=row, verb=verb, seen=row.version, word=ProjectWord(text))


@transaction.atomic
def _date_findings_back(found: Sequence[Finding], area: Area) -> None:
    days = ("due_on", "assigned_on", "feedback_on", "rectified_on", "closed_on")
    for number, finding in enumerate(found):
        back = RUNGS_BACK[number % len(RUNGS_BACK)]
        rows = Finding.objects.unscoped(WHY).filter(pk=finding.pk)
        rows.update(**{name: F(name) - back for name in (*days, "reported_at", "changed_at")})
        steps = FindingStep.objects.filter(finding=finding.pk)
        steps.update(**{name: F(name) - back for name in ("due_on", "done_on", "done_at")})
    _tell_dated_back(found, area)


@transaction.atomic
def _date_work_back(items: Sequence[WorkItem], area: Area) -> None:
    for row in WorkItem.objects.unscoped(WHY).filter(pk__in=[one.pk for one in items]):
        due = row.due_on - BACK
        back = {"due_on": due, "due_week": monday_of(due)}
        steps = WorkStep.objects.unscoped(WHY).filter(item=row)
        steps.update(**back, done_at=F("done_at") - BACK)
        days = {name: F(name) - BACK for name in ("clock_on", "set_on", "feedback_on", "solved_on")}
        week = min(row.start_week, monday_of(row.clock_on - BACK))
        WorkItem.objects.unscoped(WHY).filter(pk=row.pk).update(**back, **days, start_week=week)
    _tell_dated_back(items, area)


def _tell_dated_back(rows: Sequence[Model], area: Area) -> None:
    """Say in the log what no action does."""
    if not rows:
        return
    change = Change(
        action="demonstration.date_back",
        object_type=str(rows[0]._meta.model_name),
        object_key=area.pk,
        object_name=area.name,
        area_code=area.pk,
        after={"up_to_days": BACK.days, "rows": [str(row) for row in rows]},
    )
    record(change, by=None)
