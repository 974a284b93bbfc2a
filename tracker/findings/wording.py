"""Findings in words: states, what comes next, refusals, events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.access.terms import Permission
from tracker.findings.terms import State, Verb
from tracker.places.terms import Level

# Another shape for every state: colour repeats it and says nothing more.
SIGNS = {
    State.REPORTED: "○",
    State.ASSIGNED: "◔",
    State.RECTIFIED: "◑",
    State.RETURNED: "↩",
    State.VERIFIED: "◕",
    State.CLOSED: "●",
    State.WITHDRAWN: "✕",
}
NEXT = {
    State.REPORTED: gettext_lazy("The street or the county assigns it."),
    State.ASSIGNED: gettext_lazy("The responsible unit puts it right and reports that."),
    State.RECTIFIED: gettext_lazy("Somebody else verifies that it is put right."),
    State.RETURNED: gettext_lazy("The responsible unit goes on putting it right."),
    State.VERIFIED: gettext_lazy("The inspector or the county closes it."),
    State.CLOSED: gettext_lazy("Nothing: it is closed. If it comes back, report it again."),
    State.WITHDRAWN: gettext_lazy("Nothing: it was reported in error."),
}
DONE = {
    Verb.REPORT: gettext_lazy("reported it"),
    Verb.ASSIGN: gettext_lazy("assigned it"),
    Verb.REASSIGN: gettext_lazy("assigned it to another unit"),
    Verb.FEEDBACK: gettext_lazy("gave feedback"),
    Verb.RECTIFY: gettext_lazy("reported that it is put right"),
    Verb.VERIFY: gettext_lazy("verified it"),
    Verb.RETURN: gettext_lazy("returned it"),
    Verb.CLOSE: gettext_lazy("closed it"),
    Verb.WITHDRAW: gettext_lazy("withdrew it"),
    Verb.ASK: gettext_lazy("asked for more time"),
    Verb.GRANT: gettext_lazy("granted more time"),
    Verb.REFUSE: gettext_lazy("refused more time"),
    Verb.CLIMB: gettext_lazy("it is overdue and climbed"),
}
# What is written with a verb, as the form asks for it.
QUESTIONS = {
    Verb.REASSIGN: gettext_lazy("Why somebody else has to put it right"),
    Verb.FEEDBACK: gettext_lazy("How far it is, and what comes next"),
    Verb.RECTIFY: gettext_lazy("What was done"),
    Verb.VERIFY: gettext_lazy("How it was verified"),
    Verb.RETURN: gettext_lazy("What is still not right"),
    Verb.WITHDRAW: gettext_lazy("Why it is withdrawn"),
}


def what_comes_next(state: str) -> str:
    """Say what happens next to a finding and who does it."""
    return str(NEXT[State(state)])


def step_in_words(verb: str, level: str, due_on: dt.date) -> str:
    """Return one step of a finding's story, without who and when."""
    words = str(DONE[Verb(verb)])
    if verb in (Verb.CLIMB, Verb.ASSIGN, Verb.REASSIGN):
        return _("%(done)s: %(level)s") % {"done": words, "level": Level(level).label}
    if verb == Verb.GRANT:
        day = date_format(due_on, "DATE_FORMAT")
        return _("%(done)s: until %(day)s") % {"done": words, "day": day}
    return words


def sentence(action: str, before: Mapping[str, object], after: Mapping[str, object]) -> str:
    """Return what an event says, without who and when; an unknown action stands as it is."""
    verb = action.partition(".")[2]
    # An event of a request for more time tells its day, one of the finding itself its version.
    if verb not in Verb.values or "version" not in after:
        return _request(verb, after) or action
    if verb == Verb.REPORT:
        words = {"what": after.get("what", ""), "day": after.get("due_on", "")}
        return _("reported it: %(what)s (last day %(day)s)") % words
    if verb == Verb.CLIMB:
        level = str(after.get("climbed_to", ""))
        known = Level(level).label if level in Level.values else level
        return _("it is overdue since %(day)s and climbed: %(level)s") % {
            "day": after.get("due_on", ""),
            "level": known,
        }
    return str(DONE[Verb(verb)])


def _request(verb: str, after: Mapping[str, object]) -> str:
    words = {"day": after.get("until", "")}
    if verb == Verb.ASK:
        return _("asked for more time until %(day)s") % words
    if verb == Verb.GRANT:
        return _("granted more time until %(day)s") % words
    return str(DONE[Verb.REFUSE]) if verb == Verb.REFUSE else ""


def denied_in_words(permission: str) -> str:
    """Say which right is missing, and whom to ask."""
    words = {
        Permission.FINDINGS_ASSIGN: _("Only the street or the county assigns it."),
        Permission.FINDINGS_RECTIFY: _("Only the responsible unit, or one above it, does this."),
        Permission.FINDINGS_VERIFY: _("Only an inspector, a reviewer of the street or the county "
                                      "verifies."),
        Permission.FINDINGS_CLOSE: _("Only an inspector or the county does this."),
    }  # fmt: skip
    return words.get(Permission(permission), _("You do not have the right to do this here."))
