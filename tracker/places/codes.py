"""Statistical area codes: plain strings of ASCII digits, 2, 4, 6, 9 or 12 long."""

from __future__ import annotations

import re

from tracker.places.terms import CODE_LENGTHS, LEVEL_OF_LENGTH, AreaKind, Level

_LENGTHS = sorted(CODE_LENGTHS.values())
_CODE = re.compile(r"[0-9]{2}(?:[0-9]{2}(?:[0-9]{2}(?:[0-9]{3}(?:[0-9]{3})?)?)?)?", re.ASCII)


def is_code(text: str) -> bool:
    """Tell whether ``text`` is a well-formed area code; look-alike digits are not."""
    return _CODE.fullmatch(text) is not None


def level_of(code: str) -> Level:
    """Return the level that a code's length says. Raises KeyError for other lengths."""
    return LEVEL_OF_LENGTH[len(code)]


def parent_code(code: str) -> str | None:
    """Return the code one level up, None for a province."""
    shorter = [length for length in _LENGTHS if length < len(code)]
    return code[: shorter[-1]] if shorter else None


def ancestor_codes(code: str) -> list[str]:
    """Return the codes above ``code``, province first."""
    return [code[:length] for length in _LENGTHS if length < len(code)]


def first_code_after(code: str) -> str:
    """Return a string behind every code that begins with ``code`` and before all that follow.

    It is longer than any code and ends in nines, so it is right for 99, too, and holds
    digits only: databases differ in whether a colon or a letter comes after them.
    """
    return code.ljust(_LENGTHS[-1] + 1, "9")


def kind_from_code(code: str) -> AreaKind:
    """Return what an area counts as, by the rule of the statistical codes.

    The last three digits say it. A village code has 001-199 for communities,
    200-399 for villages, 400-599 for what only resembles them: zones, farms and
    units that exist on paper. Streets use the same last range for zones and
    farms. Source: the bureau of statistics' rules for compiling these codes
    (统计用区划代码和城乡划分代码编制规则).
    """
    level = level_of(code)
    if level in (Level.VILLAGE, Level.STREET) and code[-3] >= "4":
        return AreaKind.EXCLUDED
    if level != Level.VILLAGE:
        return AreaKind.NONE
    return AreaKind.URBAN if code[-3] < "2" else AreaKind.RURAL
