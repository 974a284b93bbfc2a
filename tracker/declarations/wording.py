"""Declarations and targets in words: states, what comes next, refusals, events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tracker.access.terms import Permission
from tracker.campaigns.scoring import Refusal
from tracker.campaigns.terms import StarKey
from tracker.declarations.terms import State, Verb

# Another shape for every state: colour repeats it and says nothing more.
SIGNS = {
    State.DRAFT: "○",
    State.SUBMITTED: "◔",
    State.REVIEWED: "◑",
    State.CONFIRMED: "●",
    State.RETURNED: "↩",
}
NEXT = {
    State.DRAFT: gettext_lazy("The branch or the street fills it in and submits it."),
    State.SUBMITTED: gettext_lazy("The street reviews it and passes it to the county."),
    State.REVIEWED: gettext_lazy("The county confirms it."),
    State.CONFIRMED: gettext_lazy("Nothing more to declare: the stars are now entered."),
    State.RETURNED: gettext_lazy("The branch or the street corrects it and submits it again."),
}
IMPOSSIBLE = {
    Refusal.UNKNOWN_KIND: gettext_lazy("No scheme rates this kind of unit."),
    Refusal.REPEATED_STAR: gettext_lazy("A star is chosen twice. Choose each star once."),
    Refusal.FOREIGN_STAR: gettext_lazy(
        "One of these stars belongs to the other scheme. Choose among the five stars shown."
    ),
    Refusal.CAPSTONE_BEFORE_OTHERS: gettext_lazy(
        "The strong branch star comes last this year: choose the four other stars with it, "
        "or leave it out."
    ),
}
SENTENCES = {
    "declarations.submit": gettext_lazy("submitted the declaration: %(stars)s"),
    "declarations.recall": gettext_lazy("took the declaration back"),
    "declarations.review": gettext_lazy("reviewed the declaration and passed it to the county"),
    "declarations.confirm": gettext_lazy("confirmed the declaration: %(stars)s"),
    "declarations.return": gettext_lazy("returned the declaration"),
}
DONE = {
    Verb.FILL_IN: gettext_lazy("filled it in: %(stars)s"),
    Verb.SUBMIT: gettext_lazy("submitted it: %(stars)s"),
    Verb.RECALL: gettext_lazy("took it back"),
    Verb.REVIEW: gettext_lazy("reviewed it and passed it to the county"),
    Verb.CONFIRM: gettext_lazy("confirmed it: %(stars)s"),
    Verb.RETURN: gettext_lazy("returned it"),
}


def stars_in_words(keys: Iterable[str], names: Mapping[str, str] | None = None) -> str:
    """Return the names of stars side by side; ``names`` are those of a scheme, if at hand."""
    known = {key: str(label) for key, label in StarKey.choices} | dict(names or {})
    words = [known.get(key, key) for key in keys]
    return "、".join(words) if words else _("no star yet")


def what_comes_next(state: str) -> str:
    """Say what happens next to a declaration and who does it."""
    return str(NEXT[State(state)])


def step_in_words(verb: str, stars: Iterable[str], names: Mapping[str, str] | None = None) -> str:
    """Return one step of a declaration's story, without who and when."""
    return str(DONE[Verb(verb)]) % {"stars": stars_in_words(stars, names)}


def gap_in_words(planned: int, declared: int) -> str:
    """Compare what was declared at a level with what was planned for it."""
    gap = declared - planned
    if gap < 0:
        return ngettext("%(n)d missing", "%(n)d missing", -gap) % {"n": -gap}
    if gap > 0:
        return ngettext("%(n)d more than planned", "%(n)d more than planned", gap) % {"n": gap}
    return _("as planned")


def sentence(action: str, before: Mapping[str, object], after: Mapping[str, object]) -> str:
    """Return what an event says, without who and when; an unknown action stands as it is."""
    if action == "declarations.fill_in":
        return _filled_in(before, after)
    if action == "targets.set":
        return _target(before, after)
    if action not in SENTENCES:
        return action
    return str(SENTENCES[action]) % {"stars": stars_in_words(_keys(after))}


def _filled_in(before: Mapping[str, object], after: Mapping[str, object]) -> str:
    new = stars_in_words(_keys(after))
    if not before:
        return _("began the declaration: %(new)s") % {"new": new}
    old = stars_in_words(_keys(before))
    return _("changed the declaration from %(old)s to %(new)s") % {"old": old, "new": new}


def _target(before: Mapping[str, object], after: Mapping[str, object]) -> str:
    if not after:
        words = {"level": before.get("level"), "number": before.get("number")}
        return _("took back the target at level %(level)s (%(number)s)") % words
    words = {"level": after.get("level"), "new": after.get("number"), "old": before.get("number")}
    if not before:
        return _("set the target at level %(level)s to %(new)s") % words
    return _("changed the target at level %(level)s from %(old)s to %(new)s") % words


def _keys(kept: Mapping[str, object]) -> list[str]:
    stars = kept.get("stars")
    return [str(key) for key in stars] if isinstance(stars, list) else []


def denied_in_words(permission: str) -> str:
    """Say which right is missing, and whom to ask."""
    words = {
        Permission.DECLARATIONS_ENTER: _("Only the branch or its street fills in and submits."),
        Permission.DECLARATIONS_REVIEW: _("Only a reviewer of the street does this."),
        Permission.DECLARATIONS_CONFIRM: _("Only the county campaign office does this."),
    }
    return words.get(Permission(permission), _("You do not have the right to do this here."))
