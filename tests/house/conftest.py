"""A world that is built once and forgotten after all have been through it."""

from __future__ import annotations

import copy
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from tests.house.world import NEED_A_CODE, World


def _bare_refusals() -> list[dict[str, Any]]:
    """Let the page that refuses be one word: it is the answer to most of the calls."""
    [engine] = copy.deepcopy(settings.TEMPLATES)
    [(_cached, loaders)] = engine["OPTIONS"]["loaders"]
    loaders.insert(0, ("django.template.loaders.locmem.Loader", {"403.html": "no"}))
    return [engine]


@pytest.fixture(scope="package")
def world(django_db_setup: None, django_db_blocker: object) -> Iterator[World]:
    """Everybody and everything, made once: those who ask for it come last in this folder.

    What a test changes it takes back itself.
    """
    with (
        django_db_blocker.unblock(),  # type: ignore[attr-defined]
        override_settings(SECOND_FACTOR_ROLES=sorted(NEED_A_CODE), TEMPLATES=_bare_refusals()),
        transaction.atomic(),
    ):
        logging.disable(logging.ERROR)  # tens of thousands of refusals, each with its line
        yield World()
        logging.disable(logging.NOTSET)
        transaction.set_rollback(True)
