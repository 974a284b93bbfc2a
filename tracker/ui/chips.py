"""The filters that are on, each with the way to take it off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import QueryDict

from tracker.ui.addresses import without_value
from tracker.ui.filters import FilterSet

MOST_COUNTED = 3  # queries an empty answer may cost
BIG_LIST = 100_000  # rows; there each search for words costs too much to try several


@dataclass(frozen=True)
class Chip:
    """One value of one filter; `url` is the same list without it."""

    name: str
    label: str
    value: str
    words: str
    url: str


@dataclass(frozen=True)
class Relaxation:
    """What taking a chip off would bring."""

    chip: Chip
    rows: int


def words_for(filterset: FilterSet, name: str, values: Sequence[str]) -> dict[str, str]:
    """Return what a filter's values say to a reader.

    A filter may say it itself: `chip_texts(values)` returns {value: words} of
    all values in one look-up, such as the areas' names; `chip_text(value)`
    returns the words of one. A value without words stands for itself.
    """
    declared = filterset.filters[name]
    if hasattr(declared, "chip_texts"):
        known = declared.chip_texts(values)
    elif hasattr(declared, "chip_text"):
        known = {value: declared.chip_text(value) for value in values}
    else:
        choices = getattr(filterset.form.fields[name], "choices", ())
        known = {str(choice): label for choice, label in choices}
    return {value: str(known.get(value, value)) for value in values}


def chips(filterset: FilterSet, query: QueryDict) -> list[Chip]:
    """Return the filters that are on, in the form's order; no more than a filter takes."""
    found = []
    for name, given in filterset.active.items():
        values = given[: filterset.most(name)]
        words = words_for(filterset, name, values)
        label = str(filterset.filters[name].label)
        found += [
            Chip(name, label, value, words[value], without_value(query, name, value))
            for value in values
        ]
    return found


def relaxations(
    shown: Sequence[Chip], filterset: FilterSet, everything: QuerySet, total: int
) -> list[Relaxation]:
    """Return the chips without which something would match, and how much.

    At most three counts. With one chip the answer is the `total`, counted
    already; where words would be searched for again in a big list nothing is tried.
    """
    if len(shown) == 1:
        return [Relaxation(shown[0], total)] if total else []
    tried = [chip for chip in shown if total <= BIG_LIST or not _still_searches(filterset, chip)]
    found = []
    for chip in tried[:MOST_COUNTED]:
        rows = type(filterset)(_without(chip), queryset=everything).qs.count()
        if rows:
            found.append(Relaxation(chip, rows))
    return found


def _without(chip: Chip) -> QueryDict:
    return QueryDict(chip.url.removeprefix("?"))


def _still_searches(filterset: FilterSet, chip: Chip) -> bool:
    return any(filterset.searches(name) for name in _without(chip))
