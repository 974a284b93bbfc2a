"""The events of tokens as sentences."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from tracker.tokens.terms import Scope


def sentence(action: str, before: Mapping[str, object], after: Mapping[str, object]) -> str:
    """Return what happened, without who and when; an unknown action stands as it is."""
    if action == "tokens.make":
        scope = str(after.get("scope", ""))
        return _("made a token that may %(scope)s until %(day)s") % {
            "scope": dict(Scope.choices).get(scope, scope),
            "day": after.get("expires_on", ""),
        }
    return _("revoked the token") if action == "tokens.revoke" else action
