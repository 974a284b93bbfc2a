"""Shown in the administration as far as it is nobody's own: no reading, no address, no secret."""

from __future__ import annotations

from django.contrib import admin

from tracker.history.admin import ReadOnlyAdmin
from tracker.notices.models import Channel, Dispatch, Notice


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    list_display = ("person", "kind", "number", "created")
    exclude = ("read_on",)


@admin.register(Channel)
class ChannelAdmin(ReadOnlyAdmin):
    list_display = ("person", "pace", "by_mail", "robot")
    exclude = ("mailbox", "hook")


@admin.register(Dispatch)
class DispatchAdmin(ReadOnlyAdmin):
    list_display = ("notice", "route", "state", "not_before", "attempts")
    list_filter = ("route", "state")
