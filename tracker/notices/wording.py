"""Notices in words: kind, number, place and link, and nothing about persons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.notices.terms import LINES

LONGEST = 1900  # bytes; WeCom takes 2048


def line(kind: str, number: str, place: str, link: str) -> str:
    """Return one notice as a line of a message."""
    words = {"kind": kind, "number": number, "place": place, "link": link}
    return _("%(kind)s: %(number)s (%(place)s) %(link)s") % words


def subject(number: int) -> str:
    return ngettext("%(n)s new notice", "%(n)s new notices", number) % {"n": number}


def message(lines: Sequence[str], page: str) -> str:
    """Return the text of a message: the first lines, how many more, and where all stand."""
    shown = list(lines[:LINES])
    while True:
        text = "\n".join([subject(len(lines)), *shown, *_rest(len(lines) - len(shown)), page])
        if len(text.encode()) <= LONGEST or not shown:
            return text
        shown.pop()


def _rest(number: int) -> list[str]:
    words = ngettext("and %(n)s more", "and %(n)s more", number) % {"n": number}
    return [words] if number else []


def sentence(action: str, before: Mapping[str, object], after: Mapping[str, object]) -> str:
    """Return what happened, without who and when; an unknown action stands as it is."""
    if action != "notices.choose":
        return action
    return _("chose how notices arrive")
