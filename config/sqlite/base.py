"""Django's SQLite, with short waits for the one writer's place.

SQLite lets whoever waits for it sleep ever longer, up to a tenth of a second: between two writers
the database is then idle, and who has waited longest is served last. Here everybody asks again
every few milliseconds until the connection's timeout is over.
"""

from __future__ import annotations

import random
import sqlite3
import time

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

PAUSE = 0.001, 0.004  # seconds, by chance: two who wait do not ask in step


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose transactions begin as soon as the writer before has ended."""

    def _start_transaction_under_autocommit(self) -> None:
        patience = float(self.settings_dict["OPTIONS"].get("timeout", 5))
        over = time.monotonic() + patience
        self.connection.execute("PRAGMA busy_timeout = 0")
        try:
            while not self._begun(is_last=time.monotonic() >= over):
                time.sleep(random.uniform(*PAUSE))  # noqa: S311 - no secret
        finally:
            # Statements outside a transaction wait as SQLite does.
            self.connection.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")

    def _begun(self, *, is_last: bool) -> bool:
        """Try to begin; raise what SQLite says when it is the last time or no writer's fault."""
        try:
            super()._start_transaction_under_autocommit()
        except OperationalError as error:
            if is_last or not _is_busy(error):
                raise
            return False
        return True


def _is_busy(error: OperationalError) -> bool:
    cause = error.__cause__
    if not isinstance(cause, sqlite3.OperationalError):
        return False
    return cause.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
