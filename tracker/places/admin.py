"""Administration of places: the tree is loaded from files, details are put right here.

Every save is one of the room's actions, so the search text, the branches and
the unit counts always follow.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db import transaction
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.history.admin import RecordedAdmin
from tracker.places.actions import add_name, change_name, name_branch, remove_name, succeed
from tracker.places.forms import AreaForm, AreaNameForm, NewAreaForm, SuccessionForm
from tracker.places.models import Area, AreaName, Branch, Succession
from tracker.places.readings import fold


class Kept:
    """Places end, they are never deleted: past years keep their figures."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class SearchedByName:
    """Searches the text with all names and readings; `search_fields` names it."""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        return super().get_search_results(request, queryset, fold(search_term))


class AutocompleteInFull(AutocompleteJsonView):
    """Areas are offered with street, county and code: 161 short names are shared."""

    def get_queryset(self) -> QuerySet:
        found = super().get_queryset()
        return found.select_related("parent__parent") if found.model is Area else found

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        result = super().serialize_result(obj, to_field_name)
        if isinstance(obj, Area):
            above = [area.name for area in (obj.parent and obj.parent.parent, obj.parent) if area]
            result["text"] = " ".join([*above, obj.name, obj.code])
        return result


def _autocomplete(request: HttpRequest) -> HttpResponse:
    return AutocompleteInFull.as_view(admin_site=admin.site)(request)


# The site has no other hook for what an autocomplete field shows.
admin.site.autocomplete_view = _autocomplete


class AreaNameInline(admin.TabularInline):
    model = AreaName
    form = AreaNameForm
    fields = ["name", "kind", "note"]
    extra = 0


class EndedFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("current", _("exists")), ("ended", _("ended"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() is None:
            return queryset
        return queryset.filter(valid_until__isnull=self.value() == "current")


@admin.register(Area)
class AreaAdmin(SearchedByName, Kept, RecordedAdmin):
    list_display = [
        "code",
        "name",
        "level",
        "kind",
        "parent",
        "rural_units",
        "urban_units",
        "excluded_units",
        "valid_until",
    ]
    list_filter = ["level", "kind", EndedFilter]
    list_select_related = ["parent"]
    search_fields = ["search_text"]
    autocomplete_fields = ["statutory_parent"]
    inlines = [AreaNameInline]
    show_full_result_count = False
    derived = [
        "code",
        "level",
        "parent",
        "rural_units",
        "urban_units",
        "excluded_units",
        "search_text",
        "valid_from",
        "source",
    ]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        kwargs["form"] = AreaForm if obj else NewAreaForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        form = AreaForm if obj else NewAreaForm
        own = [*form.Meta.fields, "reason"]
        return ["code", "level", "parent", *own, *self.derived[3:]] if obj else own

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return self.derived if obj else []

    def save_model(self, request: HttpRequest, obj: Area, form: Any, change: bool) -> None:
        if change:
            form.act(request.user, timezone.localdate())
        else:
            form.act(request.user)

    def save_formset(
        self, request: HttpRequest, form: ModelForm, formset: BaseInlineFormSet, change: bool
    ) -> None:
        """Save the further names, each by its action."""
        formset.save(commit=False)
        for further in formset.deleted_objects:
            remove_name(further=further, by=request.user)
        for further, _changed in formset.changed_objects:
            _change_name(further, request)
        for further in formset.new_objects:
            _add_name(further, request)


def _change_name(further: AreaName, request: HttpRequest) -> None:
    facts = {"name": further.name, "kind": further.kind, "note": further.note}
    change_name(further=further, **facts, by=request.user)


def _add_name(further: AreaName, request: HttpRequest) -> None:
    facts = {"name": further.name, "kind": further.kind, "note": further.note}
    further.pk = add_name(area=further.area, **facts, by=request.user).pk


@admin.register(AreaName)
class AreaNameAdmin(RecordedAdmin):
    form = AreaNameForm
    list_display = ["name", "area", "kind", "note"]
    list_filter = ["kind"]
    list_select_related = ["area"]
    search_fields = ["name", "area__search_text"]
    autocomplete_fields = ["area"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["area"] if obj else []

    def save_model(self, request: HttpRequest, obj: AreaName, form: Any, change: bool) -> None:
        (_change_name if change else _add_name)(obj, request)

    def delete_model(self, request: HttpRequest, obj: AreaName) -> None:
        remove_name(further=obj, by=request.user)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        for further in queryset:
            remove_name(further=further, by=request.user)


@admin.register(Succession)
class SuccessionAdmin(Kept, RecordedAdmin):
    """What an area became is recorded once and then stands."""

    form = SuccessionForm
    list_display = ["predecessor", "successor", "kind", "happened_on"]
    list_filter = ["kind"]
    list_select_related = ["predecessor", "successor"]
    autocomplete_fields = ["predecessor", "successor"]
    search_fields = ["predecessor__search_text", "successor__search_text"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and super().has_change_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: Succession, form: Any, change: bool) -> None:
        obj.pk = succeed(
            predecessor=obj.predecessor,
            successor=obj.successor,
            kind=obj.kind,
            on=obj.happened_on,
            note=obj.note,
            by=request.user,
        ).pk


@admin.register(Branch)
class BranchAdmin(SearchedByName, Kept, RecordedAdmin):
    """Branches are made and ended together with their villages."""

    list_display = ["name", "area", "unit_kind", "ended_on"]
    list_filter = ["unit_kind"]
    list_select_related = ["area"]
    search_fields = ["area__search_text", "official_name"]
    readonly_fields = ["area", "unit_kind", "ended_on"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Branch, form: Any, change: bool) -> None:
        name_branch(branch=obj, official_name=obj.official_name, by=request.user)
