"""Tallies in words: why something is not done, and events as sentences."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def below_nothing() -> str:
    """Refuse a change of which the stored numbers do not know what came before it."""
    return _(
        "A stored number of this area is wrong, so nothing was saved. Ask the system "
        "administrator to run “verify_tallies --repair --commit”, then do it again."
    )


def sentence(action: str, before: Mapping[str, object], after: Mapping[str, object]) -> str:
    """Return what an event says, without who and when; an unknown action stands as it is."""
    if action != "tallies.repair":
        return action
    changed = after.get("changed")
    number = len(changed) if isinstance(changed, dict) else 0
    return ngettext(
        "counted again and put %(n)s tally right",
        "counted again and put %(n)s tallies right",
        number,
    ) % {"n": number}
