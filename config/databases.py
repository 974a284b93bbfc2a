"""The database an installation uses: SQLite in a file, or what an address names."""

from pathlib import Path
from typing import Any

import environ

SQLITE = "sqlite://"
SQLITE_OPTIONS = {
    # A deferred transaction that reads and then writes loses to any other
    # writer with "database is locked"; IMMEDIATE takes the lock first.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        "PRAGMA cache_size=-32768; PRAGMA mmap_size=268435456;"
    ),
}


def database(url: str, file: Path, kept: int) -> dict[str, Any]:
    """Return Django's settings of one database.

    An empty address is SQLite in `file`. After sqlite:/// stands a path as it is,
    so that + % # in it are signs like any other. `kept` is how long a connection
    to a server is kept, in seconds.
    """
    if not url:
        return _sqlite(str(file))
    if url.startswith(SQLITE):
        return _sqlite(url.removeprefix(SQLITE).removeprefix("/") or ":memory:")
    found: dict[str, Any] = environ.Env.db_url_config(url)
    return found | {"CONN_MAX_AGE": kept, "CONN_HEALTH_CHECKS": True}


def _sqlite(name: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "OPTIONS": dict(SQLITE_OPTIONS),
    }
