"""How long a session lasts. Times are seconds since 1970, as `time.time()` gives them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

EPOCH, BEGAN, SEEN = "account_epoch", "began_at", "seen_at"
# How exactly idleness is known: a session row is not written for every click.
NOTE_EVERY = 60  # seconds


class Ended(StrEnum):
    """Why a session is over."""

    IDLE = "idle"
    LONG = "long"
    REVOKED = "revoked"


@dataclass(frozen=True)
class Limits:
    """Seconds without a request, and seconds since signing in, after which a session is over."""

    idle: float
    absolute: float


def beginning(epoch: int, now: float) -> dict[str, float]:
    """Return what a session is stamped with when somebody signs in."""
    return {EPOCH: epoch, BEGAN: now, SEEN: now}


def ended(session: Mapping[str, float], epoch: int, now: float, limits: Limits) -> Ended | None:
    """Tell why a session is over, or None while it lasts.

    A session without its stamps, or from the future after a clock was set back,
    is not believed.
    """
    if session.get(EPOCH) != epoch or BEGAN not in session or SEEN not in session:
        return Ended.REVOKED
    age, silence = now - session[BEGAN], now - session[SEEN]
    if age > limits.absolute or age < -NOTE_EVERY:
        return Ended.LONG
    return Ended.IDLE if silence > limits.idle else None


def is_due(session: Mapping[str, float], now: float) -> bool:
    """Tell whether the moment of this request is to be noted."""
    return now - session[SEEN] >= NOTE_EVERY
