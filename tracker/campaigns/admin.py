"""Administration of campaign years.

Schemes and their five stars come from the files (`load_schemes`): here they are
corrected, never added or removed, so that a year always has two times five.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tracker.campaigns.forms import CampaignDateForm, StandardForm, StarForm
from tracker.campaigns.models import (
    Campaign,
    CampaignDate,
    LeadDepartment,
    LevelRule,
    Scheme,
    Standard,
    Star,
    Veto,
)
from tracker.history.admin import RecordedAdmin


@admin.display(description=_("Verification"), ordering="verified")
def verification(row: Any) -> str:
    """Say 未核实 in words: a cross in a column is overlooked."""
    return _("verified") if row.verified else _("Not verified")


class FromFiles(RecordedAdmin):
    """A model whose rows only `load_schemes` adds and removes."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class LevelRuleInline(admin.StackedInline):
    model = LevelRule
    can_delete = False


class CampaignDateInline(admin.TabularInline):
    model = CampaignDate
    form = CampaignDateForm
    extra = 0


class VetoInline(admin.TabularInline):
    model = Veto
    extra = 0


class StarInline(admin.TabularInline):
    model = Star
    form = StarForm
    extra = 0
    can_delete = False
    show_change_link = True
    fields = ["position", "key", "name", "name_en", "colour", "meaning", "meaning_en"]
    readonly_fields = ["position", "key"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class StandardInline(admin.TabularInline):
    model = Standard
    form = StandardForm
    extra = 0


class LeadInline(admin.TabularInline):
    model = LeadDepartment
    autocomplete_fields = ["area"]
    extra = 0


@admin.register(Campaign)
class CampaignAdmin(RecordedAdmin):
    list_display = ["year", "wording", "state", "notice_days", "notice_days_verified"]
    list_filter = ["state", "wording", "notice_days_verified"]
    inlines = [LevelRuleInline, CampaignDateInline, VetoInline]

    def get_readonly_fields(self, request: HttpRequest, obj: Campaign | None = None) -> list[str]:
        """The year is the key: another year is another campaign.

        Its state is changed on the page of the years, which asks for the right and says
        what stands against it: a form that was opened earlier must not open a year again.
        """
        return ["year", "state"] if obj else ["state"]


@admin.register(Scheme)
class SchemeAdmin(FromFiles):
    list_display = ["campaign", "unit_kind", "standard_count"]
    list_display_links = ["campaign", "unit_kind"]
    list_filter = ["campaign", "unit_kind"]
    list_select_related = ["campaign"]
    readonly_fields = ["campaign", "unit_kind"]
    inlines = [StarInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(standards=Count("stars__standards"))

    @admin.display(description=_("standards"), ordering="standards")
    def standard_count(self, scheme: Any) -> int:
        return scheme.standards


@admin.register(Star)
class StarAdmin(FromFiles):
    form = StarForm
    list_display = ["name", "scheme", "position", "colour", "meaning"]
    list_filter = ["scheme__campaign", "scheme__unit_kind", "key"]
    list_select_related = ["scheme"]
    search_fields = ["name", "name_en", "meaning"]
    fields = ["scheme", "position", "key", "name", "name_en", "colour", "meaning", "meaning_en"]
    readonly_fields = ["scheme", "position", "key"]
    inlines = [StandardInline, LeadInline]


@admin.register(Standard)
class StandardAdmin(RecordedAdmin):
    form = StandardForm
    list_display = ["number", "text", "star", "scheme", verification]
    list_display_links = ["number", "text"]
    list_filter = ["verified", "star__scheme__campaign", "star__scheme__unit_kind", "star__key"]
    list_select_related = ["star__scheme"]
    search_fields = ["text", "text_en"]
    autocomplete_fields = ["star"]

    @admin.display(description=_("scheme"), ordering="star__scheme")
    def scheme(self, standard: Standard) -> str:
        return str(standard.star.scheme)


@admin.register(LevelRule)
class LevelRuleAdmin(RecordedAdmin):
    list_display = ["campaign", "capstone", verification, "source"]
    list_filter = ["verified", "capstone"]


@admin.register(CampaignDate)
class CampaignDateAdmin(RecordedAdmin):
    form = CampaignDateForm
    list_display = ["name", "campaign", "starts_on", "ends_on", verification, "source"]
    list_filter = ["campaign", "verified"]
    search_fields = ["name", "name_en", "source"]


@admin.register(LeadDepartment)
class LeadDepartmentAdmin(RecordedAdmin):
    list_display = ["department", "star", "scheme", "area", verification]
    list_filter = ["verified", "star__scheme__campaign", "star__scheme__unit_kind", "star__key"]
    list_select_related = ["star__scheme", "area"]
    search_fields = ["department", "department_en", "area__name", "area__code"]
    autocomplete_fields = ["area", "star"]

    @admin.display(description=_("scheme"), ordering="star__scheme")
    def scheme(self, lead: LeadDepartment) -> str:
        return str(lead.star.scheme)


@admin.register(Veto)
class VetoAdmin(RecordedAdmin):
    list_display = ["text", "campaign", verification, "source"]
    list_filter = ["campaign", "verified"]
    search_fields = ["text", "text_en", "source"]
