"""Projects in words: states, what comes next, refusals, events."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.projects.terms import State, Verb

# Another shape for every state: colour repeats it and says nothing more.
SIGNS = {
    State.PROPOSED: "○",
    State.RETURNED: "↩",
    State.LISTED: "◔",
    State.MATCHED: "◑",
    State.UNDERWAY: "◐",
    State.FINISHED: "◕",
    State.COMPLETED: "●",
    State.DROPPED: "–",
}
NEXT = {
    State.PROPOSED: gettext_lazy("The county puts it on its list, or returns it."),
    State.RETURNED: gettext_lazy("Who proposed it corrects it; it is proposed anew by that."),
    State.LISTED: gettext_lazy("The county matches it with a supply, or it begins by own means."),
    State.MATCHED: gettext_lazy("It begins."),
    State.UNDERWAY: gettext_lazy("It is reported as completed when it is done."),
    State.FINISHED: gettext_lazy("The county accepts it as completed, or returns it."),
    State.COMPLETED: gettext_lazy("Nothing more to do."),
    State.DROPPED: gettext_lazy("Nothing more to do."),
}
SENTENCES = {
    "projects.propose": gettext_lazy("proposed the project"),
    "projects.list": gettext_lazy("put it on the county's list"),
    "projects.return": gettext_lazy("returned it"),
    "projects.match": gettext_lazy("matched it with a supply"),
    "projects.unmatch": gettext_lazy("took the match back"),
    "projects.begin": gettext_lazy("began it"),
    "projects.finish": gettext_lazy("reported it as completed"),
    "projects.accept": gettext_lazy("accepted it as completed"),
    "projects.drop": gettext_lazy("gave it up"),
    "projects.offer": gettext_lazy("put the supply on the list"),
    "projects.add_milestone": gettext_lazy("added a step"),
    "projects.reach_milestone": gettext_lazy("reached a step"),
    "projects.receive": gettext_lazy("entered money"),
}


def sentence(action: str, before: Mapping[str, object], after: Mapping[str, object]) -> str:
    """Return what an event says, without who and when; an unknown action stands as it is."""
    return str(SENTENCES.get(action, action))


def what_comes_next(state: str) -> str:
    """Say what happens next to a project and who does it."""
    return str(NEXT[State(state)])


def impossible(verb: str, state: str) -> str:
    words = {"verb": Verb(verb).label, "state": State(state).label}
    return _("“%(verb)s” is not possible now: the state is “%(state)s”.") % words
