"""What stands against a change: words with the remedy, or ""."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.access.refusals import Refused
from tracker.places.models import Area
from tracker.places.terms import Level


def refuse(words: str) -> None:
    """Raise Refused with words, if there are any."""
    if words:
        raise Refused(words)


def against_branch(area: Area) -> str:
    """Say why an area has no branch to be looked after."""
    if area.level == Level.VILLAGE and area.valid_until is None and not area.is_excluded:
        return ""
    return _("%(area)s has no branch that takes part.") % {"area": area.title}


def against_area(area: Area) -> str:
    if area.valid_until is None and area.level != Level.PROVINCE and not area.is_excluded:
        return ""
    return _("%(area)s takes no part.") % {"area": area.title}


def against_future(day: dt.date) -> str:
    return _("This day lies in the future.") if day > timezone.localdate() else ""


def against_empty(*texts: str) -> str:
    return "" if all(text.strip() for text in texts) else _("Something is empty. Fill it in.")
