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
    is kept, in seconds: to open one costs a network's round trips or, on SQLite, the reading
    of the whole schema, more than many a page.
    """
    name = str(file)
    if url.startswith(SQLITE):
        name = url.removeprefix(SQLITE).removeprefix("/") or ":memory:"
    elif url:
        found: dict[str, Any] = environ.Env.db_url_config(url)
        return found | {"CONN_MAX_AGE": kept, "CONN_HEALTH_CHECKS": True}
    return {
        "ENGINE": "config.sqlite",
        "NAME": name,
        "OPTIONS": dict(SQLITE_OPTIONS),
        "CONN_MAX_AGE": kept,
    }
