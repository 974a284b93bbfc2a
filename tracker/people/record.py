"""The events of this room."""

from __future__ import annotations

from tracker.history.models import Event
from tracker.history.record import Change, record
from tracker.people.models import Grant, User

OBJECT_TYPE = "user"


def note(
    action: str,
    user: User,
    *,
    by: User | None,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
    reason: str = "",
    area_code: str = "",
) -> Event:
    """Write one event of an account, in the transaction of its change.

    Passwords, their digests, codes and keys are never part of it.
    """
    change = Change(
        action=f"people.{action}",
        object_type=OBJECT_TYPE,
        object_key=str(user.pk),
        object_name=named(user),
        area_code=area_code,
        before=before or {},
        after=after or {},
        reason=reason,
    )
    return record(change, by=by)


def named(user: User) -> str:
    """Return the name with the account's own, which two people cannot share."""
    if user.display_name:
        return f"{user.display_name}（{user.username}）"
    return user.username


def grant_in_words(grant: Grant) -> dict[str, object]:
    """Return what an event keeps of a grant: plain values that read the same in ten years."""
    return {
        "role": grant.role,
        "area": grant.area_id,
        "area_name": grant.area.official_name,
        "star": grant.star,
        "starts_on": grant.starts_on.isoformat(),
        "ends_on": grant.ends_on.isoformat() if grant.ends_on else "",
    }
