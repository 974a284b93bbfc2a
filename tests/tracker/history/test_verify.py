"""Whatever is done to the log behind its back is found."""

import datetime as dt
import os
import random

import pytest
from django.db import DatabaseError, connection, transaction

from tracker.history.digest import START
from tracker.history.guards import place_guards, remove_guards
from tracker.history.models import Event, Head
from tracker.history.record import Change, record_all
from tracker.history.verify import verify

pytestmark = pytest.mark.django_db
LENGTH = 12
TEXTS = ("actor_name", "action", "object_name", "after", "digest", "previous")


@pytest.fixture
def log():
    """A log of twelve events whose guards are off: what a thief with the database could do."""
    record_all(
        [
            Change("ratings.enter", "rating", str(n), f"第{n}村", "410871060205", after={"n": n})
            for n in range(LENGTH)
        ],
        by=None,
    )
    remove_guards(connection)
    yield Event.objects
    place_guards(connection)


def test_an_untouched_log_is_whole(log):
    assert verify() == (LENGTH, None)


@pytest.mark.parametrize("field", [name for name in Event.SIGNED if name != "sequence"])
def test_a_changed_field_is_found(log, field):
    value = 7 if field == "actor_id" else "改"
    log.filter(sequence=5).update(**{field: value})
    count, finding = verify()
    assert (count, finding.sequence, finding.fault) == (5, 5, "was changed")


def test_a_changed_time_is_found(log):
    event = log.get(sequence=5)
    log.filter(sequence=5).update(at=event.at + dt.timedelta(microseconds=1))
    assert verify()[1].fault == "was changed"


@pytest.mark.parametrize("sequence", [1, 6])
def test_a_deleted_event_is_found(log, sequence):
    log.filter(sequence=sequence).delete()
    assert verify()[1].sequence == sequence


def test_a_rewritten_event_is_found_by_its_successor(log):
    event = log.get(sequence=5)
    event.reason = "改"
    log.filter(sequence=5).update(reason="改", digest=event.expected_digest())
    assert verify()[1].sequence == 6


def test_swapped_events_are_found(log):
    log.filter(sequence=3).update(sequence=99)
    log.filter(sequence=4).update(sequence=3)
    log.filter(sequence=99).update(sequence=4)
    assert verify()[1].sequence == 3


def test_a_tail_cut_off_is_found_by_the_head(log):
    log.filter(sequence__gt=9).delete()
    assert verify()[1].sequence == 10


def test_a_tail_cut_off_with_its_head_is_found_by_the_exported_head(log):
    exported = Head.objects.get()
    last = log.get(sequence=9)
    log.filter(sequence__gt=9).delete()
    Head.objects.update(sequence=9, digest=last.digest)
    assert verify() == (9, None)
    assert verify(exported=[(exported.sequence, exported.digest)])[1].sequence == 10


class Thief:
    """Somebody with the database and without the guards: one deed at a time, at random."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311 -- where it hurts is no secret

    def someone(self) -> Event:
        return Event.objects.get(sequence=self.dice.randint(1, LENGTH))

    def change(self) -> None:
        """One character of one field becomes another one."""
        event = self.someone()
        field = self.dice.choice([name for name in TEXTS if getattr(event, name)])
        old = getattr(event, field)
        place = self.dice.randrange(len(old))
        new = old[:place] + chr(ord(old[place]) ^ 1) + old[place + 1 :]
        Event.objects.filter(pk=event.pk).update(**{field: new})

    def rewrite(self) -> None:
        """An event is changed, and its digest made to fit."""
        event = self.someone()
        event.reason = f"改{self.dice.random()}"
        Event.objects.filter(pk=event.pk).update(
            reason=event.reason, digest=event.expected_digest()
        )

    def delete(self) -> None:
        first = self.dice.randint(1, LENGTH)
        last = first + self.dice.randint(0, 2)
        Event.objects.filter(sequence__range=(first, last)).delete()

    def close_the_gap(self) -> None:
        """An event is taken out, and all after it are numbered anew."""
        gone = self.dice.randint(1, LENGTH - 1)
        Event.objects.filter(sequence=gone).delete()
        for number in range(gone + 1, LENGTH + 1):
            Event.objects.filter(sequence=number).update(sequence=number - 1)

    def swap(self) -> None:
        one, other = self.dice.sample(range(1, LENGTH + 1), 2)
        for old, new in ((one, 99), (other, one), (99, other)):
            Event.objects.filter(sequence=old).update(sequence=new)

    def insert(self) -> None:
        """An event that nobody wrote stands between two, rightly computed."""
        at = self.dice.randint(1, LENGTH + 1)
        for number in range(LENGTH, at - 1, -1):
            Event.objects.filter(sequence=number).update(sequence=number + 1)
        before = Event.objects.filter(sequence=at - 1).first()
        forged = Event.objects.order_by("-sequence").first()
        forged.sequence, forged.reason = at, "从未发生"
        forged.previous = before.digest if before else START
        forged.digest = forged.expected_digest()
        forged.save(force_insert=True)

    def cut(self) -> None:
        """The end is cut off; the head stays, or is made to fit."""
        last = self.dice.randint(0, LENGTH - 1)
        Event.objects.filter(sequence__gt=last).delete()
        kept = Event.objects.filter(sequence=last).first()
        if self.dice.random() < 0.5:
            Head.objects.update(sequence=last, digest=kept.digest if kept else START)


TRIED = 1000 if os.environ.get("STRESS") else 210
DEEDS = ("change", "rewrite", "delete", "close_the_gap", "swap", "insert", "cut")


def test_whatever_a_thief_does_at_random_is_found(log):
    """Changes, deletions, swaps, inserts and cut tails; the head was exported before.

    Some hundreds belong to the suite; STRESS=1 tries the thousand that the project promises.
    """
    thief = Thief(20261121)
    head = Head.objects.get()
    exported = [(head.sequence, head.digest)]
    missed = []
    for turn in range(TRIED):
        deed = DEEDS[turn % len(DEEDS)]
        mark = transaction.savepoint()
        getattr(thief, deed)()
        if verify(exported=exported)[1] is None:
            missed.append((turn, deed))
        transaction.savepoint_rollback(mark)

    assert missed == []
    assert verify(exported=exported) == (LENGTH, None)


@pytest.mark.parametrize("own", ["sequence", "digest"])
def test_nothing_takes_the_place_of_an_event(own):
    """SQLite's INSERT OR REPLACE deletes what is in its way without a DELETE trigger."""
    record_all([Change("ratings.enter", "rating", str(n), "村") for n in range(2)], by=None)
    forged = Event.objects.get(sequence=2)
    forged.reason = "改"
    if own == "sequence":
        forged.digest = forged.expected_digest()
    else:
        forged.sequence = 3
    columns = [field.column for field in Event._meta.concrete_fields]
    values = [field.get_db_prep_save(getattr(forged, field.attname), connection)
              for field in Event._meta.concrete_fields]  # fmt: skip
    instead = "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT"
    statement = f"{instead} INTO tracker_event ({', '.join(columns)}) VALUES "

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"{statement} ({', '.join(['%s'] * len(columns))})", values)

    assert verify() == (2, None)
