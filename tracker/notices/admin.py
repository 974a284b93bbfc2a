"""Shown in the administration as far as it is nobody's own: no reading, no address, no secret."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from tracker.history.admin import ReadOnlyAdmin
from tracker.notices.models import Channel, Dispatch, Notice


class DiscreetAdmin(ReadOnlyAdmin):
    """What is left out is not asked for either: Django filters by any field of an address."""

    exclude: tuple[str, ...] = ()

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        left_out = lookup.split("__", maxsplit=1)[0] in self.exclude
        return not left_out and super().lookup_allowed(lookup, value, request)


@admin.register(Notice)
class NoticeAdmin(DiscreetAdmin):
    list_display = ("person", "kind", "number", "created")
    exclude = ("read_on",)


@admin.register(Channel)
class ChannelAdmin(DiscreetAdmin):
    list_display = ("person", "pace", "by_mail", "robot")
    exclude = ("mailbox", "hook", "secret")


@admin.register(Dispatch)
class DispatchAdmin(ReadOnlyAdmin):
    list_display = ("notice", "route", "state", "not_before", "attempts")
    list_filter = ("route", "state")
