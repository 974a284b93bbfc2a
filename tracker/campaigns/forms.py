"""What is asked about campaign years, and the answers that are refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.campaigns.models import Campaign, CampaignDate, Standard, Star
from tracker.campaigns.standing import against_moving
from tracker.campaigns.terms import Stage


class StandardForm(forms.ModelForm):
    """A number stands once in its whole scheme; the database knows only its star."""

    class Meta:
        model = Standard
        fields = ["star", "number", "text", "text_en", "source", "source_en", "verified"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        star = cleaned.get("star") or Star.objects.filter(pk=self.instance.star_id).first()
        number = cleaned.get("number")
        if self.instance.pk and "star" in self.changed_data:
            self._refuse_moved()
        if star is not None and number is not None:
            self._refuse_repeated(star, number)
        return cleaned

    def _refuse_moved(self) -> None:
        if words := against_moving(self.instance):
            raise ValidationError({"star": words})

    def _refuse_repeated(self, star: Star, number: int) -> None:
        others = Standard.objects.filter(star__scheme=star.scheme_id, number=number)
        if others.exclude(pk=self.instance.pk).exists():
            raise ValidationError(
                {"number": _("Another standard of this scheme has this number. Choose another.")}
            )


class StarForm(forms.ModelForm):
    class Meta:
        model = Star
        fields = ["name", "name_en", "colour", "meaning", "meaning_en"]
        error_messages = {
            "colour": {"invalid": gettext_lazy("Write the colour as “#1b4f91”, in small letters.")}
        }


class CampaignDateForm(forms.ModelForm):
    class Meta:
        model = CampaignDate
        fields = [
            "campaign",
            "name",
            "name_en",
            "starts_on",
            "ends_on",
            "stage",
            "source",
            "source_en",
            "verified",
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            raise ValidationError(
                {"ends_on": _("The last day lies before the first. Correct one of them.")}
            )
        return cleaned


class _Form(forms.Form):
    """A form whose boxes carry our class."""

    def __init__(self, *args: Any, **kwargs: Any):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.setdefault("class", "form-control")


class StartForm(_Form):
    """Which year begins, and which one it is made like."""

    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=2022, max_value=2099)
    like = forms.ModelChoiceField(
        label=gettext_lazy("Made like"),
        queryset=Campaign.objects.all(),
        empty_label=None,
        help_text=gettext_lazy(
            "Rule, stars, standards, lead departments and vetoes are copied; days are not."
        ),
    )


class LastDaysForm(_Form):
    """Until when each part of the year's work is due; an empty box is no last day."""

    source = forms.CharField(
        label=gettext_lazy("Where these days are written"), max_length=200, required=False
    )

    def __init__(self, dates: Iterable[CampaignDate], *args: Any, **kwargs: Any):
        there = {row.stage: row for row in dates}
        super().__init__(*args, **kwargs)
        for stage in Stage:
            row = there.get(stage)
            self.fields[stage.value] = forms.DateField(
                label=stage.label,
                required=False,
                initial=(row.ends_on or row.starts_on) if row else None,
                widget=forms.DateInput(
                    format="%Y-%m-%d", attrs={"type": "date", "class": "form-control"}
                ),
            )
        self.order_fields([*Stage.values, "source"])

    def days(self) -> dict[str, dt.date | None]:
        return {stage: self.cleaned_data[stage] for stage in Stage.values}
