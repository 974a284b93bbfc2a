"""A row as plain values, the way events keep it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from decimal import Decimal

from django.conf import settings
from django.db.models import Model
from django.utils import translation

Values = dict[str, object]


def plain(value: object) -> object:
    """Return a value as JSON holds it: days and times in ISO, a decimal without closing zeros.

    The database pads 76 to 76.0000; an event would call that a change.
    """
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, (dt.date, dt.datetime, dt.time)):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    return str(value)


def values_of(row: Model, *, without: Collection[str] = ()) -> Values:
    """Return the columns of a row by field name; a foreign key as the key it holds."""
    return {
        field.name: plain(getattr(row, field.attname))
        for field in row._meta.concrete_fields
        if field.name not in without
    }


def differing(before: Values, after: Values) -> tuple[Values, Values]:
    """Return of both what is not the same in the other."""
    names = [
        name
        for name in {**before, **after}
        if name not in before or name not in after or before[name] != after[name]
    ]
    return (
        {name: before[name] for name in names if name in before},
        {name: after[name] for name in names if name in after},
    )


def room_of(model: type[Model]) -> str:
    """Return the room that declares a model: "campaigns", or "articles"."""
    parts = model.__module__.split(".")
    return parts[1] if parts[0] == "tracker" else parts[0]


def name_of(row: Model) -> str:
    """Return what a row calls itself, always in the site's own language."""
    with translation.override(settings.LANGUAGE_CODE):
        return str(row)


def area_of(row: Model) -> str:
    """Return the code of the area a row belongs to; "" where it belongs to none."""
    return getattr(row, "area_id", "") or ""
