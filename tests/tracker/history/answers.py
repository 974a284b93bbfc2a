"""What a page of the administration would send back if nothing were changed."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm
from django.test import Client


def as_shown(browser: Client, address: str, **changed: Any) -> dict[str, Any]:
    """Return the answers of a form with its inline rows, some of them changed.

    A name leads to its control, such as "name" or "dates-0-name"; None unticks a box.
    """
    context = browser.get(address).context
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    answers: dict[str, Any] = {}
    for form in forms:
        answers |= _answers(form)
    answers |= changed
    return {name: value for name, value in answers.items() if value is not None}


def _answers(form: BaseForm) -> dict[str, Any]:
    found = {}
    for bound in form:
        value = bound.value()
        if isinstance(value, bool):
            value = "on" if value else None
        elif isinstance(value, (list, tuple)):
            value = [str(one) for one in value]
        found[bound.html_name] = "" if value is None and not _is_box(bound) else value
    return found


def _is_box(bound: Any) -> bool:
    return bound.field.widget.__class__.__name__ == "CheckboxInput"
