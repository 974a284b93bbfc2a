"""Declarations and targets: as they stand, and what is sent to change them."""

from __future__ import annotations

from rest_framework import serializers

from tracker.api.serializers.members import Row, Sent
from tracker.declarations.actions.planning import LARGEST
from tracker.declarations.forms import VERBS
from tracker.declarations.models import LONGEST_REASON

MOST_STARS = 10  # more than any scheme has
MOST_PLANS = 15  # five levels of villages, of communities, of both


class DeclarationRow(Row):
    """The stars that a branch aims at in a campaign, and how far that has come."""

    year = serializers.IntegerField(source="campaign_id")
    branch = serializers.CharField(source="branch_id")
    branch_name = serializers.CharField(source="branch.name")
    unit_kind = serializers.CharField()
    stars = serializers.ListField(child=serializers.CharField(), source="star_keys")
    level = serializers.IntegerField()
    state = serializers.CharField()
    round = serializers.IntegerField()
    version = serializers.IntegerField(help_text='send it back as If-Match: "v<version>"')
    reason = serializers.CharField(help_text="why it was returned last")
    changed_at = serializers.DateTimeField()
    changed_by = serializers.StringRelatedField()


class DeclarationSent(Sent):
    """The stars that a branch shall aim at, by key; an empty list takes all back."""

    stars = serializers.ListField(
        child=serializers.CharField(max_length=16), max_length=MOST_STARS, allow_empty=True
    )


class DeclarationMoveSent(Sent):
    """One step of a declaration; a return needs its reason."""

    verb = serializers.ChoiceField(choices=[verb.value for verb in VERBS])
    reason = serializers.CharField(
        max_length=LONGEST_REASON, required=False, allow_blank=True, default=""
    )


class TargetRow(Row):
    """How many branches of a level an area plans, beside what was declared at that level."""

    year = serializers.IntegerField(source="campaign_id")
    area = serializers.CharField(source="area_id")
    area_name = serializers.CharField(source="area.name")
    level = serializers.IntegerField()
    unit_kind = serializers.CharField(help_text="empty: villages and communities together")
    number = serializers.IntegerField()
    declared = serializers.IntegerField()
    source = serializers.CharField()
    version = serializers.IntegerField()
    changed_at = serializers.DateTimeField()
    changed_by = serializers.StringRelatedField()


class TargetsRow(Row):
    """All targets of an area in a campaign; they are read and changed together."""

    year = serializers.IntegerField()
    area = serializers.CharField()
    plans = TargetRow(many=True)


class PlanSent(Sent):
    """One target; null takes it back."""

    level = serializers.IntegerField(min_value=1, max_value=5)
    unit_kind = serializers.ChoiceField(
        choices=["rural", "urban"], allow_blank=True, required=False, default=""
    )
    number = serializers.IntegerField(min_value=0, max_value=LARGEST, allow_null=True)
    source = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class TargetsSent(Sent):
    """The targets to set or to take back; what is not named stays."""

    plans = PlanSent(many=True, allow_empty=False, max_length=MOST_PLANS)
