"""What is asked when a token is made."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from tracker.tokens.terms import LONGEST_NAME, Scope

USUAL_DAYS = 90


def _usual_day() -> dt.date:
    return timezone.localdate() + dt.timedelta(days=USUAL_DAYS)


class RevokeForm(forms.Form):
    """Which of one's own tokens ends. ASCII digits, few enough for the database."""

    token = forms.RegexField(r"\A[0-9]{1,18}\Z")


class TokenForm(forms.Form):
    """What a token is for, what it may do, and its last day."""

    name = forms.CharField(
        label=gettext_lazy("What it is for"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"class": "form-control"}),
        help_text=gettext_lazy("Such as the program that will use it, and where it runs."),
    )
    scope = forms.ChoiceField(
        label=gettext_lazy("It may"),
        choices=Scope.choices,
        widget=forms.Select(attrs={"class": "form-control"}),
        help_text=gettext_lazy("Never more than you may yourself at that moment."),
    )
    expires_on = forms.DateField(
        label=gettext_lazy("Last day"),
        initial=_usual_day,
        widget=forms.DateInput(attrs={"class": "form-control"}),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
