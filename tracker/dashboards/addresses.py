"""The lists that a number of a dashboard leads to: as many rows as the number says."""

from __future__ import annotations

from django.db.models import Model
from django.urls import reverse
from django.utils.http import urlencode

from tracker.access.terms import StarKey

# Every branch has this star, in either scheme: its rows of the list of stars are the branches.
ONE_A_BRANCH = StarKey.PARTY_BRANCH


def listed(name: str, **query: object) -> str:
    """Return the address of a list; a parameter may have several values or none."""
    stated = {key: _plain(value) for key, value in query.items() if value not in ("", None, [])}
    return f"{page_of(name)}?{urlencode(stated, doseq=True)}"


def page_of(name: str, *keys: object) -> str:
    """Return the address of one page."""
    return reverse(name, args=keys)


def _plain(value: object) -> object:
    if isinstance(value, (list, tuple)):
        return [str(one) for one in value]
    return value.pk if isinstance(value, Model) else str(value)
