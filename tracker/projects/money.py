"""Money of projects: planned, received, and what of it is still to come. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from tracker.ui.numbers import plain

_TEN_THOUSAND = Decimal(10_000)
LARGEST = Decimal(10) ** 13  # yuan


@dataclass(frozen=True)
class Money:
    """What a project or a list needs and has, in yuan; `planned` is None where nobody said."""

    planned: Decimal | None
    received: Decimal

    @property
    def missing(self) -> Decimal | None:
        """What is still to come; nothing where more has come than was planned."""
        if self.planned is None:
            return None
        return max(self.planned - self.received, Decimal(0))


def say_yuan(amount: Decimal | None) -> str:
    """Return money in words: below ten thousand in yuan, from there on in 万元."""
    if amount is None:
        return _("not stated")
    if abs(amount) < _TEN_THOUSAND:
        return _("%(amount)s yuan") % {"amount": plain(amount)}
    return _("%(amount)s ten thousand yuan") % {"amount": plain(amount / _TEN_THOUSAND)}


def from_ten_thousands(amount: Decimal | None) -> Decimal | None:
    """Return yuan for what people type in 万元."""
    return None if amount is None else amount * _TEN_THOUSAND


def in_ten_thousands(amount: Decimal | None) -> Decimal | None:
    """Return 万元 for what is stored in yuan."""
    return None if amount is None else (amount / _TEN_THOUSAND).normalize()
