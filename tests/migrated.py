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
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.db.backends.signals import connection_created

ROOT = Path(__file__).resolve().parents[1]
FOLDER = "MIGRATED_DATABASE_FOLDER"
SERVER = os.environ.get("DATABASE_URL", "")
if not SERVER.startswith("postgres"):
    SERVER = ""
_migrating: list[subprocess.Popen[bytes]] = []


def begin(settings: Any) -> None:
    """Let the test database of this process be a copy, as soon as it is made."""
    if FOLDER not in os.environ:  # else this process was started by the one that hands out
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="migrated-")
    if SERVER:
        settings.DATABASES["default"]["TEST"]["TEMPLATE"] = _name(_own())
    else:
        # pytest-django knows Django's own backend alone; ours lives in memory just the same.
        settings.DATABASES["default"]["TEST"]["NAME"] = ":memory:"
        connection_created.connect(_fill)


def begin_early() -> None:
    """Migrate while the processes that run tests still look for them."""
    Thread(target=_ahead, daemon=True).start()


def end() -> None:
    """Remove the migrated database, in the process that hands out the tests."""
    for process in _migrating:
        process.kill()  # begun early for a run in which no test has asked for it
    if SERVER:
        _execute(f'DROP DATABASE IF EXISTS "{_name(_own())}" WITH (FORCE)')
    shutil.rmtree(os.environ.pop(FOLDER), ignore_errors=True)


@contextmanager
def migrated() -> Iterator[str]:
    """Yield the address of the migrated database, which nobody else copies meanwhile."""
    folder = Path(os.environ[FOLDER])
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made = folder / "made"
        if not made.exists():
            _migrate(folder)
            made.touch()
        yield _own()


@contextmanager
def copy(name: str, folder: Path, *, of: str = "") -> Iterator[str]:
    """Yield the address of a copy of the migrated database or of another one; drop it afterwards.

    It is of the kind that the tests run on: a database on the server, or a file in ``folder``.
    """
    made = _address(name, folder)
    with nullcontext(of) if of else migrated() as source:
        if SERVER:
            _execute(f'CREATE DATABASE "{name}" TEMPLATE "{_name(source)}"')
        else:
            shutil.copy(_path(source), _path(made))
    try:
        yield made
    finally:
        if SERVER:
            _execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def environment(folder: Path, address: str) -> dict[str, str]:
    """Return the variables of a process of ours: nothing else of the caller's decides."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    return kept | {"IGNORE_DOTENV": "1", "VAR_DIR": str(folder), "DATABASE_URL": address}


def _migrate(folder: Path) -> None:
    if SERVER:
        _execute(f'CREATE DATABASE "{_name(_own())}"')
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    with subprocess.Popen(migrate, cwd=ROOT, env=environment(folder, _own())) as process:
        _migrating.append(process)
        code = process.wait()
        _migrating.remove(process)
    if code:
        raise subprocess.CalledProcessError(code, migrate)


def _ahead() -> None:
    # Who needs it tries again, and fails in a test.
    with suppress(subprocess.CalledProcessError), migrated():
        pass


def _own() -> str:
    folder = Path(os.environ[FOLDER])
    return _address(folder.name, folder)


def _address(name: str, folder: Path) -> str:
    if SERVER:
        return urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))
    return f"sqlite:///{folder / name}.sqlite3"


def _name(address: str) -> str:
    return urlsplit(address).path.removeprefix("/")


def _path(address: str) -> str:
    return address.removeprefix("sqlite:///")


def _execute(statement: str) -> None:
    """Let the server do something that concerns whole databases."""
    import psycopg  # noqa: PLC0415 - only where PostgreSQL is used

    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(statement)


def _fill(connection: Any, **_signal: Any) -> None:
    """Fill an empty database in memory."""
    named = str(connection.settings_dict["NAME"])
    if connection.alias != "default" or not connection.creation.is_in_memory_db(named):
        return
    if connection.connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        return
    with migrated() as address:
        source = sqlite3.connect(_path(address))
        source.backup(connection.connection)
        source.close()
