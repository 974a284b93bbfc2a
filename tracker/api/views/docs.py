"""The documentation of the interface for people: made from the description that programs read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator

from tracker.ui.machines import KINDS

METHODS = ("get", "post", "put", "patch")


@dataclass(frozen=True)
class Operation:
    """One thing that can be asked for, as the page shows it."""

    method: str
    path: str
    summary: str
    parameters: str
    body: str


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """How a program gets in, what it may ask for, and what each refusal means."""
    context = {
        "groups": operations(get_language() or ""),
        "kinds": [(kind, status, title) for kind, (status, title) in KINDS.items()],
        "page_title": _("Interface for programs"),
    }
    return render(request, "api/docs.html", context)


@lru_cache(maxsize=4)
def operations(_language: str) -> list[tuple[str, list[Operation]]]:
    """Return what there is, by tag, in the order of the addresses: it follows from the code."""
    described = SchemaGenerator().get_schema(request=None, public=True)
    forms = described["components"]["schemas"]
    groups: dict[str, list[Operation]] = {}
    for path, item in described["paths"].items():
        for method in METHODS:
            if method in item:
                said = item[method]
                groups.setdefault(said["tags"][0], []).append(_operation(method, path, said, forms))
    return list(groups.items())


def _operation(method: str, path: str, said: dict[str, Any], forms: dict[str, Any]) -> Operation:
    named = [one["name"] for one in said.get("parameters", []) if one["in"] != "path"]
    content = said.get("requestBody", {}).get("content", {})
    names = [form["schema"].get("$ref", "").rpartition("/")[2] for form in content.values()]
    body = forms[names[0]]["properties"] if names else {}
    return Operation(
        method.upper(),
        path,
        said.get("summary", ""),
        ", ".join(named),
        ", ".join(body),
    )
