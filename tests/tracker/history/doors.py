"""Every way in which a row can change, as examples.

A room adds its own in tests/tracker/<room>/doors.py:

    @door("a village is renamed", touches={"tracker_area", "tracker_areaname"})
    def renamed(browser, folder):
        load_the_tree(folder)             # given: may write without events
        yield
        browser.post(address, answers)    # from here on, each changed row needs its event

`browser` is Django's test client, `folder` an empty directory. `test_no_door` finds the
module by its name, runs each example under triggers on every table, and asks that each
changed row is named by an event: kind (the model's name in lower case) and key, or by an
event that names many, {"added" | "changed" | "removed": {key: name}} of one kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from django.test import Client

Steps = Callable[[Client, Path], Iterator[None]]


@dataclass(frozen=True)
class Door:
    """One example; `touches` are the tables whose rows it changes."""

    name: str
    touches: frozenset[str]
    steps: Steps

    def __str__(self) -> str:
        return self.name


DOORS: list[Door] = []


def door(name: str, *, touches: set[str]) -> Callable[[Steps], Steps]:
    """Register an example."""

    def register(steps: Steps) -> Steps:
        DOORS.append(Door(name, frozenset(touches), steps))
        return steps

    return register


def all_doors() -> list[Door]:
    """Return the examples of every room."""
    for found in sorted(Path(__file__).resolve().parents[1].glob("*/doors.py")):
        import_module(f"tests.tracker.{found.parent.name}.doors")
    return DOORS


# Tables whose rows no event tells, and why.
UNTOLD = {
    "tracker_event": "the log itself, guarded by triggers of its own",
    "tracker_head": "the end of the log, written with each event",
    "tracker_tally": "counted from other rows; verify_tallies counts them anew",
    "tracker_job": "what processes are to do and how far they are; what they change is told",
    "tracker_selfcheckdraft": "an unfinished paper of a village; what is recorded is told",
    "tracker_draft": "an unfinished paper of one inspector; what is submitted is told",
    "tracker_series": "which numbers were given out; what carries one is told",
    "tracker_changesetrow": "wishes that are no facts; the changeset's event counts them and "
    "names the file's digest, and what they change is told by its own room",
    "tracker_changesetpart": "an uploaded file on its way, named by its digest, gone once read",
    "tracker_keptanswer": "so that a request sent twice is done once; what it did is told",
    "tracker_notice": "what others have done and how things stand, told once; that a person has "
    "read it is nobody's business",
    "tracker_dispatch": "how far a notice is on its way out of the site",
    "tracker_bookmark": "when a person last looked at their own queue: bookkeeping of sessions",
}

# Columns that are computed from others: whoever changed those is in the log.
DERIVED: dict[str, frozenset[str]] = {
    # The last day of use; who reads what is never logged.
    "tracker_token": frozenset({"last_used_on"}),
    "articles_article": frozenset({"search_text"}),
    "tracker_area": frozenset({"search_text", "rural_units", "urban_units", "excluded_units"}),
}

_DECLARATION = "{row}.campaign_id || '-' || {row}.branch_id"
_RATING_OF = (
    "(SELECT r.campaign_id || '-' || r.branch_id FROM tracker_rating r WHERE r.id = {rating})"
)
_RATING_OF_STAR = _RATING_OF.format(
    rating="(SELECT s.rating_id FROM tracker_starrating s WHERE s.id = {row}.star_rating_id)"
)

# Rows that events call by another key than their own, or tell as part of a whole:
# table -> (kind, the key as SQL; "{row}" is the changed row).
TOLD_AS: dict[str, tuple[str, str]] = {
    "tracker_crosscheckpart": ("crosscheck", "{row}.crosscheck_id"),
    "tracker_grant": ("user", "{row}.user_id"),
    "tracker_pastpassword": ("user", "{row}.user_id"),
    "tracker_declaration": ("declaration", _DECLARATION),
    "tracker_declarationstep": (
        "declaration",
        "(SELECT d.campaign_id || '-' || d.branch_id FROM tracker_declaration d "
        "WHERE d.id = {row}.declaration_id)",
    ),
    "tracker_target": (
        "target",
        "{row}.campaign_id || '-' || {row}.area_id || '-' || "
        "COALESCE(NULLIF({row}.unit_kind, ''), 'all') || '-' || {row}.level",
    ),
    "tracker_workstep": ("workitem", "{row}.item_id"),
    "tracker_rating": ("rating", _DECLARATION),
    "tracker_starrating": ("rating", _RATING_OF.format(rating="{row}.rating_id")),
    "tracker_standardresult": ("rating", _RATING_OF_STAR),
    "tracker_ratingstep": ("rating", _RATING_OF_STAR),
    "tracker_seal": ("rating", _RATING_OF_STAR),
    "tracker_inspectionresult": ("inspection", "{row}.inspection_id"),
    "tracker_inspectionscore": ("inspection", "{row}.inspection_id"),
    "tracker_finding": ("finding", "{row}.number"),
    "tracker_findingstep": (
        "finding",
        "(SELECT f.number FROM tracker_finding f WHERE f.id = {row}.finding_id)",
    ),
}
