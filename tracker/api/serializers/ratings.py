"""Stars: on record, as staff work with them, and what is sent to change one."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from tracker.api.serializers.members import Row, Sent
from tracker.ratings.forms import VERBS
from tracker.ratings.models import LONGEST_REASON, Rating
from tracker.ratings.standing import passport_of
from tracker.ratings.terms import Proposal, Result

LONGEST_NOTE = 200
MOST_RESULTS = 100  # more than any star has standards


class PublicStarRow(Row):
    """A star on record: awarded here after its notice, or accepted from a newspaper."""

    key = serializers.CharField(source="star.key")
    awarded_on = serializers.SerializerMethodField()
    accepted_on = serializers.SerializerMethodField()

    def get_awarded_on(self, star: Any) -> dt.date | None:
        return None if star.from_paper else timezone.localdate(star.changed_at)

    def get_accepted_on(self, star: Any) -> dt.date | None:
        return timezone.localdate(star.changed_at) if star.from_paper else None


class AwardedRow(Row):
    """A branch with stars on record in a campaign."""

    year = serializers.IntegerField(source="campaign_id")
    branch = serializers.CharField(source="branch_id")
    branch_name = serializers.CharField(source="branch.name")
    unit_kind = serializers.CharField()
    level = serializers.IntegerField(source="awarded_level")
    stars = PublicStarRow(many=True, source="awarded_stars")
    passport = serializers.SerializerMethodField(
        help_text="key of the reported figure that stars rest on; else empty"
    )

    def get_passport(self, rating: Rating) -> str:
        return passport_of(rating)


class StarRow(Row):
    """One star of one branch in a campaign, with its standards counted."""

    year = serializers.IntegerField(source="rating.campaign_id")
    branch = serializers.CharField(source="rating.branch_id")
    branch_name = serializers.CharField(source="rating.branch.name")
    star = serializers.CharField(source="star.key")
    state = serializers.CharField()
    round = serializers.IntegerField()
    version = serializers.IntegerField(help_text='send it back as If-Match: "v<version>"')
    proposal = serializers.CharField(help_text="the street's own statement: met, not_met or empty")
    reason = serializers.CharField()
    notice_ends_on = serializers.DateField(allow_null=True)
    met = serializers.IntegerField()
    not_met = serializers.IntegerField()
    not_applicable = serializers.IntegerField()
    unchecked = serializers.IntegerField()
    is_mine_next = serializers.BooleanField(source="waits")
    changed_at = serializers.DateTimeField()
    changed_by = serializers.StringRelatedField()


class ResultRow(Row):
    """How one standard of a star is met."""

    standard = serializers.IntegerField(source="standard.number")
    text = serializers.CharField(source="standard.words")
    result = serializers.CharField(source="value")
    note = serializers.CharField()


class StarDetailRow(StarRow):
    """The same with its standards one by one."""

    results = ResultRow(many=True, source="results_by_line")


class RatingRow(Row):
    """One branch in one campaign with all its stars."""

    year = serializers.IntegerField()
    branch = serializers.CharField()
    stars = StarRow(many=True)


class ResultSent(Sent):
    """How one standard is met; without a note, the note stays."""

    standard = serializers.IntegerField(min_value=1, max_value=999)
    result = serializers.ChoiceField(choices=[one.value for one in Result])
    note = serializers.CharField(max_length=LONGEST_NOTE, required=False, allow_blank=True)


class StarSent(Sent):
    """The street's statement of a star, and results of its standards; the rest stays."""

    proposal = serializers.ChoiceField(
        choices=[one.value for one in Proposal if one.value], allow_blank=True, required=False
    )
    results = ResultSent(many=True, required=False, max_length=MOST_RESULTS)

    def validate_results(self, results: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Refuse a standard that is named twice: nobody knows which of the two was meant."""
        numbers = [one["standard"] for one in results]
        if len(set(numbers)) != len(numbers):
            raise serializers.ValidationError(_("A standard stands here twice. Name each once."))
        return results


class StarMoveSent(Sent):
    """One step of a star; a return needs its reason, a notice its last day."""

    verb = serializers.ChoiceField(choices=[verb.value for verb in VERBS])
    reason = serializers.CharField(
        max_length=LONGEST_REASON, required=False, allow_blank=True, default=""
    )
    notice_ends_on = serializers.DateField(required=False, allow_null=True, default=None)


class ReportRow(Row):
    """What a paper states of one branch, and the rating that was made of it."""

    figure = serializers.CharField(source="key")
    year = serializers.IntegerField(source="campaign_id", allow_null=True)
    branch = serializers.CharField(source="area_id")
    branch_name = serializers.CharField(source="area.name")
    level = serializers.IntegerField(allow_null=True)
    is_accepted = serializers.SerializerMethodField()

    @extend_schema_field({"type": "boolean"})
    def get_is_accepted(self, figure: Any) -> bool:
        return bool(figure.accepted_rating)
