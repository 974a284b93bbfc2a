"""Room on the interpreter's stack: what it is for, and that it changes nothing else."""

from __future__ import annotations

import resource
import threading
from collections.abc import Callable

import pytest

from config.stack import ROOM, with_room

# Deep enough to meet the edge of several chunks of 16 KiB.
DEPTHS = range(300)
CALLS = 200


def leaf() -> None:
    """Be called and return, as a field or a filter is."""


def at_depth(depth: int) -> None:
    if depth:
        at_depth(depth - 1)
    else:
        for _call in range(CALLS):
            leaf()


def call_at_every_depth() -> None:
    for depth in DEPTHS:
        at_depth(depth)


def pages_mapped(work: Callable[[], None]) -> int:
    """Return how often memory was mapped anew in a thread, whose stack is its own."""
    counted = []

    def run() -> None:
        before = resource.getrusage(resource.RUSAGE_THREAD).ru_minflt
        work()
        counted.append(resource.getrusage(resource.RUSAGE_THREAD).ru_minflt - before)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return counted[0]


def test_at_no_depth_is_memory_mapped_at_each_call():
    # Its own pages, each once; an edge that is crossed costs one or more for each of the calls.
    assert pages_mapped(with_room(call_at_every_depth)) < CALLS


def test_arguments_answers_and_faults_pass_through():
    @with_room
    def divide(one: int, *, by: int) -> float:
        """Divide."""
        return one / by

    assert divide(6, by=4) == 1.5
    assert (divide.__name__, divide.__doc__) == ("divide", "Divide.")
    with pytest.raises(ZeroDivisionError):
        divide(1, by=0)


def test_a_recursion_without_end_is_still_stopped():
    with pytest.raises(RecursionError):
        with_room(at_depth)(100_000)


def test_room_within_room_is_room_too():
    assert with_room(with_room(lambda: "done"))() == "done"


def test_room_is_kept_when_lines_are_counted(pytestconfig: pytest.Config):
    """What counts them gives a function that has run other code: equal, but for the room."""
    roomy = with_room(at_depth)
    roomy(1)

    if counting := pytestconfig.pluginmanager.get_plugin("tests.counting"):
        counting.COUNT.deinstrument_seen()

    assert roomy.__code__.co_stacksize == ROOM
