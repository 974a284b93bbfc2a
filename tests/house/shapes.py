"""What the tests of who may reach what say of a row, and of a form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from tracker.people.models import User


@dataclass(frozen=True)
class Place:
    """How a row comes to lie in an area, for the tests of who may reach it.

    `make(code, word)` makes it there, with ``word`` in some text that only those may
    read who may read the row. `read`: the right to see it at all; empty, it is the one
    that the address names. `levels`: lengths of the codes where such a row can lie.
    """

    make: Callable[[str, str], Model]
    read: str
    levels: tuple[int, ...] = (4, 6, 9, 12)
    # Whoever has the right to read somewhere reads such rows of the areas above, too.
    is_offered_below: bool = False


@dataclass(frozen=True)
class Sent:
    """What a form of staff is sent with, so that it does its work where it is allowed.

    `body` holds its controls; what cannot be known before is a function. `ready(row, by)`
    first brings the row of the address, or the sender, into the state in which it works.
    `names`: controls that name a row in an area, each with the row's model, the field it
    is named by and how that is written; what is put there must answer for a foreign row as
    for a missing one. `needs`: the right that doing
    it asks for, where more people may use the address.
    """

    body: Mapping[str, Any] = field(default_factory=dict)
    ready: Callable[[Any, User], object] | None = None
    names: Mapping[str, tuple[type[Model], str, str]] = field(default_factory=dict)
    needs: str = ""
