"""Which tests of a run go to one process together."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter

from tests.distribution import FEW, SITES, parts


def together(tests):
    return [[test for test, _ in group] for _, group in groupby(parts(tests), itemgetter(1))]


def some(file, count, begin=0):
    return [f"tests/{file}::test_that[{number}]" for number in range(begin, begin + count)]


def test_all_tests_of_a_site_go_to_one_process():
    for site in SITES:
        tests = some(f"{site}/test_one.py", FEW + 1) + some(f"{site}/test_two.py", FEW + 1)

        assert together(tests) == [tests]


def test_others_go_a_few_of_a_file_at_a_time():
    one, two = some("house/test_one.py", FEW + 1), some("house/test_two.py", 2)

    assert together(one + two) == [one[:FEW], one[FEW:], two]


def test_what_stands_apart_in_the_order_stays_apart():
    """A test that is not counted must not come along with one of its file that is."""
    counted, other, drawn = (
        some("house/test_one.py", 2),
        some("house/test_two.py", 1),
        some("house/test_one.py", 2, begin=2),
    )

    assert together(counted + other + drawn) == [counted, other, drawn]
