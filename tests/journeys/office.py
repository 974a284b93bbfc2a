"""A county at work, with something on every page that its staff use."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from tests.factories.articles import ArticleFactory, PageTextFactory
from tests.factories.claims import ClaimFactory
from tests.factories.figures import ReportedFigureFactory
from tests.factories.findings import FindingFactory
from tests.factories.history import EventFactory
from tests.factories.inspections import InspectionFactory
from tests.factories.notices import ChannelFactory, NoticeFactory
from tests.factories.worklist import WorkItemFactory
from tests.tracker.changesets.conftest import THREE, County, again, table
from tests.tracker.claims.pages import REPORT
from tests.tracker.ratings.cast import COUNTY, STREET, YEAR, person, star
from tracker.access.terms import Role
from tracker.campaigns.models import Campaign
from tracker.changesets.actions import undo
from tracker.claims.models import Claim
from tracker.clocks.weeks import monday_of
from tracker.people.models import User
from tracker.places.models import Area
from tracker.ratings.actions import StarEntry, fill_in_many
from tracker.worklist.models import WorkItem


@dataclass(frozen=True)
class Page:
    """One page and somebody for whom it is."""

    name: str
    who: User
    path: str

    @property
    def in_all_looks(self) -> bool:
        return self.name.startswith(("desk", "review desk"))


def staff_pages() -> list[Page]:
    """Make a county with work in it and return the pages of its staff."""
    county = County()
    cast, guard = county.cast, person("guard", (Role.SECURITY_ADMIN, "41"))
    auditor = person("auditor", (Role.AUDITOR, COUNTY))
    inspector = person("inspector", (Role.INSPECTOR, COUNTY))
    secretary = person("secretary", (Role.BRANCH_SECRETARY, THREE[0]))
    finding, late = _findings(), _late_work()
    notice = NoticeFactory(person=secretary, code=THREE[0], number=finding.number)
    ChannelFactory(person=secretary)
    visit = InspectionFactory(visit__area_id=THREE[0])
    event = EventFactory(area_code=THREE[0], object_key=THREE[0])
    preview, undoing = _changesets(county)
    claims = _claims()
    desk = reverse("page-desk", args=[claims[0].page_id])
    return [
        Page("desk", cast.county, reverse("desk")),
        Page("desk of an inspector", inspector, reverse("desk")),
        Page("review desk", cast.county, desk),
        *[
            Page(f"review desk {number}", cast.county, f"{desk}?claim={claim.pk}")
            for number, claim in enumerate(claims, start=1)
        ],
        Page("correct a claim", cast.county, reverse("claim-correct", args=[claims[0].pk])),
        Page("archive", cast.county, reverse("archive")),
        Page("grid", cast.officer, reverse("rating-grid", args=[YEAR, STREET])),
        Page("grid of a star", cast.officer, reverse("star-grid", args=[YEAR, STREET, "safety"])),
        Page("sheet", cast.officer, reverse("declaration-sheet", args=[YEAR, STREET])),
        Page("import", county.clerk, reverse("changeset-new")),
        Page("import preview", county.clerk, reverse("changeset-detail", args=[preview])),
        Page("changeset", county.clerk, reverse("changeset-detail", args=[undoing])),
        Page("changesets", county.clerk, reverse("changeset-list")),
        Page("round", cast.county, reverse("round-detail", args=[visit.visit.round_id])),
        Page("targets", cast.county, reverse("target-set", args=[YEAR, STREET])),
        Page("rating", cast.county, reverse("rating-detail", args=[YEAR, THREE[0]])),
        Page("inspections", cast.county, reverse("inspection-list")),
        Page("inspection", cast.county, reverse("inspection-detail", args=[visit.pk])),
        Page("findings", cast.county, reverse("finding-list")),
        Page("finding", cast.county, reverse("finding-detail", args=[finding.number])),
        Page("boards", cast.county, f"{reverse('board')}?area={COUNTY}&campaign={YEAR}"),
        Page("ladder", cast.county, reverse("ladder")),
        Page("work under 13710", cast.county, reverse("work-detail", args=[late.pk])),
        Page("deadlines", cast.county, reverse("clock-list")),
        Page("set the clock", cast.county, reverse("clock-set", args=[YEAR, COUNTY])),
        Page("self-check", secretary, reverse("self-check-new", args=[THREE[0]])),
        Page("notices", secretary, reverse("notice-list")),
        Page("notice", secretary, reverse("notice-detail", args=[notice.pk])),
        Page("how notices arrive", secretary, reverse("notice-channel")),
        Page("log", auditor, reverse("log-list")),
        Page("log entry", auditor, reverse("log-detail", args=[event.sequence])),
        Page("people", guard, reverse("person-list")),
        Page("person", guard, reverse("person-detail", args=[cast.officer.pk])),
        Page("new person", guard, reverse("person-new")),
    ]


def _findings() -> object:
    """One that is late and one that has time."""
    today = timezone.localdate()
    year = Campaign.objects.get(pk=YEAR)
    areas = Area.objects.in_bulk(THREE)
    FindingFactory(campaign=year, area=areas[THREE[1]], due_on=today + dt.timedelta(days=9))
    return FindingFactory(campaign=year, area=areas[THREE[0]], due_on=today - dt.timedelta(days=9))


def _late_work() -> WorkItem:
    """A piece of work under 13710 whose last day has passed."""
    last = timezone.localdate() - dt.timedelta(days=5)
    week = monday_of(last)
    return WorkItemFactory(
        campaign_id=YEAR,
        area_id=THREE[0],
        severity="ordinary",
        clock_on=last - dt.timedelta(days=7),
        due_on=last,
        start_week=week - dt.timedelta(days=14),
        due_week=week,
    )


def _changesets(county: County) -> tuple[int, int]:
    """An import with all kinds of row, and an undoing with a row that a colleague has edited."""
    met = [{"code": code, "industry": "达标"} for code in THREE]
    done = county.apply(county.upload(table(*met)))
    edited = star("industry", THREE[0])
    entry = StarEntry(edited.rating_id, "industry", edited.version, "not_met")
    fill_in_many(by=county.colleague, entries=[entry])
    undoing = undo(by=county.clerk, changeset=again(done))
    preview = county.upload(
        table(
            {"code": THREE[0], "ecology": "达标"},
            {"code": THREE[1], "industry": "达标"},
            {"code": THREE[2], "ecology": "不知道"},
            {"code": "410883001201", "ecology": "达标"},
        )
    )
    return preview.pk, undoing.pk


def _claims() -> list[Claim]:
    """Claims of a page: one that agrees, one whose place is open, one that asks for stars."""
    page = PageTextFactory(text=REPORT).page
    article = ArticleFactory(page=page, title="青石街道 支部创星见实效", start=0, end=17)
    facts = {"page": page, "article": article, "campaign_id": YEAR}
    agreeing = ClaimFactory(area_id=STREET, start=61, end=68, **facts)
    said = {name: getattr(agreeing, name) for name in ("start", "end", "level", "value")}
    ReportedFigureFactory(article=article, area_id=STREET, **said)
    ReportedFigureFactory(area_id=STREET, campaign_id=YEAR, value=9, level=4)
    choices = [{"code": code, "name": "青石街道", "reasons": ["named"]} for code in THREE]
    unplaced = ClaimFactory(area=None, start=69, end=75, candidates=json.dumps(choices), **facts)
    of_a_branch = ClaimFactory(area_id=THREE[2], level=3, value=1, start=76, end=84, **facts)
    return [agreeing, unplaced, of_a_branch]
