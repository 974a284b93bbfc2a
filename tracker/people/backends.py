"""Who a session belongs to, and how Django's administration asks for rights: from the grants."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend

from tracker.access.terms import Permission
from tracker.people.models import User
from tracker.people.permissions import may_for_site, with_grants

APPS = {"tracker", "articles"}
# Changed by their own actions, or by nobody: shown, never edited.
ONLY_SHOWN = {"user", "grant", "event", "head", "tally"}
# Not even shown: whoever runs the site needs none of what is said about branches
# (GB/T 22239, 8.1.5), and nobody another person's hashes and marks.
HIDDEN = {
    *("declaration", "declarationstep", "target"),
    *("rating", "starrating", "standardresult", "ratingstep", "seal"),
    *("pastpassword", "bookmark", "savedview", "token", "keptanswer"),
}


class RolesBackend(ModelBackend):
    """Passwords as Django checks them; permissions from roles, not from tables of permissions."""

    def get_user(self, user_id: int) -> User | None:
        user = with_grants(user_id)
        return user if user and self.user_can_authenticate(user) else None

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        app, _dot, name = perm.partition(".")
        verb, _line, model = name.partition("_")
        if app not in APPS or model in HIDDEN or (model in ONLY_SHOWN and verb != "view"):
            return False
        return may_for_site(user_obj, Permission.SYSTEM_CONFIGURE)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return app_label in APPS and may_for_site(user_obj, Permission.SYSTEM_CONFIGURE)

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return set()
