"""What the description of the interface (OpenAPI 3) says beyond what the code says by itself."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, inline_serializer
from rest_framework import serializers

from tracker.api.serializers.members import Row
from tracker.ui.lists import ListPage
from tracker.ui.machines import KINDS, PROBLEM_TYPE
from tracker.ui.paging import DEEPEST_PAGE, PAGE_SIZES


class GateScheme(OpenApiAuthenticationExtension):
    """A token in the header, or the session of somebody who is signed in."""

    target_class = "tracker.api.gate.GateAuthentication"
    name = ["token", "session"]

    def get_security_definition(self, auto_schema: Any) -> list[dict[str, str]]:
        return [
            {"type": "http", "scheme": "bearer", "description": "fstar_…, made under My account"},
            {"type": "apiKey", "in": "cookie", "name": "sessionid"},
        ]


class ProblemRow(Row):
    """Problem details (RFC 9457). `detail` says what to do; kinds add members of their own."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()


def refusals(*kinds: str) -> dict[tuple[int, str], Any]:
    """Return the documentation of what an address may answer besides what is asked."""
    grouped: dict[int, list[str]] = {}
    for kind in kinds:
        grouped.setdefault(KINDS[kind][0], []).append(kind)
    return {
        (status, PROBLEM_TYPE): OpenApiResponse(ProblemRow, description=", ".join(names))
        for status, names in grouped.items()
    }


ALWAYS = ("not-understood", "who-are-you", "no-permission", "step-to-do", "too-many-at-once")
CHANGING = (*ALWAYS, "read-only-token", "not-found", "refused", "media-type")
VERSIONED = (*CHANGING, "overtaken", "version-missing")

IF_MATCH = OpenApiParameter(
    "If-Match",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description='The ETag that was read, such as "v3". Without it: 428; no longer so: 412.',
)
IF_NONE_MATCH = OpenApiParameter(
    "If-None-Match",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="* in place of If-Match where nothing was there yet.",
)
KEY = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="Up to 100 signs of the program's choice. The same request with the same key is "
    "done once, and answered alike for a day.",
)


def page_of(row: type[Row], name: str) -> Any:
    """Return the form of a page of rows."""
    members = {
        "count": serializers.IntegerField(),
        "page": serializers.IntegerField(),
        "pages": serializers.IntegerField(),
        "next": serializers.CharField(allow_null=True),
        "previous": serializers.CharField(allow_null=True),
        "results": row(many=True),
    }
    return inline_serializer(f"{name}Page", members)


def parameters_of(page: type[ListPage]) -> list[OpenApiParameter]:
    """Return what an address of a list takes: its filters, and order, page and size."""
    columns = [
        name
        for name, column in page.table_class.base_columns.items()
        if column.orderable is not False
    ]
    listed = [
        _array(name, _choices(declared), "Several values mean OR, several filters AND.")
        for name, declared in page.filterset_class.base_filters.items()
    ]
    ways = [f"{sign}{name}" for name in columns for sign in ("", "-")]
    return [
        *listed,
        OpenApiParameter("sort", OpenApiTypes.STR, enum=ways, description="A leading - turns it."),
        OpenApiParameter(
            "page",
            {"type": "integer", "minimum": 1, "maximum": DEEPEST_PAGE},
            description="From 1 on.",
        ),
        OpenApiParameter("per_page", OpenApiTypes.INT, enum=list(PAGE_SIZES)),
    ]


def _array(name: str, choices: list[str], description: str) -> OpenApiParameter:
    item: dict[str, Any] = {"type": "string", "maxLength": 100}
    if choices:
        item["enum"] = choices
    form = {"type": "array", "items": item}
    return OpenApiParameter(name, form, description=description, explode=True, style="form")


def _choices(declared: Any) -> list[str]:
    """Return the values of a closed list; none where the database says what there is."""
    choices = declared.extra.get("choices", ())
    return [] if callable(choices) else [str(value) for value, _label in choices]
