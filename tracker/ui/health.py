"""Answers for machines that watch or index the site."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe


@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers. Asks neither the database nor Redis."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """The process can serve pages: its database answers and has its tables."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT COUNT(*) FROM django_migrations")
            migrations = cursor.fetchone()[0]
        response = JsonResponse({"database": "ok", "migrations": migrations})
    except DatabaseError:
        response = JsonResponse({"database": "does not answer"}, status=503)
    add_never_cache_headers(response)
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Exports and endless filter combinations are not for indexing."""
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /*?*export=", "Disallow: /*?*sort="]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
