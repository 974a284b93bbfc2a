"""What a person asks for, with the version of what they had read."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from tracker.clocks.terms import Severity
from tracker.findings.terms import Handling, Origin

_ITEM = re.compile(r"([0-9]{4}-[0-9]{4,6}-[0-9]{4,7}):([0-9]{1,9})", re.ASCII)


@dataclass(frozen=True, order=True)
class Item:
    """One finding as the person saw it; written "2023-410811-0012:3" in a form."""

    number: str
    seen: int

    def __str__(self) -> str:
        return f"{self.number}:{self.seen}"


@dataclass(frozen=True)
class Report:
    """One problem to be reported. `star` and `standard` may be empty.

    `due_on` sets a last day of its own (限期整改); without it the clock gives one.
    """

    area: str
    what: str
    severity: str = Severity.ORDINARY
    handling: str = Handling.DEADLINE
    star: str = ""
    standard: int | None = None
    due_on: dt.date | None = None
    found_on: dt.date | None = None


@dataclass(frozen=True)
class Source:
    """Where findings come from: `key` names the inspection, visit or message, `name` in words."""

    origin: str = Origin.OFFICE
    key: str = ""
    name: str = ""
    figure: str | None = None


@dataclass(frozen=True)
class Charge:
    """Who has to put it right: the level above or at the unit, and as what."""

    level: str
    duty: str = ""


def read_items(texts: Iterable[str]) -> list[Item]:
    """Return the items of a form, each finding once, in the order of their numbers.

    Raises ValueError for a text that no page of ours makes.
    """
    found: dict[str, Item] = {}
    for text in texts:
        match = _ITEM.fullmatch(text)
        if match is None:
            raise ValueError(text)
        item = Item(match[1], int(match[2]))
        if found.setdefault(item.number, item) != item:
            raise ValueError(text)
    return sorted(found.values())
