"""The log. It knows nothing of the domain: objects are named by type, key and area code."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.history.digest import digest_of
from tracker.history.querysets import EventQuerySet


class Changed(models.Model):
    """A row that says who changed it last; `version` grows with every change.

    `history.actions.change_seen` writes it on the condition of the version that was read.
    """

    version = models.PositiveIntegerField(_("version"), default=1)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("changed by"),
    )

    class Meta:
        abstract = True


class Event(models.Model):
    """One change: who, when, from where, what, before and after, and why.

    Written only by `record`, in the transaction of the change itself. Triggers
    refuse UPDATE and DELETE. `before` and `after` hold canonical JSON as text,
    because a database's own JSON type may rewrite what was signed.
    """

    sequence = models.BigIntegerField(_("number"), primary_key=True)
    at = models.DateTimeField(_("time"))
    actor_id = models.BigIntegerField(_("account number"), null=True, blank=True)
    actor_name = models.CharField(_("who"), max_length=150)
    origin = models.CharField(_("from where"), max_length=80, blank=True)
    request_id = models.CharField(_("request"), max_length=64, blank=True)
    action = models.CharField(_("action"), max_length=60)
    object_type = models.CharField(_("kind of object"), max_length=40)
    object_key = models.CharField(_("object"), max_length=80)
    object_name = models.CharField(_("name of the object"), max_length=160, blank=True)
    area_code = models.CharField(_("area"), max_length=12, blank=True)
    before = models.TextField(_("before"), blank=True)
    after = models.TextField(_("after"), blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    previous = models.CharField(_("digest of the event before"), max_length=64)
    digest = models.CharField(_("digest"), max_length=64, unique=True)

    objects = EventQuerySet.as_manager()

    SIGNED = (
        "sequence",
        "actor_id",
        "actor_name",
        "origin",
        "request_id",
        "action",
        "object_type",
        "object_key",
        "object_name",
        "area_code",
        "before",
        "after",
        "reason",
    )

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log entries")
        ordering = ["-sequence"]
        indexes = [
            models.Index(fields=["object_type", "object_key", "sequence"], name="event_object"),
            models.Index(fields=["area_code", "sequence"], name="event_area"),
            models.Index(fields=["actor_id", "sequence"], name="event_actor"),
            models.Index(fields=["at"], name="event_at"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.action} {self.object_name or self.object_key}"

    def expected_digest(self) -> str:
        """Return the digest that this event's own fields and predecessor give."""
        named = (*self.SIGNED, "at", "previous")
        return expected_digest({name: getattr(self, name) for name in named})

    @property
    def old(self) -> dict[str, object]:
        return json.loads(self.before) if self.before else {}

    @property
    def new(self) -> dict[str, object]:
        return json.loads(self.after) if self.after else {}


class Head(models.Model):
    """The newest event's number and digest: one row, locked by every writer in turn."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sequence = models.BigIntegerField(_("number of the newest event"))
    digest = models.CharField(_("digest of the newest event"), max_length=64)

    class Meta:
        verbose_name = _("head of the log")
        verbose_name_plural = _("head of the log")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="history_one_head"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence}:{self.digest}"


def expected_digest(event: Mapping[str, Any]) -> str:
    """Return the digest that an event's values by field and its predecessor give."""
    fields = {name: event[name] for name in Event.SIGNED}
    fields["at"] = event["at"].astimezone(dt.UTC).isoformat(timespec="microseconds")
    return digest_of(fields, event["previous"])
