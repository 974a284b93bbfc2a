"""The kinds of work that can lie on a desk, in the order of the year. Pure.

Who has which follows from rights alone: a duty is shown to whoever has its right somewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.access.terms import Permission
from tracker.campaigns.terms import Stage
from tracker.declarations.terms import State as Declared
from tracker.desks.terms import Section
from tracker.findings.terms import State as Found
from tracker.ratings.stages import STAGE_OF
from tracker.ratings.terms import State as Rated

Subject = Literal[
    "branch",
    "declaration",
    "star",
    "finding",
    "visit",
    "work",
    "article",
    "contradiction",
    "account",
    "role",
    "job",
]


@dataclass(frozen=True)
class Duty:
    """Rows of one kind in one state, for who has ``permission``.

    `subject`: branches without a declaration, declarations, stars, findings, planned visits that
    nobody has submitted, or pieces of work, whose `state` is how they stand to their last week,
    or "finished"; these three have days of their own. Articles with claims to judge,
    contradictions, and what administrators look after belong to no campaign. `stage` is the part
    of the year's work whose last day it has; empty for none.
    """

    key: str
    subject: Subject
    state: str
    section: Section
    permission: Permission
    stage: str
    title: str | Promise


def _declared(state: Declared, section: Section, permission: Permission, title: Promise) -> Duty:
    """Return a duty of declarations; the last day of declaring is that of filling in."""
    key = f"declaration-{state}"
    stage = Stage.DECLARATION if permission == Permission.DECLARATIONS_ENTER else ""
    return Duty(key, "declaration", state, section, permission, stage, title)


def _rated(state: Rated, section: Section, permission: Permission, title: Promise) -> Duty:
    stage = STAGE_OF[state] or ""
    return Duty(f"star-{state}", "star", state, section, permission, stage, title)


def _found(state: Found, section: Section, permission: Permission, title: Promise) -> Duty:
    return Duty(f"finding-{state}", "finding", state, section, permission, "", title)


def _work(state: str, permission: Permission, title: Promise) -> Duty:
    return Duty(f"work-{state}", "work", state, Section.WAITING, permission, "", title)


DUTIES: tuple[Duty, ...] = (
    _declared(
        Declared.RETURNED,
        Section.RETURNED,
        Permission.DECLARATIONS_ENTER,
        _("Declarations that were returned"),
    ),
    _rated(
        Rated.RETURNED,
        Section.RETURNED,
        Permission.RATINGS_ENTER,
        _("Stars that were returned"),
    ),
    _found(
        Found.RETURNED,
        Section.RETURNED,
        Permission.FINDINGS_RECTIFY,
        _("Findings that were returned"),
    ),
    _declared(
        Declared.DRAFT,
        Section.WAITING,
        Permission.DECLARATIONS_ENTER,
        _("Declarations to complete and submit"),
    ),
    _declared(
        Declared.SUBMITTED,
        Section.WAITING,
        Permission.DECLARATIONS_REVIEW,
        _("Declarations to review"),
    ),
    _declared(
        Declared.REVIEWED,
        Section.WAITING,
        Permission.DECLARATIONS_CONFIRM,
        _("Declarations to confirm"),
    ),
    _rated(Rated.ENTERED, Section.WAITING, Permission.RATINGS_REVIEW, _("Stars to review")),
    _rated(Rated.REVIEWED, Section.WAITING, Permission.RATINGS_VERIFY, _("Stars to verify")),
    _rated(Rated.VERIFIED, Section.WAITING, Permission.RATINGS_CONFIRM, _("Stars to confirm")),
    _rated(
        Rated.CONFIRMED,
        Section.WAITING,
        Permission.RATINGS_CONFIRM,
        _("Stars to put on public notice"),
    ),
    _rated(
        Rated.ON_NOTICE,
        Section.WAITING,
        Permission.RATINGS_CONFIRM,
        _("Stars to award: their notice is over"),
    ),
    _found(Found.REPORTED, Section.WAITING, Permission.FINDINGS_ASSIGN, _("Findings to assign")),
    _found(
        Found.ASSIGNED,
        Section.WAITING,
        Permission.FINDINGS_RECTIFY,
        _("Findings of yours to put right"),
    ),
    _found(Found.RECTIFIED, Section.WAITING, Permission.FINDINGS_VERIFY, _("Findings to verify")),
    _found(Found.VERIFIED, Section.WAITING, Permission.FINDINGS_CLOSE, _("Findings to close")),
    Duty(
        "visit",
        "visit",
        "",
        Section.WAITING,
        Permission.INSPECTIONS_RECORD,
        "",
        _("Visits to record"),
    ),
    _work("overdue", Permission.WORK_ENTER, _("Work that is overdue")),
    _work("this_week", Permission.WORK_ENTER, _("Work that is due this week")),
    _work("finished", Permission.WORK_CONFIRM, _("Work to confirm as done")),
    Duty(
        "article-claims",
        "article",
        "",
        Section.WAITING,
        Permission.CLAIMS_JUDGE,
        "",
        _("Articles with claims to judge"),
    ),
    Duty(
        "contradiction",
        "contradiction",
        "",
        Section.WAITING,
        Permission.CLAIMS_JUDGE,
        "",
        _("Contradictions in which nobody has chosen"),
    ),
    Duty(
        "account-new",
        "account",
        "new",
        Section.WAITING,
        Permission.PEOPLE_MANAGE,
        "",
        _("Accounts that have never signed in"),
    ),
    Duty(
        "role-ends",
        "role",
        "soon",
        Section.WAITING,
        Permission.PEOPLE_MANAGE,
        "",
        _("People with a role that ends within two weeks"),
    ),
    Duty(
        "job-failed",
        "job",
        "failed",
        Section.WAITING,
        Permission.SYSTEM_CONFIGURE,
        "",
        _("Background work of the last two weeks that was not completed"),
    ),
    Duty(
        "branch-undeclared",
        "branch",
        "",
        Section.NOT_BEGUN,
        Permission.DECLARATIONS_ENTER,
        Stage.DECLARATION,
        _("Branches without a declaration"),
    ),
    _rated(
        Rated.DECLARED,
        Section.NOT_BEGUN,
        Permission.RATINGS_ENTER,
        _("Declared stars to enter"),
    ),
)

# Nobody can act before a notice is over; it stands under "due soon" alone.
NOTICES = Duty(
    "notice-ends",
    "star",
    Rated.ON_NOTICE,
    Section.WAITING,
    Permission.RATINGS_CONFIRM,
    "",
    _("Stars on notice that ends soon"),
)

# What an empty part of the page says.
NOTHING = {
    Section.RETURNED: _("Nothing was returned to you."),
    Section.WAITING: _("Nothing waits for you."),
    Section.NOT_BEGUN: _("Everything has been begun."),
}
