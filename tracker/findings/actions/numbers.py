"""Numbers that are never given twice."""

from __future__ import annotations

from django.db import connection, transaction
from django.db.models import F

from tracker.findings.models import Series


def next_number(key: str, count: int = 1) -> int:
    """Return the first of ``count`` numbers of a series that nobody else gets, from 1 on.

    Numbers that a failing transaction had taken are given again: nobody saw them. Raises
    RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("next_number() needs the transaction of what is numbered")
    while not Series.objects.filter(pk=key).update(last=F("last") + count):
        with transaction.atomic():
            Series.objects.bulk_create([Series(key=key)], ignore_conflicts=True)
    # The update holds the row, so nobody else has counted on since.
    return Series.objects.values_list("last", flat=True).get(pk=key) - count + 1
