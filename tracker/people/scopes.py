"""A manager that asks first: rows of staff are read through a person's rights or not at all.

`objects.visible_to(user)` and `objects.unscoped("why")` are the only ways in; every
other method of `objects` raises. A forgotten filter is then an error on the first
request and not a leak in the last one (the idea is that of django-scopes).
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import QuerySet

from tracker.people.permissions import VisibleTo


class UnscopedError(RuntimeError):
    """Rows were asked for without saying for whom."""


class ScopedQuerySet(VisibleTo, models.QuerySet):
    """Say `area_field` and `read_permission`; see `VisibleTo`."""


class ScopedManager(models.Manager):
    """Declare it as `objects`, after `everything`, which Django itself goes by."""

    def __init__(self, rows: type[ScopedQuerySet]) -> None:
        super().__init__()
        self._rows = rows

    def get_queryset(self) -> QuerySet:
        raise UnscopedError(
            f"{self.model.__name__}.objects: say visible_to(user) or unscoped('why')"
        )

    def visible_to(self, user: Any, permission: str = "") -> Any:
        """Return what a person may read, or may do ``permission`` to."""
        return self._rows(self.model, using=self._db).visible_to(user, permission)

    def unscoped(self, why: str) -> Any:
        """Return all rows. ``why`` is for who reads the code; it cannot be empty."""
        if not why.strip():
            raise UnscopedError("unscoped() needs the reason in words")
        return self._rows(self.model, using=self._db)
