"""Sentences of jobs. A job is done without a reader: what it says is stored untranslated.

`say` stores a sentence with its values, `shown` gives it in the reader's language.
"""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tracker.jobs.terms import State

BROKEN = gettext_noop(
    "An unexpected fault ended the work. Begin it anew; if it happens once more, tell the system "
    "administrator the number of this job."
)
TOO_OFTEN = gettext_noop(
    "The work was broken off too many times. Tell the system administrator the number of this job."
)
UNKNOWN = gettext_noop("This site no longer knows this kind of work.")
NO_RIGHT = gettext_noop("You do not have the right to do this any more.")
NOT_REACHED = gettext_noop("The database did not answer. The work begins again by itself.")


def say(text: str, /, **values: Any) -> str:
    """Return a sentence as it is stored. Mark ``text`` with gettext_noop where it is written."""
    if not values:
        return text
    return json.dumps([text, values], ensure_ascii=False, separators=(",", ":"), default=str)


def shown(stored: str) -> str:
    """Return a stored sentence in the reader's language; what `say` did not write, as it is."""
    if not stored:
        return ""
    if not stored.startswith("["):
        return _(stored)
    try:
        text, values = json.loads(stored)
        return str(_(text) % values)
    except (ValueError, TypeError, KeyError):
        return stored


def situation(state: str, *, stopping: bool, stepped: bool) -> str:
    """Say what a state means for the person who waits; for ended work, what is left of it.

    ``stepped``: some steps of it are finished for good.
    """
    if stopping and state == State.RUNNING:
        return _("The work is being stopped.")
    if stepped and state in (State.FAILED, State.CANCELLED):
        return _("What it had finished by then stays; begun anew, it goes on from there.")
    return {
        State.WAITING: _("It begins by itself as soon as it is its turn. You can leave this page."),
        State.HANDED_ON: _("A worker takes it up in a moment. You can leave this page."),
        State.RUNNING: _("You can leave this page; the work goes on."),
        State.DONE: _("Everything was done."),
        State.FAILED: _("Nothing was changed."),
        State.CANCELLED: _("Nothing was changed."),
    }[State(state)]
