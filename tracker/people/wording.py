"""The events of accounts as sentences."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.access.terms import Role, StarKey

SENTENCES = {
    "people.create_user": gettext_lazy("made the account"),
    "people.change_user": gettext_lazy("changed the name from “%(old)s” to “%(new)s”"),
    "people.disable": gettext_lazy("disabled the account"),
    "people.enable": gettext_lazy("enabled the account again"),
    "people.reset_password": gettext_lazy("gave a one-time password"),
    "people.change_password": gettext_lazy("changed the password"),
    "people.end_sessions": gettext_lazy("ended all sessions"),
    "people.session_ended": gettext_lazy("was signed out because the session had ended"),
    "people.begin_second_factor": gettext_lazy("began to set up the second factor"),
    "people.confirm_second_factor": gettext_lazy("set up the second factor"),
    "people.remove_second_factor": gettext_lazy("removed the second factor"),
    "people.renew_recovery_codes": gettext_lazy("made new recovery codes"),
    "people.used_recovery_code": gettext_lazy("signed in with a recovery code"),
    "people.signed_in": gettext_lazy("signed in"),
    "people.signed_out": gettext_lazy("signed out"),
    "people.sign_in_failed": gettext_lazy("a sign-in failed"),
    "people.code_refused": gettext_lazy("a wrong code was entered"),
    "people.locked_out": gettext_lazy("sign-in was locked after too many failures"),
    "people.denied": gettext_lazy("was refused the page %(address)s"),
}


def sentence(action: str, before: Mapping[str, object], after: Mapping[str, object]) -> str:
    """Return what happened, without who and when; an unknown action stands as it is."""
    if action == "people.grant":
        return _("gave the role %(grant)s") % {"grant": _grant(after)}
    if action == "people.end_grant":
        return _("took back the role %(grant)s") % {"grant": _grant(before)}
    words = {
        "old": before.get("display_name", ""),
        "new": after.get("display_name", ""),
        "address": after.get("address", ""),
    }
    return str(SENTENCES.get(action, action)) % words if action in SENTENCES else action


def _grant(kept: Mapping[str, object]) -> str:
    """Return role, place, star and days of a grant as an event keeps them."""
    roles, stars = dict(Role.choices), dict(StarKey.choices)
    role, star = str(kept.get("role", "")), str(kept.get("star", ""))
    parts = [
        str(roles.get(role, role)),
        f"{kept.get('area_name', '')} {kept.get('area', '')}".strip(),
        str(stars.get(star, star)) if star else "",
        f"{kept.get('starts_on', '')} – {kept.get('ends_on', '')}".strip(" –"),
    ]
    return "，".join(part for part in parts if part)
