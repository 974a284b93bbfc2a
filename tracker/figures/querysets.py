"""Reads of reported figures."""

from __future__ import annotations

from django.db import models
from django.db.models import Case, Exists, IntegerField, OuterRef, Value, When

from tracker.figures.terms import (
    LEVEL_METRICS,
    NUMBERLESS_METRICS,
    TOPIC_METRICS,
    Bearing,
    CheckResult,
    ChoiceRule,
    PartRole,
    Topic,
)
from tracker.places.querysets import under


class FigureQuerySet(models.QuerySet):
    def under(self, code: str) -> FigureQuerySet:
        """Figures about the area or any area below it."""
        return self.filter(under(code, "area_id"))

    def about(self, code: str) -> FigureQuerySet:
        """Figures about the area itself."""
        return self.filter(area_id=code)

    def on_campaign(self) -> FigureQuerySet:
        return self.filter(bearing=Bearing.CAMPAIGN)

    def for_campaign(self, year: int) -> FigureQuerySet:
        """Figures of one campaign year."""
        return self.filter(campaign_id=year)

    def levels(self) -> FigureQuerySet:
        """Counts of branches at a level and shares at a level or above."""
        return self.filter(metric__in=LEVEL_METRICS)

    def of_topic(self, topic: Topic) -> FigureQuerySet:
        """Figures of one chapter of the closed list of metrics."""
        return self.filter(metric__in=TOPIC_METRICS[topic])

    def chosen(self) -> FigureQuerySet:
        """Without repeats, and without those that a written rule keeps beside another figure."""
        return self.filter(repeats=None).exclude(crosscheck_parts__role=PartRole.OTHER)

    def with_sources(self) -> FigureQuerySet:
        return self.select_related("area", "article__page")

    def chief_first(self) -> FigureQuerySet:
        """The campaign before other work; levels, then targets; statements without number last."""
        rank = Case(
            When(metric__in=TOPIC_METRICS[Topic.RATINGS], then=Value(0)),
            When(metric__in=TOPIC_METRICS[Topic.TARGETS], then=Value(1)),
            When(metric__in=NUMBERLESS_METRICS, then=Value(3)),
            default=Value(2),
            output_field=IntegerField(),
        )
        campaign_first = Case(
            When(bearing=Bearing.CAMPAIGN, then=Value(0)),
            default=Value(1),
            output_field=IntegerField(),
        )
        return self.order_by(campaign_first, rank, "key")

    def with_disputes(self) -> FigureQuerySet:
        """Add `is_disputed`: whether a cross-check contradicts the figure."""
        contradicting = self.model.objects.filter(
            pk=OuterRef("pk"), crosscheck_parts__crosscheck__result=CheckResult.CONTRADICTS
        )
        return self.annotate(is_disputed=Exists(contradicting))


class CrosscheckQuerySet(models.QuerySet):
    def under(self, code: str) -> CrosscheckQuerySet:
        """Cross-checks about the area or any area below it."""
        return self.filter(under(code, "area_id"))

    def open(self) -> CrosscheckQuerySet:
        """Those a reader must know of: contradictions and what cannot be proven."""
        return self.filter(result__in=[CheckResult.CONTRADICTS, CheckResult.UNPROVEN])

    def undecided(self) -> CrosscheckQuerySet:
        """Contradictions in which neither a rule nor a person has chosen."""
        return self.filter(result=CheckResult.CONTRADICTS, rule__in=["", ChoiceRule.NONE])

    def worst_first(self) -> CrosscheckQuerySet:
        """Contradictions, then what cannot be proven, misprints, then what agrees."""
        order = [
            CheckResult.CONTRADICTS,
            CheckResult.UNPROVEN,
            CheckResult.AS_PRINTED,
            CheckResult.AGREES,
        ]
        urgency = Case(
            *[When(result=result, then=Value(place)) for place, result in enumerate(order)],
            output_field=IntegerField(),
        )
        return self.annotate(urgency=urgency).order_by("urgency", "key")
