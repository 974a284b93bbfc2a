"""What each form of staff is sent with, so that it does its work where it is allowed."""

from __future__ import annotations

import datetime as dt

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.factories.campaigns import SchemeFactory, StandardFactory, StarFactory
from tests.factories.changesets import ChangesetRowFactory
from tests.factories.claims import AGREEING, figures_that_agree
from tests.factories.findings import ExtensionFactory
from tests.factories.people import UserFactory
from tests.factories.tokens import TokenFactory
from tests.house import inspecting
from tests.house.shapes import Sent
from tracker.access.terms import Permission
from tracker.campaigns.models import Star
from tracker.changesets.models import Changeset
from tracker.contacts.models import WeakBranch
from tracker.declarations.models import Declaration, Target
from tracker.declarations.terms import State as Declared
from tracker.figures.models import ReportedFigure
from tracker.findings.models import Finding
from tracker.people.models import User
from tracker.places.models import Area
from tracker.projects.models import Project, Supply
from tracker.ratings.models import Rating, StarRating
from tracker.tokens.models import Token


def _disable(user: User, _by: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False, disabled_at=timezone.now())


def _secure(user: User | None, by: User) -> None:
    """Give the account of the address, or the sender's own, a second factor."""
    TOTPDevice.objects.create(user=user or by, confirmed=True)


def _begin(_row: None, by: User) -> None:
    TOTPDevice.objects.create(user=by, confirmed=False, key="0f" * 20)


def _whole_scheme(figure: ReportedFigure, _by: User) -> None:
    """Give the scheme of the year all five stars."""
    scheme = SchemeFactory(campaign=figure.campaign)
    for position, key in enumerate(("safety", "civility", "party_branch"), start=3):
        StarFactory(scheme=scheme, key=key, position=position)


def _standard(target: Target, _by: User) -> None:
    """Give the star of the address one standard."""
    star = Star.objects.get(scheme__campaign=target.campaign_id, key="industry")
    StandardFactory(star=star, number=1, text="第一条")


def _confirmed(_row: object, _by: User) -> None:
    """Let the county have confirmed every declaration: stars go on only under such a one."""
    Declaration.everything.update(state=Declared.CONFIRMED)


def _staged(changeset: Changeset, by: User) -> None:
    """Let the sender have staged the changeset: nobody else goes on with it."""
    Changeset.everything.filter(pk=changeset.pk).update(staged_by=by)


def _disputed(changeset: Changeset, by: User) -> None:
    _staged(changeset, by)
    ChangesetRowFactory(changeset=changeset, verdict="disputed")


def _going(changeset: Changeset, by: User) -> None:
    _staged(changeset, by)
    ChangesetRowFactory(changeset=changeset)


def _applied(changeset: Changeset, by: User) -> None:
    _going(changeset, by)
    Changeset.everything.filter(pk=changeset.pk).update(state="applied", confirmed_by=by)


def _own_token(_row: None, by: User) -> None:
    TokenFactory(pk=990099, owner=by)


def _in_a_week() -> str:
    return (timezone.localdate() + dt.timedelta(days=7)).isoformat()


def _table() -> SimpleUploadedFile:
    return SimpleUploadedFile("表.csv", "编码,industry\n410871060201,达标\n".encode())


def _picked_star() -> str:
    star = StarRating.everything.get(rating__branch="410871060201", star__key="ecology")
    return f"{star.pk}.1"


def _numbered_finding() -> str:
    return f"{Finding.everything.get(area='410871060201').number}:1"


def _asked(finding: Finding, _by: User) -> None:
    """Let somebody have asked for more time."""
    ExtensionFactory(finding=finding)


def _closed(finding: Finding, _by: User) -> None:
    today = timezone.localdate()
    who = {"rectified_by": finding.reported_by, "verified_by": UserFactory()}
    Finding.everything.filter(pk=finding.pk).update(
        state="closed", rectified_on=today, closed_on=today, **who
    )


def _not_weak(declaration: Declaration, _by: User) -> None:
    """Let the branch of the address be marked by nobody yet."""
    WeakBranch.everything.filter(area=declaration.branch_id).delete()


def _listed(project: Project, _by: User) -> None:
    """Let the county have listed a project, and the supply that is sent be there for it."""
    Project.everything.filter(pk=project.pk).update(state="listed")
    here = {"area": project.area, "campaign": project.campaign}
    Supply.everything.filter(pk=_supply()).update(**here)


def _supply() -> str:
    return str(Supply.everything.get(area="410871060201").pk)


_WORK = {
    "title": "清沟",
    "responsible": "支部书记岗",
    "star": "industry",
    "start_week": "2023-6-5",
    "due_week": "2023-6-12",
}
_MINUTES = {"title": "周例会", "held_on": "2023-6-5", "minutes": "议定清沟", "seen": "0"}
_PROJECT = {"title": "冷库", "responsible": "支部书记岗", "star": "industry", "seen": "0"}


# One line for every address of staff that takes a form, or works in a certain state only.
SENT: dict[str, Sent] = inspecting.SENT | {
    "sign-out": Sent(),
    "notice-read": Sent(),
    "notice-read-all": Sent({"newest": "0"}),
    "notice-channel": Sent({"pace": "daily", "robot": "", "hook": ""}),
    "desk-seen": Sent({"sequence": "0"}),
    "account-password": Sent(
        {
            "present": "lilac-and-grain-7",
            "new": "Poplar/and/river/9",
            "again": "Poplar/and/river/9",
        }
    ),
    "account-sessions": Sent(),
    # A code is right for half a minute only: the page's own tests send one.
    "account-second-factor": Sent({"code": "000000"}, _begin),
    "account-second-factor-begin": Sent(),
    "account-second-factor-qr": Sent({}, _begin),
    "account-recovery-codes": Sent({}, _secure),
    "person-new": Sent({"username": "neuling", "display_name": "新人"}),
    "person-name": Sent({"display_name": "改名"}),
    "person-grant": Sent(
        {
            "role": "inspector",
            "area": "410871",
            "star": "",
            "starts_on": "2026-1-5",
            "ends_on": "",
            "reason": "新任",
        },
        names={"area": (Area, "code", "{}")},
    ),
    "job-cancel": Sent(),
    "job-again": Sent(),
    "api-declaration": Sent({"stars": ["ecology"]}, needs=Permission.DECLARATIONS_ENTER),
    "api-declaration-move": Sent({"verb": "submit"}, needs=Permission.DECLARATIONS_ENTER),
    "api-target": Sent({"plans": [{"level": 4, "number": 9}]}, needs=Permission.TARGETS_SET),
    "api-star": Sent({"proposal": "met"}, _confirmed, needs=Permission.RATINGS_ENTER),
    "api-changeset-list": Sent(
        {
            "kind": "ratings.statements",
            "year": 2023,
            "area": "410871060",
            "rows": [{"code": "410871060201", "ecology": "met"}],
        },
        names={"area": (Area, "code", "{}")},
    ),
    "api-changeset-choose": Sent({"rest": "theirs"}, _disputed),
    "api-changeset-confirm": Sent({}, _going, needs=Permission.RATINGS_ENTER),
    "api-changeset-withdraw": Sent({}, _staged),
    "api-changeset-undo": Sent({}, _applied, needs=Permission.RATINGS_ENTER),
    "api-star-move": Sent({"verb": "submit"}, _confirmed, needs=Permission.RATINGS_ENTER),
    "saved-view-new": Sent({"list": "branch-list", "state": "unit_kind=rural", "name": "村"}),
    "saved-view-change": Sent({"name": "改名"}),
    "saved-view-withdraw": Sent(),
    "saved-view-delete": Sent(),
    "token-list": Sent({"name": "报表", "scope": "read", "expires_on": _in_a_week}),
    "token-revoke": Sent({"token": "990099"}, _own_token, names={"token": (Token, "pk", "{}")}),
    "person-token-revoke": Sent(),
    "grant-end": Sent({"reason": "调离"}),
    "campaign-new": Sent({"year": "2098", "like": "2023"}),
    "campaign-dates": Sent({"declaration": "2023-4-30", "source": ""}),
    "campaign-state": Sent({"verb": "close"}),
    "declaration-fill-in": Sent({"stars": ["ecology"], "seen": "1"}),
    "declaration-move": Sent({"verb": "submit", "seen": "1"}, needs=Permission.DECLARATIONS_ENTER),
    # Shows before it does it to whom the right is missing.
    "declaration-bulk": Sent(
        {
            "verb": "submit",
            "scope": "",
            "list": "",
            "do": "confirm",
            "moves": "2023-410871060201:1",
        },
        names={"moves": (Declaration, "branch_id", "2023-{}:1")},
        needs=Permission.DECLARATIONS_ENTER,
    ),
    "declaration-sheet": Sent(
        {"seen": "2023-410871060201:1", "star-410871060201": "ecology", "do": "save"},
        names={"seen": (Declaration, "branch_id", "2023-{}:1")},
    ),
    "crosscheck-decide": Sent({"choice": "", "reason": "两版并存", "seen": ""}),
    "page-receive": Sent({"text": "青石镇2022年创成四星支部3个。"}),
    "page-settle": Sent(
        {
            "paper": "山阳日报",
            "published_on": "2023-6-30",
            "precision": "day",
            "inferred": "",
            "titles": "青石镇召开",
        }
    ),
    "page-read": Sent(),
    "page-agreeing": Sent({"claims": AGREEING}, figures_that_agree),
    "claim-judge": Sent({"do": "reject", "version": "1"}, names={"area": (Area, "code", "{}")}),
    "claim-correct": Sent(
        {
            "place": "410871060201",
            "version": "1",
            "nature": "reported",
            "bearing": "campaign",
            "metric": "level_count",
            "level": "4",
            "value": "2",
            "unit": "branch",
            "precision": "exact",
        },
        names={"place": (Area, "code", "{}")},
    ),
    "alias-review": Sent({"do": "refuse"}),
    "target-set": Sent(
        {"number-all-4": "4", "seen-number-all-4": "1", "source": ""},
        needs=Permission.TARGETS_SET,
    ),
    "rating-bulk": Sent(
        {
            "verb": "submit",
            "scope": "",
            "list": "",
            "next": "",
            "do": "confirm",
            "star": _picked_star,
        },
        _confirmed,
        names={"star": (StarRating, "pk", "{}.1")},
        needs=Permission.RATINGS_ENTER,
    ),
    "rating-move": Sent(
        {"verb": "submit", "star": "ecology.1"}, _confirmed, needs=Permission.RATINGS_ENTER
    ),
    "reported-rating-accept": Sent({"stars": []}, _whole_scheme, needs=Permission.RATINGS_CONFIRM),
    "star-fill-in": Sent({"seen": "1", "do": "submit"}, _confirmed),
    "rating-grid": Sent(
        {"seen": "410871060201-ecology.1._", "410871060201-ecology": "met"},
        names={"seen": (Rating, "branch_id", "{}-ecology.1._")},
    ),
    "rating-cells": Sent(
        {"seen": "410871060201-ecology.1", "410871060201-ecology": "met"},
        names={"seen": (Rating, "branch_id", "{}-ecology.1")},
    ),
    "star-grid": Sent(
        {"seen": "410871060201-industry.1._", "410871060201-1": "met"},
        _standard,
        names={"seen": (Rating, "branch_id", "{}-industry.1._")},
    ),
    "clock-set": Sent(
        {
            "counting": "working",
            "feedback_days": "3",
            "ordinary_days": "7",
            "major_months": "1",
            "climb_days": "3",
            "legend": "praise",
            "source": "",
            "seen": "1",
        },
        needs=Permission.CLOCKS_SET,
    ),
    "finding-new": Sent(
        {
            "area": "410871060201",
            "what": "公厕标识缺失",
            "star": "",
            "severity": "ordinary",
            "handling": "deadline",
            "due_on": "",
        },
        names={"area": (Area, "code", "{}")},
    ),
    "finding-bulk": Sent(
        {
            "verb": "assign",
            "scope": "",
            "list": "",
            "do": "confirm",
            "moves": _numbered_finding,
            "level": "village",
            "duty": "",
        },
        names={"moves": (Finding, "number", "{}:1")},
        needs=Permission.FINDINGS_ASSIGN,
    ),
    "finding-move": Sent(
        {"verb": "assign", "seen": "1", "level": "street", "duty": ""},
        needs=Permission.FINDINGS_ASSIGN,
    ),
    "finding-ask": Sent(
        {"seen": "1", "until": "2099-1-5", "reason": "材料未到"}, needs=Permission.FINDINGS_RECTIFY
    ),
    "finding-decide": Sent(
        {"seen": "1", "until": "2099-1-5", "answer": "同意", "do": "grant"},
        _asked,
        needs=Permission.FINDINGS_EXTEND,
    ),
    "finding-again": Sent({"what": "又缺失"}, _closed, needs=Permission.FINDINGS_REPORT),
    "changeset-new": Sent(
        {"what": "ratings.statements", "year": "2023", "area": "410871060", "file": _table},
        names={"area": (Area, "code", "{}")},
    ),
    "changeset-act": Sent({"do": "withdraw", "seen": "1"}, _staged, needs=Permission.RATINGS_ENTER),
    "changeset-choose": Sent(
        {"choice-0": "theirs", "seen": "1"}, _disputed, needs=Permission.RATINGS_ENTER
    ),
    "work-set": Sent(_WORK | {"scope": "self"}),
    "work-change": Sent(_WORK | {"seen": "1"}),
    "work-move": Sent({"verb": "report", "seen": "1", "text": "动工"}, needs=Permission.WORK_ENTER),
    "work-carry": Sent(),
    "rhythm-new": Sent({"name": "周例会", "frequency": "week", "purpose": "meeting"}),
    "rhythm-end": Sent(),
    "meeting-new": Sent(_MINUTES),
    "meeting-change": Sent(_MINUTES | {"seen": "1"}),
    "meeting-decide": Sent(_WORK | {"scope": "self"}),
    "project-new": Sent(_PROJECT),
    "project-change": Sent(_PROJECT | {"seen": "1"}),
    "project-move": Sent({"verb": "list", "seen": "1"}, needs=Permission.PROJECTS_CONFIRM),
    "project-match": Sent(
        {"supply": _supply, "seen": "1"},
        _listed,
        names={"supply": (Supply, "pk", "{}")},
    ),
    "milestone-new": Sent({"title": "立项", "due_on": "2023-9-1"}, _listed),
    "milestone-reach": Sent({"reached_on": "2023-9-1", "seen": "1"}),
    "payment-new": Sent({"amount": "5", "received_on": "2023-9-1", "source": "乡级"}, _listed),
    "supply-new": Sent({"title": "资金", "department": "农业局", "seen": "0"}),
    "supply-change": Sent({"title": "改名", "department": "农业局", "seen": "1"}),
    "tie-new": Sent({"department": "县局", "post": "", "starts_on": "2023-6-1"}),
    "tie-end": Sent({"ended_on": "2099-6-1", "reason": "轮换", "seen": "1"}),
    "weak-new": Sent({"marked_on": "2023-6-1", "why": "短板", "measures": ""}, _not_weak),
    "weak-move": Sent(
        {"verb": "rectify", "seen": "1", "text": "已改"}, needs=Permission.CONTACTS_ENTER
    ),
    "visit-new": Sent({"department": "县局", "visited_on": "2023-6-1", "seen": "看了"}),
    "visit-issue": Sent(
        {"what": "淤塞", "star": "", "severity": "ordinary", "handling": "deadline"}
    ),
    "help-new": Sent({"counted_on": "2023-6-1", "families": "7", "problems": "8", "solved": "6"}),
    "training-new": Sent({"topic": "课", "audience": "书记", "seen": "0"}),
    "training-change": Sent({"topic": "新课", "audience": "书记", "seen": "1"}),
    "person-disable": Sent({"reason": "退休"}),
    "person-enable": Sent({}, _disable),
    "person-reset-password": Sent(),
    "person-end-sessions": Sent(),
    "person-remove-second-factor": Sent({}, _secure),
}
