"""Events of rounds, inspections and bulletins in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

DONE = {
    "add": gettext_lazy("added a unit to the running round"),
    "close": gettext_lazy("closed the round"),
    "self_check": gettext_lazy("recorded a self-check of the village"),
    "begin": gettext_lazy("began to record the visit"),
    "photo": gettext_lazy("added a photo"),
    "unphoto": gettext_lazy("took a photo away"),
    "compose": gettext_lazy("composed a bulletin"),
    "edit": gettext_lazy("edited the bulletin"),
    "hand_in": gettext_lazy("handed the bulletin in for approval"),
    "hand_back": gettext_lazy("gave the bulletin back to be edited"),
}


def sentence(action: str, before: Mapping[str, object], after: Mapping[str, object]) -> str:
    """Return what an event says, without who and when; an unknown action stands as it is."""
    verb = action.partition(".")[2]
    if verb == "plan" and "units" in after:
        return _("planned a round of %(n)s units") % {"n": after["units"]}
    if verb == "submit":
        found = after.get("findings")
        number = len(found) if isinstance(found, list) else 0
        return _("submitted the visit, with %(n)s findings") % {"n": number}
    if verb == "issue":
        return _("approved and issued the bulletin, number %(n)s") % {"n": after.get("number", "")}
    return str(DONE[verb]) if verb in DONE else action
