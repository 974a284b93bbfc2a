"""A brake before what takes a thread for long, so that pages always find one.

Made for the hashing of passwords; programs with tokens are held the same way.

One hash costs a quarter of a second of a processor on purpose. Failures are
counted in the database (django-axes); but names can be changed with every
attempt, so what must be limited is the hashing itself. Nothing waits here: who
finds no place is told to come back, and the thread is free again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

RETRY_AFTER = 3  # seconds


class Busy(Exception):  # noqa: N818 -- a state of the site, not a fault
    """All places are taken; try again in RETRY_AFTER seconds."""


class Places:
    """At most ``places`` at a time in this process, and one for each address (or token).

    Somebody who floods from one address therefore leaves the other places free.
    """

    def __init__(self, places: int) -> None:
        self.places = places
        self._lock = Lock()
        self._addresses: list[str] = []

    @contextmanager
    def taken_by(self, address: str) -> Iterator[None]:
        """Hold a place meanwhile. Raises Busy when there is none."""
        with self._lock:
            if len(self._addresses) >= self.places or address in self._addresses:
                raise Busy
            self._addresses.append(address)
        try:
            yield
        finally:
            with self._lock:
                self._addresses.remove(address)
