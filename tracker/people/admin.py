"""Accounts and grants in the administration: shown, never edited.

They change on their own pages, by security administrators, with an event each.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from tracker.people.models import Grant, PastPassword, User

# Groups give nothing here, and nobody may read another person's keys. Django and
# django-otp register them; loaded here first, they can be taken away for good.
for _module in (
    "django.contrib.auth",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
):
    import_module(f"{_module}.admin")
admin.site.unregister([Group, StaticDevice, TOTPDevice])


class _OnlyShown(admin.ModelAdmin):
    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(User)
class UserAdmin(_OnlyShown):
    list_display = ("username", "display_name", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff")
    search_fields = ("username", "display_name")
    ordering = ("username",)
    fields = (
        *("username", "display_name", "is_active", "is_staff", "last_login", "date_joined"),
        *("must_change_password", "password_changed_at", "password_changed_by"),
        *("disabled_at", "disabled_by", "disabled_reason"),
    )


@admin.register(Grant)
class GrantAdmin(_OnlyShown):
    list_display = ("user", "role", "area", "star", "starts_on", "ends_on", "ended_at")
    list_filter = ("role",)
    search_fields = ("user__username", "user__display_name", "area__code")
    list_select_related = ("user", "area")


# Nobody may see it: the backend hides it even here.
admin.site.register(PastPassword, _OnlyShown)
