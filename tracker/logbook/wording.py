"""An event in words, whatever room it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.utils.translation import gettext as _

from tracker.history.wording import kind_words, row_sentence
from tracker.logbook.terms import ACTIONS, ROOMS

Values = Mapping[str, object]
SAID_BY = ("wording", "sentences")  # where a room words its events: sentence(action, before, after)


WORDED_IN = {"targets": "declarations"}  # rooms of verbs that another room words


def _sentences(room: str) -> Any:
    """Return the room's own function; None where it has none."""
    room = WORDED_IN.get(room, room)
    for name in SAID_BY:
        path = f"tracker.{room}.{name}"
        if room in ROOMS and find_spec(f"tracker.{room}") and find_spec(path):
            found = getattr(import_module(path), "sentence", None)
            if found:
                return found
    return None


def say(event: Any) -> str:
    """Return what happened, without who and when, in the reader's language."""
    room = event.action.partition(".")[0]
    if event.action == "logbook.exported":
        return _("exported %(rows)s entries of the log as %(kind)s") % event.new
    own = _OWN.get(room)
    said = own(event.action, event.old, event.new) if own else ""
    if said and said != event.action:
        return said
    return row_sentence(event.object_type, event.old, event.new)


_OWN = {room: found for room in ROOMS if (found := _sentences(room))}


def action_words(action: str) -> str:
    """Return room and verb in words; an action that no table knows stands as it is."""
    if action not in ACTIONS:
        return action
    room, verb = ACTIONS[action]
    return _("%(room)s: %(verb)s") % {"room": ROOMS[room], "verb": verb}


def object_words(event: Any) -> str:
    """Return kind and name of the object: 行政区划 关王庙村."""
    return f"{kind_words(event.object_type)} {event.object_name or event.object_key}".strip()
