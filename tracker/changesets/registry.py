"""Which kinds of changeset there are. Rooms above say theirs in `kinds`; `tracker.tasks` gathers.

A kind is a `Kind` object with the methods below. Rows have a `key` that names one thing (a branch's
code, or code and star), and their values are texts by field: {"industry": "met"}. What a row
does not name stays as it is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from tracker.changesets.terms import Verdict
from tracker.sheets.entries import Entry
from tracker.sheets.terms import Column

Values = dict[str, str]


@dataclass(frozen=True)
class Scope:
    """What a changeset is about: a year, an area and all below it, and what its kind adds."""

    year: int
    area: str
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Complaint:
    """What is wrong with a row, in words for the person; `column` is a heading or empty.

    `text` is a stored sentence (`jobs.wording.say`), so that it can be said in any language.
    """

    text: str
    column: str = ""


@dataclass(frozen=True)
class Wish:
    """One row that somebody wants: `after` is what shall stand.

    `base` is what they had before their eyes, None for whatever stands now: where something
    else stands, the row is disputed. `number` is the row of the file, `typed` its cells as they
    were typed, `complaints` what the reader of the file found.
    """

    number: int
    key: str
    after: Values
    base: Values | None = None
    typed: Mapping[str, str] = field(default_factory=dict)
    complaints: tuple[Complaint, ...] = ()


@dataclass(frozen=True)
class Standing:
    """How the thing of one key stands now, as `Kind.look` finds it.

    `values` are those fields that a wish may name. `is_new`: nothing was said of it before.
    `against`: why it cannot be written now, by field, or under "" for the whole row. `mark` is
    the kind's own: what its `write` needs to see that nobody was faster, such as versions.
    """

    name: str
    values: Values
    is_new: bool = False
    mark: Any = None
    last_year: Values = field(default_factory=dict)
    against: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Going:
    """One row on its way into the tables: the fields that change, and how the thing stands."""

    key: str
    after: Values
    now: Standing


@dataclass(frozen=True)
class Layout:
    """One shape of a file: its columns, headings that are not read, and what a row means.

    `wish` turns a checked row into what is wanted; None for a row that says nothing.
    """

    columns: Sequence[Column]
    wish: Callable[[Entry], Wish | None]
    ignored: Sequence[Any] = ()


class Kind:
    """One kind of changeset. `permission` is asked for every row, `read_permission` to look at it.

    `name` is "<room>.<what>"; `title` is lazy. `by_file`: offered on the page of imports.
    `sent_columns`: what a row has that a program sends, where no file has such rows.
    """

    name: str = ""
    title: Any = ""
    permission: str = ""
    read_permission: str = ""
    by_file = False
    sent_columns: tuple[str, ...] = ()

    @property
    def by_program(self) -> bool:
        return self.by_file or bool(self.sent_columns)

    # --- What a page shows ------------------------------------------------------------

    def fields(self, scope: Scope) -> list[tuple[str, str]]:
        """Return (field, heading) in the order in which a row shows its values."""
        raise NotImplementedError

    def words(self, scope: Scope, name: str, value: str) -> str:
        """Return a value as a person reads it; "" for nothing."""
        return value

    def address(self, scope: Scope, key: str) -> str:
        """Return the page of a row's thing, "" for none."""
        return ""

    def origin(self, scope: Scope) -> str:
        """Return the page on which the rows were chosen, "" for none."""
        return ""

    def subtitle(self, scope: Scope) -> str:
        """Return what the details say in words, such as the star; "" for nothing."""
        return ""

    # --- Files ------------------------------------------------------------------------

    def variants(self, year: int) -> list[tuple[Mapping[str, str], str]]:
        """Return (details, words) of what can be chosen for a file of a year."""
        return [({}, str(self.title))]

    def layouts(self, scope: Scope) -> list[Layout]:
        """Return the shapes of file that are read; the first is the template's."""
        return []

    def sheet(self, scope: Scope, *, by: Any) -> Iterator[Mapping[str, str]]:
        """Yield the rows of the template, as things stand now."""
        raise NotImplementedError

    # --- Programs ---------------------------------------------------------------------

    def against_scope(self, scope: Scope) -> str:
        """Return in words why a program's rows cannot be about this; "" where they can."""
        known = [dict(details) for details, _words in self.variants(scope.year)]
        if dict(scope.details) in known:
            return ""
        words = {"known": "、".join(json.dumps(one, ensure_ascii=False) for one in known)}
        return _("The details must be one of these: %(known)s.") % words

    def wishes(self, scope: Scope, rows: Sequence[Mapping[str, str]], *, by: Any) -> list[Wish]:
        """Return what rows with `sent_columns` want, the first being row 1, each its own wish."""
        raise NotImplementedError

    # --- What it does -----------------------------------------------------------------

    def look(self, scope: Scope, keys: Sequence[str], *, by: Any) -> dict[str, Standing]:
        """Return how the things of some keys stand; a key that there is not is left out.

        Judges with the rights of ``by``. Reads only; at most `AT_ONCE` keys, a fixed number of
        queries.
        """
        raise NotImplementedError

    def area_of(self, key: str) -> str:
        """Return the code of the area in which the thing of a key lies."""
        return key.partition(".")[0]

    def write(self, scope: Scope, rows: Sequence[Going], *, by: Any) -> dict[str, str]:
        """Write some rows in the caller's transaction; they come in the order of their keys.

        Through the room's own actions, which ask for the right once more and raise Overtaken
        where somebody was faster; events are told (`history.record.tell`). Returns {key: why it
        may not be written}: with only one of these the caller rolls all of it back.
        """
        raise NotImplementedError

    def objections(self, scope: Scope, now: Standing, after: Values) -> list[Complaint]:
        """Return what is against the very values that are wanted; no queries."""
        return []

    def against_undo(self, scope: Scope) -> str:
        """Return in words why changesets of this scope are never undone; "" where they can be."""
        return ""

    def undone(self, scope: Scope, before: Values, after: Values) -> Values:
        """Return what shall stand where a row that wrote ``after`` is undone."""
        return dict(before)


KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Make a kind known. Raises ValueError for a name that another one has."""
    known = KINDS.setdefault(kind.name, kind)
    if type(known) is not type(kind):
        raise ValueError(f"two kinds of changeset are called {kind.name}")
    return known


def judged(
    wish: Wish, now: Standing | None, objections: Sequence[Complaint] = ()
) -> tuple[Verdict, list[Complaint]]:
    """Return what would become of a row, and everything that is wrong with it."""
    complaints = list(wish.complaints)
    if now is None:
        return Verdict.WRONG, complaints
    differing = differing_fields(wish.after, now.values)
    foreign = [name for name in wish.after if name not in now.values]
    concerned = ["", *differing, *foreign] if differing or foreign else []
    complaints += [
        Complaint(now.against[name], name) for name in concerned if now.against.get(name)
    ]
    if differing:
        complaints += objections
    if complaints:
        return Verdict.WRONG, complaints
    if not differing:
        return Verdict.SAME, []
    if wish.base is not None and differing_fields(wish.base, now.values):
        return Verdict.DISPUTED, []
    return (Verdict.NEW if now.is_new else Verdict.CHANGED), []


def differing_fields(wanted: Mapping[str, str], stands: Mapping[str, str]) -> list[str]:
    """Return the fields that are wanted otherwise than they stand."""
    return [name for name, value in wanted.items() if stands.get(name, value) != value]


def differing_values(wanted: Values, stands: Mapping[str, str]) -> Values:
    """Return what is wanted otherwise than it stands."""
    return {name: wanted[name] for name in differing_fields(wanted, stands)}


def named(rows: Iterable[Wish]) -> list[str]:
    """Return the keys of some wishes, each once, in their order."""
    return sorted({row.key for row in rows if row.key})
