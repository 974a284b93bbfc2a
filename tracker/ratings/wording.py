"""Ratings in words: why something is not done, and events as sentences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tracker.campaigns.terms import StarKey
from tracker.ratings.terms import Proposal, State, Verb
from tracker.ratings.workflow import sources_of

# --- Why not: whole sentences with the remedy ------------------------------------


def no_such_verb() -> str:
    return _("This cannot be done with stars by hand.")


def reason_missing() -> str:
    return _("Say why: whoever entered the star must be able to set it right.")


def reason_too_long(longest: int) -> str:
    return _("The reason is longer than %(n)s characters. Shorten it.") % {"n": longest}


def notice_end_missing() -> str:
    return _("Say on which day the public notice ends.")


def named_twice() -> str:
    return _("The star was named twice.")


def not_there() -> str:
    return _("There is no such star. Open the list again.")


def right_missing() -> str:
    return _("You do not have the right to do this with this star here.")


def changed_since() -> str:
    return _("Someone else has changed the star since you read it. Read it again first.")


def wrong_state(state: str, verb: str) -> str:
    """Say that the table of moves has no such row, and from where it would."""
    words = {
        "state": State(state).label,
        "verb": Verb(verb).label,
        "sources": " / ".join(str(source.label) for source in sources_of(verb)),
    }
    return _("The star stands at “%(state)s”; “%(verb)s” is possible at: %(sources)s.") % words


def year_not_running(year: int) -> str:
    return _("The campaign %(year)s is not running: its stars can only be withdrawn.") % {
        "year": year
    }


def branch_ended(branch: str, ended_on: dt.date) -> str:
    return _(
        "%(branch)s ended on %(day)s: its stars go no further. Return or withdraw them, "
        "or have the end of the branch corrected."
    ) % {"branch": branch, "day": date_format(ended_on, "DATE_FORMAT")}


def declaration_not_confirmed(branch: str, year: int) -> str:
    return _(
        "The declaration of %(branch)s for %(year)s is not confirmed as it stands. "
        "Have it confirmed again first; then the star can go on."
    ) % {"branch": branch, "year": year}


def own_hand() -> str:
    return _(
        "You have entered, submitted or passed this star yourself; another person must approve it."
    )


def notice_too_short(working_days: int, earliest: dt.date) -> str:
    return _("A notice lasts at least %(n)s working days: its last day is %(day)s or later.") % {
        "n": working_days,
        "day": date_format(earliest, "DATE_FORMAT"),
    }


def notice_not_over(ends_on: dt.date | None) -> str:
    if ends_on is None:
        return _("The star has no notice that could be over. Return it and put it on notice.")
    return _("The notice lasts until %(day)s; the star can be awarded on the day after.") % {
        "day": date_format(ends_on, "DATE_FORMAT")
    }


def impossible_set(lacks: Iterable[str], bears: Iterable[str]) -> str:
    """Say why a branch cannot hold the stars that would be left or come together."""
    if lacks:
        return _(
            "This star comes last: confirm or award together with it, or before: %(stars)s."
        ) % {"stars": stars_in_words(lacks)}
    if bears:
        return _(
            "Another star of the branch rests on this one: withdraw or return together with it, "
            "or before: %(stars)s."
        ) % {"stars": stars_in_words(bears)}
    return _("No branch of this kind can hold these stars together.")


def not_all(asked: int, against: int, first: str) -> str:
    """Say of a bulk move that nothing was done, and the first reason."""
    return _(
        "Nothing was done: %(against)s of %(asked)s stars cannot be moved. First reason: %(first)s"
    ) % {"asked": asked, "against": against, "first": first}


def gone_further(branches: Mapping[str, Iterable[str]]) -> str:
    """Refuse a declaration that leaves out stars on which others have worked already."""
    named = "；".join(
        f"{name} {stars_in_words(stars)}" for name, stars in list(branches.items())[:5]
    )
    return _(
        "These stars are no longer declared but have gone further already: %(stars)s. "
        "Return or withdraw them first."
    ) % {"stars": named}


def kind_changed(branch: str) -> str:
    return _(
        "The rating of %(branch)s began under the other scheme. A branch that changed its kind "
        "within the year keeps the scheme it began with: correct the declaration."
    ) % {"branch": branch}


def scheme_missing(year: int, kind: str) -> str:
    return _("The year %(year)s has no scheme for %(kind)s. Load or copy it first.") % {
        "year": year,
        "kind": kind,
    }


# --- Accepting what a paper states ------------------------------------------------


def no_single_branch() -> str:
    return _("This figure does not state the level that one branch has reached.")


def not_chosen() -> str:
    return _("Another figure is shown in place of this one, or contradicts it. See its passport.")


def no_branch(area: str) -> str:
    return _("%(area)s has no branch of the kind that the figure names.") % {"area": area}


def other_kind(area: str, kind: str) -> str:
    words = _("%(area)s is “%(kind)s”: name stars out of that group, or choose another place.")
    return words % {"area": area, "kind": kind}


def year_in_preparation(year: int) -> str:
    return _("The campaign %(year)s has not begun: nothing can have been awarded.") % {"year": year}


def rated_already() -> str:
    return _("Stars of this branch have gone further in this year already; nothing is recorded.")


def accepted_already() -> str:
    return _("A rating of this branch was accepted from a paper already.")


def stars_follow(stars: Iterable[str]) -> str:
    return _("The level alone says which stars these are: %(stars)s.") % {
        "stars": stars_in_words(stars)
    }


def name_stars(level: int) -> str:
    return ngettext(
        "The paper states one star: name it.",
        "The paper states %(n)s stars: name exactly as many, such as one branch can hold.",
        level,
    ) % {"n": level}


# --- Events as sentences ----------------------------------------------------------

SENTENCES = {
    "ratings.open": gettext_lazy("began the rating"),
    "ratings.declare": gettext_lazy("%(star)s: declared with the confirmed declaration"),
    "ratings.undeclare": gettext_lazy("%(star)s: no longer declared"),
    "ratings.submit": gettext_lazy("submitted %(star)s for review"),
    "ratings.recall": gettext_lazy("took %(star)s back"),
    "ratings.review": gettext_lazy("reviewed %(star)s and passed it to the task force"),
    "ratings.verify": gettext_lazy("verified %(star)s"),
    "ratings.confirm": gettext_lazy("confirmed %(star)s"),
    "ratings.notice": gettext_lazy("put %(star)s on public notice until %(day)s"),
    "ratings.award": gettext_lazy("awarded %(star)s"),
    "ratings.withdraw": gettext_lazy("withdrew %(star)s"),
    "ratings.return": gettext_lazy("returned %(star)s"),
    "ratings.accept": gettext_lazy("accepted %(star)s from the reported figure %(figure)s"),
}


def sentence(action: str, before: Mapping[str, object], after: Mapping[str, object]) -> str:
    """Return what an event says, without who and when; an unknown action stands as it is."""
    star = stars_in_words([str(after.get("star", ""))])
    if action == "ratings.fill_in":
        return "；".join(_filled_in(star, after))
    if action not in SENTENCES:
        return action
    return str(SENTENCES[action]) % {
        "star": star,
        "day": after.get("notice_ends_on", ""),
        "figure": after.get("figure", ""),
    }


def _filled_in(star: str, after: Mapping[str, object]) -> list[str]:
    """Return what was entered of a star: its standards, the street's statement, or both."""
    said = []
    if isinstance(after.get("proposals"), dict):
        return [_said(key, words) for key, words in after["proposals"].items()]
    standards = after.get("standards")
    if isinstance(standards, dict):
        words = ngettext(
            "filled in %(star)s: %(n)s standard changed",
            "filled in %(star)s: %(n)s standards changed",
            len(standards),
        )
        said.append(words % {"star": star, "n": len(standards)})
    if "proposal" in after:
        said.append(_said(str(after.get("star", "")), after["proposal"]))
    return said


def _said(star: str, proposal: object) -> str:
    words = dict(Proposal.choices).get(str(proposal), str(proposal))
    return _("said of %(star)s: %(proposal)s") % {
        "star": stars_in_words([star]),
        "proposal": words,
    }


def stars_in_words(keys: Iterable[str]) -> str:
    """Return the names of stars side by side."""
    known = dict(StarKey.choices)
    return "、".join(str(known.get(key, key)) for key in keys)
