"""One migrated database for a run of tests; every process that needs one takes a copy.

To migrate an empty database takes as long as a hundred tests. Whoever comes first does it, with
the command that an installation uses; the others wait for it.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.db.backends.signals import connection_created

ROOT = Path(__file__).resolve().parents[1]
FOLDER = "MIGRATED_DATABASE_FOLDER"
SERVER = os.environ.get("DATABASE_URL", "")
if not SERVER.startswith("postgres"):
    SERVER = ""


def begin(settings: Any) -> None:
    """Let the test database of this process be a copy, as soon as it is made."""
    if FOLDER not in os.environ:  # else this process was started by the one that hands out
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="migrated-")
    if SERVER:
        settings.DATABASES["default"]["TEST"]["TEMPLATE"] = _name()
    else:
        # pytest-django knows Django's own backend alone; ours lives in memory just the same.
        settings.DATABASES["default"]["TEST"]["NAME"] = ":memory:"
        connection_created.connect(_fill)


def end() -> None:
    """Remove the migrated database, in the process that hands out the tests."""
    if SERVER:
        execute(f'DROP DATABASE IF EXISTS "{_name()}"')
    shutil.rmtree(os.environ.pop(FOLDER, ""), ignore_errors=True)


@contextmanager
def migrated() -> Iterator[str]:
    """Yield the migrated database: the path of its file, or its name on the server.

    Nobody else copies it meanwhile; a server refuses to copy what somebody looks at.
    """
    folder = Path(os.environ[FOLDER])
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made = folder / "made"
        if not made.exists():
            _migrate(folder)
            made.touch()
        yield _name() if SERVER else str(_file())


def copy_to_server(name: str) -> None:
    with migrated() as source:
        execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')


def copy_to_file(path: Path) -> None:
    with migrated() as source:
        shutil.copy(source, path)


def address_on_server(name: str) -> str:
    return urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))


def execute(statement: str) -> None:
    """Let the server do something that concerns whole databases."""
    import psycopg  # noqa: PLC0415 - only where PostgreSQL is used

    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(statement)


def _migrate(folder: Path) -> None:
    address = f"sqlite:///{_file()}"
    if SERVER:
        execute(f'CREATE DATABASE "{_name()}"')
        address = address_on_server(_name())
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    stated = {"IGNORE_DOTENV": "1", "VAR_DIR": str(folder), "DATABASE_URL": address}
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, cwd=ROOT, env=kept | stated, check=True)


def _name() -> str:
    return Path(os.environ[FOLDER]).name


def _file() -> Path:
    return Path(os.environ[FOLDER]) / "migrated.sqlite3"


def _fill(connection: Any, **_signal: Any) -> None:
    """Fill an empty database in memory."""
    named = str(connection.settings_dict["NAME"])
    if connection.alias != "default" or not connection.creation.is_in_memory_db(named):
        return
    if connection.connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        return
    with migrated() as path:
        source = sqlite3.connect(path)
        source.backup(connection.connection)
        source.close()
