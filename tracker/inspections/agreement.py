"""How far two inspectors who saw the same unit apart agree. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

UNCHECKED = "unchecked"


@dataclass(frozen=True)
class Agreement:
    """Of the standards that both have checked: how many alike, and which not.

    `points`: how far the sums of points lie apart, None where one of them gave none.
    """

    both: int
    alike: int
    differing: tuple[int, ...] = ()
    points: int | None = None

    @property
    def share(self) -> int | None:
        """In percent; None where nothing was checked by both."""
        return round(100 * self.alike / self.both) if self.both else None


def compare(
    one: Mapping[int, str],
    other: Mapping[int, str],
    points: tuple[int | None, int | None] = (None, None),
) -> Agreement:
    """Compare {number of the standard: result} of two visits to one unit."""
    checked = [
        number
        for number in sorted({*one} & {*other})
        if UNCHECKED not in (one[number], other[number])
    ]
    differing = tuple(number for number in checked if one[number] != other[number])
    first, second = points
    apart = abs(first - second) if first is not None and second is not None else None
    return Agreement(len(checked), len(checked) - len(differing), differing, apart)


def together(pairs: Iterable[Agreement]) -> Agreement:
    """Return the agreement over several units."""
    found = list(pairs)
    return Agreement(sum(one.both for one in found), sum(one.alike for one in found))
