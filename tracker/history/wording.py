"""Events of rows as sentences: added, changed, removed, one row or many at once.

For every kind of object that has a model; a room's own verbs are worded in its
own `wording`. The registry of models says what fields are called.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from django.apps import apps
from django.db.models import Field, Model
from django.utils.translation import gettext as _

from tracker.history.rows import Values

NAMED = 3  # rows of a batch that a sentence names
LONGEST = 60  # characters of a value in a sentence
BATCHES = ("added", "changed", "removed")


def row_sentence(object_type: str, before: Values, after: Values) -> str:
    """Return what happened to a row or to several, without who, when and which."""
    if batch := batch_of(before, after):
        return _batch_sentence(*batch)
    if before and after:
        return _("changed %(fields)s") % {"fields": "；".join(_fields(object_type, before, after))}
    return _("removed it") if before else _("entered it")


def batch_of(before: Values, after: Values) -> tuple[str, Mapping[str, object]] | None:
    """Return heading and rows of an event that names many: ("added", {key: name})."""
    for heading in BATCHES:
        for kept in (after, before):
            rows = kept.get(heading)
            if isinstance(rows, dict):
                return heading, rows
    return None


def _batch_sentence(heading: str, rows: Mapping[str, object]) -> str:
    shown = [value if isinstance(value, str) and value else key for key, value in rows.items()]
    names = "、".join(islice(map(str, shown), NAMED))
    if len(rows) > NAMED:
        names = _("%(names)s and others") % {"names": names}
    words = {"n": len(rows), "names": names}
    if heading == "added":
        return _("entered %(n)s: %(names)s") % words
    if heading == "removed":
        return _("removed %(n)s: %(names)s") % words
    return _("changed %(n)s: %(names)s") % words


def _fields(object_type: str, before: Values, after: Values) -> list[str]:
    return [
        _("“%(field)s” from “%(old)s” to “%(new)s”")
        % {
            "field": field_words(object_type, name),
            "old": shortened(value_words(object_type, name, before.get(name))),
            "new": shortened(value_words(object_type, name, after.get(name))),
        }
        for name in {**before, **after}
    ]


def shortened(words: str) -> str:
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"


def model_of(object_type: str) -> type[Model] | None:
    """Return the model that an event calls by its name; None for what has none."""
    for app in ("tracker", "articles"):
        if object_type in apps.all_models[app]:
            return apps.all_models[app][object_type]
    return None


def kind_words(object_type: str) -> str:
    """Return what a kind of object is called."""
    model = model_of(object_type)
    return str(model._meta.verbose_name) if model else object_type


def _field(object_type: str, name: str) -> Field | None:
    model = model_of(object_type)
    fields = {field.name: field for field in model._meta.fields} if model else {}
    return fields.get(name)


def field_words(object_type: str, name: str) -> str:
    """Return what a field is called; its own name where no model declares it."""
    field = _field(object_type, name)
    return str(field.verbose_name) if field else name


def value_words(object_type: str, name: str, value: object) -> str:
    """Return a value as a reader sees it: a choice in words, yes or no, "none"."""
    if value is None or value == "":
        return _("none")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, (list, tuple)):
        return "、".join(value_words(object_type, name, one) for one in value) or _("none")
    if isinstance(value, dict):
        return "，".join(f"{key}: {value_words('', '', one)}" for key, one in value.items())
    field = _field(object_type, name)
    choices = dict(field.flatchoices) if field else {}
    return str(choices.get(value, value))
