"""Room on the interpreter's own stack.

CPython 3.11 and 3.12 keep the frames of calls in chunks of 16 KiB, and give a chunk back to the
system as soon as it is empty. A loop that calls across the edge of a chunk then has memory mapped
and unmapped at every call (python/cpython#142183, mended for 3.13 and later in 2026). Through
middleware, views and templates a request comes near an edge often: an unlucky depth nearly doubles
the time of a page (bench/stack.py, docs/decisions/0037-room-on-the-stack.md).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

# In places for one value, of 8 bytes. A frame larger than a chunk gets a chunk of its own, doubled
# until it fits: here of 1 MiB, whose last fifth holds more frames than the limit of recursion
# allows. Only what is used of it ever takes memory.
ROOM = 100_000


def with_room(function: Callable[P, R]) -> Callable[P, R]:
    """Return a function that does the same, with room for every call that it leads to."""

    def roomy(*args: P.args, **kwargs: P.kwargs) -> R:
        return function(*args, **kwargs)

    roomy.__code__ = roomy.__code__.replace(co_stacksize=ROOM)
    return wraps(function)(roomy)
