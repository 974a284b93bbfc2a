"""Years that are not to be closed while rows in them change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import connection


def hold_year(campaign: Any) -> None:
    """Hold one year as `hold_years` does, and let ``campaign`` say the state it has now."""
    campaign.state = hold_years([campaign.pk]).get(campaign.pk, campaign.state)


def hold_years(years: Iterable[int]) -> dict[int, str]:
    """Return {year: its state now}, and hold these years until the transaction ends.

    Ask before any other row is held, and judge by what it returns: a state that was read
    earlier may be over. Many may hold a year at a time; who closes it waits for them all.
    A year that is not there is left out. Raises RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("hold_years() needs the transaction in which the rows change")
    wanted = sorted(set(years))
    if not wanted:
        return {}
    rows = apps.get_model("tracker", "Campaign").objects.filter(pk__in=wanted).order_by("pk")
    sql, values = rows.values_list("pk", "state").query.sql_with_params()
    if connection.vendor == "postgresql":  # SQLite has one writer at a time
        sql += " FOR SHARE"  # Django has no word for the lock that readers share
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return dict(cursor.fetchall())
