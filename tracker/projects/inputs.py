"""What actions are given, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Wish:
    """A project as it is proposed; money in yuan, income of the village's collective a year."""

    title: str
    responsible: str
    star: str = ""
    detail: str = ""
    planned: Decimal | None = None
    income_planned: Decimal | None = None


@dataclass(frozen=True)
class Offer:
    """A supply as a department offers it; `amount` in yuan, None where it is no money."""

    title: str
    department: str
    star: str = ""
    detail: str = ""
    amount: Decimal | None = None


@dataclass(frozen=True)
class Word:
    """What is said with a move: a reason or a result, and the income that came of it."""

    text: str = ""
    income_reached: Decimal | None = None
