"""Which cells of the largest tables are tried on which database."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import connection

from tests.house.addresses import ADMIN, OWN, Address
from tests.house.subjects import SUBJECTS, Subject
from tests.turns import is_turn

_PLACES = {address: number for number, address in enumerate([*OWN, *ADMIN])}


def is_turn_of(address: Address, subject: Subject) -> bool:
    """Tell whether a person's calls of an address are made on the database of this run.

    They alternate like the fields of a chessboard, so that each address and each person is tried
    on both, and each pair on one of them: what decides a right is our code, which asks both the
    same.
    """
    return is_turn(_PLACES[address] + SUBJECTS.index(subject))


def cases_of(address: Address, cases: Mapping[str, str]) -> dict[str, str]:
    """Return the odd values that an address is tried with on the database of this run.

    All of them on PostgreSQL, which refuses what SQLite lets pass: NUL, half a character, numbers
    beyond its columns. SQLite takes every second one, another one at the next address.
    """
    every = enumerate(cases.items(), _PLACES[address])
    return dict(case for number, case in every if connection.vendor != "sqlite" or is_turn(number))
