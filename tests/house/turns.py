"""Which cells of the largest tables are tried on which database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import connection

from tests.house.addresses import ADMIN, OWN, Address
from tests.house.subjects import SUBJECTS, Subject
from tests.turns import every_cell, is_turn

_PLACES = {address: number for number, address in enumerate([*OWN, *ADMIN])}
# What PostgreSQL refuses and SQLite lets pass.
_STRICT = {
    *("NUL", "NUL in a name", "broken UTF-8", "half a surrogate", "Chinese in GB18030"),
    *("huge number", "number beyond 32 bits", "negative", "zero", "huge"),
}


def is_turn_of(address: Address, subject: Subject) -> bool:
    """Tell whether a person's calls of an address are made on the database of this run.

    They alternate like the fields of a chessboard, so that each address and each person is tried
    on both, and each pair on one of them: what decides a right is our code, which asks both the
    same.
    """
    return is_turn(_PLACES[address] + SUBJECTS.index(subject))


def one_in_turn(options: Sequence[str], address: Address, subject: Subject) -> Sequence[str]:
    """Return one of what our code answers by the same line: people take turns at an address."""
    if every_cell() or not options:
        return options
    # Those who meet at an address on one database are every second person.
    turn = (_PLACES[address] + SUBJECTS.index(subject) // 2) % len(options)
    return options[turn : turn + 1]


def cases_of(address: Address, cases: Mapping[str, str]) -> dict[str, str]:
    """Return the odd values that an address is tried with on the database of this run.

    Every second one, another one at the next address; on PostgreSQL also whatever it refuses and
    SQLite lets pass: NUL, half a character, numbers beyond its columns.
    """
    return {
        case: value
        for number, (case, value) in enumerate(cases.items(), _PLACES[address])
        if is_turn(number) or (connection.vendor != "sqlite" and case in _STRICT)
    }
