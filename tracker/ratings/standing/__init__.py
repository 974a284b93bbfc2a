"""What the pages of this room show, read at once and for somebody."""

from tracker.ratings.standing.public import (
    PublicRecord,
    PublicStar,
    accepted_on,
    awarded_on,
    awarded_one_of,
    passport_of,
    public_ratings,
    public_record,
)
from tracker.ratings.standing.waiting import waiting_for

__all__ = [
    "PublicRecord",
    "PublicStar",
    "accepted_on",
    "awarded_on",
    "awarded_one_of",
    "passport_of",
    "public_ratings",
    "public_record",
    "waiting_for",
]
