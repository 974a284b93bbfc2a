"""People who correct places at one time wait for each other, so that no count is lost."""

import datetime as dt
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connection, connections

from tests.tracker.places.files import load, own_file, tree
from tracker.places import actions
from tracker.places.actions import loading, units
from tracker.places.actions.units import miscounts
from tracker.places.models import Area, Branch

STREET = "410822105"
CODES = [f"{STREET}{number}" for number in range(230, 238)]
DAY = dt.date(2024, 3, 1)
ROUNDS = ["excluded", "urban", "rural", "urban"]


def patiently(act, **facts):
    """Do it in a thread of its own.

    The tests' SQLite lives in memory, where a busy database is not waited for: there the
    thread tries again. A file is waited for, and PostgreSQL always.
    """
    try:
        for _attempt in range(500):
            try:
                return act(**facts)
            except OperationalError as error:
                if connection.vendor != "sqlite" or "locked" not in str(error):
                    raise
                time.sleep(0.01)
        raise AssertionError("the database stays locked")
    finally:
        connections.close_all()


def at_once(*deeds):
    with ThreadPoolExecutor(len(deeds)) as pool:
        for done in [pool.submit(patiently, act, **facts) for act, facts in deeds]:
            done.result(timeout=60)


@pytest.fixture
def street(tmp_path):
    """Ten villages in a street."""
    load(
        own_file(tmp_path, tree({code: f"新{code[-3:]}村民委员会" for code in CODES})), commit=True
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("street")
def test_eight_people_correct_eight_villages_of_a_street():
    for kind in ROUNDS:
        areas = Area.objects.in_bulk(CODES).values()
        facts = {"kind": kind, "on": DAY, "by": None}
        at_once(*[(actions.correct_kind, {"area": area, **facts}) for area in areas])

        assert list(miscounts()) == []
    assert (Area.objects.get(pk=STREET).rural_units, Area.objects.get(pk="41").urban_units) == (
        2,
        9,
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("street")
def test_villages_merge_crosswise_while_the_counts_are_put_right():
    first, second, third, fourth = (Area.objects.get(pk=code) for code in CODES[:4])
    merged = {"kind": "merged", "on": DAY, "by": None}
    at_once(
        (actions.succeed, {"predecessor": first, "successor": second, **merged}),
        (actions.succeed, {"predecessor": fourth, "successor": third, **merged}),
        (actions.end_area, {"area": Area.objects.get(pk=CODES[4]), "on": DAY, "by": None}),
        (actions.recount_units, {}),
        (actions.recount_units, {"under": "41"}),
    )

    assert list(miscounts()) == []
    assert Area.objects.get(pk=STREET).rural_units == 7
    assert Branch.objects.under(STREET).filter(ended_on=DAY).count() == 3


@pytest.fixture
def lingering(monkeypatch):
    """Make one step of an action linger, before it or once it is done; return the event of it."""

    def make(module, step, *, once_done):
        real, reached = getattr(module, step), threading.Event()

        def pause():
            reached.set()
            time.sleep(1)

        def linger(*given):
            if not once_done:
                pause()
            found = real(*given)
            if once_done:
                pause()
            return found

        monkeypatch.setattr(module, step, linger)
        return reached

    return make


def after(event, act):
    """Return the deed that begins when the event has come."""

    def deed(**facts):
        assert event.wait(20)
        return act(**facts)

    return deed


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("street")
def test_a_correction_waits_for_a_recount_that_has_read_but_not_written(lingering):
    Area.objects.filter(pk=STREET).update(rural_units=99)
    reached = lingering(units, "_counted", once_done=True)
    facts = {"area": Area.objects.get(pk=CODES[0]), "kind": "urban", "on": DAY, "by": None}

    at_once((actions.recount_units, {}), (after(reached, actions.correct_kind), facts))

    street = Area.objects.get(pk=STREET)
    assert (street.rural_units, street.urban_units) == (9, 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("street")
def test_a_new_name_waits_for_a_load_and_is_not_written_over(lingering, tmp_path):
    code = "410822105223"
    found = actions.read_area_files([own_file(tmp_path, tree({code: "关帝庙村民委员会"}))])
    reached = lingering(loading, "_write", once_done=False)
    facts = {"official_name": "文庙村民委员会", "name": "文庙村", "by": None}

    at_once(
        (found.commit, {"by": None, "source": "file", "on": DAY}),
        (after(reached, actions.rename_area), {"area": Area.objects.get(pk=code), **facts}),
    )

    village = Area.objects.get(pk=code)
    assert (village.name, village.source) == ("文庙村", "更正")
    assert set(village.names.values_list("name", flat=True)) == {"关王庙村", "关帝庙村"}
