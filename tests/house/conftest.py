"""A world that is built once and forgotten after all have been through it."""

from __future__ import annotations

import copy
import logging
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from tests.house.world import NEED_A_CODE, World


def _bare_refusals(pages: Iterable[str]) -> list[dict[str, Any]]:
    """Let pages that refuse be one word: they are the answer to most of the calls."""
    [engine] = copy.deepcopy(settings.TEMPLATES)
    [(_cached, loaders)] = engine["OPTIONS"]["loaders"]
    bare = dict.fromkeys(pages, "no")
    loaders.insert(0, ("django.template.loaders.locmem.Loader", bare))
    return [engine]


@pytest.fixture(scope="package")
def everything(django_db_setup: None, django_db_blocker: object) -> Iterator[World]:
    """All rows, made once for both modules, which come last in this folder (tests/conftest.py)."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        yield World()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def world(everything: World, request: pytest.FixtureRequest) -> Iterator[World]:
    """Everybody and everything. What a test changes it takes back itself."""
    bare = _bare_refusals(getattr(request.module, "BARE_PAGES", ["403.html"]))
    with override_settings(SECOND_FACTOR_ROLES=sorted(NEED_A_CODE), TEMPLATES=bare):
        logging.disable(logging.ERROR)  # tens of thousands of refusals, each with its line
        yield everything
        logging.disable(logging.NOTSET)
