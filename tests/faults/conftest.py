"""A rig for each test that breaks one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.rig import Copies, Rig, copies_in, rig


@pytest.fixture(scope="session")
def copies(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: object) -> Iterator[Copies]:
    folder = tmp_path_factory.mktemp("databases")
    with django_db_blocker.unblock(), copies_in(folder) as made:  # type: ignore[attr-defined]
        yield made


@pytest.fixture
def site(copies: Copies, tmp_path: Path, django_db_blocker: object) -> Iterator[Rig]:
    """A site's background half without Redis: one relay that does the jobs itself."""
    with django_db_blocker.unblock(), rig(copies, tmp_path) as made:  # type: ignore[attr-defined]
        made.add_relay()
        yield made


@pytest.fixture
def queue(copies: Copies, tmp_path: Path, django_db_blocker: object) -> Iterator[Rig]:
    """A site's background half with Redis: a relay that hands on, a worker that works."""
    with django_db_blocker.unblock(), rig(copies, tmp_path) as made:  # type: ignore[attr-defined]
        made.add_redis()
        made.add_relay()
        made.add_worker()
        yield made
