"""Children of the relay, and the command that starts one. tests/faults proves what they do."""

import signal
import time

import pytest
from django.core.management import call_command

from tracker.jobs import children as module
from tracker.jobs import leases
from tracker.jobs.actions import ask_for
from tracker.jobs.children import Children
from tracker.jobs.models import Job
from tracker.jobs.running import Interrupted
from tracker.jobs.terms import State

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def pool(monkeypatch):
    """Two places; `pool.work` is what a child does instead of a job."""
    made = Children(2)
    monkeypatch.setattr(module, "_do", lambda number, owner: made.work())
    yield made
    made.stop(0)


def reaped(pool):
    deadline = time.monotonic() + 20
    while pool.numbers and time.monotonic() < deadline:
        pool.reap()
        time.sleep(0.01)
    return pool.numbers == []


def claimed(pool, number):
    """Claim a job in the name of the child that was started for it."""
    [(_child, owner)] = pool._running.values()
    assert leases.claim(number, owner)


def test_a_child_takes_a_place_until_it_has_ended(pool):
    pool.work = lambda: None
    pool.start(7)
    assert (pool.numbers, pool.free) == ([7], 1)

    assert reaped(pool)
    assert pool.free == 2


def test_the_job_of_a_killed_child_waits_again_at_once(pool, desk, wang):
    job = ask_for("sample.plain", by=wang)
    pool.work = lambda: time.sleep(60)
    pool.start(job.pk)
    claimed(pool, job.pk)
    [(child, _owner)] = pool._running.values()

    child.kill()

    assert reaped(pool)
    assert Job.objects.get().state == State.WAITING


def test_children_that_do_not_listen_are_ended(pool, desk, wang):
    job = ask_for("sample.plain", by=wang)

    def deaf():
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        time.sleep(60)

    pool.work = deaf
    pool.start(job.pk)
    claimed(pool, job.pk)
    time.sleep(0.1)

    pool.stop(0.2)

    assert pool.numbers == []
    assert Job.objects.get().state == State.WAITING


def test_a_child_that_is_told_to_end_says_so_to_its_work():
    with pytest.raises(Interrupted):
        module._interrupt(signal.SIGTERM, None)


@pytest.fixture
def _signals():
    kept = {told: signal.getsignal(told) for told in (signal.SIGTERM, signal.SIGINT)}
    yield
    for told, handler in kept.items():
        signal.signal(told, handler)


@pytest.mark.usefixtures("_signals")
def test_a_relay_with_nothing_to_do_ends_when_it_is_to_look_once():
    call_command("relay", "--once", "--alone")

    assert not Job.objects.exists()
