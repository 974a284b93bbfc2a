"""Contacts in words: states, refusals, events."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.contacts.terms import Stage, WeakState, WeakVerb

# Another shape for every state: colour repeats it and says nothing more.
SIGNS = {WeakState.MARKED: "▲", WeakState.RECTIFIED: "◑", WeakState.RELEASED: "●"}
STAGE_SIGNS = {Stage.WANTED: "○", Stage.PLANNED: "◔", Stage.HELD: "◑", Stage.JUDGED: "●"}
NEXT = {
    WeakState.MARKED: gettext_lazy("It is rectified, and that is reported with the result."),
    WeakState.RECTIFIED: gettext_lazy("Somebody else of the county releases it or returns it."),
    WeakState.RELEASED: gettext_lazy("Nothing more to do."),
}
SENTENCES = {
    "contacts.tie": gettext_lazy("tied a department to the branch"),
    "contacts.untie": gettext_lazy("ended the tie"),
    "contacts.mark": gettext_lazy("marked the branch as weak and lax"),
    "contacts.rectify": gettext_lazy("reported it as rectified"),
    "contacts.return": gettext_lazy("returned it"),
    "contacts.release": gettext_lazy("released it"),
    "contacts.visit": gettext_lazy("wrote down a visit"),
    "contacts.count_help": gettext_lazy("entered help in numbers"),
    "contacts.add_training": gettext_lazy("entered a training"),
    # Without numbers: who reads the story may not be told small ones.
    "contacts.change_training": gettext_lazy("went on with the training"),
}


def sentence(action: str, before: Mapping[str, object], after: Mapping[str, object]) -> str:
    """Return what an event says, without who and when; an unknown action stands as it is."""
    return str(SENTENCES.get(action, action))


def impossible(verb: str, state: str) -> str:
    words = {"verb": WeakVerb(verb).label, "state": WeakState(state).label}
    return _("“%(verb)s” is not possible now: the state is “%(state)s”.") % words
