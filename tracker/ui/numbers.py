"""How numbers and days are written for readers.

No separators up to any length: four digits need none, and the rooms write
larger numbers with 万 and 亿 where they want them short.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def plain(value: Decimal | float | int | str) -> str:
    """Return a number in digits, without the zeros that end its decimals."""
    text = f"{Decimal(str(value)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(value: Decimal, places: str = "0.1") -> Decimal:
    """Round half up, as officials do (Python's own rule would give 12.2 for 12.25)."""
    return value.quantize(Decimal(places), rounding=ROUND_HALF_UP)


def percent(share: Decimal | float | int | str) -> str:
    """Return a share given in percent with one decimal: 76 becomes 76.0%."""
    return f"{rounded(Decimal(str(share))):f}%"
