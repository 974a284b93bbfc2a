"""Fixtures and settings that every test shares."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.runner import pytest_runtest_protocol as run_one_test
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.template import Context, Template
from django.test import Client, TransactionTestCase
from django.test.signals import template_rendered
from django.urls import set_urlconf
from hypothesis import is_hypothesis_test
from hypothesis import settings as hypothesis_settings

from config.stack import with_room
from tests import migrated
from tests.distribution import SITES, Distribution
from tracker.access.policy import Rule, rule_for
from tracker.history.guards import place_guards, remove_guards

# A busy machine is no fault of the code; a found example is printed so that it can be repeated.
hypothesis_settings.register_profile("house", deadline=None, print_blob=True)
hypothesis_settings.load_profile("house")

HERE = Path(__file__).parent
# They open every page and ask of each the same few things: what they run is not thereby tested.
EVERYTHING = ("test_matrix.py", "test_foreign_rows.py", "test_bad_input.py")
# A test and its fixtures get the room that the site gives a request: a third less time.
run_with_room = with_room(run_one_test)


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Distribution:
    return Distribution(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        # A site in another process is not counted anyway; examples drawn by chance would make
        # the number another one in every run.
        drawn = is_hypothesis_test(getattr(item, "obj", None))
        if drawn or is_of_a_site(item) or item.path.name in EVERYTHING:
            item.add_marker(pytest.mark.uncounted)
    # What counts comes before all that does not (tests/counting.py).
    items.sort(key=lambda item: (not is_of_a_site(item), is_uncounted(item)))


def is_of_a_site(item: pytest.Item) -> bool:
    return item.path.relative_to(HERE).parts[0] in SITES


def is_uncounted(item: pytest.Item) -> bool:
    return item.get_closest_marker("uncounted") is not None


def pytest_collection_finish() -> None:
    """Let garbage wait: what is loaded by now stays, and a sixth of the time went into looking."""
    gc.freeze()
    gc.set_threshold(200_000, 10, 10)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    return run_with_room(item, nextitem)


@pytest.fixture(autouse=True, scope="session")
def _log_guards_let_tests_clean_up() -> None:
    """A test with real transactions ends by emptying every table, the log's, too."""
    empty = TransactionTestCase._fixture_teardown

    def empty_without_guards(case: TransactionTestCase) -> None:
        remove_guards(connection)
        empty(case)
        place_guards(connection)

    TransactionTestCase._fixture_teardown = empty_without_guards


@pytest.fixture(autouse=True, scope="session")
def _only_whole_pages_are_noted(django_test_environment: None) -> None:
    """`answer.context` is that of the page; Django would copy that of each of a hundred parts."""

    def render(template: Template, context: Context) -> str:
        if not getattr(context.render_context, "noted", False):
            context.render_context.noted = True
            template_rendered.send(sender=template, template=template, context=context)
        return template.nodelist.render(context)

    Template._render = render


def pytest_configure(config: pytest.Config) -> None:
    """Settle what a test must not take from the machine it runs on."""
    # No `collectstatic` before a test: files are named as they are in static/.
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    # Argon2 takes a quarter of a second on purpose; tests sign in often.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Tests sign people in by force; those about the second factor ask for it themselves.
    settings.SECOND_FACTOR_ROLES = []
    settings.HTTPS = settings.SECURE_SSL_REDIRECT = False
    migrated.begin(settings)
    if config.option.numprocesses and not config.option.collectonly:
        migrated.begin_early()
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
    if settings.REDIS_URL:
        # Workers share one server; each clears only its own numbered database.
        location = settings.REDIS_URL.rpartition("/")[0] + f"/{int(worker[2:]) + 1}"
        settings.CACHES["default"]["LOCATION"] = location


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        migrated.end()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Have the database ready of which pytest-django makes a copy for this process."""
    with migrated.migrated():
        pass


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """No test sees what another one cached."""
    cache.clear()


@pytest.fixture(autouse=True)
def _samples_are_public(monkeypatch: pytest.MonkeyPatch) -> None:
    """The gate opens only addresses that have a row; sample pages of the tests have none."""

    def rule(name: str) -> Rule | None:
        return Rule("public") if name == "sample" or name.startswith("tests.") else rule_for(name)

    monkeypatch.setattr("tracker.people.middleware.rule_for", rule)


@pytest.fixture
def sample_site(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Serve the pages of tests/tracker/ui/sample.py.

    The mark `urls` of pytest-django would have all patterns of both sites compiled for each test.
    """
    monkeypatch.setattr(settings, "ROOT_URLCONF", "tests.tracker.ui.sample")
    set_urlconf(None)
    yield
    set_urlconf(None)


@pytest.fixture
def english(client: Client) -> Client:
    """A stranger who chose English."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client
