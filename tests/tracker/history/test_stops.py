"""An event that cannot be written stops the change: through every door, nothing is left of it."""

import contextlib

import pytest
from django.apps import apps
from django.db import DatabaseError, connection

from tests.tracker.history.doors import all_doors

pytestmark = pytest.mark.django_db

SQLITE = (
    "CREATE TRIGGER log_is_full BEFORE INSERT ON tracker_event "
    "BEGIN SELECT RAISE(ABORT, 'the log is full'); END",
)
POSTGRES = (
    "CREATE FUNCTION log_is_full() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the log is full'; END $$",
    "CREATE TRIGGER log_is_full BEFORE INSERT ON tracker_event "
    "FOR EACH ROW EXECUTE FUNCTION log_is_full()",
)


def fill_the_log():
    with connection.cursor() as cursor:
        for statement in SQLITE if connection.vendor == "sqlite" else POSTGRES:
            cursor.execute(statement)


def everything():
    """Return every row of every table of ours. Of a job only that it is there.

    It stands in no log, and it has to say that its work was broken off.
    """
    rows = {
        model.__name__: list(model._base_manager.order_by("pk").values())
        for app in ("tracker", "articles")
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
    }
    rows["Job"] = [(job["kind"], job["arguments"], job["key"]) for job in rows["Job"]]
    return rows


@pytest.fixture
def refused():
    """The statements that the full log refused."""
    statements = []

    def watch(execute, sql, params, many, context):
        try:
            return execute(sql, params, many, context)
        except DatabaseError as error:
            if "the log is full" in str(error):
                statements.append(sql)
            raise

    with connection.execute_wrapper(watch):
        yield statements


@pytest.mark.parametrize("door", all_doors(), ids=str)
def test_a_change_that_cannot_be_entered_does_not_happen(client, tmp_path, refused, door):
    steps = door.steps(client, tmp_path)
    next(steps)
    before = everything()
    fill_the_log()

    # Some doors answer in words, and the example stumbles later over what did not happen.
    with contextlib.suppress(Exception):
        next(steps)

    assert refused
    assert everything() == before
