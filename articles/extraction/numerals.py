"""Numbers as papers print them: 一百零三, 1.2万, 5000余, 近5000万, 百分之七十六, 3~6."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {
    **dict(zip("零一二三四五六七八九", range(10), strict=True)),
    "两": 2,
}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"": 1, "百": 100, "千": 1000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000}
_SCALES |= {"亿": 100_000_000, "万亿": 1_000_000_000_000}

CHINESE = r"[零一二两三四五六七八九十百千]{1,9}"
ARABIC = r"(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,6})?"
NUMBER = rf"(?:{ARABIC}|{CHINESE})"
SCALE = r"(?:万亿|亿|千万|百万|万|千|百)"


def read_chinese(text: str) -> int | None:
    """Return 103 for 一百零三, 12 for 十二, 2022 for 二零二二; None for no number."""
    if not text or any(sign not in _DIGITS and sign not in _PLACES for sign in text):
        return None
    if not any(sign in _PLACES for sign in text):
        return int("".join(str(_DIGITS[sign]) for sign in text))
    total, digit = 0, None
    for sign in text:
        if sign in _DIGITS:
            if digit not in (None, 0):
                return None
            digit = _DIGITS[sign]
        else:
            total += (1 if digit is None else digit) * _PLACES[sign]
            digit = None
    return total + (digit or 0)


def read_number(text: str, scale: str = "") -> Decimal | None:
    """Return the value of a printed number, times 万 or 亿. None for no number."""
    factor = _SCALES.get(scale)
    if factor is None:
        return None
    if re.fullmatch(ARABIC, text):
        return Decimal(text.replace(",", "")) * factor
    value = read_chinese(text)
    return None if value is None else Decimal(value) * factor


def in_words(text: str) -> bool:
    """Tell whether a number is written in characters, not in digits."""
    return not any(sign.isdigit() and sign.isascii() for sign in text)
