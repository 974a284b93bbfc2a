"""What is asked of people about themselves and about others: one form for each action."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.access.terms import Permission, Role, StarKey
from tracker.people.models import User
from tracker.people.permissions import may
from tracker.places.codes import is_code
from tracker.places.filters import answering_to, with_those_above
from tracker.places.models import Area


class _Form(forms.Form):
    """A form whose boxes carry our class."""

    def __init__(self, *args: Any, **kwargs: Any):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.setdefault("class", "form-control")


class _PasswordField(forms.CharField):
    """A password as it was typed: its spaces belong to it."""

    def __init__(self, *, autocomplete: str, **kwargs: Any):
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
        super().__init__(max_length=200, strip=False, widget=widget, **kwargs)


class SignInForm(_Form):
    username = forms.CharField(
        label=gettext_lazy("Account"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = _PasswordField(label=gettext_lazy("Password"), autocomplete="current-password")


class CodeForm(_Form):
    code = forms.CharField(
        label=gettext_lazy("Verification code"),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "text"}),
    )


class PasswordForm(_Form):
    present = _PasswordField(
        label=gettext_lazy("Present password"), autocomplete="current-password"
    )
    new = _PasswordField(label=gettext_lazy("New password"), autocomplete="new-password")
    again = _PasswordField(label=gettext_lazy("New password again"), autocomplete="new-password")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("new") and cleaned["new"] != cleaned.get("again"):
            self.add_error("again", _("The two new passwords differ."))
        return cleaned


class NewPersonForm(_Form):
    username = forms.CharField(
        label=gettext_lazy("Account"),
        max_length=150,
        help_text=gettext_lazy("Letters, digits and . _ - only. It never changes."),
    )
    display_name = forms.CharField(label=gettext_lazy("Name of the person"), max_length=60)


class NameForm(_Form):
    display_name = forms.CharField(label=gettext_lazy("Name of the person"), max_length=60)


class ReasonForm(_Form):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200, required=False)


class DisableForm(_Form):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200)


class GrantForm(_Form):
    """A role for a person; `by` decides which areas are known."""

    role = forms.ChoiceField(label=gettext_lazy("Role of the person"), choices=Role.choices)
    area = forms.CharField(
        label=gettext_lazy("Area"),
        max_length=60,
        help_text=gettext_lazy("Name, pinyin or code"),
    )
    star = forms.ChoiceField(
        label=gettext_lazy("Star (task force only)"),
        choices=[("", "—"), *StarKey.choices],
        required=False,
    )
    starts_on = forms.DateField(label=gettext_lazy("First day"), initial=timezone.localdate)
    ends_on = forms.DateField(
        label=gettext_lazy("Last day"),
        required=False,
        help_text=gettext_lazy("Leave it empty for no end."),
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200, required=False)

    def __init__(self, *args: Any, by: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.by = by

    def clean_area(self) -> Area:
        """Take a code, or a name that one area alone has.

        A place outside one's own areas answers like one that does not exist.
        """
        text = self.cleaned_data["area"].strip()
        codes = [text] if is_code(text) else [area.pk for area in answering_to(text)]
        known = Area.objects.current().filter(pk__in=codes).select_related("parent__parent")
        own = [area for area in known if may(self.by, Permission.PEOPLE_MANAGE, area.pk)]
        if len(own) == 1:
            return own[0]
        if own:
            named = " · ".join(with_those_above(area) for area in own)
            said = _("Several places are called so. Type the code of the one you mean: %(named)s")
            raise ValidationError(said % {"named": named})
        raise ValidationError(_("You give no roles in an area with this name or code."))
