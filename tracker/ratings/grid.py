"""What the cells of a street's grid hold and how they are named. Pure: text in, text out."""

from __future__ import annotations

import re
from collections.abc import Collection

from django.utils.translation import gettext_lazy

from tracker.ratings.terms import Proposal, Result

MOST_CELLS = 300  # taken in one request: sixty villages by five stars
CHOOSE = "?"  # stands before a value about which two people disagree until one has chosen

# Another sign for every answer: nothing depends on colour.
OF_STAR = {
    Proposal.NONE: gettext_lazy("– No statement yet"),
    Proposal.MET: gettext_lazy("√ Met"),
    Proposal.NOT_MET: gettext_lazy("× Not met"),
}
OF_STANDARD = {
    Result.NOT_CHECKED: gettext_lazy("– Not checked"),
    Result.MET: gettext_lazy("√ Met"),
    Result.NOT_MET: gettext_lazy("× Not met"),
    Result.NOT_APPLICABLE: gettext_lazy("/ Not applicable"),
}
# What people have in such a column of Excel or WPS; compared in small letters.
_PASTED = {
    "met": "1 √ ✓ ✔ 是 有 达标 已达标 合格 y yes met",
    "not_met": "0 × ✗ ✕ x 否 无 未达标 不达标 不合格 n no not_met",
    "n_a": "/ 不适用 n_a n/a",
    "": "– - — 未检查 未表态",
}
_LETTERS = {"": "_", "unchecked": "_", "met": "1", "not_met": "0", "n_a": "n"}
_CELL = re.compile(r"[0-9]{12}-(?:[a-z_]{1,12}|[0-9]{1,3})", re.ASCII)
_SEEN = re.compile(r"([0-9]{12})-([a-z_]{1,12})\.([0-9]{1,9})(?:\.([_10n]*))?", re.ASCII)

Seen = dict[tuple[str, str], tuple[int, str]]


def pasted_words(values: Collection[str]) -> str:
    """Return "word=value" by spaces, for what may be pasted where these values are allowed."""
    nothing = next(value for value in values if value in ("", "unchecked"))
    found = []
    for value, words in _PASTED.items():
        meant = value or nothing
        if meant in values:
            found += [f"{word}={meant}" for word in words.split()]
    return " ".join(found)


def synonyms(values: Collection[str]) -> tuple[tuple[str, str], ...]:
    """Return (value, word) for every word that stands for one of these values in a table."""
    return tuple(
        (pair.rpartition("=")[2], pair.rpartition("=")[0]) for pair in pasted_words(values).split()
    )


def cell_name(code: str, column: str) -> str:
    """Name a cell as the form does; ``column`` is a star's key or a standard's number."""
    return f"{code}-{column}"


def is_cell(name: str) -> bool:
    return bool(_CELL.fullmatch(name))


def letters(values: Collection[str]) -> str:
    """Write the answers of a star, one letter for each: what the form began with."""
    return "".join(_LETTERS[value] for value in values)


def write_seen(code: str, star: str, version: int, values: Collection[str]) -> str:
    return f"{cell_name(code, star)}.{version}.{letters(values)}"


def read_seen(sent: str) -> Seen:
    """Return {(code, star): (version, letters)}; raise ValueError for anything else.

    Letters are empty where only cells that differ were sent. All versions come in one
    field: a form takes a thousand fields only.
    """
    seen: Seen = {}
    for text in sent.split():
        found = _SEEN.fullmatch(text)
        if not found:
            raise ValueError(text[:40])
        seen[found[1], found[2]] = int(found[3]), found[4] or ""
    return seen


def differs(value: str, letters_seen: str, place: int) -> bool:
    """Tell whether a value is not what the form began with at that place of the star."""
    if place >= len(letters_seen):
        return True
    return _LETTERS.get(value) != letters_seen[place]
