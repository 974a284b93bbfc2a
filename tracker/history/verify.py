"""Proof that the log is whole: no event changed, missing, swapped, or cut off at the end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.history.digest import START
from tracker.history.models import Event, Head


@dataclass(frozen=True)
class Finding:
    """The first place where the log is not what was written."""

    sequence: int
    fault: str


def verify(*, exported: Iterable[tuple[int, str]] = ()) -> tuple[int, Finding | None]:
    """Read the whole log; return the number of events read and the first fault, if any.

    `exported` are heads (number, digest) kept elsewhere: with them a tail cut off
    together with the head row is found, and a log that was written anew.
    """
    count, previous, heads = 0, START, _by_number(exported)
    for event in Event.objects.in_order().iterator(chunk_size=2000):
        count += 1
        fault = _fault(event, count, previous, heads)
        if fault:
            return count, Finding(count, fault)
        previous = event.digest
    return count, _fault_at_the_end(count, previous, max(heads, default=0))


def _by_number(exported: Iterable[tuple[int, str]]) -> dict[int, set[str]]:
    """Return the digests exported for each number; two of one number cannot both be right."""
    heads: dict[int, set[str]] = {}
    for number, digest in exported:
        heads.setdefault(number, set()).add(digest)
    return heads


def _fault(event: Event, number: int, previous: str, heads: dict[int, set[str]]) -> str | None:
    if event.sequence != number:
        return "missing"
    if event.previous != previous:
        return "does not follow the event before it"
    if event.digest != event.expected_digest():
        return "was changed"
    if heads.get(number, {event.digest}) != {event.digest}:
        return "is not the event whose digest was exported"
    return None


def _fault_at_the_end(count: int, last: str, farthest: int) -> Finding | None:
    head = Head.objects.filter(pk=1).first()
    if head and (head.sequence, head.digest) != (count, last):
        return Finding(count + 1, "missing at the end")
    if not head and count:
        return Finding(count, "the head is missing")
    if farthest > count:
        return Finding(count + 1, "missing at the end, the exported head is later")
    return None
