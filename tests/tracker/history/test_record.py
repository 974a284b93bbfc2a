"""The log is written with its change or not at all."""

import pytest
from django.db import DatabaseError, connection, transaction

from tracker.history.models import Event, Head
from tracker.history.origin import coming_from
from tracker.history.record import (
    Change,
    OutsideTransactionError,
    record,
    record_all,
    recorded_last,
    tell,
)
from tracker.history.verify import verify

pytestmark = pytest.mark.django_db


def change(key="1", **more):
    return Change("places.rename", "area", key, "西大寨村", "410871060205", **more)


def test_an_event_says_who_what_from_where_and_why():
    with coming_from("192.0.2.7", "r-1"):
        event = record(
            change(before={"name": "西大寨"}, after={"name": "西大寨村"}, reason="按民政批复"),
            by=None,
        )
    event.refresh_from_db()
    assert (event.sequence, event.actor_name, event.origin, event.request_id) == (
        1,
        "192.0.2.7",
        "192.0.2.7",
        "r-1",
    )
    assert (event.old, event.new, event.reason) == (
        {"name": "西大寨"},
        {"name": "西大寨村"},
        "按民政批复",
    )
    assert event.digest == event.expected_digest()


def test_events_are_numbered_without_gaps_and_chained():
    record_all([change(str(n)) for n in range(5)], by=None)
    record(change("last"), by=None)
    events = list(Event.objects.in_order())
    assert [event.sequence for event in events] == [1, 2, 3, 4, 5, 6]
    assert [event.previous for event in events[1:]] == [event.digest for event in events[:-1]]
    assert str(Head.objects.get()) == f"6:{events[-1].digest}"
    assert verify() == (6, None)


def test_a_change_that_fails_leaves_no_event():
    def fail_half_way():
        with transaction.atomic():
            record(change(), by=None)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert not Event.objects.exists()
    record(change(), by=None)
    assert verify() == (1, None)


def test_plain_values_only():
    with pytest.raises(TypeError):
        record(change(after={"at": object()}), by=None)
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE tracker_event SET reason = 'x' WHERE sequence = 1",
        "DELETE FROM tracker_event WHERE sequence = 1",
    ],
)
def test_the_database_refuses_to_change_or_delete_events(statement):
    record(change(), by=None)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert verify() == (1, None)


@pytest.mark.django_db(transaction=True)
def test_an_event_without_a_transaction_is_refused():
    with pytest.raises(OutsideTransactionError):
        record(change(), by=None)
    assert not Event.objects.exists()


def test_events_told_inside_are_written_when_all_rows_are():
    with recorded_last(by=None):
        tell([change("1")], by=None)
        with recorded_last(by=None):
            tell([change("2")], by=None)
        assert not Event.objects.exists()
    tell([change("3")], by=None)

    assert [event.object_key for event in Event.objects.in_order()] == ["1", "2", "3"]
    assert verify() == (3, None)


def test_what_fails_inside_leaves_no_event_and_what_goes_on_does():
    def fail():
        with recorded_last(by=None):
            tell([change("lost")], by=None)
            raise ZeroDivisionError

    with recorded_last(by=None):
        tell([change("kept")], by=None)
        with pytest.raises(ZeroDivisionError):
            fail()
    with pytest.raises(ZeroDivisionError):
        fail()

    assert [event.object_key for event in Event.objects.in_order()] == ["kept"]
