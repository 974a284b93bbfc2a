"""The events of this room, and what they keep of a star."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.history.record import Change
from tracker.ratings.models import Rating, StarRating
from tracker.ratings.terms import EVENTS, OBJECT_TYPE


def kept(row: StarRating) -> dict[str, object]:
    """Return what an event keeps of a star: plain values."""
    values: dict[str, object] = {
        "star": row.star.key,
        "state": str(row.state),
        "round": row.round,
        "version": row.version,
    }
    if row.notice_ends_on:
        values["notice_ends_on"] = row.notice_ends_on.isoformat()
    return values


def star_change(
    row: StarRating,
    verb: str,
    before: Mapping[str, object],
    after: Mapping[str, object],
    *,
    reason: str = "",
) -> Change:
    """Return the event of something done to one star; its branch and area are loaded."""
    return rating_change(row.rating, verb, before, after, reason=reason)


def rating_change(
    rating: Rating,
    verb: str,
    before: Mapping[str, object],
    after: Mapping[str, object],
    *,
    reason: str = "",
) -> Change:
    """Return an event of a branch's rating; all events of its stars have the same key."""
    return Change(
        action=f"{EVENTS}{verb}",
        object_type=OBJECT_TYPE,
        object_key=f"{rating.campaign_id}-{rating.branch_id}",
        object_name=rating.branch.name,
        area_code=rating.branch_id,
        before=dict(before),
        after=dict(after),
        reason=reason,
    )
