"""Every address of the site, taken from the URL resolver and never from a hand-kept list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from typing import Any

from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from articles.models import Article, PageText
from tests.factories.changesets import ChangesetFactory
from tests.factories.claims import (
    an_article_with_text,
)
from tests.factories.clocks import ClockRuleFactory, WeeklyCardFactory
from tests.factories.contacts import (
    TieFactory,
    TrainingFactory,
    VisitFactory,
    WeakBranchFactory,
)
from tests.factories.declarations import DeclarationFactory, TargetFactory
from tests.factories.figures import ReportedFigureFactory
from tests.factories.findings import FindingFactory
from tests.factories.history import EventFactory
from tests.factories.jobs import JobFactory
from tests.factories.notices import NoticeFactory, a_notice_of_the_reader
from tests.factories.people import GrantFactory, area_with_code
from tests.factories.projects import MilestoneFactory, ProjectFactory, SupplyFactory
from tests.factories.ratings import a_star, an_awarded_rating, branch_at
from tests.factories.savedviews import SavedViewFactory
from tests.factories.tokens import TokenFactory
from tests.factories.worklist import (
    MeetingFactory,
    RhythmFactory,
    WorkItemFactory,
    WorkStepFactory,
)
from tests.house import inspecting, papers
from tests.house.shapes import Place
from tests.house.tree import factory_of
from tracker.access.terms import Permission
from tracker.campaigns.models import Campaign, Scheme
from tracker.changesets.models import Changeset
from tracker.claims.models import AliasProposal, Claim, Delivery
from tracker.clocks.models import ClockRule, WeeklyCard
from tracker.contacts.models import Tie, Training, Visit, WeakBranch
from tracker.declarations.models import Declaration, Target
from tracker.figures.models import Crosscheck, ReportedFigure
from tracker.findings.models import Finding
from tracker.history.models import Event
from tracker.jobs.models import Job
from tracker.notices.models import Notice
from tracker.people.models import Grant, User
from tracker.places.models import Area
from tracker.projects.models import Milestone, Project, Supply
from tracker.ratings.models import Rating, StarRating
from tracker.savedviews.models import SavedView
from tracker.tokens.models import Token
from tracker.ui.lists import ListPage
from tracker.worklist.models import Meeting, Rhythm, WorkItem

# Where an address names a row, what row it is and which of its fields the address carries;
# behind "=" stands a word that no field holds.
ROWS = inspecting.ROWS | {
    "area-detail": (Area, {"code": "code"}),
    "area-dashboard-json": (Area, {"code": "code"}),
    "area-dashboard-csv": (Area, {"code": "code"}),
    "area-progress": (Target, {"code": "area_id"}),
    "area-progress-year": (Target, {"code": "area_id", "year": "campaign_id"}),
    "figure-detail": (ReportedFigure, {"key": "key"}),
    "article-detail": (Article, {"key": "key"}),
    "crosscheck-detail": (Crosscheck, {"key": "key"}),
    "job-detail": (Job, {"pk": "pk"}),
    "job-cancel": (Job, {"pk": "pk"}),
    "job-again": (Job, {"pk": "pk"}),
    "api-figure": (ReportedFigure, {"key": "key"}),
    "api-article": (Article, {"key": "key"}),
    "api-contradiction": (Crosscheck, {"key": "key"}),
    "api-log": (Event, {"sequence": "sequence"}),
    "api-job": (Job, {"pk": "pk"}),
    "api-changeset": (Changeset, {"pk": "pk"}),
    "api-changeset-rows": (Changeset, {"pk": "pk"}),
    "api-changeset-choose": (Changeset, {"pk": "pk"}),
    "api-changeset-confirm": (Changeset, {"pk": "pk"}),
    "api-changeset-withdraw": (Changeset, {"pk": "pk"}),
    "api-changeset-undo": (Changeset, {"pk": "pk"}),
    "api-declaration": (Declaration, {"year": "campaign_id", "code": "branch_id"}),
    "api-declaration-move": (Declaration, {"year": "campaign_id", "code": "branch_id"}),
    "api-target": (Target, {"year": "campaign_id", "code": "area_id"}),
    "api-rating": (Rating, {"year": "campaign_id", "code": "branch_id"}),
    "api-star": (
        StarRating,
        {"year": "rating.campaign_id", "code": "rating.branch_id", "key": "star.key"},
    ),
    "api-star-move": (
        StarRating,
        {"year": "rating.campaign_id", "code": "rating.branch_id", "key": "star.key"},
    ),
    "saved-view-change": (SavedView, {"pk": "pk"}),
    "saved-view-withdraw": (SavedView, {"pk": "pk"}),
    "saved-view-delete": (SavedView, {"pk": "pk"}),
    "notice-detail": (Notice, {"pk": "pk"}),
    "notice-read": (Notice, {"pk": "pk"}),
    "person-tokens": (User, {"pk": "pk"}),
    "person-token-revoke": (Token, {"pk": "owner_id", "token": "pk"}),
    "person-detail": (User, {"pk": "pk"}),
    "person-name": (User, {"pk": "pk"}),
    "person-grant": (User, {"pk": "pk"}),
    "person-disable": (User, {"pk": "pk"}),
    "person-enable": (User, {"pk": "pk"}),
    "person-reset-password": (User, {"pk": "pk"}),
    "person-end-sessions": (User, {"pk": "pk"}),
    "person-remove-second-factor": (User, {"pk": "pk"}),
    "grant-end": (Grant, {"pk": "user_id", "grant": "pk"}),
    "log-detail": (Event, {"sequence": "sequence"}),
    "declaration-detail": (Declaration, {"year": "campaign_id", "code": "branch_id"}),
    "declaration-fill-in": (Declaration, {"year": "campaign_id", "code": "branch_id"}),
    "declaration-move": (Declaration, {"year": "campaign_id", "code": "branch_id"}),
    "declaration-sheet": (Target, {"year": "campaign_id", "code": "area_id"}),
    "crosscheck-decide": (Crosscheck, {"key": "key"}),
    "delivery-detail": (Delivery, {"pk": "pk"}),
    "page-desk": (PageText, {"key": "page_id"}),
    "page-settle": (PageText, {"key": "page_id"}),
    "page-read": (PageText, {"key": "page_id"}),
    "page-agreeing": (PageText, {"key": "page_id"}),
    "claim-judge": (Claim, {"pk": "pk"}),
    "api-paper-claims": (Article, {"key": "pk"}),
    "claim-correct": (Claim, {"pk": "pk"}),
    "alias-review": (AliasProposal, {"pk": "pk"}),
    "target-set": (Target, {"year": "campaign_id", "code": "area_id"}),
    "rating-detail": (Rating, {"year": "campaign_id", "code": "branch_id"}),
    "rating-move": (Rating, {"year": "campaign_id", "code": "branch_id"}),
    "rating-sheet": (Target, {"year": "campaign_id", "code": "area_id"}),
    "rating-grid": (Target, {"year": "campaign_id", "code": "area_id"}),
    "rating-cells": (Target, {"year": "campaign_id", "code": "area_id"}),
    "star-grid": (Target, {"year": "campaign_id", "code": "area_id", "key": "=industry"}),
    "reported-rating-accept": (ReportedFigure, {"key": "key"}),
    "star-fill-in": (
        StarRating,
        {"year": "rating.campaign_id", "code": "rating.branch_id", "key": "star.key"},
    ),
    "changeset-detail": (Changeset, {"pk": "pk"}),
    "changeset-act": (Changeset, {"pk": "pk"}),
    "changeset-choose": (Changeset, {"pk": "pk"}),
    "changeset-refused": (Changeset, {"pk": "pk"}),
    "clock-set": (ClockRule, {"year": "campaign_id", "code": "area_id"}),
    "week-grid": (Target, {"code": "area_id"}),
    "finding-detail": (Finding, {"number": "number"}),
    "finding-move": (Finding, {"number": "number"}),
    "finding-ask": (Finding, {"number": "number"}),
    "finding-decide": (Finding, {"number": "number"}),
    "finding-again": (Finding, {"number": "number"}),
    "tie-detail": (Tie, {"pk": "pk"}),
    "tie-end": (Tie, {"pk": "pk"}),
    "tie-new": (Declaration, {"code": "branch_id"}),
    "weak-detail": (WeakBranch, {"pk": "pk"}),
    "weak-move": (WeakBranch, {"pk": "pk"}),
    "weak-new": (Declaration, {"code": "branch_id"}),
    "visit-detail": (Visit, {"pk": "pk"}),
    "visit-issue": (Visit, {"pk": "pk"}),
    "visit-new": (Declaration, {"code": "branch_id"}),
    "help-new": (Target, {"code": "area_id"}),
    "training-detail": (Training, {"pk": "pk"}),
    "training-change": (Training, {"pk": "pk"}),
    "training-new": (Target, {"year": "campaign_id", "code": "area_id"}),
    "project-detail": (Project, {"pk": "pk"}),
    "project-change": (Project, {"pk": "pk"}),
    "project-move": (Project, {"pk": "pk"}),
    "project-match": (Project, {"pk": "pk"}),
    "project-new": (Target, {"year": "campaign_id", "code": "area_id"}),
    "project-stars": (Target, {"year": "campaign_id", "code": "area_id"}),
    "milestone-new": (Project, {"pk": "pk"}),
    "milestone-reach": (Milestone, {"pk": "pk"}),
    "payment-new": (Project, {"pk": "pk"}),
    "supply-detail": (Supply, {"pk": "pk"}),
    "supply-change": (Supply, {"pk": "pk"}),
    "supply-new": (Target, {"year": "campaign_id", "code": "area_id"}),
    "work-detail": (WorkItem, {"pk": "pk"}),
    "work-change": (WorkItem, {"pk": "pk"}),
    "work-move": (WorkItem, {"pk": "pk"}),
    "work-set": (Target, {"year": "campaign_id", "code": "area_id"}),
    "work-carry": (Target, {"year": "campaign_id", "code": "area_id"}),
    "work-duties": (Target, {"year": "campaign_id", "code": "area_id"}),
    "work-village": (Declaration, {"year": "campaign_id", "code": "branch_id"}),
    "work-month": (Target, {"code": "area_id"}),
    "work-calendar": (Target, {"code": "area_id"}),
    "rhythm-new": (Target, {"code": "area_id"}),
    "rhythm-end": (Rhythm, {"pk": "pk"}),
    "meeting-new": (Target, {"code": "area_id"}),
    "meeting-detail": (Meeting, {"pk": "pk"}),
    "meeting-change": (Meeting, {"pk": "pk"}),
    "meeting-decide": (Meeting, {"pk": "pk"}),
    "campaign-dates": (Campaign, {"year": "pk"}),
    "campaign-state": (Campaign, {"year": "pk"}),
    "scheme-detail": (Scheme, {"year": "campaign_id", "unit_kind": "unit_kind"}),
}


def _work_of_two_years(code: str, word: str) -> WorkItem:
    """Make work of this year with its record, and work that is left of the year before."""
    area = area_with_code(code)
    WorkItemFactory(area=area, title=word, campaign__year=2022)
    return WorkStepFactory(item=WorkItemFactory(area=area, title=word)).item


# Rows that belong to an area and are not for everyone. An address whose row stands in no line
# here must be public.
IN_AREA: dict[type[Model], Place] = (
    inspecting.IN_AREA
    | papers.IN_AREA
    | {
        # Shown to the person who asked for it and to nobody else, whatever their rights.
        Job: Place(lambda code, word: JobFactory(message=word), "nobody"),
        # A view that is not shared is its owner's alone.
        SavedView: Place(lambda code, word: SavedViewFactory(name=word), "nobody"),
        # Told to one person and shown to nobody else.
        Notice: Place(lambda code, word: NoticeFactory(code=code, number=word), "nobody"),
        # Looked after with its owner's account.
        Token: Place(
            lambda code, word: TokenFactory(name=word, owner=GrantFactory(code=code).user),
            Permission.PEOPLE_MANAGE,
        ),
        Target: Place(
            lambda code, word: TargetFactory(area=area_with_code(code), source=word),
            Permission.DECLARATIONS_READ,
        ),
        Tie: Place(
            lambda code, word: TieFactory(area=area_with_code(code), department=word),
            Permission.CONTACTS_READ,
            (12,),
        ),
        WeakBranch: Place(
            lambda code, word: WeakBranchFactory(area=area_with_code(code), why=word),
            Permission.CONTACTS_READ,
            (12,),
        ),
        Visit: Place(
            lambda code, word: VisitFactory(area=area_with_code(code), seen=word),
            Permission.CONTACTS_READ,
            (12,),
        ),
        Training: Place(
            lambda code, word: TrainingFactory(area=area_with_code(code), topic=word),
            Permission.CONTACTS_READ,
        ),
        Project: Place(
            lambda code, word: ProjectFactory(area=area_with_code(code), title=word),
            Permission.PROJECTS_READ,
        ),
        Milestone: Place(
            lambda code, word: MilestoneFactory(project__area=area_with_code(code), title=word),
            Permission.PROJECTS_READ,
        ),
        Supply: Place(
            lambda code, word: SupplyFactory(area=area_with_code(code), title=word),
            Permission.PROJECTS_READ,
            is_offered_below=True,
        ),
        WorkItem: Place(_work_of_two_years, Permission.WORK_READ),
        Meeting: Place(
            lambda code, word: MeetingFactory(area=area_with_code(code), minutes=word),
            Permission.WORK_READ,
        ),
        Rhythm: Place(
            lambda code, word: RhythmFactory(area=area_with_code(code), source=word),
            Permission.WORK_READ,
        ),
        Declaration: Place(
            lambda code, word: DeclarationFactory(
                branch=branch_at(code), reason=word, stars="industry", state="draft"
            ),
            Permission.DECLARATIONS_READ,
            (12,),
        ),
        Rating: Place(
            lambda code, word: a_star(code, "ecology", word).rating, Permission.RATINGS_READ, (12,)
        ),
        Changeset: Place(
            lambda code, word: ChangesetFactory(area=area_with_code(code), file_name=word),
            Permission.RATINGS_READ,
        ),
        StarRating: Place(
            lambda code, word: a_star(code, "industry", word), Permission.RATINGS_READ, (12,)
        ),
        ClockRule: Place(
            lambda code, word: ClockRuleFactory(area=area_with_code(code), source=word),
            Permission.CLOCKS_READ,
            (4, 6),
        ),
        WeeklyCard: Place(
            lambda code, word: WeeklyCardFactory(area=area_with_code(code), words=word),
            Permission.FINDINGS_READ,
            (9, 12),
        ),
        Finding: Place(
            lambda code, word: FindingFactory(area=area_with_code(code), what=word),
            Permission.FINDINGS_READ,
            (9, 12),
        ),
        User: Place(
            lambda code, word: GrantFactory(code=code, user__display_name=word).user,
            Permission.PEOPLE_MANAGE,
        ),
        Event: Place(
            lambda code, word: EventFactory(area_code=code, object_key=code, object_name=word),
            Permission.HISTORY_READ,
        ),
        Grant: Place(
            lambda code, word: GrantFactory(code=code, reason=word, user__display_name=word),
            Permission.PEOPLE_MANAGE,
        ),
    }
)

# Addresses that want more of their row than its factory gives it.
MADE: dict[str, Callable[[], Model]] = {"api-paper-claims": an_article_with_text}
# Rows that everybody knows and that lie nowhere: the right that the address names decides alone.
KNOWN_TO_ALL = {PageText, Article, Campaign}


def a_row_of(name: str) -> Model:
    """Make a row for an address."""
    model, _fields = ROWS[name]
    return (MADE.get(name) or factory_of(model))()


def keys(fields: Mapping[str, str]) -> list[tuple[str, Callable[[Any], Any]]]:
    """Return how each key of an address is read from its row, or from one it belongs to."""
    return [
        (name, partial(_word, source[1:]) if source[0] == "=" else attrgetter(source))
        for name, source in fields.items()
    ]


def _word(word: str, _row: Model) -> str:
    return word


@dataclass(frozen=True)
class Address:
    """One pattern of the resolver; `name` is empty for Django's own unnamed ones."""

    name: str
    route: str
    view: Any
    parameters: tuple[str, ...]

    @property
    def is_for_programs(self) -> bool:
        return self.route.startswith("api/")

    def example(self) -> str:
        """Return a path that exists: its rows are made by the factories."""
        if not self.parameters:
            return reverse(self.name)
        row, (_model, fields) = a_row_of(self.name), ROWS[self.name]
        return reverse(self.name, kwargs={name: value(row) for name, value in keys(fields)})


def _walk(patterns: list, prefix: str = "", namespace: str = "") -> Iterator[Address]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, route, inner)
        elif isinstance(pattern, URLPattern):
            parameters = tuple(pattern.pattern.converters or pattern.pattern.regex.groupindex)
            name = namespace + (pattern.name or "")
            yield Address(name, route, pattern.callback, parameters)


ALL = list(_walk(get_resolver().url_patterns))
# Django's own administration; people sign in there.
ADMIN = [address for address in ALL if address.name.startswith("admin:")]
OWN = [address for address in ALL if not address.route.startswith("admin/")]


def is_list(address: Address) -> bool:
    view_class = getattr(address.view, "view_class", None)
    return view_class is not None and issubclass(view_class, ListPage)


# Lists whose rows must have come further than the factory of their model brings them.
LISTED: dict[str, Callable[[], Model]] = {
    "archive": an_article_with_text,
    "reported-rating-list": lambda: ReportedFigureFactory(value=1),
    "star-list": an_awarded_rating,
    "notice-list": a_notice_of_the_reader,
}
LISTS = [address for address in OWN if is_list(address)]


def named(address: Address) -> str:
    """The name pytest shows for an address."""
    return address.name
