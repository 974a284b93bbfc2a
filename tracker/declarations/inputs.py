"""What a person asks for, with the version of what they had read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_ITEM = re.compile(r"([0-9]{4})-([0-9]{12}):([0-9]{1,9})", re.ASCII)


@dataclass(frozen=True, order=True)
class Item:
    """One declaration as the person saw it; written "2023-410822105200:3" in a form."""

    branch: str
    year: int
    seen: int

    def __str__(self) -> str:
        return f"{self.year}-{self.branch}:{self.seen}"


@dataclass(frozen=True)
class Wish:
    """The stars that one branch shall aim at; `seen` is 0 where nothing was declared yet."""

    branch: str
    stars: tuple[str, ...]
    seen: int


def read_items(texts: Iterable[str]) -> list[Item]:
    """Return the items of a form, each declaration once, in the order of the codes.

    Raises ValueError for a text that no page of ours makes.
    """
    found: dict[tuple[str, int], Item] = {}
    for text in texts:
        match = _ITEM.fullmatch(text)
        if match is None:
            raise ValueError(text)
        item = Item(match[2], int(match[1]), int(match[3]))
        if found.setdefault((item.branch, item.year), item) != item:
            raise ValueError(text)
    return sorted(found.values())
