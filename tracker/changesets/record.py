"""The events of this room, and what they keep of a changeset."""

from __future__ import annotations

from typing import Any

from tracker.changesets.models import Changeset
from tracker.changesets.terms import EVENTS, OBJECT_TYPE
from tracker.changesets.wording import counts_of, title_of
from tracker.history.record import Change


def kept(changeset: Changeset) -> dict[str, object]:
    """Return what an event keeps of a changeset: plain values, counts only where there are any."""
    values: dict[str, object] = {
        "state": str(changeset.state),
        "kind": changeset.kind,
        "year": changeset.campaign_id,
        "source": str(changeset.source),
        "rows": counts_of(changeset),
    }
    if changeset.file_digest:
        values |= {"file": changeset.file_name, "sha256": changeset.file_digest}
    if changeset.undoes_id:
        values["undoes"] = changeset.undoes_id
    return values


def changeset_change(changeset: Changeset, verb: str, before: dict[str, Any]) -> Change:
    """Return the event of something done to a changeset, which is as it became."""
    return Change(
        action=f"{EVENTS}{verb}",
        object_type=OBJECT_TYPE,
        object_key=str(changeset.pk),
        object_name=title_of(changeset)[:160],
        area_code=changeset.area_id,
        before=before,
        after=kept(changeset),
    )
