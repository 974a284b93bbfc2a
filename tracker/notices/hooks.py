"""Addresses of robots: which are taken, and what is shown of one. Pure.

Whoever types an address decides where this server sends something. So only HTTPS, only hosts
of the list, no name and password in it, no port that the list does not state.
"""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

# A test adds http: its robot has no certificate.
SCHEMES = ["https"]


def is_allowed(hook: str, hosts: Collection[str]) -> bool:
    """Tell whether an address may be sent to; ``hosts`` are names, with a port if it is not 443."""
    # Parsers differ on what they skip: nothing but visible ASCII reaches one.
    if not hook.isascii() or any(sign <= " " or sign in '\\"<>^`{|}\x7f' for sign in hook):
        return False
    try:
        parts = urlsplit(hook)
    except ValueError:
        return False
    named = parts.netloc.lower() in {host.lower() for host in hosts if host}
    return named and parts.scheme in SCHEMES and not parts.fragment


def shown(hook: str) -> str:
    """Return what may be shown and logged: the host. What follows it is the secret."""
    return urlsplit(hook).netloc if hook else ""
