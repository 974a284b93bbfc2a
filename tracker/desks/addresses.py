"""Addresses that the desk leads to."""

from __future__ import annotations

from django.urls import reverse
from django.utils.http import urlencode


def page(name: str, *keys: object) -> str:
    """Return the address of one row's page."""
    return reverse(name, args=keys)


def listed(name: str, **query: object) -> str:
    """Return the address of a list, narrowed; a parameter may have several values."""
    return f"{page(name)}?{urlencode(query, doseq=True)}"
