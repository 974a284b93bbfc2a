"""What a person says about changesets: what to import, which file, what about disputed rows."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.campaigns.models import Campaign
from tracker.campaigns.terms import State as Year
from tracker.changesets.actions import Subject
from tracker.changesets.registry import KINDS
from tracker.people.models import User
from tracker.people.permissions import areas_of
from tracker.places.models import Area
from tracker.places.terms import Level

_LEVELS = (Level.COUNTY, Level.STREET)


class _Listed(forms.ChoiceField):
    """One of a few choices; what is none of them is not repeated."""

    widget = forms.Select(attrs={"class": "form-control"})
    default_error_messages: ClassVar = {"invalid_choice": gettext_lazy("Choose one of these.")}


def areas_to_choose(user: User) -> list[Area]:
    """Return the areas that a person imports for: their own, and the streets below them."""
    rights = {kind.permission for kind in KINDS.values() if kind.by_file}
    codes = {code for right in rights for code in areas_of(user, right)}
    found: dict[str, Area] = {}
    for code in sorted(codes):
        below = Area.objects.under(code).current().filter(level__in=_LEVELS)
        found |= {area.pk: area for area in below.select_related("parent")}
    return [found[code] for code in sorted(found)]


def _what(name: str, details: Any) -> str:
    return f"{name} {json.dumps(dict(details), sort_keys=True)}" if details else name


class SubjectForm(forms.Form):
    """What is imported, for which year and area. Its fields stand in the address."""

    what = _Listed(label=gettext_lazy("What is entered"))
    year = _Listed(label=gettext_lazy("Campaign"))
    area = _Listed(label=gettext_lazy("County, street or township"))

    def __init__(self, user: User, data: Any = None) -> None:
        super().__init__(data)
        self.user = user
        years = list(Campaign.objects.filter(state=Year.RUNNING).values_list("pk", flat=True))
        self.areas = areas_to_choose(user)
        self._fields(years)

    def _fields(self, years: list[int]) -> None:
        chosen: dict[str, tuple[str, dict[str, str]]] = {}
        words: dict[str, str] = {}
        for kind in KINDS.values():
            if kind.by_file and areas_of(self.user, kind.permission):
                for details, title in kind.variants(years[0] if years else 0):
                    key = _what(kind.name, details)
                    chosen[key], words[key] = (kind.name, dict(details)), title
        self._chosen = chosen
        self.fields["what"].choices = list(words.items())  # type: ignore[attr-defined]
        self.fields["year"].choices = [(str(one), str(one)) for one in years]  # type: ignore[attr-defined]
        self.fields["area"].choices = [  # type: ignore[attr-defined]
            (area.pk, f"{area.title} {area.pk}") for area in self.areas
        ]

    @property
    def is_possible(self) -> bool:
        """Tell whether there is anything that the person could choose."""
        return all(field.choices for field in self.fields.values())  # type: ignore[attr-defined]

    @property
    def subject(self) -> Subject:
        """The subject of a valid form."""
        name, details = self._chosen[self.cleaned_data["what"]]
        campaign = Campaign.objects.get(pk=self.cleaned_data["year"])
        area = next(one for one in self.areas if one.pk == self.cleaned_data["area"])
        return Subject(name, campaign, area, details)


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File, XLSX or CSV"),
        allow_empty_file=True,  # the reader says it in its own words
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if not file.name:
            raise forms.ValidationError(_("Choose a file."))
        return file
