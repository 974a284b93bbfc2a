"""Small numbers about families and people are not told outside the own area. Pure."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from tracker.contacts.terms import SMALLEST_TOLD, Stage


def told(number: int | None, *, is_own: bool) -> str:
    """Return a number in words: below five only to the own area, nought to everybody."""
    if number is None:
        return _("none yet")
    if is_own or number == 0 or number >= SMALLEST_TOLD:
        return str(number)
    return _("fewer than %(n)s") % {"n": SMALLEST_TOLD}


def stage_of(planned_on: dt.date | None, held_on: dt.date | None, evaluation: str) -> Stage:
    """Return how far a training has come."""
    if held_on:
        return Stage.JUDGED if evaluation.strip() else Stage.HELD
    return Stage.PLANNED if planned_on else Stage.WANTED
