"""Level distributions: what adds up, what is refused, what never mixes."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.dashboards.distributions import Cell, Statement, distributions


def said(level, value, *, key=None, metric="level_count", nature="reported", kind="rural", **more):
    return Statement(
        key=key or f"f{level}{nature}{metric}",
        area=more.get("area", "410871061"),
        area_name="文苑街道",
        rural_units=12,
        urban_units=2,
        campaign=more.get("campaign", 2022),
        nature=nature,
        unit_kind=kind,
        metric=metric,
        level=level,
        value=Decimal(value),
    )


def test_published_levels_become_one_distribution_with_their_sources():
    [found] = distributions([said(4, 2), said(3, 5), said(2, 5)])
    assert found.row == [
        None,
        Cell(Decimal(2), "f4reportedlevel_count"),
        Cell(Decimal(5), "f3reportedlevel_count"),
        Cell(Decimal(5), "f2reportedlevel_count"),
        None,
    ]
    assert (found.total, found.denominator, found.is_complete) == (12, 12, True)


def test_share_is_computed_over_all_units():
    [found] = distributions([said(4, 2), said(3, 5), said(2, 5)])
    assert found.three_or_more == 7
    assert round(found.computed_three_share, 1) == Decimal("58.3")


def test_no_share_is_computed_where_units_are_missing():
    [found] = distributions([said(5, 6), said(4, 10)])
    assert found.is_complete is False
    assert found.computed_three_share is None


def test_a_printed_share_stands_apart_from_the_counts():
    [found] = distributions([said(5, 6), said(3, 76, metric="share_at_least", key="s")])
    assert found.printed_three_share == Cell(Decimal(76), "s")
    assert found.total == 6


@pytest.mark.parametrize(
    "other",
    [
        {"nature": "planned"},
        {"kind": "urban"},
        {"campaign": 2023},
        {"area": "410871062"},
    ],
)
def test_statements_of_another_nature_kind_year_or_area_never_mix(other):
    found = distributions([said(4, 2), said(4, 6, **other)])
    assert sorted(int(each.total) for each in found) == [2, 6]


def test_both_kinds_together_are_measured_against_all_units():
    [found] = distributions([said(5, 6, kind="all")])
    assert found.denominator == 14


def test_the_first_statement_of_a_level_stands():
    [found] = distributions([said(4, 2, key="chosen"), said(4, 9, key="other")])
    assert found.counts[4] == Cell(Decimal(2), "chosen")


@given(st.dictionaries(st.integers(1, 5), st.integers(0, 40), max_size=5))
def test_the_sum_is_the_sum_and_at_least_never_rises_with_the_level(counts):
    found = distributions([said(level, value) for level, value in counts.items()])
    total = sum(counts.values())
    assert sum(int(each.total) for each in found) == total
    for each in found:
        reach = [each.at_least(level) for level in range(1, 6)]
        assert reach == sorted(reach, reverse=True)
        assert each.at_least(1) == total
