"""What is asked when a list is saved as a view."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.people.models import User
from tracker.places.models import Area
from tracker.savedviews.addresses import kept_state, list_called
from tracker.savedviews.permissions import areas_to_share_with
from tracker.savedviews.terms import LONGEST_NAME, LONGEST_STATE


class ViewForm(forms.Form):
    """The name of a view, with whom it is shared, and whether the list opens with it."""

    name = forms.CharField(
        label=gettext_lazy("Name of the view"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )
    readers = forms.ChoiceField(
        label=gettext_lazy("Shared with"),
        required=False,
        widget=forms.Select(attrs={"class": "form-control"}),
        help_text=gettext_lazy(
            "Everyone with a role there or below finds the view on its page. It shows each of "
            "them what they may see, and nothing else."
        ),
    )
    is_opening = forms.BooleanField(
        label=gettext_lazy("The page opens with this view for me"), required=False
    )

    def __init__(self, by: User, *args: Any, **kwargs: Any):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.areas = {area.pk: area for area in areas_to_share_with(by)}
        shared = self.initial.get("readers")
        if isinstance(shared, Area):  # with an area whose role has ended since
            self.areas.setdefault(shared.pk, shared)
            self.initial["readers"] = shared.pk
        if self.areas:
            offered = [(code, f"{area.title} {code}") for code, area in self.areas.items()]
            self.fields["readers"].choices = [("", gettext_lazy("nobody: for me alone")), *offered]
        else:
            del self.fields["readers"]

    def answers(self) -> dict[str, Any]:
        """Return the answers as the actions take them."""
        answers = dict(self.cleaned_data)
        area = self.areas.get(answers.pop("readers", ""))
        return {**answers, "area": area}


class NewViewForm(ViewForm):
    """The same of a list as it stands: `list` names it, `state` is its query string."""

    list = forms.CharField(max_length=60, widget=forms.HiddenInput)
    state = forms.CharField(max_length=4 * LONGEST_STATE, required=False, widget=forms.HiddenInput)

    def clean_list(self) -> str:
        name = str(self.cleaned_data["list"])
        if list_called(name) is None:
            raise ValidationError(_("There is no such list or board. Begin on its own page."))
        return name

    def clean_state(self) -> str:
        state = kept_state(self.cleaned_data["state"])
        if len(state) > LONGEST_STATE:
            raise ValidationError(
                _("These are too many filters for one view. Take some off first.")
            )
        return state

    def answers(self) -> dict[str, Any]:
        answers = super().answers()
        name = answers.pop("list")
        return {**answers, "list_name": name}
