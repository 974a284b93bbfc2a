"""A row of a foreign area is a row that does not exist: by address, in forms, in every list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from tests.house.addresses import (
    IN_AREA,
    KNOWN_TO_ALL,
    LISTS,
    OWN,
    ROWS,
    Address,
    named,
)
from tests.house.calls import Answer, call, database_digest
from tests.house.sent import SENT, Sent
from tests.house.subjects import (
    CODES,
    MISSING,
    OPEN,
    SUBJECTS,
    Subject,
    one_of_each,
    promised,
)
from tests.house.turns import is_turn_of
from tests.house.world import World, add_rows_far_away, missing_like, place_of
from tests.turns import is_turn
from tracker.access.policy import READ, rule_for

pytestmark = pytest.mark.django_db
STAFF_FORMS = [
    address
    for address in OWN
    if (rule := rule_for(address.name)) and rule.audience == "staff" and {*rule.methods} - {*READ}
]
NEAR = ("own", "child", "former")
WORD = re.compile("雀([0-9]+)雀")
# Controls that name something in an area; whatever is typed there must be looked for with rights.
TELLING = {"area", "branch", "grant", "person", "pick", "star_rating", "unit", "user"}
FORMATS = ["?per_page=100", "?export=csv", "?export=xlsx"]
# Controls of such a name that say something of a number: its unit of measure.
OF_NUMBERS = {"claim-correct": {"unit"}}
# Pages with rows that areas above offer to the places below.
OFFERED_BELOW = {"supply-list", "supply-detail", "project-match", "api-supply-list"}
every_subject = pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.name)


def ask(
    world: World, subject: Subject, method: str, path: str, body: Any = None, **how: Any
) -> Answer:
    return call(world.sessions[subject.name], method, path, body, **how)


def alike(one: Answer, other: Answer, said: str = "?", other_said: str = "?") -> bool:
    """Tell whether nothing tells two answers apart but what each reader said.

    Pages that repeat nothing are equal as they are; a short key taken out of them
    may hit another number.
    """
    as_they_are = one.without("?") == other.without("?")
    return as_they_are or one.without(said) == other.without(other_said)


def same(one: Answer, other: Answer, said: str, other_said: str) -> bool:
    """Tell the same, and that they cost the same queries and wrote nothing."""
    same_work = one.queries == other.queries and not one.written | other.written
    return same_work and alike(one, other, said, other_said)


# --- Named by the address -------------------------------------------------------------


def hidden(world: World, subject: Subject) -> Iterator[tuple[Address, str, str]]:
    """Yield address, method and place of each row that must be as good as missing."""
    for address in OWN:
        if not is_turn_of(address, subject):
            continue
        place = place_of(address)  # None as well for an address without a rule: test_policy
        codes = one_of_each(world.rows[ROWS[address.name][0]], subject.anchor) if place else {}
        for code in codes.values():
            for method in rule_for(address.name).methods:
                if promised(subject, address, method, place, code) == MISSING:
                    yield address, method, code


@every_subject
def test_a_foreign_row_answers_like_a_missing_one_after_the_same_queries(world, subject):
    told = []
    missing: dict[tuple[str, str], Answer] = {}  # the same question is asked once
    for address, method, code in hidden(world, subject):
        sent = SENT.get(address.name)
        path, nowhere = world.path(address, code), world.missing(address, code)
        body = sent and sent.body
        if (method, nowhere) not in missing:
            missing[method, nowhere] = ask(world, subject, method, nowhere, body)
        answers = [ask(world, subject, method, path, body), missing[method, nowhere]]
        if answers[1].status != 404 or not same(*answers, path, nowhere):
            told.append(f"{method} {path}: {[(one.status, one.queries) for one in answers]}")

    assert told == []
    assert database_digest() == world.digest


@every_subject
def test_a_foreign_part_is_missing_under_an_own_whole(world, subject):
    told = []
    for address, method, far in hidden(world, subject):
        codes = world.rows[ROWS[address.name][0]]
        near = [code for rel, code in one_of_each(codes, subject.anchor).items() if rel in NEAR]
        if len(address.parameters) < 2 or not near:
            continue
        sent, crossed = SENT.get(address.name), world.crossed(address, near[0], far)
        if crossed == world.path(address, near[0]):
            continue  # their last key is the same: a year
        answer = ask(world, subject, method, crossed, sent and sent.body)
        if answer.status != 404:
            told.append(f"{method} {address.name} {far}: {answer.status}")

    assert told == []
    assert database_digest() == world.digest


# --- Named in a form ------------------------------------------------------------------


def usable(
    world: World, subject: Subject, address: Address, *, everywhere: bool = False
) -> Iterator[str]:
    """Yield places where a subject may use an address, one of each relation or all there are.

    An empty one for an address that names no place.
    """
    place = place_of(address)
    if not place and address not in world.paths:
        return
    rows = world.rows[ROWS[address.name][0]] if place else [""]
    near = rows if everywhere or not place else one_of_each(rows, subject.anchor).values()
    for code in near:
        if promised(subject, address, rule_for(address.name).methods[-1], place, code) == OPEN:
            yield code


def foreign_values(
    world: World, subject: Subject, address: Address, control: str
) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Yield what names a foreign row in a control, and what names no row at all.

    Each with the part of it that a page may repeat.
    """
    model, key, written = SENT[address.name].names[control]
    place = IN_AREA.get(model)
    right = (place and place.read) or rule_for(address.name).permission
    codes = [code for code in CODES if model not in world.rows or code in world.rows[model]]
    for code in one_of_each(codes, subject.anchor).values():
        reads = subject.may_below if place and place.is_offered_below else subject.may
        if not reads(right, code):
            value, pair = getattr(world.named(model, code), key), []
            for one in (value, missing_like(value)):
                # A page repeats what was typed, and may take a code out of it; nothing shorter.
                said = str(one) if len(str(one)) >= 12 else f'"{written.format(one)}"'
                pair.append((written.format(one), said))
            yield pair[0], pair[1]


@every_subject
def test_a_form_takes_a_foreign_row_for_a_missing_one_and_changes_nothing(world, subject):
    told = []
    for address in [one for one in STAFF_FORMS if is_turn_of(one, subject)]:
        sent = SENT.get(address.name, Sent())
        for code in usable(world, subject, address):
            for control in sent.names:
                answered: dict[str, Answer] = {}  # the same question is asked once
                for foreign, missing in foreign_values(world, subject, address, control):
                    for value in {foreign[0], missing[0]} - set(answered):
                        answered[value] = ask(
                            world,
                            subject,
                            rule_for(address.name).methods[-1],
                            world.path(address, code),
                            {**sent.body, control: value},
                            ready=world.ready(address, code, subject),
                            keep=sent.ready is None,
                        )
                    answers = answered[foreign[0]], answered[missing[0]]
                    if not same(*answers, foreign[1], missing[1]):
                        told.append(f"{address.name} {code} {control}={foreign[0]}")

    assert told == []
    assert database_digest() == world.digest


def test_every_form_of_staff_has_an_example():
    assert [address.name for address in STAFF_FORMS if address.name not in SENT] == []


def test_every_row_of_staff_says_how_it_lies_in_an_area():
    staff = [one for one in OWN if (rule := rule_for(one.name)) and rule.audience == "staff"]

    rows = {one.name: ROWS[one.name][0] for one in staff if one.name in ROWS and not place_of(one)}
    assert {name for name, model in rows.items() if model not in KNOWN_TO_ALL} == set()


def test_every_example_does_its_work_where_it_is_allowed(world):
    """Else the tests of refusals would prove nothing: a form that never works refuses all."""
    idle = []
    for address in [one for one in STAFF_FORMS if one.name in SENT]:
        written: set[str] = set()
        for subject in SUBJECTS:
            for code in [] if written else usable(world, subject, address):
                written |= ask(
                    world,
                    subject,
                    rule_for(address.name).methods[-1],
                    world.path(address, code),
                    SENT[address.name].body,
                    ready=world.ready(address, code, subject),
                    keep=False,
                ).written - {"django_session"}
        place = place_of(address)
        # What belongs to one person, whatever their role, has its own room's tests.
        if not written and not (place and place.read == "nobody"):
            idle.append(address.name)

    assert idle == []


def test_an_example_knows_which_controls_of_its_form_name_rows(world):
    unknown = []
    for address in [one for one in STAFF_FORMS if one.name in SENT]:
        controls = {
            name
            for subject in SUBJECTS
            if "GET" in rule_for(address.name).methods
            for name in controls_of(world, subject, address)
        }
        telling = {name for name in controls if name in TELLING} - OF_NUMBERS.get(
            address.name, set()
        )
        unknown += [f"{address.name}: {name}" for name in telling - set(SENT[address.name].names)]

    assert unknown == []


def controls_of(world: World, subject: Subject, address: Address) -> set[str]:
    """Return the names of what is typed or chosen in the main form of a page."""
    for code in usable(world, subject, address):
        page = ask(
            world,
            subject,
            "GET",
            world.path(address, code),
            ready=world.ready(address, code, subject),
            keep=False,
        ).text
        main = page.partition("<main")[2].partition("</main>")[0]
        found = re.findall(r'<(?:input|select|textarea)[^>]* name="([^"]+)"', main)
        if found:
            return set(found) - {"csrfmiddlewaretoken", "q", "language", "display", "next"}
    return set()


# --- In whatever is read --------------------------------------------------------------


def everything_read(world: World, subject: Subject) -> dict[tuple[str, str, str], Answer]:
    """Return every page, list and file a subject may read, by address, place and format."""
    read = {}
    for address in OWN:
        rule = rule_for(address.name)
        if not rule or "GET" not in rule.methods or not is_turn_of(address, subject):
            continue
        formats = FORMATS if address in LISTS else [""]
        # Pages that only show are read in every place: one row may be shared by two areas.
        for code in usable(world, subject, address, everywhere="POST" not in rule.methods):
            for query in formats:
                path = world.path(address, code) + query
                how = {"ready": world.ready(address, code, subject), "keep": False}
                read[address.name, code, query] = ask(world, subject, "GET", path, **how)
    return read


def may_read(subject: Subject, address: str, code: str) -> bool:
    """Tell whether what lies at a place may stand on a page of a subject."""
    right = rule_for(address).permission
    if right:
        reads = subject.may_below if address in OFFERED_BELOW else subject.may
        return reads(right, code)
    return any(code.startswith(held.area) for held in subject.rights)


@pytest.mark.parametrize(
    "subject",
    # Everybody else reads what a stranger reads, as the matrix shows, or goes to a step first.
    [one for one in SUBJECTS if one.state == "stranger" or (one.rights and not one.state)],
    ids=lambda subject: subject.name,
)
def test_nothing_that_is_read_tells_of_foreign_rows(world, subject, monkeypatch):
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    before = everything_read(world, subject)
    leaks = [
        f"{address} {code}{query} shows {found}"
        for (address, code, query), answer in before.items()
        for found in sorted(set(WORD.findall(answer.text)))
        if not may_read(subject, address, found)
    ]

    add_rows_far_away(world)
    after = everything_read(world, subject)
    # Rows, counts, shares, files: nothing at all may differ.
    differing = [key for key, answer in before.items() if not alike(answer, after[key])]

    assert leaks == []
    assert differing == []


def lists_of_staff() -> list[Address]:
    """Return the lists of rows that lie in areas and are not for everyone."""
    staff = [one for one in LISTS if (rule := rule_for(one.name)) and rule.permission]
    return [one for one in staff if one.view.view_class.table_class._meta.model in IN_AREA]


@pytest.mark.parametrize("address", lists_of_staff(), ids=named)
def test_a_list_shows_rows_to_whom_they_belong(world, address):
    """Else the test above would look for words that stand nowhere."""
    readers = [one for one in SUBJECTS if promised(one, address, "GET") == OPEN]
    turns = [one for number, one in enumerate(readers) if is_turn(number)]
    shown = {
        subject.name: re.search(r'class="count">([0-9]+)', answer.text)[1]
        for subject in turns or readers
        for answer in [ask(world, subject, "GET", world.path(address))]
    }

    assert shown
    assert [name for name, count in shown.items() if count == "0"] == []
