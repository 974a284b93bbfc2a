"""What every form of ours has in common: the class of its boxes, no colon after a label."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

_OWN_LOOK = (forms.RadioSelect, forms.CheckboxSelectMultiple, forms.CheckboxInput)


class QuestionForm(forms.Form):
    """A form whose boxes carry our class."""

    def __init__(self, *args: Any, **kwargs: Any):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if not isinstance(field.widget, _OWN_LOOK):
                field.widget.attrs.setdefault("class", "form-control")


def stands_now(form: forms.Form, now: Mapping[str, Any]) -> list[tuple[Any, Any]]:
    """Return label and present value of each field in which ``now`` differs from what was typed."""
    typed = form.cleaned_data
    return [
        (field.label, _shown(field, now[name]))
        for name, field in form.fields.items()
        if name in now and name in typed and typed[name] != now[name] and not field.widget.is_hidden
    ]


def _shown(field: forms.Field, value: Any) -> Any:
    words = dict(getattr(field, "choices", ()))
    return words.get(value, value) if words else value


def day_field(**kwargs: Any) -> forms.DateField:
    """Return a field for a day; people may also type 2026年11月3日, 2026.11.3 or 20261103."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(widget=widget, **kwargs)


def seen_field() -> forms.IntegerField:
    """Return the hidden field that carries the version which the person had read."""
    return forms.IntegerField(min_value=0, max_value=10**9, widget=forms.HiddenInput)
