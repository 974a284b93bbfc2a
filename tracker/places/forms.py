"""Forms of the administration: one question each, answered by one action."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tracker.places.actions.guards import (
    By,
    check_kind,
    check_name,
    check_official_name,
)
from tracker.places.actions.lifetimes import (
    check_beginning,
    check_ending,
    check_new_code,
    check_reopening,
    check_statutory_parent,
    check_succession,
    correct_kind,
    correct_statutory_parent,
    end_area,
    open_area,
    reopen_area,
)
from tracker.places.actions.naming import (
    check_further_name,
    check_pinyin,
    correct_pinyin,
    rename_area,
)
from tracker.places.codes import ancestor_codes, kind_from_code, level_of
from tracker.places.models import Area, AreaName, Succession
from tracker.places.names import street_name, village_name
from tracker.places.terms import Level

_REASON = {
    "label": _("basis"),
    "required": False,
    "max_length": 100,
    "help_text": _("Document and date, such as a decision of the civil affairs bureau."),
}


def short_name(code: str, official_name: str, kind: str) -> str:
    """Return the name shown for a new area, by the rule."""
    officials = dict(
        Area.objects.filter(pk__in=ancestor_codes(code)).values_list("code", "official_name")
    )
    above = [officials.get(one, "") for one in ancestor_codes(code)]
    level = level_of(code)
    if level == Level.STREET:
        return street_name(official_name, above)
    return village_name(official_name, kind, above) if level == Level.VILLAGE else official_name


class NewAreaForm(forms.ModelForm):
    """Which area begins to exist?"""

    reason = forms.CharField(**_REASON)

    class Meta:
        model = Area
        fields = ["code", "official_name", "name", "kind", "statutory_parent", "valid_from"]
        help_texts = {
            "name": _("Leave it empty to have it made from the official name."),
            "kind": _("Leave it empty to have it follow from the code."),
        }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["name"].required = False

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if self.errors:
            return found
        code = found["code"]
        check_new_code(code)
        check_official_name(found["official_name"])
        found["kind"] = found.get("kind") or kind_from_code(code)
        found["name"] = found["name"] or short_name(code, found["official_name"], found["kind"])
        check_name(found["name"], "name")
        check_kind(level_of(code), found["kind"])
        check_statutory_parent(code, found.get("statutory_parent"))
        check_beginning(found["valid_from"])
        self.instance.level = level_of(code)
        return found

    def act(self, by: By) -> Area:
        names = ["code", "official_name", "name", "kind", "statutory_parent", "valid_from"]
        facts = {name: self.cleaned_data[name] for name in names}
        return open_area(**facts, reason=self.cleaned_data["reason"], by=by)


class AreaForm(forms.ModelForm):
    """What is to be put right about an area?"""

    reason = forms.CharField(**_REASON)

    class Meta:
        model = Area
        fields = ["official_name", "name", "pinyin", "kind", "statutory_parent", "valid_until"]
        help_texts = {
            "pinyin": _("Syllables with one space between; empty means the usual reading."),
            "valid_until": _(
                "The first day on which it is no more. If it became another area, "
                "record a succession instead."
            ),
        }

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        area = Area.objects.get(pk=self.instance.pk)
        if self.errors:
            return found
        check_official_name(found["official_name"])
        check_name(found["name"], "name")
        if found["pinyin"] and "pinyin" in self.changed_data:
            check_pinyin(found["pinyin"], found["name"])
        if "kind" in self.changed_data:
            check_kind(area.level, found["kind"])
        if "statutory_parent" in self.changed_data:
            check_statutory_parent(area.pk, found["statutory_parent"])
        if "valid_until" in self.changed_data:
            self._check_end(area, found["valid_until"])
        return found

    @staticmethod
    def _check_end(area: Area, on: Any) -> None:
        if on is None:
            check_reopening(area)
            return
        check_ending(area, on)

    def act(self, by: By, today: Any) -> None:
        """Do what was changed, each by its action."""
        area, found, changed = self.instance, self.cleaned_data, set(self.changed_data)
        why = {"area": area, "reason": found["reason"], "by": by}
        if changed & {"official_name", "name"}:
            rename_area(official_name=found["official_name"], name=found["name"], **why)
        if "pinyin" in changed:
            correct_pinyin(pinyin=found["pinyin"], **why)
        if "kind" in changed:
            correct_kind(kind=found["kind"], on=today, **why)
        if "statutory_parent" in changed:
            correct_statutory_parent(parent=found["statutory_parent"], **why)
        if "valid_until" in changed and found["valid_until"]:
            end_area(on=found["valid_until"], **why)
        elif "valid_until" in changed:
            reopen_area(**why)


class AreaNameForm(forms.ModelForm):
    """Which other name does an area have?"""

    class Meta:
        model = AreaName
        fields = ["area", "name", "kind", "note"]

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        area = found.get("area") or getattr(self.instance, "area", None)
        if area and area.pk and found.get("name"):
            known = self.instance if self.instance.pk else None
            check_further_name(found["name"], area, known)
        return found


class SuccessionForm(forms.ModelForm):
    """What did an area become?"""

    class Meta:
        model = Succession
        fields = ["predecessor", "successor", "kind", "happened_on", "note"]

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if not self.errors:
            check_succession(
                found["predecessor"], found["successor"], found["kind"], found["happened_on"]
            )
        return found
