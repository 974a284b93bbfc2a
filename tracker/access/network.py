"""From which network address a request comes."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the address that the outermost of our own proxies saw.

    Each proxy appends to X-Forwarded-For whom it heard from. What stands before
    the last PROXY_COUNT entries was written by the client and is not believed.
    """
    direct = request.META.get("REMOTE_ADDR", "")
    if not settings.BEHIND_PROXY:
        return direct
    count = settings.PROXY_COUNT
    heard = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if len(heard) >= count > 0 and heard[-count]:
        return heard[-count]
    return direct
