"""Triggers on every table of ours that note each changed row: what really happened.

The tests compare it with the log. Triggers are placed once for all of them; what they note goes
with a test's own transaction. A new model's table is watched without being named anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model

from tests.tracker.history.doors import DERIVED, TOLD_AS, UNTOLD
from tracker.history.models import Event

NOTES = "shadow_rows"
VERBS = ("insert", "update", "delete")


@dataclass(frozen=True, order=True)
class Shadow:
    """A changed row: its table, how the log knows it (kind and key), and what was done."""

    table: str
    kind: str
    key: str
    verb: str


@dataclass(frozen=True)
class Watched:
    """A table; `key` is the SQL by which events name a row, `kind` its object type."""

    table: str
    key: str
    kind: str
    columns: tuple[str, ...]


def watched_tables() -> list[Watched]:
    """Return every table of ours but those that `doors` leaves out with a reason."""
    found = []
    for app in ("tracker", "articles"):
        for model in apps.get_app_config(app).get_models(include_auto_created=True):
            table = model._meta.db_table
            if table not in UNTOLD:
                found.append(_watched(model))
    return sorted(found, key=lambda one: one.table)


def _watched(model: type[Model]) -> Watched:
    table = model._meta.db_table
    kind, key = model._meta.model_name, f"{{row}}.{model._meta.pk.column}"
    if owner := model._meta.auto_created:  # told by the row that declares the field
        kind, key = owner._meta.model_name, f"{{row}}.{owner._meta.model_name}_id"
    kind, key = TOLD_AS.get(table, (kind, key))
    derived = DERIVED.get(table, ())
    columns = [field.column for field in model._meta.concrete_fields if field.name not in derived]
    return Watched(table, key, kind, tuple(columns))


def cast() -> None:
    """Put the triggers on all tables."""
    write = _postgres if connection.vendor == "postgresql" else _sqlite
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {NOTES} (tbl text, kind text, k text, verb text)")
        for one in watched_tables():
            for verb in VERBS:
                for statement in write(one, verb):
                    cursor.execute(statement)


def lift() -> None:
    """Take the triggers away again, and what they noted."""
    postgres = connection.vendor == "postgresql"
    drop = "DROP FUNCTION {}() CASCADE" if postgres else "DROP TRIGGER {}"
    with transaction.atomic(), connection.cursor() as cursor:
        for one in watched_tables():
            for verb in VERBS:
                cursor.execute(drop.format(_name(one, verb)))
        cursor.execute(f"DROP TABLE {NOTES}")


def _name(one: Watched, verb: str) -> str:
    return f"shadow_{one.table}_{verb}"


def _note(one: Watched, verb: str) -> str:
    """Return the statement that notes a row, with the row as it was last."""
    key = one.key.format(row="OLD" if verb == "delete" else "NEW")
    return (
        f"INSERT INTO {NOTES} VALUES ('{one.table}', '{one.kind}', "  # noqa: S608 - our words
        f"CAST({key} AS text), '{verb}');"
    )


def _sqlite(one: Watched, verb: str) -> list[str]:
    when = _when(one, "IS NOT") if verb == "update" else ""
    return [
        f'CREATE TRIGGER {_name(one, verb)} AFTER {verb} ON "{one.table}" {when} '
        f"BEGIN {_note(one, verb)} END"
    ]


def _postgres(one: Watched, verb: str) -> list[str]:
    name = _name(one, verb)
    when = _when(one, "IS DISTINCT FROM") if verb == "update" else ""
    return [
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {_note(one, verb)} RETURN NULL; END $$",
        f'CREATE TRIGGER {name} AFTER {verb} ON "{one.table}" FOR EACH ROW {when} '
        f"EXECUTE FUNCTION {name}()",
    ]


def _when(one: Watched, differs: str) -> str:
    """Return the condition that a column changed which somebody states."""
    return (
        "WHEN (" + " OR ".join(f'OLD."{name}" {differs} NEW."{name}"' for name in one.columns) + ")"
    )


def forget() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {NOTES}")  # noqa: S608 - our own word


def seen() -> list[Shadow]:
    """Return the rows that changed since `forget`, each once."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT tbl, kind, k, verb FROM {NOTES}")  # noqa: S608
        return sorted(Shadow(*row) for row in cursor.fetchall())


def untold(shadows: Iterable[Shadow], events: Iterable[Event]) -> list[Shadow]:
    """Return the changed rows that no event names: by its own key, or in a batch of its kind."""
    named: set[tuple[str, str]] = set()
    for event in events:
        named.add((event.object_type, event.object_key))
        for kept in (event.old, event.new):
            for heading in ("added", "changed", "removed"):
                rows = kept.get(heading)
                if isinstance(rows, dict):
                    named |= {(event.object_type, key) for key in rows}
    return [one for one in shadows if (one.kind, one.key) not in named]
