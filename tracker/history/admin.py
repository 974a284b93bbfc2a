"""What the administration has to do with the log.

`RecordedAdmin` is the base of every room's administration: no door of it
changes a row without an event. The log itself is only read here.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest, HttpResponse

from tracker.history.actions import delete_recorded, watched
from tracker.history.models import Event, Head
from tracker.history.record import recorded_last


class RecordedAdmin(admin.ModelAdmin):
    """Writes an event for each row that a page of the administration changes.

    That is: saving and deleting, inline rows, many-to-many fields, lists with
    boxes to edit, the list's "delete selected", and what a deletion takes along.
    A room whose verbs record by themselves overrides `save_model` without `super()`.
    """

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Write the events after all rows of a page, in its transaction."""
        with recorded_last(by=request.user):
            return super().changeform_view(request, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Model, form: ModelForm, change: bool) -> None:
        """Save a new row, or of a known one what the form changes and nothing else.

        What somebody else writes in the same moment into another field stays.
        """
        with watched(obj, by=request.user):
            if change:
                obj.save(update_fields=_changed(obj, form))
            else:
                super().save_model(request, obj, form, change)

    def save_related(
        self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool
    ) -> None:
        """Save the many-to-many fields, then each inline formset."""
        if self.model._meta.many_to_many:
            with watched(form.instance, by=request.user):
                form.save_m2m()
        for formset in formsets:
            self.save_formset(request, form, formset, change=change)

    def save_formset(
        self, request: HttpRequest, form: ModelForm, formset: BaseInlineFormSet, change: bool
    ) -> None:
        formset.save(commit=False)
        delete_recorded(formset.deleted_objects, by=request.user)
        for one in formset.saved_forms:
            with watched(one.instance, by=request.user):
                known = not one.instance._state.adding  # noqa: SLF001 - Django documents it
                one.instance.save(update_fields=_changed(one.instance, one) if known else None)
                one.save_m2m()

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        delete_recorded([obj], by=request.user)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        delete_recorded(queryset, by=request.user)


def _changed(row: Model, form: ModelForm) -> list[str]:
    """Return the names of the columns that a form changes; many-to-many fields have none."""
    columns = {field.name for field in row._meta.concrete_fields if not field.primary_key}
    return [name for name in form.changed_data if name in columns]


class ReadOnlyAdmin(admin.ModelAdmin):
    """For rows that only actions write: to be looked at, by whoever may."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    list_display = ("sequence", "at", "actor_name", "action", "object_name", "area_code")
    list_filter = ("action", "object_type")
    search_fields = ("actor_name", "object_name", "object_key", "area_code")


@admin.register(Head)
class HeadAdmin(ReadOnlyAdmin):
    list_display = ("sequence", "digest")
