"""Which cells of the largest tables are tried on which database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from django.db import connection

from tests.house.addresses import ADMIN, OWN, Address
from tests.house.subjects import SUBJECTS, Subject, promised
from tests.turns import every_cell, is_turn

_PLACES = {address: number for number, address in enumerate([*OWN, *ADMIN])}


def is_turn_of(address: Address, subject: Subject) -> bool:
    """Tell whether a person's calls of an address are made on the database of this run.

    They alternate like the fields of a chessboard, so that each address and each person is tried
    on both, and each pair on one of them: what decides a right is our code, which asks both the
    same.
    """
    return is_turn(_PLACES[address] + SUBJECTS.index(subject))


def is_first_of_its_kind(address: Address, subject: Subject) -> bool:
    """Tell whether nobody whose turn it is gets as far at an address, and stands before a person.

    As far: to the door, to a step, to a refusal for want of the right, or in.
    """
    return _firsts(address)[promised(subject, address, "GET")] is subject


@cache
def _firsts(address: Address) -> dict[str, Subject]:
    met = [one for one in reversed(SUBJECTS) if is_turn_of(address, one)]
    return {promised(one, address, "GET"): one for one in met}


def in_turn(options: Sequence[str], address: Address, subject: Subject) -> Sequence[str]:
    """Return what a person tries of that which one line of ours answers, whoever asks.

    The first person of a kind tries all, on either database; the others one each.
    """
    if every_cell() or not options or is_first_of_its_kind(address, subject):
        return options
    # Those who meet at an address on one database are every second person.
    turn = (_PLACES[address] + SUBJECTS.index(subject) // 2) % len(options)
    return options[turn : turn + 1]


def cases_of(address: Address, cases: Mapping[str, str]) -> dict[str, str]:
    """Return the odd values that an address is tried with on the database of this run.

    All of them on PostgreSQL, which refuses what SQLite lets pass: NUL, half a character, numbers
    beyond its columns. SQLite takes every second one, another one at the next address.
    """
    every = enumerate(cases.items(), _PLACES[address])
    return dict(case for number, case in every if connection.vendor != "sqlite" or is_turn(number))
