"""Readers of single values of data/figures; each returns the value or raises WrongValueError."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from tracker.places.codes import is_code

Parser = Callable[[object], Any]

_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_PERIOD = re.compile(
    r"[0-9]{4}(?:-(?:H[12]|Q[1-4]|(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?))?", re.ASCII
)
# As many digits as the database column holds: 18, four of them after the point.
_LARGEST = Decimal(10) ** 14
_DECIMALS = 4


class WrongValueError(ValueError):
    """What is wrong with one value, said to the person who wrote it."""


def text(longest: int, *, empty: bool = False) -> Parser:
    """Return a reader of one line of at most ``longest`` characters; null is empty."""

    def read(raw: object) -> str:
        if raw is None and empty:
            return ""
        if not isinstance(raw, str):
            raise WrongValueError(_("must be text; put it in quotes"))
        if not raw.strip() and not empty:
            raise WrongValueError(_("must not be empty"))
        if raw != raw.strip() or any(ord(sign) < 32 for sign in raw):
            raise WrongValueError(_("must be one line without spaces around it"))
        if len(raw) > longest:
            raise WrongValueError(
                _("has %(length)s characters, at most %(longest)s are allowed")
                % {"length": len(raw), "longest": longest}
            )
        return raw

    return read


def pattern(form: str, example: str) -> Parser:
    """Return a reader of text that matches ``form`` wholly."""
    compiled = re.compile(form, re.ASCII)

    def read(raw: object) -> str:
        if not isinstance(raw, str) or compiled.fullmatch(raw) is None:
            raise WrongValueError(
                _("“%(value)s” is not of the form %(example)s") % {"value": raw, "example": example}
            )
        return raw

    return read


def figure_key(*, empty: bool = False) -> Parser:
    """Return a reader of the key of a figure; null is empty."""
    required = pattern(r"[0-9]{3}-[0-9]{3}", '"002-001"')

    def read(raw: object) -> str:
        return "" if raw is None and empty else required(raw)

    return read


def figure_keys(raw: object) -> tuple[str, ...]:
    """Read a list of at least one key of a figure."""
    if not isinstance(raw, list) or not raw:
        raise WrongValueError(_("must be a list of keys of figures"))
    return tuple(figure_key()(key) for key in raw)


def one_of(allowed: Collection[str], *, empty: bool = False) -> Parser:
    """Return a reader of one word of a closed list; null is empty."""

    def read(raw: object) -> str:
        if raw is None and empty:
            return ""
        if not isinstance(raw, str) or raw not in allowed or not raw:
            raise WrongValueError(
                _("“%(value)s” is unknown; allowed: %(allowed)s")
                % {"value": raw, "allowed": ", ".join(word for word in allowed if word)}
            )
        return raw

    return read


def whole(least: int, most: int, *, empty: bool = False) -> Parser:
    """Return a reader of a whole number within bounds, both included."""

    def read(raw: object) -> int | None:
        if raw is None and empty:
            return None
        if not isinstance(raw, int) or isinstance(raw, bool) or not least <= raw <= most:
            raise WrongValueError(
                _("“%(value)s” is not a whole number from %(least)s to %(most)s")
                % {"value": raw, "least": least, "most": most}
            )
        return raw

    return read


def number(raw: object) -> Decimal | None:
    """Read a plain number, or null."""
    if raw is None:
        return None
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise WrongValueError(_("“%(value)s” is not a plain number") % {"value": raw})
    value = Decimal(str(raw))
    if not value.is_finite() or abs(value) >= _LARGEST:
        raise WrongValueError(_("“%(value)s” is not a plain number") % {"value": raw})
    if value != round(value, _DECIMALS):
        raise WrongValueError(_("has more than %(count)s decimals") % {"count": _DECIMALS})
    return value


def boolean(raw: object) -> bool:
    """Read true or false."""
    if not isinstance(raw, bool):
        raise WrongValueError(_("must be true or false"))
    return raw


def day(raw: object) -> dt.date:
    """Read a date. The files' loader leaves dates as text, so that a bad one is named here."""
    if isinstance(raw, str) and _DAY.fullmatch(raw):
        try:
            return dt.date.fromisoformat(raw)
        except ValueError:
            pass
    raise WrongValueError(_("“%(value)s” is not a date such as 2023-06-30") % {"value": raw})


def day_or_none(raw: object) -> dt.date | None:
    return None if raw is None else day(raw)


def digest(raw: object) -> str:
    """Read a SHA-256 in 64 lower-case hexadecimal digits."""
    if not isinstance(raw, str) or _DIGEST.fullmatch(raw) is None:
        raise WrongValueError(_("is not a SHA-256 of 64 hexadecimal digits"))
    return raw


def period(raw: object) -> str:
    """Read a period: year, half, quarter, month or day; null is empty."""
    if raw is None:
        return ""
    if not isinstance(raw, str) or _PERIOD.fullmatch(raw) is None:
        raise WrongValueError(
            _('“%(value)s” is not a period such as "2022", 2023-H1, 2023-Q2, 2023-06, 2023-06-21')
            % {"value": raw}
        )
    return raw


def area_code(raw: object) -> str:
    """Read a statistical code, in quotes so that it stays text."""
    if not isinstance(raw, str) or not is_code(raw):
        raise WrongValueError(
            _("“%(value)s” is not an area code of 2, 4, 6, 9 or 12 digits in quotes")
            % {"value": raw}
        )
    return raw


def record(
    raw: object, fields: Mapping[str, Parser], rare: Collection[str] = ()
) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """Read one mapping; return its values and, for each bad field, what is wrong.

    Fields named in ``rare`` may be left out.
    """
    if not isinstance(raw, dict):
        return {}, [("", _("must be a list of fields with values"))]
    wrong = [(name, _("is missing")) for name in fields if name not in raw and name not in rare]
    wrong += [(str(name), _("is not a known field")) for name in raw if name not in fields]
    values: dict[str, Any] = {}
    for name, parse in fields.items():
        if name not in raw:
            continue
        try:
            values[name] = parse(raw[name])
        except WrongValueError as error:
            wrong.append((name, str(error)))
    return values, wrong
