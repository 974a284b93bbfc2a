"""Who may open which address: one row for every URL name of the project.

`tests/house/test_policy.py` walks the URL resolver: an address without a row
fails there, and every address must answer a stranger as its row says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from tracker.access.terms import Permission

READ = ("GET", "HEAD")
SEND = ("POST",)
READ_AND_SEND = (*READ, *SEND)


@dataclass(frozen=True)
class Rule:
    """`audience`: everyone, or only people who are signed in. `methods`: all others get 405.

    `permission`: without it in some area, a signed-in person gets 403. What is
    done there asks once more, for the very area. `whole_site`: the right must cover
    the area of the first page.
    """

    audience: Literal["public", "staff"]
    methods: tuple[str, ...] = READ
    permission: str = ""
    whole_site: bool = False


_PAGE = Rule("public")
_PEOPLE = Rule("staff", READ, Permission.PEOPLE_MANAGE)
_PEOPLE_FORM = Rule("staff", READ_AND_SEND, Permission.PEOPLE_MANAGE)
_PEOPLE_ACT = Rule("staff", SEND, Permission.PEOPLE_MANAGE)

_RATINGS = Rule("staff", READ, Permission.RATINGS_READ)
_INSPECTIONS = Rule("staff", READ, Permission.INSPECTIONS_READ)
_FINDINGS = Rule("staff", READ, Permission.FINDINGS_READ)
_YEARS = Rule("staff", READ, Permission.CAMPAIGNS_CHANGE, whole_site=True)
_YEARS_FORM = Rule("staff", READ_AND_SEND, Permission.CAMPAIGNS_CHANGE, whole_site=True)

_CLAIMS = Rule("staff", READ, Permission.CLAIMS_READ)

_PROGRESS = Rule("staff", READ, Permission.RATINGS_READ)
_WORK = Rule("staff", READ, Permission.WORK_READ)
_PROJECTS = Rule("staff", READ, Permission.PROJECTS_READ)
_CONTACTS = Rule("staff", READ, Permission.CONTACTS_READ)
_CONTACTS_ENTER = Rule("staff", READ_AND_SEND, Permission.CONTACTS_ENTER)
_PROJECTS_ENTER = Rule("staff", READ_AND_SEND, Permission.PROJECTS_ENTER)
_PROJECTS_CONFIRM = Rule("staff", READ_AND_SEND, Permission.PROJECTS_CONFIRM)
_WORK_SET = Rule("staff", READ_AND_SEND, Permission.WORK_SET)
_WORK_WRITE = Rule("staff", READ_AND_SEND, Permission.WORK_ENTER)

POLICY: dict[str, Rule] = {
    # ui
    "choose-language": Rule("public", SEND),
    "choose-display": Rule("public", SEND),
    "healthz": _PAGE,
    "readyz": _PAGE,
    "robots": _PAGE,
    # jobs: each person's own
    "job-list": Rule("staff"),
    "job-detail": Rule("staff"),
    "job-cancel": Rule("staff", SEND),
    "job-again": Rule("staff", SEND),
    # people: the door, the own account, accounts and roles
    "sign-in": Rule("public", READ_AND_SEND),
    "sign-in-code": Rule("public", READ_AND_SEND),
    "sign-out": Rule("staff", SEND),
    "account": Rule("staff"),
    "account-password": Rule("staff", READ_AND_SEND),
    "account-sessions": Rule("staff", SEND),
    "account-second-factor": Rule("staff", READ_AND_SEND),
    "account-second-factor-begin": Rule("staff", SEND),
    "account-second-factor-qr": Rule("staff"),
    "account-recovery-codes": Rule("staff", SEND),
    "person-list": _PEOPLE,
    "person-new": _PEOPLE_FORM,
    "person-detail": _PEOPLE,
    "person-name": _PEOPLE_FORM,
    "person-grant": _PEOPLE_FORM,
    "grant-end": _PEOPLE_FORM,
    "person-disable": _PEOPLE_FORM,
    "person-enable": _PEOPLE_ACT,
    "person-reset-password": _PEOPLE_ACT,
    "person-end-sessions": _PEOPLE_ACT,
    "person-remove-second-factor": _PEOPLE_ACT,
    # savedviews: each person's own, and those shared with them
    "saved-view-list": Rule("staff"),
    "saved-view-new": Rule("staff", READ_AND_SEND),
    "saved-view-change": Rule("staff", READ_AND_SEND),
    "saved-view-withdraw": Rule("staff", SEND),
    "saved-view-delete": Rule("staff", SEND),
    # tokens
    "token-list": Rule("staff", READ_AND_SEND),
    "token-revoke": Rule("staff", SEND),
    "person-tokens": _PEOPLE,
    "person-token-revoke": _PEOPLE_ACT,
    # places
    "area-list": _PAGE,
    "area-search": _PAGE,
    "branch-list": _PAGE,
    # campaigns
    "campaign-about": _PAGE,
    "scheme-detail": _PAGE,
    "campaign-list": _YEARS,
    "campaign-new": _YEARS_FORM,
    "campaign-dates": _YEARS_FORM,
    "campaign-state": Rule("staff", SEND, Permission.CAMPAIGNS_CHANGE, whole_site=True),
    # changesets; each kind asks for its own right, row by row
    "changeset-list": _RATINGS,
    "changeset-new": Rule("staff", READ_AND_SEND, Permission.RATINGS_ENTER),
    "changeset-template": Rule("staff", READ, Permission.RATINGS_ENTER),
    "changeset-detail": _RATINGS,
    "changeset-act": Rule("staff", SEND, Permission.RATINGS_READ),
    "changeset-choose": Rule("staff", SEND, Permission.RATINGS_READ),
    "changeset-refused": _RATINGS,
    # figures
    "figure-list": _PAGE,
    "figure-detail": _PAGE,
    "article-list": _PAGE,
    "article-detail": _PAGE,
    "crosscheck-list": _PAGE,
    "crosscheck-detail": _PAGE,
    "crosscheck-decide": Rule("staff", SEND, Permission.CLAIMS_JUDGE),
    # claims: what is judged asks for the right in the claim's own area
    "archive": _CLAIMS,
    "page-receive": Rule("staff", READ_AND_SEND, Permission.CLAIMS_JUDGE),
    "delivery-detail": Rule("staff", READ, Permission.CLAIMS_JUDGE),
    "page-desk": _CLAIMS,
    "page-settle": Rule("staff", READ_AND_SEND, Permission.CLAIMS_JUDGE),
    "page-read": Rule("staff", SEND, Permission.CLAIMS_JUDGE),
    "page-agreeing": Rule("staff", SEND, Permission.CLAIMS_JUDGE),
    "claim-judge": Rule("staff", SEND, Permission.CLAIMS_JUDGE),
    "claim-correct": Rule("staff", READ_AND_SEND, Permission.CLAIMS_JUDGE),
    "alias-list": Rule("staff", READ, Permission.PLACES_CHANGE),
    "alias-review": Rule("staff", READ_AND_SEND, Permission.PLACES_CHANGE),
    # ratings; which verb somebody may do to which star is asked star by star
    "star-list": _PAGE,
    "rating-list": _RATINGS,
    "rating-detail": _RATINGS,
    "rating-sheet": _RATINGS,
    "rating-bulk": Rule("staff", SEND, Permission.RATINGS_READ),
    "rating-move": Rule("staff", SEND, Permission.RATINGS_READ),
    "rating-grid": Rule("staff", READ_AND_SEND, Permission.RATINGS_ENTER),
    "star-grid": Rule("staff", READ_AND_SEND, Permission.RATINGS_ENTER),
    "rating-cells": Rule("staff", SEND, Permission.RATINGS_ENTER),
    "star-fill-in": Rule("staff", READ_AND_SEND, Permission.RATINGS_ENTER),
    "reported-rating-list": _RATINGS,
    "reported-rating-accept": Rule("staff", READ_AND_SEND, Permission.RATINGS_READ),
    # dashboards
    "home": _PAGE,
    "area-detail": _PAGE,
    "area-dashboard-json": _PAGE,
    "area-dashboard-csv": _PAGE,
    "area-progress": _PROGRESS,
    "area-progress-year": _PROGRESS,
    # desks
    "desk": Rule("staff"),
    "desk-seen": Rule("staff", SEND),
    # notices: each person's own
    "notice-list": Rule("staff"),
    "notice-detail": Rule("staff"),
    "notice-read": Rule("staff", SEND),
    "notice-read-all": Rule("staff", SEND),
    "notice-channel": Rule("staff", READ_AND_SEND),
    # logbook
    "log-list": Rule("staff", READ, Permission.HISTORY_READ),
    "log-detail": Rule("staff", READ, Permission.HISTORY_READ),
    # declarations: what is done there asks for the right of its verb
    "declaration-list": Rule("staff", READ, Permission.DECLARATIONS_READ),
    "declaration-detail": Rule("staff", READ, Permission.DECLARATIONS_READ),
    "declaration-fill-in": Rule("staff", READ_AND_SEND, Permission.DECLARATIONS_ENTER),
    "declaration-move": Rule("staff", SEND, Permission.DECLARATIONS_READ),
    "declaration-bulk": Rule("staff", SEND, Permission.DECLARATIONS_READ),
    "declaration-sheet": Rule("staff", READ_AND_SEND, Permission.DECLARATIONS_READ),
    "target-list": Rule("staff", READ, Permission.DECLARATIONS_READ),
    "target-set": Rule("staff", READ_AND_SEND, Permission.DECLARATIONS_READ),
    # api: what a list's own page asks for; what is done there asks for the right of its verb
    "api-docs": _PAGE,
    "api-schema": _PAGE,
    "api-area-list": _PAGE,
    "api-branch-list": _PAGE,
    "api-star-list": _PAGE,
    "api-figure-list": _PAGE,
    "api-article-list": _PAGE,
    "api-contradiction-list": _PAGE,
    "api-figure": _PAGE,
    "api-article": _PAGE,
    "api-contradiction": _PAGE,
    "api-declaration-list": Rule("staff", READ, Permission.DECLARATIONS_READ),
    "api-target-list": Rule("staff", READ, Permission.DECLARATIONS_READ),
    "api-rating-list": _RATINGS,
    "api-reported-rating-list": _RATINGS,
    "api-finding-list": _FINDINGS,
    "api-weekly-card-list": _FINDINGS,
    "api-clock-list": Rule("staff", READ, Permission.CLOCKS_READ),
    "api-round-list": _INSPECTIONS,
    "api-visit-plan": _INSPECTIONS,
    "api-self-check-list": _INSPECTIONS,
    "api-inspection-list": _INSPECTIONS,
    "api-bulletin-list": _INSPECTIONS,
    "api-work-list": _WORK,
    "api-work-record": _WORK,
    "api-meeting-list": _WORK,
    "api-project-list": _PROJECTS,
    "api-supply-list": _PROJECTS,
    "api-tie-list": _CONTACTS,
    "api-weak-list": _CONTACTS,
    "api-visit-list": _CONTACTS,
    "api-help-list": _CONTACTS,
    "api-training-list": _CONTACTS,
    "api-archive": _CLAIMS,
    "api-paper-claims": _CLAIMS,
    "api-alias-list": Rule("staff", READ, Permission.PLACES_CHANGE),
    "api-log-list": Rule("staff", READ, Permission.HISTORY_READ),
    "api-log": Rule("staff", READ, Permission.HISTORY_READ),
    "api-changeset-list": Rule("staff", READ_AND_SEND, Permission.RATINGS_READ),
    "api-changeset": _RATINGS,
    "api-changeset-rows": _RATINGS,
    "api-changeset-choose": Rule("staff", SEND, Permission.RATINGS_READ),
    "api-changeset-confirm": Rule("staff", SEND, Permission.RATINGS_READ),
    "api-changeset-withdraw": Rule("staff", SEND, Permission.RATINGS_READ),
    "api-changeset-undo": Rule("staff", SEND, Permission.RATINGS_READ),
    "api-job-list": Rule("staff"),
    "api-job": Rule("staff"),
    "api-declaration": Rule("staff", (*READ, "PUT"), Permission.DECLARATIONS_READ),
    "api-declaration-move": Rule("staff", SEND, Permission.DECLARATIONS_READ),
    "api-target": Rule("staff", (*READ, "PATCH"), Permission.DECLARATIONS_READ),
    "api-rating": _RATINGS,
    "api-star": Rule("staff", (*READ, "PATCH"), Permission.RATINGS_READ),
    "api-star-move": Rule("staff", SEND, Permission.RATINGS_READ),
    # clocks and findings: which verb somebody may do is asked finding by finding
    "clock-list": Rule("staff", READ, Permission.CLOCKS_READ),
    "clock-set": Rule("staff", READ_AND_SEND, Permission.CLOCKS_SET),
    "weekly-card-list": _FINDINGS,
    "week-grid": _FINDINGS,
    "finding-list": _FINDINGS,
    "finding-new": Rule("staff", READ_AND_SEND, Permission.FINDINGS_REPORT),
    "finding-bulk": Rule("staff", SEND, Permission.FINDINGS_READ),
    "finding-ledger": _FINDINGS,
    "finding-detail": _FINDINGS,
    "finding-move": Rule("staff", SEND, Permission.FINDINGS_READ),
    "finding-ask": Rule("staff", SEND, Permission.FINDINGS_READ),
    "finding-decide": Rule("staff", SEND, Permission.FINDINGS_READ),
    "finding-again": Rule("staff", SEND, Permission.FINDINGS_READ),
    # inspections; whose visit it is, is asked visit by visit
    "round-list": _INSPECTIONS,
    "round-new": Rule("staff", READ_AND_SEND, Permission.INSPECTIONS_PLAN),
    "round-detail": _INSPECTIONS,
    "round-add": Rule("staff", SEND, Permission.INSPECTIONS_PLAN),
    "round-close": Rule("staff", SEND, Permission.INSPECTIONS_PLAN),
    "visit-begin": Rule("staff", SEND, Permission.INSPECTIONS_RECORD),
    "visit-plan": _INSPECTIONS,
    "inspection-list": _INSPECTIONS,
    "self-check-list": _INSPECTIONS,
    "self-check-new": Rule("staff", READ_AND_SEND, Permission.SELF_CHECKS_RECORD),
    "self-check-draft": Rule("staff", SEND, Permission.SELF_CHECKS_RECORD),
    "self-check-detail": _INSPECTIONS,
    "claim-gap": _INSPECTIONS,
    "reported-inspections": _INSPECTIONS,
    "inspection-detail": _INSPECTIONS,
    "inspection-record": Rule("staff", READ_AND_SEND, Permission.INSPECTIONS_RECORD),
    "inspection-draft": Rule("staff", SEND, Permission.INSPECTIONS_RECORD),
    "photo-add": Rule("staff", SEND, Permission.INSPECTIONS_RECORD),
    "photo": _INSPECTIONS,
    "photo-remove": Rule("staff", SEND, Permission.INSPECTIONS_RECORD),
    "bulletin-list": _INSPECTIONS,
    "bulletin-new": Rule("staff", READ_AND_SEND, Permission.BULLETINS_COMPOSE),
    "bulletin-detail": Rule("staff", READ_AND_SEND, Permission.INSPECTIONS_READ),
    "bulletin-move": Rule("staff", SEND, Permission.INSPECTIONS_READ),
    "bulletin-docx": _INSPECTIONS,
    # worklist: which move somebody may make is asked for each piece of work
    "work-list": _WORK,
    "work-record": _WORK,
    "work-detail": _WORK,
    "work-change": _WORK_SET,
    "work-move": Rule("staff", SEND, Permission.WORK_READ),
    "work-set": _WORK_SET,
    "work-carry": _WORK_SET,
    "work-village": _WORK,
    "work-duties": _WORK,
    "work-month": _WORK,
    "work-calendar": _WORK,
    "rhythm-new": _WORK_SET,
    "rhythm-end": Rule("staff", SEND, Permission.WORK_SET),
    "meeting-list": _WORK,
    "meeting-new": _WORK_WRITE,
    "meeting-detail": _WORK,
    "meeting-change": _WORK_WRITE,
    "meeting-decide": _WORK_SET,
    # projects
    "project-list": _PROJECTS,
    "project-detail": _PROJECTS,
    "project-stars": _PROJECTS,
    "project-new": _PROJECTS_ENTER,
    "project-change": _PROJECTS_ENTER,
    "project-move": Rule("staff", SEND, Permission.PROJECTS_READ),
    "project-match": _PROJECTS_CONFIRM,
    "milestone-new": _PROJECTS_ENTER,
    "milestone-reach": _PROJECTS_ENTER,
    "payment-new": _PROJECTS_ENTER,
    "supply-list": _PROJECTS,
    "supply-detail": _PROJECTS,
    "supply-new": _PROJECTS_CONFIRM,
    "supply-change": _PROJECTS_CONFIRM,
    # contacts
    "tie-list": _CONTACTS,
    "tie-detail": _CONTACTS,
    "tie-new": _CONTACTS_ENTER,
    "tie-end": _CONTACTS_ENTER,
    "weak-list": _CONTACTS,
    "weak-detail": _CONTACTS,
    "weak-new": Rule("staff", READ_AND_SEND, Permission.CONTACTS_CONFIRM),
    "weak-move": Rule("staff", SEND, Permission.CONTACTS_READ),
    "visit-list": _CONTACTS,
    "visit-detail": _CONTACTS,
    "visit-new": _CONTACTS_ENTER,
    "visit-issue": Rule("staff", READ_AND_SEND, Permission.FINDINGS_REPORT),
    "help-list": _CONTACTS,
    "help-new": _CONTACTS_ENTER,
    "training-list": _CONTACTS,
    "training-detail": _CONTACTS,
    "training-new": _CONTACTS_ENTER,
    "training-change": _CONTACTS_ENTER,
    # boards
    "board": _WORK,
    "ladder": _WORK,
    # administration: all of it for staff, except the door
    "admin:login": Rule("public", READ_AND_SEND),
    "admin:*": Rule("staff", READ_AND_SEND, Permission.SYSTEM_CONFIGURE, whole_site=True),
}


def rule_for(name: str, policy: Mapping[str, Rule] = POLICY) -> Rule | None:
    """Return the row of a URL name such as "area-detail" or "admin:index"; None without one.

    An exact row goes before the row of its namespace ("admin:*").
    """
    if name in policy:
        return policy[name]
    namespace, colon, _rest = name.rpartition(":")
    return policy.get(f"{namespace}:*") if colon else None
