"""The work behind changesets: reading them in, and writing them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from tracker.changesets import actions
from tracker.changesets.models import Changeset
from tracker.jobs.registry import task
from tracker.jobs.running import Run
from tracker.people.models import User


def _both(run: Run, keys: dict[str, Any]) -> tuple[Changeset, User]:
    rows = Changeset.objects.unscoped("the job belongs to who staged it")
    changeset = rows.select_related("area", "undoes__area").get(pk=keys["changeset"])
    return changeset, User.objects.get(pk=run.asked_by_id)


@task("changesets.read", title=gettext_lazy("Read and compare rows"), own_transactions=True)
def read(run: Run, keys: dict[str, Any]) -> None:
    """Stage the rows of an upload, or of what is to be undone."""
    changeset, by = _both(run, keys)
    actions.read(changeset, run, by=by)


@task("changesets.apply", title=gettext_lazy("Apply a changeset"), own_transactions=True)
def apply(run: Run, keys: dict[str, Any]) -> str:
    """Write all rows of a changeset, or none."""
    changeset, by = _both(run, keys)
    return actions.apply(changeset, run, by=by)
