"""The work lists in words: states, what comes next, refusals, events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tracker.access.terms import Permission
from tracker.places.terms import Level
from tracker.worklist.terms import KEY_MOST, Shade, State, Verb
from tracker.worklist.weeks import say_week

# Another shape for every state and shade: colour repeats it and says nothing more.
SIGNS = {
    State.OPEN: "○",
    State.UNDERWAY: "◐",
    State.FINISHED: "◕",
    State.CONFIRMED: "●",
    State.DROPPED: "–",
    State.CARRIED: "→",
}
SHADE_SIGNS = {Shade.OVERDUE: "▲", Shade.THIS_WEEK: "◆", Shade.IN_TIME: "·", Shade.OVER: "✓"}
NEXT = {
    State.OPEN: gettext_lazy("Whoever is responsible begins and notes the progress."),
    State.UNDERWAY: gettext_lazy("Whoever is responsible reports it as done, with the result."),
    State.FINISHED: gettext_lazy("Somebody else confirms that it is done, or sends it back."),
    State.CONFIRMED: gettext_lazy("Nothing more to do."),
    State.DROPPED: gettext_lazy("Nothing more to do."),
    State.CARRIED: gettext_lazy("It goes on in the next year's list."),
}
SENTENCES = {
    "worklist.set": gettext_lazy("set the work, to be done by %(week)s"),
    "worklist.report": gettext_lazy("noted progress"),
    "worklist.finish": gettext_lazy("reported it as done"),
    "worklist.recall": gettext_lazy("took the report back"),
    "worklist.confirm": gettext_lazy("confirmed that it is done"),
    "worklist.return": gettext_lazy("sent it back"),
    "worklist.postpone": gettext_lazy("gave it time until %(week)s"),
    "worklist.drop": gettext_lazy("took it off the list"),
    "worklist.carry": gettext_lazy("carried it over to the next year"),
    "worklist.climb": gettext_lazy("let it climb by the clock to: %(level)s"),
    "worklist.hold_meeting": gettext_lazy("wrote the minutes"),
    "worklist.change_meeting": gettext_lazy("corrected the minutes"),
    "worklist.begin_rhythm": gettext_lazy("began the rhythm"),
    "worklist.end_rhythm": gettext_lazy("ended the rhythm"),
}
DONE = {
    Verb.SET: gettext_lazy("set it"),
    Verb.CHANGE: gettext_lazy("corrected what was set"),
    Verb.REPORT: gettext_lazy("noted progress"),
    Verb.FINISH: gettext_lazy("reported it as done"),
    Verb.RECALL: gettext_lazy("took the report back"),
    Verb.CONFIRM: gettext_lazy("confirmed it"),
    Verb.RETURN: gettext_lazy("sent it back"),
    Verb.POSTPONE: gettext_lazy("gave it more time"),
    Verb.DROP: gettext_lazy("took it off the list"),
    Verb.CARRY: gettext_lazy("carried it over"),
}
CLIMBED = gettext_lazy("it climbed to: %(level)s, on %(day)s")
DENIED = {
    Permission.WORK_SET: gettext_lazy("Only who sets work in this area does this."),
    Permission.WORK_ENTER: gettext_lazy("Only the area that does the work reports on it."),
    Permission.WORK_CONFIRM: gettext_lazy("Only a reviewer of the area or above does this."),
}


def sentence(action: str, before: Mapping[str, object], after: Mapping[str, object]) -> str:
    """Return what an event says, without who and when; an unknown action stands as it is."""
    if action not in SENTENCES:
        return action
    level = after.get("climbed_to")
    return str(SENTENCES[action]) % {
        "week": _week(after.get("due_week")),
        "level": Level(level).label if level in Level.values else "",
    }


def step_in_words(verb: str, level: str = "", day: dt.date | None = None) -> str:
    """Say what a step did; a climb says how far, and for which day."""
    if verb == Verb.CLIMB and day:
        return str(CLIMBED) % {"level": Level(level).label, "day": day.isoformat()}
    return str(DONE[Verb(verb)])


def _week(value: object) -> str:
    try:
        return say_week(dt.date.fromisoformat(str(value)))
    except ValueError:
        return _("the last week")


def what_comes_next(state: str) -> str:
    """Say what happens next to a piece of work and who does it."""
    return str(NEXT[State(state)])


def denied_in_words(permission: str) -> str:
    """Say which right is missing."""
    return str(DENIED[Permission(permission)])


def impossible(verb: str, state: str) -> str:
    words = {"verb": Verb(verb).label, "state": State(state).label}
    return _("“%(verb)s” is not possible now: the state is “%(state)s”.") % words


def crowded(number: int) -> str:
    """Warn of a list of key work that is too long to be one; empty where it is not."""
    if number <= KEY_MOST:
        return ""
    return ngettext(
        "%(n)s matter of key work is open here. A list of three to six is easier to work by.",
        "%(n)s matters of key work are open here. A list of three to six is easier to work by.",
        number,
    ) % {"n": number}
