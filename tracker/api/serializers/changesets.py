"""Changesets: many changes as one thing, staged, looked at, applied and undone."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from tracker.api.serializers.members import Row, Sent
from tracker.changesets.models import Changeset, ChangesetRow, values_of
from tracker.changesets.registry import Complaint
from tracker.changesets.terms import MOST_DIRECT, Choice
from tracker.jobs.wording import shown

_TEXTS = {"type": "object", "additionalProperties": {"type": "string"}}
_COMPLAINTS = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {"detail": {"type": "string"}, "column": {"type": "string"}},
    },
}
LONGEST_CELL = 500
MOST_CELLS = 60


def said(complaints: list[Complaint]) -> list[dict[str, str]]:
    return [{"detail": shown(one.text), "column": one.column} for one in complaints]


class ChangesetLine(Row):
    """One changeset: what it is about, how far it has come, and how many rows of each kind."""

    id = serializers.IntegerField()
    kind = serializers.CharField()
    year = serializers.IntegerField(source="campaign_id")
    area = serializers.CharField(source="area_id")
    details = serializers.SerializerMethodField()
    source = serializers.CharField()
    file_name = serializers.CharField()
    file_sha256 = serializers.CharField(source="file_digest")
    state = serializers.CharField()
    version = serializers.IntegerField(help_text='send it back as If-Match: "v<version>"')
    rows_new = serializers.IntegerField()
    rows_changed = serializers.IntegerField()
    rows_same = serializers.IntegerField()
    rows_wrong = serializers.IntegerField()
    rows_disputed = serializers.IntegerField()
    rows_applied = serializers.IntegerField()
    faults = serializers.SerializerMethodField()
    staged_at = serializers.DateTimeField()
    staged_by = serializers.StringRelatedField()
    confirmed_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(source="ended", allow_null=True)
    undoes = serializers.IntegerField(source="undoes_id", allow_null=True)
    job = serializers.IntegerField(
        source="job_id", allow_null=True, help_text="its progress: /api/v1/jobs/<job>/"
    )

    @extend_schema_field(_TEXTS)
    def get_details(self, changeset: Changeset) -> dict[str, str]:
        return dict(changeset.scope.details)

    @extend_schema_field(_COMPLAINTS)
    def get_faults(self, changeset: Changeset) -> list[dict[str, str]]:
        return said(changeset.complaints)


class ChangesetRowLine(Row):
    """One row: what stands, what shall stand, and what becomes of it."""

    id = serializers.IntegerField()
    number = serializers.IntegerField()
    key = serializers.CharField()
    name = serializers.CharField()
    verdict = serializers.CharField(help_text="new, changed, same, wrong or disputed")
    choice = serializers.CharField(help_text="of a disputed row: mine, theirs, or not decided yet")
    before = serializers.SerializerMethodField()
    after = serializers.SerializerMethodField()
    base = serializers.SerializerMethodField()
    last_year = serializers.SerializerMethodField()
    sent = serializers.SerializerMethodField()
    faults = serializers.SerializerMethodField()

    @extend_schema_field(_TEXTS)
    def get_before(self, row: ChangesetRow) -> dict[str, str]:
        return values_of(row.before)

    @extend_schema_field(_TEXTS)
    def get_after(self, row: ChangesetRow) -> dict[str, str]:
        return values_of(row.after)

    @extend_schema_field(_TEXTS)
    def get_base(self, row: ChangesetRow) -> dict[str, str]:
        return values_of(row.base)

    @extend_schema_field(_TEXTS)
    def get_last_year(self, row: ChangesetRow) -> dict[str, str]:
        return values_of(row.last_year)

    @extend_schema_field(_TEXTS)
    def get_sent(self, row: ChangesetRow) -> dict[str, str]:
        return values_of(row.typed)

    @extend_schema_field(_COMPLAINTS)
    def get_faults(self, row: ChangesetRow) -> list[dict[str, str]]:
        return said(row.complaints)


class TextsField(serializers.DictField):
    """Texts by name, not too many."""

    child = serializers.CharField(max_length=LONGEST_CELL, allow_blank=True)

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict) and len(data) > MOST_CELLS:
            self.fail("not_a_dict", input_type="dict")
        return super().to_internal_value(data)


class ChangesetSent(Sent):
    """Rows as a file has them: cells by key of the column; a blank cell leaves what stands.

    Of `claims.acceptances`, `details` name the page and each row a claim of it.
    """

    kind = serializers.CharField(
        max_length=40, help_text="such as ratings.statements or claims.acceptances"
    )
    year = serializers.IntegerField(min_value=1000, max_value=9999)
    area = serializers.CharField(max_length=12, help_text="all rows lie in it or below it")
    details = TextsField(required=False, default=dict)
    rows = serializers.ListField(child=TextsField(), min_length=1, max_length=MOST_DIRECT)


class ChoicesSent(Sent):
    """Which of two values stands, by the id of the disputed row; `rest` decides all others."""

    choices = serializers.DictField(
        child=serializers.ChoiceField(choices=[Choice.MINE.value, Choice.THEIRS.value]),
        required=False,
        default=dict,
    )
    rest = serializers.ChoiceField(
        choices=[Choice.MINE.value, Choice.THEIRS.value],
        required=False,
        allow_null=True,
        default=None,
    )

    def validate_choices(self, choices: dict[str, str]) -> dict[int, str]:
        """Return the choices by number of the row."""
        if any(not (key.isascii() and key.isdigit() and len(key) < 19) for key in choices):
            raise serializers.ValidationError(_("A row is named by its id."))
        return {int(key): choice for key, choice in choices.items()}
