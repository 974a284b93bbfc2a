"""How a star stands, in words: its state, what comes next and who does it, what was done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tracker.ratings.paths import Way
from tracker.ratings.terms import State, Verb

# Short enough for a cell. The sign is another shape for every state: colour says nothing.
SHORT = {
    State.NOT_DECLARED: gettext_lazy("Not declared"),
    State.DECLARED: gettext_lazy("Declared"),
    State.ENTERED: gettext_lazy("Entered by the street"),
    State.REVIEWED: gettext_lazy("Reviewed by the street"),
    State.VERIFIED: gettext_lazy("Verified by the task force"),
    State.CONFIRMED: gettext_lazy("Confirmed"),
    State.ON_NOTICE: gettext_lazy("On notice"),
    State.AWARDED: gettext_lazy("Awarded"),
    State.WITHDRAWN: gettext_lazy("Withdrawn"),
    State.RETURNED: gettext_lazy("Returned"),
}
SIGNS = {
    State.NOT_DECLARED: "–",
    State.DECLARED: "○",
    State.ENTERED: "◔",
    State.REVIEWED: "◑",
    State.VERIFIED: "◕",
    State.CONFIRMED: "●",
    State.ON_NOTICE: "◎",
    State.AWARDED: "★",
    State.WITHDRAWN: "✕",
    State.RETURNED: "↩",
}
NEXT = {
    State.NOT_DECLARED: gettext_lazy("Nothing: the branch does not aim at this star."),
    State.DECLARED: gettext_lazy("The street or township fills in the standards and submits."),
    State.ENTERED: gettext_lazy("The reviewer of the street or township reviews it."),
    State.REVIEWED: gettext_lazy("The star’s task force verifies it."),
    State.VERIFIED: gettext_lazy("The county office confirms it."),
    State.CONFIRMED: gettext_lazy("The county office puts it on public notice."),
    State.AWARDED: gettext_lazy("Nothing: the star is awarded and public."),
    State.WITHDRAWN: gettext_lazy("Nothing: the star was withdrawn."),
    State.RETURNED: gettext_lazy("The street or township sets it right and submits again."),
}
# What comes next where all standards are filled in already.
SUBMITTING = {
    State.DECLARED: gettext_lazy("The street or township submits it for review."),
}
DONE = {
    Verb.DECLARE: gettext_lazy("The confirmed declaration names this star."),
    Verb.UNDECLARE: gettext_lazy("The changed declaration no longer names this star."),
    Verb.FILL_IN: gettext_lazy("%(who)s filled in the standards."),
    Verb.SUBMIT: gettext_lazy("%(who)s submitted the star for review."),
    Verb.RECALL: gettext_lazy("%(who)s took the star back."),
    Verb.REVIEW: gettext_lazy("%(who)s reviewed it and passed it to the task force."),
    Verb.VERIFY: gettext_lazy("%(who)s verified it for the task force."),
    Verb.CONFIRM: gettext_lazy("%(who)s confirmed the star for the county."),
    Verb.PUT_ON_NOTICE: gettext_lazy("%(who)s put the star on public notice."),
    Verb.AWARD: gettext_lazy("%(who)s awarded the star."),
    Verb.WITHDRAW: gettext_lazy("%(who)s withdrew the star."),
    Verb.RETURN: gettext_lazy("%(who)s returned it to the street or township."),
    Verb.ACCEPT: gettext_lazy("%(who)s accepted what a paper states."),
}


def next_step(state: str, notice_ends_on: dt.date | None) -> str:
    """Say what comes next for a star, and who does it."""
    if state != State.ON_NOTICE:
        return str(NEXT[State(state)])
    if notice_ends_on is None:
        return _("The county office awards it when the notice is over.")
    day = date_format(notice_ends_on, "DATE_FORMAT")
    if notice_ends_on < timezone.localdate():
        return _("The notice ended on %(day)s; the county office awards it.") % {"day": day}
    return _("On notice until %(day)s; after that the county office awards it.") % {"day": day}


def step_done(verb: str, who: object) -> str:
    """Say what one step was, and who did it."""
    return str(DONE[Verb(verb)]) % {"who": who}


def way_words(way: Way, titles: Mapping[str, str]) -> str:
    """Say what lies between a branch and a star; ``titles``: {star key: its name}."""
    star = titles[way.star]
    if way.first:
        named = {"star": star, "others": _(", ").join(titles[key] for key in way.first)}
        if way.must_be_declared:
            return (
                _(
                    "%(star)s must be declared first, and is granted only together with the "
                    "other four; still missing: %(others)s."
                )
                % named
            )
        return (
            _("%(star)s is granted only together with the other four; still missing: %(others)s.")
            % named
        )
    if way.must_be_declared:
        return _("%(star)s must be declared first.") % {"star": star}
    if not way.not_met and not way.unchecked:
        comes_next = SUBMITTING.get(State(way.state)) or next_step(way.state, None)
        return _("%(star)s: no standard is open. %(next)s") % {"star": star, "next": comes_next}
    return _("%(star)s: %(open)s.") % {"star": star, "open": _open_words(way)}


def _open_words(way: Way) -> str:
    parts = []
    if way.not_met:
        parts.append(
            ngettext(
                "%(n)s standard is not met (no. %(numbers)s)",
                "%(n)s standards are not met (no. %(numbers)s)",
                len(way.not_met),
            )
            % {"n": len(way.not_met), "numbers": _numbers(way.not_met)}
        )
    if way.unchecked:
        parts.append(
            ngettext(
                "%(n)s standard has not been checked (no. %(numbers)s)",
                "%(n)s standards have not been checked (no. %(numbers)s)",
                len(way.unchecked),
            )
            % {"n": len(way.unchecked), "numbers": _numbers(way.unchecked)}
        )
    return _("; ").join(parts)


def _numbers(numbers: Sequence[int]) -> str:
    return _(", ").join(str(number) for number in numbers)
