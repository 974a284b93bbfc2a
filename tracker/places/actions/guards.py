"""Who may change places, and what cannot be done."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.places.models import Area
from tracker.places.reading.rows import LONGEST_NAME, LONGEST_OFFICIAL, name_problem
from tracker.places.terms import CORRECTION_MARK, AreaKind, Level

# A signed-in user, or None for a command: whoever runs it owns the machine.
By = Any


class NotPossibleError(ValidationError):
    """What was asked cannot be done; the message says why, and a form can show it."""


def require_permission(by: By, verb: str, model: str) -> None:
    """Raise PermissionDenied unless ``by`` may ``verb`` (add, change, delete) rows of ``model``."""
    if by is not None and not by.has_perm(f"tracker.{verb}_{model}"):
        raise PermissionDenied


def hold_provinces(*codes: str) -> None:
    """Hold the provinces of ``codes`` until the transaction ends, all where none is given.

    Whoever changes places does this before reading any, and in code order: changes in
    one province wait for each other, so none counts from what another is about to
    change, and nobody waits in a ring. Rows that only refer to a province (a figure, a
    branch) do not wait: hence ``no_key``. On SQLite the transaction itself holds all.
    """
    provinces = Area.objects.filter(level=Level.PROVINCE)
    if codes:
        provinces = provinces.filter(pk__in={code[:2] for code in codes})
    held = provinces.select_for_update(no_key=True).order_by("pk")
    list(held.values_list("pk"))


def locked(area: Area, *others: Area) -> Area:
    """Return the area as it is now, held against others until the transaction ends.

    The provinces come first (see `hold_provinces`), also those of ``others``.
    """
    hold_provinces(area.pk, *(other.pk for other in others))
    return Area.objects.select_for_update(no_key=True).get(pk=area.pk)


def correction(reason: str) -> str:
    """Return the source of an area that a person corrected; files leave it alone."""
    whole = f"{CORRECTION_MARK}：{reason}" if reason else CORRECTION_MARK
    return whole[: Area._meta.get_field("source").max_length]


def check_name(name: str, field: str, longest: int = LONGEST_NAME) -> None:
    if problem := name_problem(name, longest):
        raise NotPossibleError({field: problem})


def check_official_name(name: str) -> None:
    check_name(name, "official_name", LONGEST_OFFICIAL)


def check_kind(level: str, kind: str) -> None:
    rated = kind in (AreaKind.RURAL, AreaKind.URBAN)
    if (level == Level.VILLAGE) != rated and kind != AreaKind.EXCLUDED:
        raise NotPossibleError(
            {"kind": _("A village or community is rural, urban or not rated; others have no kind.")}
        )


def check_come(on: dt.date, field: str) -> None:
    """A day that lies ahead cannot be entered: the tree of today is what has happened."""
    if on > timezone.localdate():
        raise NotPossibleError({field: _("The day lies in the future. Enter it when it has come.")})


def check_day(on: dt.date, area: Area, field: str) -> None:
    check_come(on, field)
    if area.valid_from and on <= area.valid_from:
        raise NotPossibleError({field: _("The area did not exist before this day.")})


def check_no_children(area: Area) -> None:
    number = area.children.filter(valid_until__isnull=True).count()
    if number:
        raise NotPossibleError(
            _("%(area)s still has %(n)s areas below it. End or move them first.")
            % {"area": area.name, "n": number}
        )
