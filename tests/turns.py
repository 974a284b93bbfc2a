"""What is tried on one of the two databases, because the other one could not answer otherwise."""

from __future__ import annotations

import os

from django.db import connection


def is_turn(number: int) -> bool:
    """Tell whether a cell is tried in this run: even ones on SQLite, odd ones on PostgreSQL.

    ``EVERY_CELL=1`` tries every cell on either (docs/decisions/0029-cells-alternate.md).
    """
    on_sqlite = number % 2 == 0
    return every_cell() or on_sqlite == (connection.vendor == "sqlite")


def every_cell() -> bool:
    return bool(os.environ.get("EVERY_CELL"))
