"""Whatever is killed, at whatever moment: every row once, every event once, all by itself."""

from __future__ import annotations

import itertools
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable

import pytest

from tests.faults.rig import FINISHED_WITHIN, Rig
from tracker.jobs.relaying import WINDOW

Breaking = Callable[[Rig, int], object]

# STRESS=1 breaks each thing as often as the project promises to bear; a usual run breaks
# each once, one after the other. SEED= repeats another sequence of moments.
STRESS = bool(os.environ.get("STRESS"))
SEED = int(os.environ.get("SEED", "20261121"))
ROWS = 40


def each_once(jobs: list[int], rows: int = ROWS) -> Counter[tuple[int, int]]:
    return Counter(itertools.product(jobs, range(rows)))


def rounds(breakings: dict[str, Breaking]) -> list[object]:
    """Return for parametrize: all in turn once, or under stress each twenty times."""
    if STRESS:
        return [pytest.param([one] * 20, id=name) for name, one in breakings.items()]
    return [pytest.param(list(breakings.values()), id="each once")]


def ask(site: Rig) -> list[int]:
    """Ask for enough work that something is running whenever something is broken."""
    count = 12 if STRESS else 2
    return [
        number
        for kind in ("countable.insert", "countable.steps")
        for number in site.ask(count, kind, rows=ROWS, pause=20)
    ]


def break_off(site: Rig, jobs: list[int], breakings: list[Breaking]) -> None:
    """Break something again and again while jobs run."""
    chance = random.Random(SEED)  # noqa: S311 - to be repeated, not to be secret
    for nth, breaking in enumerate(breakings):
        site.wait_until(lambda: site.states()["running"] or site.all_done(jobs))
        time.sleep(chance.uniform(0, 0.4))
        breaking(site, nth)
        site.tend()


def assert_done_once(site: Rig, jobs: list[int], within: float = FINISHED_WITHIN) -> None:
    site.wait_for(jobs, within)

    assert site.rows() == each_once(jobs)
    assert site.events() == Counter(jobs)


# --- Without Redis -------------------------------------------------------------------


@pytest.mark.parametrize(
    "breakings",
    rounds(
        {
            "child": lambda site, nth: site.kill_a_child("relay", nth),
            "relay": lambda site, _: site.kill("relay"),
            "relay and children": lambda site, _: site.kill_group("relay"),
            "relay told to end": lambda site, _: site.kill("relay", signal.SIGTERM),
        }
    ),
)
def test_the_relay_and_its_children_may_be_killed(site, breakings):
    jobs = ask(site)

    break_off(site, jobs, breakings)

    assert_done_once(site, jobs)


def test_two_relays_do_each_job_once(site):
    site.add_relay("another")
    jobs = [*site.ask(6, rows=ROWS, pause=0), *site.ask(6, "countable.steps", rows=ROWS, pause=0)]

    assert_done_once(site, jobs)


# --- With Redis and a worker -------------------------------------------------------------


@pytest.mark.parametrize(
    "breakings",
    rounds(
        {
            "pool child": lambda queue, nth: queue.kill_a_child("worker", nth),
            "worker": lambda queue, _: queue.kill("worker"),
            "worker and children": lambda queue, _: queue.kill_group("worker"),
            "relay": lambda queue, _: queue.kill("relay"),
            "Redis": lambda queue, _: queue.kill("redis"),
            "Redis emptied": lambda queue, _: queue.empty_redis(),
            "Redis silent": lambda queue, _: queue.silence_redis(2),
        }
    ),
)
def test_worker_relay_and_redis_may_be_killed(queue, breakings):
    jobs = ask(queue)

    break_off(queue, jobs, breakings)

    assert_done_once(queue, jobs)


def test_waiting_jobs_survive_an_emptied_queue(queue):
    queue.kill("worker", signal.SIGSTOP)
    jobs = queue.ask(1000 if STRESS else WINDOW + 10, rows=ROWS, pause=0)
    queue.wait_until(lambda: queue.states()["handed_on"] >= WINDOW)

    queue.empty_redis()
    queue.kill("worker", signal.SIGCONT)

    # A thousand jobs are work for longer than two minutes on a small machine.
    assert_done_once(queue, jobs, within=300)
