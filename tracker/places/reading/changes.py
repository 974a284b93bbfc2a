"""What a file changes: its rows beside the stored ones, one by one, in code order."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from tracker.places.codes import parent_code
from tracker.places.reading.tree import NamedRow
from tracker.places.readings import usual_pinyin
from tracker.places.terms import CORRECTION_MARK

EXAMPLES = 20  # changes of one kind that are kept to be shown


class Verb(StrEnum):
    """What happens to an area."""

    ADD = "add"
    RENAME = "rename"
    KIND = "kind"
    MOVE = "move"
    READING = "reading"
    ALIAS = "alias"
    REOPEN = "reopen"
    CLOSE = "close"
    KEEP = "keep"


class Stored(NamedTuple):
    """An area as the database has it. `others` are its further names."""

    code: str
    name: str
    official_name: str
    kind: str
    parent: str | None
    statutory_parent: str | None
    pinyin: str
    valid_until: dt.date | None
    source: str
    others: tuple[str, ...] = ()

    @property
    def is_corrected(self) -> bool:
        """A person corrected it, so files leave it alone."""
        return self.source.startswith(CORRECTION_MARK)


@dataclass
class Outcome:
    """How many areas each verb befalls, with the first of them as (code, before, after)."""

    counts: Counter[Verb] = field(default_factory=Counter)
    examples: dict[Verb, list[tuple[str, str, str]]] = field(default_factory=dict)
    rows: int = 0

    def note(self, verb: Verb, code: str, before: str = "", after: str = "") -> None:
        self.counts[verb] += 1
        known = self.examples.setdefault(verb, [])
        if len(known) < EXAMPLES:
            known.append((code, before, after))

    @property
    def is_empty(self) -> bool:
        """Nothing is to do; what is kept as corrected is no change."""
        return not any(n for verb, n in self.counts.items() if verb != Verb.KEEP)


def paired(
    rows: Iterable[NamedRow], stored: Iterable[Stored]
) -> Iterator[tuple[NamedRow | None, Stored | None]]:
    """Walk both, each in code order, and yield what belongs together."""
    left, right = iter(rows), iter(stored)
    one, old = next(left, None), next(right, None)
    while one or old:
        if old is None or (one and one.row.code < old.code):
            yield one, None
            one = next(left, None)
        elif one is None or old.code < one.row.code:
            yield None, old
            old = next(right, None)
        else:
            yield one, old
            one, old = next(left, None), next(right, None)


def as_stated(one: NamedRow, old: Stored | None) -> Stored:
    """Return the area as it will be. What the file does not say stays as it is."""
    row = one.row
    if old is None or row.display_name or row.name != old.official_name:
        name = one.short
    else:
        name = old.name
    law = row.statutory_parent
    kept_reading = old.pinyin if old and old.name == name else ""
    return Stored(
        code=row.code,
        name=name,
        official_name=row.name,
        kind=old.kind if old and row.kind is None else one.kind,
        parent=parent_code(row.code),
        statutory_parent=(old.statutory_parent if old else None) if law is None else law or None,
        pinyin=row.pinyin or kept_reading or usual_pinyin(name),
        valid_until=None,
        source=old.source if old else "",
        others=_further_names(one, old, name),
    )


def _further_names(one: NamedRow, old: Stored | None, name: str) -> tuple[str, ...]:
    names = dict.fromkeys(old.others if old else ())
    names |= dict.fromkeys(alias for _kind, alias in one.row.aliases)
    if old and old.name != name:
        names[old.name] = None
    names.pop(name, None)
    return tuple(names)


def verbs(old: Stored, new: Stored) -> list[tuple[Verb, str, str]]:
    """Return what differs, as (verb, before, after)."""
    found = []
    if (old.name, old.official_name) != (new.name, new.official_name):
        full = old.name == new.name
        before, after = (old.official_name, new.official_name) if full else (old.name, new.name)
        found.append((Verb.RENAME, before, after))
    if old.kind != new.kind:
        found.append((Verb.KIND, old.kind, new.kind))
    if (old.parent, old.statutory_parent) != (new.parent, new.statutory_parent):
        found.append((Verb.MOVE, _above(old), _above(new)))
    if old.pinyin != new.pinyin and old.name == new.name:
        found.append((Verb.READING, old.pinyin, new.pinyin))
    if set(new.others) - set(old.others) - {old.name}:
        found.append(
            (Verb.ALIAS, "", " ".join(name for name in new.others if name not in old.others))
        )
    if old.valid_until:
        found.append((Verb.REOPEN, f"{old.valid_until:%Y-%m-%d}", ""))
    return found


def _above(area: Stored) -> str:
    return " / ".join(filter(None, [area.parent, area.statutory_parent]))


class Change(NamedTuple):
    """One stored or stated area with what becomes of it; `new` is None for an end."""

    old: Stored | None
    new: Stored | None
    row: NamedRow | None


def changes(
    pairs: Iterable[tuple[NamedRow | None, Stored | None]],
    covers: Callable[[str], bool],
    outcome: Outcome,
) -> Iterator[Change]:
    """Yield the areas that change and note each in ``outcome``.

    ``covers`` tells whether the files would hold a code if it still existed:
    then a stored area that they lack ends, and all below it with it.
    """
    ended = "-"
    for one, old in pairs:
        if one is None and old is not None:
            if old.valid_until or not (covers(old.code) or old.code.startswith(ended)):
                continue
            if old.is_corrected:
                outcome.note(Verb.KEEP, old.code, old.name)
                continue
            outcome.note(Verb.CLOSE, old.code, old.name)
            ended = old.code if not old.code.startswith(ended) else ended
            yield Change(old, None, None)
        elif one is not None:
            new = as_stated(one, old)
            if old is None:
                outcome.note(Verb.ADD, new.code, "", new.name)
                yield Change(None, new, one)
                continue
            found = verbs(old, new)
            if found and old.is_corrected:
                outcome.note(Verb.KEEP, old.code, old.name)
                continue
            for verb, before, after in found:
                outcome.note(verb, new.code, before or new.name, after)
            if found:
                yield Change(old, new, one)
