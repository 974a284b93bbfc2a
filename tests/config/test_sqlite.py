"""Waiting for the one writer's place of an SQLite file."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.db.utils import ConnectionHandler, OperationalError

from config.databases import database
from config.sqlite import base


@pytest.fixture
def files(tmp_path: Path, django_db_blocker: Any) -> Iterator[ConnectionHandler]:
    """Two connections to one file; the second waits 0.3 s and no longer."""
    one, two = (database("", tmp_path / "a.sqlite3", 60) for _ in range(2))
    two["OPTIONS"]["timeout"] = 0.3
    handler = ConnectionHandler({"default": one, "second": two})
    for alias in handler:
        handler[alias].inc_thread_sharing()
    with django_db_blocker.unblock():
        with handler["default"].cursor() as cursor:
            cursor.execute("CREATE TABLE said (word TEXT)")
        yield handler
        handler.close_all()


@pytest.fixture(autouse=True)
def _known_to_atomic(files: ConnectionHandler, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.db.transaction.get_connection", lambda using: files[using])


def say(files: ConnectionHandler, alias: str, word: str) -> None:
    with transaction.atomic(using=alias), files[alias].cursor() as cursor:
        cursor.execute("INSERT INTO said VALUES (%s)", [word])


def said(files: ConnectionHandler) -> list[str]:
    with files["default"].cursor() as cursor:
        return [word for (word,) in cursor.execute("SELECT word FROM said").fetchall()]


def timeout_of(files: ConnectionHandler, alias: str) -> int:
    with files[alias].cursor() as cursor:
        return cursor.execute("PRAGMA busy_timeout").fetchone()[0]


def test_who_waits_writes_when_the_writer_before_has_ended(files, monkeypatch):
    waited, ended = threading.Event(), threading.Event()

    def pause(_seconds: float) -> None:
        waited.set()
        ended.wait(10)

    monkeypatch.setattr(base.time, "sleep", pause)
    second = threading.Thread(target=say, args=(files, "second", "second"))
    with transaction.atomic(using="default"), files["default"].cursor() as cursor:
        cursor.execute("INSERT INTO said VALUES ('first')")
        second.start()
        assert waited.wait(10)
    ended.set()
    second.join(10)

    assert said(files) == ["first", "second"]


def test_nobody_waits_longer_than_the_timeout_and_nothing_is_written(files):
    with transaction.atomic(using="default"), pytest.raises(OperationalError, match="locked"):
        say(files, "second", "second")

    assert said(files) == []


def test_after_a_refusal_the_same_connection_writes(files):
    with transaction.atomic(using="default"), pytest.raises(OperationalError):
        say(files, "second", "too early")

    say(files, "second", "second")

    assert said(files) == ["second"]
    assert timeout_of(files, "second") == 300


def test_another_fault_is_told_at_once(files, monkeypatch):
    monkeypatch.setattr(base.time, "sleep", lambda _seconds: pytest.fail("it waits"))
    with transaction.atomic(using="default"), pytest.raises(OperationalError, match="within"):
        files["default"]._start_transaction_under_autocommit()
