"""Plain rows on their way into a table: for those of which there are too many for models.

A model's instance and what Django asks each of its fields cost more than all the rest of an
import's row: comparing, packing and the database together.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import connection, models

Plain = str | int | dt.datetime | None


def insert(model: type[models.Model], rows: Sequence[Mapping[str, Plain]]) -> None:
    """Insert rows in the caller's transaction: values by field, in all the same fields and order.

    No default, no `save` and no signal of the model is at work, so every field is named that the
    database does not fill in itself. Its constraints are: what breaks one raises IntegrityError.
    """
    if not rows:
        return
    fields = [model._meta.get_field(name) for name in rows[0]]
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    moments = [field.attname for field in fields if isinstance(field, models.DateTimeField)]
    table = connection.ops.quote_name(model._meta.db_table)
    places = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({columns}) VALUES ({places})",  # noqa: S608 - names of the model
            [_adapted(row, moments) for row in rows],
        )


def _adapted(row: Mapping[str, Plain], moments: Sequence[str]) -> list[Plain]:
    """Return the values as this database takes them: SQLite keeps a time as text."""
    if not moments:
        return list(row.values())
    adapt = connection.ops.adapt_datetimefield_value
    return [adapt(value) if name in moments else value for name, value in row.items()]
