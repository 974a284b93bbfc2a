"""The one question about a clock: how it is set."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from tracker.campaigns.wording import in_reading_language
from tracker.clocks.actions import Wish
from tracker.clocks.standing import legends
from tracker.clocks.terms import Counting


def _number(label: Any, most: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=most,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 4}),
    )


class ClockForm(forms.Form):
    """How a county or city counts days; `seen` is the version the form was built from."""

    counting = forms.ChoiceField(label=gettext_lazy("Days that count"), choices=Counting.choices)
    feedback_days = _number(gettext_lazy("Days until the first feedback"), 365)
    ordinary_days = _number(gettext_lazy("Days to solve an ordinary matter"), 365)
    major_months = _number(gettext_lazy("Months to solve a major matter"), 24)
    climb_days = _number(gettext_lazy("Days on each rung of the ladder"), 365)
    legend = forms.ChoiceField(label=gettext_lazy("Meaning of the colours"))
    source = forms.CharField(
        label=gettext_lazy("Where it is written"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Such as the number of the document; empty is shown as unverified."),
    )
    seen = forms.IntegerField(min_value=0, max_value=10**9, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.fields["legend"].choices = [
            (key, in_reading_language(one.name, one.name_en)) for key, one in legends().items()
        ]
        for field in self.fields.values():
            field.widget.attrs.setdefault("class", "form-control")

    def wish(self) -> Wish:
        told = dict(self.cleaned_data)
        told.pop("seen")
        return Wish(**told)
