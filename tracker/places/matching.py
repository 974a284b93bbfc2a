"""Finding places by what people type: name, alias, former name, pinyin, initials or code.

Namesakes are never told apart here: all are returned, and the reader chooses.

A character such as 王 is part of 60,000 names of the nation. Up to `RANKED` candidates
are ranked one by one; for more, the closest are asked for in turn, and each question
stops at the rows it needs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from tracker.places.codes import is_code
from tracker.places.models import Area
from tracker.places.readings import SEPARATOR, fold
from tracker.places.terms import Level

SHOWN = 50  # candidates on a page; the total is said beside them
RANKED = 2000  # beyond so many, the total is said to be more


@dataclass(frozen=True)
class Matches:
    """The best candidates, the best first. `total` counts all; `more` says it is only a part."""

    areas: list[Area]
    total: int
    more: bool = False


def area_with_code(query: str) -> Area | None:
    """Return the area whose code was typed, in full."""
    code = query.strip()
    return Area.objects.filter(pk=code).first() if is_code(code) else None


def matching(query: str) -> Matches:
    """Return the places for what was typed: whole names, then beginnings, then parts.

    Among equals higher levels come first, then the order of the codes.
    """
    words = [word for word in (fold(part) for part in query.split()) if word]
    if not words:
        return Matches([], 0)
    found = containing(words)
    rows = list(found.order_by().values_list("code", "name", "search_text")[: RANKED + 1])
    if len(rows) <= RANKED:
        best = sorted(rows, key=lambda row: _rank(*row, words))[:SHOWN]
        return Matches(_areas([code for code, *_rest in best]), len(rows))
    return Matches(_areas(list(_closest(found, words))), RANKED, more=True)


def containing(words: list[str]) -> QuerySet[Area]:
    """Return the areas that answer to one of the words and stand under the others.

    "关王庙 乔庙" finds the village in that township.
    """
    if len(words) == 1:
        return Area.objects.filter(search_text__contains=words[0])
    found = Area.objects.all()
    own = Q()
    for word in words:
        own |= Q(search_text__contains=word)
        found = found.filter(
            Q(search_text__contains=word)
            | Q(parent__search_text__contains=word)
            | Q(parent__parent__search_text__contains=word)
        )
    return found.filter(own)


def _rank(code: str, name: str, search_text: str, words: list[str]) -> tuple[int, int, str]:
    if name in words:
        closeness = 0
    elif any(f"{SEPARATOR}{word}{SEPARATOR}" in search_text for word in words):
        closeness = 1
    elif any(f"{SEPARATOR}{word}" in search_text for word in words):
        closeness = 2
    else:
        closeness = 3
    return closeness, len(code), code


def _closest(found: QuerySet[Area], words: list[str]) -> Iterator[str]:
    """Yield the codes of the closest areas, at most `SHOWN`.

    Names come from their index; beginnings and parts stop at the rows needed, because
    they are asked for in the order of the codes.
    """
    beginning = Q()
    for word in words:
        beginning |= Q(search_text__contains=f"{SEPARATOR}{word}")
    given: set[str] = set()
    for tier in (Q(name__in=words), beginning, Q()):
        for group in (~Q(level=Level.VILLAGE), Q(level=Level.VILLAGE)):
            codes = found.filter(tier, group).order_by("code").values_list("code", flat=True)
            for code in codes[: SHOWN + len(given)]:
                if code in given:
                    continue
                if len(given) == SHOWN:
                    return
                given.add(code)
                yield code


def _areas(codes: list[str]) -> list[Area]:
    known = Area.objects.select_related("parent__parent").in_bulk(codes)
    return [known[code] for code in codes]
