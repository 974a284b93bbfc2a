"""Many changes as one thing: staged, looked at, applied, and undone."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.campaigns.models import Campaign
from tracker.changesets.querysets import ChangesetQuerySet, RowQuerySet
from tracker.changesets.registry import KINDS, Complaint, Kind, Scope, Values
from tracker.changesets.terms import LONGEST_KEY, OPEN, Choice, Source, State, Verdict
from tracker.jobs.models import Job
from tracker.people.scopes import ScopedManager
from tracker.places.models import Area

_ACCOUNT: dict[str, Any] = {
    "on_delete": models.PROTECT,
    "related_name": "+",
    "db_index": False,
}


class Changeset(models.Model):
    """Many changes that belong together (批次): an import, a grid, a bulk move, an undo.

    `kind` names how its rows are compared and written (`registry`), `details` what the kind
    adds to year and area. Only who staged it confirms it: what is entered is then the
    entry of that person, and another one reviews it. Written by the actions of this room.
    """

    kind = models.CharField(_("kind of changes"), max_length=40)
    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, related_name="+", verbose_name=_("campaign")
    )
    area = models.ForeignKey(
        Area,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # `changeset_area` serves it
        verbose_name=_("area"),
    )
    details = models.TextField(_("what else it is about"), default="{}")
    source = models.CharField(_("where the rows came from"), max_length=5, choices=Source)
    file_name = models.CharField(_("name of the file"), max_length=120, blank=True)
    file_digest = models.CharField(_("SHA-256 of the file"), max_length=64, blank=True)
    file_size = models.PositiveBigIntegerField(_("bytes of the file"), default=0)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.STAGED)
    version = models.PositiveIntegerField(_("version"), default=1)
    staged_at = models.DateTimeField(_("staged at"), default=timezone.now)
    staged_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("staged by"), **_ACCOUNT)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        verbose_name=_("confirmed by"),
        **_ACCOUNT,
    )
    ended = models.DateTimeField(_("applied or closed"), null=True, blank=True)
    undoes = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="undone_by",
        verbose_name=_("changeset that it undoes"),
    )
    job = models.ForeignKey(
        Job,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("work that reads or applies it"),
    )
    rows_new = models.PositiveIntegerField(_("new rows"), default=0)
    rows_changed = models.PositiveIntegerField(_("changed rows"), default=0)
    rows_same = models.PositiveIntegerField(_("rows that say the same"), default=0)
    rows_wrong = models.PositiveIntegerField(_("wrong rows"), default=0)
    rows_disputed = models.PositiveIntegerField(_("disputed rows"), default=0)
    rows_applied = models.PositiveIntegerField(_("rows written"), default=0)
    faults = models.TextField(_("what is wrong with the file"), default="[]")

    everything = models.Manager()
    objects = ScopedManager(ChangesetQuerySet)

    class Meta:
        verbose_name = _("changeset")
        verbose_name_plural = _("changesets")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["area", "id"], name="changeset_area"),
            models.Index(fields=["staged_by", "kind", "id"], name="changeset_author"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="changeset_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.APPLIED) | Q(confirmed_by__isnull=False),
                name="changeset_applied_is_confirmed",
            ),
            models.UniqueConstraint(
                fields=["undoes"],
                condition=Q(state__in=[State.APPLYING, State.APPLIED]),
                name="changeset_undone_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.kind}"

    @property
    def its_kind(self) -> Kind:
        return KINDS[self.kind]

    @cached_property
    def scope(self) -> Scope:
        return Scope(self.campaign_id, self.area_id, json.loads(self.details))

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def complaints(self) -> list[Complaint]:
        """What is wrong with the file as a whole."""
        return read_complaints(self.faults)

    @property
    def rows_total(self) -> int:
        return sum((self.rows_new, self.rows_changed, self.rows_same, self.rows_wrong)) + (
            self.rows_disputed
        )


class ChangesetRow(models.Model):
    """One row of a changeset (批次行): what stood, what shall stand, what would become of it.

    `before` is what stands when it is compared, `after` the fields that shall change, `base` what
    its author had before their eyes where that is something else. Texts by field, as JSON. When
    it is applied, what stands is compared with `before` once more.
    """

    changeset = models.ForeignKey(
        Changeset,
        on_delete=models.CASCADE,
        related_name="rows",
        db_index=False,  # the indexes below begin with it
        verbose_name=_("changeset"),
    )
    number = models.PositiveIntegerField(_("row of the file"))
    key = models.CharField(_("what it is about"), max_length=LONGEST_KEY, blank=True)
    name = models.CharField(_("name"), max_length=80, blank=True)
    before = models.TextField(_("what stands"), default="{}")
    after = models.TextField(_("what shall stand"), default="{}")
    base = models.TextField(_("what its author had read"), blank=True, default="")
    last_year = models.TextField(_("the year before"), default="{}")
    verdict = models.CharField(_("what becomes of it"), max_length=8, choices=Verdict)
    choice = models.CharField(
        _("decision"), max_length=6, choices=Choice, blank=True, default=Choice.OPEN
    )
    faults = models.TextField(_("what is wrong with it"), blank=True, default="")
    typed = models.TextField(_("cells as they were typed"), blank=True, default="")

    objects = RowQuerySet.as_manager()

    class Meta:
        verbose_name = _("row of a changeset")
        verbose_name_plural = _("rows of changesets")
        ordering = ["changeset", "number", "pk"]
        indexes = [
            models.Index(fields=["changeset", "number"], name="changeset_row_number"),
            models.Index(fields=["changeset", "verdict", "number"], name="changeset_row_verdict"),
            models.Index(fields=["changeset", "key"], name="changeset_row_key"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict__in=Verdict.values), name="changeset_row_verdict_known"
            ),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.DISPUTED) | Q(choice=Choice.OPEN),
                name="changeset_row_only_disputed_is_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.changeset_id}.{self.number} {self.key}"

    @property
    def complaints(self) -> list[Complaint]:
        return read_complaints(self.faults)


class ChangesetPart(models.Model):
    """A packed part of an uploaded file (上传文件分段), kept in the database until it was read.

    So the file lives and dies with its changeset, whichever machine reads it.
    """

    changeset = models.ForeignKey(
        Changeset,
        on_delete=models.CASCADE,
        related_name="parts",
        db_index=False,
        verbose_name=_("changeset"),
    )
    number = models.PositiveIntegerField(_("number of the part"))
    content = models.BinaryField(_("packed content"))

    class Meta:
        verbose_name = _("part of an uploaded file")
        verbose_name_plural = _("parts of uploaded files")
        ordering = ["changeset", "number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["changeset", "number"], name="changeset_part_once"),
        ]

    def __str__(self) -> str:
        return f"{self.changeset_id}.{self.number}"


# Made once: json.dumps makes one at every call.
_pack = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def packed(values: object) -> str:
    """Return plain values as they are stored in a row."""
    return _pack(values)


def values_of(stored: str) -> Values:
    return json.loads(stored) if stored else {}


def kept_complaints(complaints: list[Complaint]) -> str:
    return packed([[one.text, one.column] for one in complaints]) if complaints else ""


def read_complaints(stored: str) -> list[Complaint]:
    return [Complaint(*one) for one in json.loads(stored or "[]")]
