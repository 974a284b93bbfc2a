"""Gathers tasks and kinds of changeset of all rooms; has commands of upkeep run by schedule.

Rooms never import this file. The commands stand here because they look at several rooms.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from io import StringIO
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils.translation import gettext_lazy as _

from tracker.access.refusals import Refused
from tracker.changesets import tasks as changesets
from tracker.claims import kinds as claim_kinds
from tracker.claims import tasks as claims
from tracker.clocks import tasks as clocks
from tracker.declarations import kinds as declarations
from tracker.findings import tasks as findings
from tracker.history.origin import Origin, coming_from
from tracker.jobs import tasks as jobs
from tracker.jobs.registry import surround_with, task
from tracker.jobs.running import Run
from tracker.jobs.schedules import Daily, Every
from tracker.notices import tasks as notices
from tracker.ratings import kinds as ratings
from tracker.worklist import tasks as worklist

__all__ = [
    "changesets",
    "claim_kinds",
    "claims",
    "clocks",
    "declarations",
    "findings",
    "jobs",
    "notices",
    "ratings",
    "worklist",
]

LONGEST = 1000  # characters kept of what a command says


@surround_with
def _from_a_job(number: int, kind: str) -> AbstractContextManager[Origin]:
    """Let events say which job wrote them."""
    return coming_from(f"job {number} {kind}")


@task(
    "history.export_head",
    title=_("Write down where the log of changes ends"),
    own_transactions=True,
    schedule=Every(minutes=10),
)
def export_head(run: Run, keys: dict[str, Any]) -> str:
    """Outside a transaction: done twice, a line stands twice in the file, which harms nothing."""
    return _command("export_head")


@task(
    "history.verify",
    title=_("Check that the log of changes is whole"),
    own_transactions=True,
    schedule=Daily(hour=2),
)
def verify_history(run: Run, keys: dict[str, Any]) -> str:
    """Only reads. Outside a transaction, which on SQLite would keep every writer waiting."""
    written = settings.HISTORY_HEAD_FILE
    return _command("verify_history", **({"heads": written} if written.exists() else {}))


@task(
    "tallies.verify",
    title=_("Count all tallies again"),
    own_transactions=True,
    schedule=Daily(hour=3),
)
def verify_tallies(run: Run, keys: dict[str, Any]) -> str:
    """Only reads, in a transaction of its own."""
    return _command("verify_tallies")


@task(
    "people.clear_sessions",
    title=_("Remove sessions that have ended"),
    own_transactions=True,
    schedule=Daily(hour=4),
)
def clear_sessions(run: Run, keys: dict[str, Any]) -> str:
    """Without it the table of sessions grows."""
    return _command("clearsessions")


def _command(name: str, **options: Any) -> str:
    """Run a command; return what it says. Raises Refused where it fails."""
    told = StringIO()
    try:
        call_command(name, stdout=told, **options)
    except CommandError as error:
        raise Refused(str(error)) from error
    return " ".join(told.getvalue().split("\n")).strip()[:LONGEST]
