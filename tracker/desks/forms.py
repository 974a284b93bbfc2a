"""What the desk is sent."""

from __future__ import annotations

from django import forms

DIGITS = r"\A[0-9]{1,18}\Z"


class PageForm(forms.Form):
    """Before which entry of the log the page of changes begins; empty for the newest."""

    before = forms.RegexField(DIGITS, required=False)

    def clean_before(self) -> int | None:
        return int(self.cleaned_data["before"]) if self.cleaned_data["before"] else None


class SeenForm(forms.Form):
    """Up to which entry of the log the person has read.

    ASCII digits only, few enough for the database: `IntegerField` would also read ４ and 1_0.
    """

    sequence = forms.RegexField(DIGITS)

    def clean_sequence(self) -> int:
        return int(self.cleaned_data["sequence"])
