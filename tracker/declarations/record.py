"""The events of this room, and what they keep of a row."""

from __future__ import annotations

from tracker.declarations.models import Declaration, Target
from tracker.history.record import Change

DECLARATION, TARGET = "declaration", "target"
Kept = dict[str, object]


def kept(declaration: Declaration) -> Kept:
    """Return what an event keeps of a declaration: plain values."""
    return {
        "state": str(declaration.state),
        "stars": declaration.star_keys,
        "level": declaration.level,
        "unit_kind": str(declaration.unit_kind),
        "round": declaration.round,
        "version": declaration.version,
    }


def declaration_change(
    declaration: Declaration, verb: str, before: Kept, *, reason: str = ""
) -> Change:
    """Return the event of one move; the declaration is as it became, its branch loaded."""
    return Change(
        action=f"declarations.{verb}",
        object_type=DECLARATION,
        object_key=f"{declaration.campaign_id}-{declaration.branch_id}",
        object_name=declaration.branch.name,
        area_code=declaration.branch_id,
        before=before,
        after=kept(declaration),
        reason=reason,
    )


def kept_of_target(target: Target) -> Kept:
    """Return what an event keeps of a target."""
    return {
        "level": target.level,
        "unit_kind": target.unit_kind,
        "number": target.number,
        "source": target.source,
        "version": target.version,
    }


def target_change(target: Target, before: Kept, after: Kept) -> Change:
    """Return the event of one target; an empty ``after`` says that it was taken back."""
    kind = target.unit_kind or "all"
    return Change(
        action="targets.set",
        object_type=TARGET,
        object_key=f"{target.campaign_id}-{target.area_id}-{kind}-{target.level}",
        object_name=target.area.official_name,
        area_code=target.area_id,
        before=before,
        after=after,
    )
