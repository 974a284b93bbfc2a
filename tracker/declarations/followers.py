"""Who follows a declaration from above: called in its transaction, never imported from here.

A room above says so once, when the site starts (`tracker/apps.py`). A follower that
raises `Refused` stops the declaration's own change.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from tracker.declarations.models import Declaration
from tracker.history.record import Change


class Follower(Protocol):
    def __call__(self, declarations: Sequence[Declaration], *, by: Any) -> list[Change]: ...


_followers: list[Follower] = []


def follow(follower: Follower) -> None:
    """Let ``follower`` be told of confirmed declarations. Asking twice changes nothing."""
    if follower not in _followers:
        _followers.append(follower)


def tell(declarations: Sequence[Declaration], *, by: Any) -> list[Change]:
    """Tell all followers, in the caller's transaction; return the events of what they did.

    Call it after your own rows are written and before your own tallies, and give the
    events to `record_all` together with yours, at the very end: the log is locked last
    by everybody. A follower that recorded them itself would hold the log while the
    caller still waits for a tally that somebody else holds who waits for the log.
    """
    return [change for follower in _followers for change in follower(declarations, by=by)]
