"""Reads of campaigns and schemes."""

from __future__ import annotations

from django.apps import apps
from django.db import models
from django.db.models import Count, Prefetch, Q


class CampaignQuerySet(models.QuerySet):
    def with_rules(self) -> CampaignQuerySet:
        """Load the level rule, the dates in the cycle and the vetoes."""
        return self.select_related("level_rule").prefetch_related("dates", "vetoes")

    def with_schemes(self) -> CampaignQuerySet:
        """Load schemes and stars; each star with its counts of standards and its leads."""
        stars = apps.get_model("tracker", "Star").objects.annotate(
            standard_count=Count("standards"),
            unverified_count=Count("standards", filter=Q(standards__verified=False)),
        )
        return self.prefetch_related(
            "schemes", Prefetch("schemes__stars", stars), "schemes__stars__leads__area"
        )


class SchemeQuerySet(models.QuerySet):
    def with_standards(self) -> SchemeQuerySet:
        """Load the stars and their standards, and the level rule of the year."""
        return self.select_related("campaign__level_rule").prefetch_related("stars__standards")

    def in_year_order(self) -> SchemeQuerySet:
        """Newest year first, villages before communities."""
        # By the column: "-campaign" would reverse the campaign's own order, newest first.
        return self.order_by("-campaign_id", "unit_kind", "pk")
