"""Every address, method, person and place: the answer is what the two tables promise.

The tables are `tracker/access/policy.py` (addresses) and `tracker/access/roles.py`
(roles); nothing here is a list of its own. A new address is tried as soon as the
resolver knows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pytest

from tests.house.addresses import (
    ADMIN,
    OWN,
    ROWS,
    Address,
)
from tests.house.calls import NOTES, Answer, call, database_digest
from tests.house.sent import SENT
from tests.house.subjects import (
    DENIED,
    DOOR,
    MISSING,
    NO_METHOD,
    OPEN,
    STEP,
    SUBJECTS,
    Subject,
    one_of_each,
    promised,
)
from tests.house.turns import in_turn, is_turn_of
from tests.house.world import World, place_of
from tracker.access.policy import rule_for

pytestmark = pytest.mark.django_db
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
# Without those that say the same as GET, or nothing of a row.
CHANGING = ("GET", "POST", "PUT", "PATCH", "DELETE")
FEW = ("GET", "POST")
SAFE = {"GET", "HEAD", "OPTIONS"}
every_subject = pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.name)


# A form may be refused for what it says (400, 409); Django's administration knows views that
# only read (405) and tables that nobody changes (403).
FINE = {200, 302, 400, 409}
# Made; no longer the version that was read.
FINE_FOR_PROGRAMS = {201, 202, 412}
FINE_IN_ADMINISTRATION = FINE | {403, 405}


def met(address: Address, method: str, answer: Answer, promise: str) -> bool:
    """Tell whether an answer is of the kind that was promised."""
    fine = FINE_IN_ADMINISTRATION if address in ADMIN else FINE
    if address.is_for_programs and promise in {DOOR, STEP}:
        # A program is told, where a person is led.
        kind = {DOOR: "who-are-you", STEP: "step-to-do"}[promise]
        told = f"#{kind}" in answer.text or (method == "HEAD" and not answer.body)
        return answer.status in {401, 403} and told
    if address.is_for_programs:
        fine = FINE | FINE_FOR_PROGRAMS
    if promise == DOOR:
        return answer.status == 302 and answer.location.startswith("/sign-in/")
    if promise == STEP:
        return answer.status == 302 and answer.location.startswith(("/account/", "/sign-in/code/"))
    if promise == OPEN:
        return answer.status in fine and not answer.location.startswith("/sign-in/?")
    return answer.status == int(promise)


@dataclass(frozen=True)
class Cell:
    """An address and a place; `first` of the places of its address."""

    address: Address
    relation: str = ""
    code: str = ""
    first: bool = True


def cells(world: World, subject: Subject) -> Iterator[Cell]:
    """Yield each place of an address where the answer can depend on it."""
    for address in [*OWN, *ADMIN]:
        rule = rule_for(address.name)
        place = place_of(address)
        # An address without a rule fails test_policy.
        if rule is None or not is_turn_of(address, subject):
            continue
        if not place:
            if address in world.paths:
                yield Cell(address)
            continue
        near = one_of_each(world.rows[ROWS[address.name][0]], subject.anchor)
        # Who has the right nowhere is stopped before any row is looked for: one place does.
        open_somewhere = subject.signed_in and subject.may_somewhere(rule.permission)
        places = list(near) if open_somewhere or not rule.permission else list(near)[:1]
        for relation in places:
            yield Cell(address, relation, near[relation], relation == places[0])


def tried(cell: Cell, promise: str, subject: Subject) -> Iterable[str]:
    """Return the methods worth a call: what an address offers here, and others in turn."""
    address = cell.address
    if promise != OPEN and address in ADMIN:
        # One row of the table closes the whole administration.
        return in_turn(("GET", "POST"), address, subject)
    near = METHODS if cell.first else {"own": METHODS, "child": CHANGING}.get(cell.relation, FEW)
    if promise in {DENIED, DOOR, STEP}:
        near = CHANGING  # what changes nothing is stopped by the same line as GET
    here = [method for method in near if method in rule_for(address.name).methods]
    # What is stopped before any row is looked for is so wherever the row lies: one place does.
    others = [method for method in METHODS if method not in here] if cell.first else []
    return [*here, *in_turn(others, address, subject)]


def faults(world: World, subject: Subject) -> Iterator[str]:
    """Yield every cell that differs from its promise, or that wrote what it must not."""
    for cell in cells(world, subject):
        address, place = cell.address, place_of(cell.address)
        first = promised(subject, address, "GET", place, cell.code)
        for method in tried(cell, first, subject):
            promise = promised(subject, address, method, place, cell.code)
            if promise == MISSING:
                continue  # test_foreign_rows.py asks all of these, and compares the whole answer
            answer = send(world, subject, address, method, cell.code, is_open=promise == OPEN)
            may_write = set() if promise == NO_METHOD else NOTES
            silent = method in SAFE or promise != OPEN
            if not met(address, method, answer, promise) or (silent and answer.written - may_write):
                where = f"{address.name} {method} {cell.relation} {cell.code}"
                answered = f"answered {answer.status} {sorted(answer.written)}"
                yield f"{where}: promised {promise}, {answered}"


@every_subject
def test_every_call_is_answered_as_the_tables_promise(world, subject):
    assert "\n".join(faults(world, subject)) == ""
    assert database_digest() == world.digest


def send(
    world: World, subject: Subject, address: Address, method: str, code: str, *, is_open: bool
) -> Answer:
    sent = SENT.get(address.name)
    return call(
        world.sessions[subject.name],
        method,
        world.path(address, code),
        sent.body if sent else None,
        ready=world.ready(address, code, subject) if is_open else None,
        keep=not is_open,
        reads_first=is_open,
    )
