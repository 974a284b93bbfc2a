"""Values in words, as the papers write them, in both languages."""

from decimal import Decimal

import pytest
from django.utils import translation

from tracker.figures.terms import Unit
from tracker.figures.wording import (
    UNIT_PHRASES,
    say_period,
    say_precision,
    say_span,
    say_value,
)

CASES = [
    ((2, None, "branch", "exact"), "2个支部", "2 branches"),
    ((1, None, "branch", "exact"), "1个支部", "1 branch"),
    ((5000, None, "person_time", "over"), "5000余人次", "more than 5,000 person-times"),
    ((6025, None, "person_time", "exact"), "6025人次", "6,025 person-times"),
    ((20000, None, "person", "over"), "2万余人", "more than 20,000 people"),
    ((38000, None, "tree", "over"), "3.8万余株", "more than 38,000 trees"),
    ((1, None, "time", "over"), "1次以上", "1 time or more"),
    ((328, None, "person", "over"), "328人以上", "328 people or more"),
    ((76, None, "percent", "exact"), "76%", "76%"),
    ((76, None, "percent", "over"), "76%以上", "76% or more"),
    (("32.9", None, "percent", "exact"), "32.9%", "32.9%"),
    (("-3.5", None, "percent", "exact"), "−3.5%", "−3.5%"),
    ((50000, None, "yuan", "exact"), "5万元", "50,000 yuan"),
    ((50000000, None, "yuan", "nearly"), "近5000万元", "nearly 50 million yuan"),
    ((2500000, None, "yuan", "over"), "250余万元", "more than 2.5 million yuan"),
    ((1200000, None, "yuan", "about"), "约120万元", "about 1.2 million yuan"),
    ((460000000, None, "yuan", "exact"), "4.6亿元", "460 million yuan"),
    ((463630000, None, "yuan", "exact"), "4.6363亿元", "463.63 million yuan"),
    ((135000, None, "square_metre", "exact"), "13.5万平方米", "135,000 square metres"),
    ((12345, None, "mu", "exact"), "12345亩", "12,345 mu"),
    ((3, 6, "item", "exact"), "3～6项", "3–6 items"),
    ((30, None, "household", "up_to"), "至多30户", "at most 30 households"),
    ((17, None, "household", "exact"), "17户", "17 households"),
    ((43, None, "case", "exact"), "43起", "43 cases"),
    ((15, None, "bulletin", "exact"), "15份", "15 bulletins"),
    ((11, None, "street", "exact"), "11个乡镇（街道）", "11 streets and townships"),
    (("2.5", None, "none", "exact"), "2.5", "2.5"),
    ((None, None, "none", "exact"), "", ""),
]


def decimal(value):
    return None if value is None else Decimal(value)


@pytest.mark.parametrize(("stated", "chinese", "english"), CASES, ids=[case[1] for case in CASES])
def test_a_value_is_written_with_measure_word_and_precision(stated, chinese, english):
    value, value_to, unit, precision = stated
    arguments = (decimal(value), decimal(value_to), unit, precision)

    with translation.override("zh-hans"):
        assert say_value(*arguments) == chinese
    with translation.override("en"):
        assert say_value(*arguments) == english


@pytest.mark.parametrize(
    ("value", "unit", "precision", "said"),
    [
        (1, "time", "at_least", "at least 1 time"),
        (120, "team", "exact", "120 teams"),
        (420, "vehicle", "over", "more than 420 vehicles"),
        ("2.5", "hour", "exact", "2.5 hours"),
        (11, "flat", "exact", "11 flats"),
        (100, "estate", "over", "more than 100 residential estates"),
        (5, "institution", "exact", "5 institutions"),
        (3, "list", "exact", "3 lists"),
        (4, "step", "exact", "4 steps"),
        (4, "category", "exact", "4 categories"),
        (10, "matter", "exact", "10 matters"),
    ],
)
def test_what_is_counted_has_its_own_word(value, unit, precision, said):
    with translation.override("en"):
        assert say_value(Decimal(value), None, unit, precision) == said


def test_every_unit_has_a_phrase():
    assert set(Unit) - set(UNIT_PHRASES) == {Unit.NONE, Unit.PERCENT}


@pytest.mark.parametrize(
    ("precision", "value", "unit", "said"),
    [
        ("exact", 67, "grid", "exact number"),
        ("exact", 76, "percent", "printed as a whole percent"),
        ("exact", "32.9", "percent", "percent with the decimals printed"),
        ("over", 76, "percent", "round number: “more than”"),
        ("over", 5000, "person", "round number: “more than”"),
        ("about", 120, "yuan", "round number: “about”"),
        ("nearly", 400, "person", "round number: “nearly”"),
        ("up_to", 30, "household", "upper limit"),
        ("at_least", 1, "time", "lower limit"),
        ("exact", None, "none", ""),
    ],
)
def test_how_exact_a_value_is_printed_is_said(precision, value, unit, said):
    with translation.override("en"):
        assert say_precision(precision, decimal(value), unit) == said


def test_a_rank_is_a_place_and_not_a_number_of_places():
    with translation.override("zh-hans"):
        assert say_value(Decimal(1), unit="place", metric="rank") == "第1名"
    with translation.override("en"):
        assert say_value(Decimal(1), unit="place", metric="rank") == "No. 1"


@pytest.mark.parametrize(
    ("period", "chinese", "english"),
    [
        ("2022", "2022年", "year 2022"),
        ("2023-H1", "2023年上半年", "first half of 2023"),
        ("2023-H2", "2023年下半年", "second half of 2023"),
        ("2023-Q2", "2023年第2季度", "quarter 2 of 2023"),
        ("2023-06", "2023年6月", "June 2023"),
        ("2023-06-21", "2023年6月21日", "June 21, 2023"),
        ("", "", ""),
    ],
)
def test_a_period_is_written_in_words(period, chinese, english):
    with translation.override("zh-hans"):
        assert say_period(period) == chinese
    with translation.override("en"):
        assert say_period(period) == english


def test_a_position_counts_from_one_and_includes_its_last_character():
    with translation.override("zh-hans"):
        assert say_span(233, 239) == "第234–239字"
        assert say_span(233, 234) == "第234字"
    with translation.override("en"):
        assert say_span(233, 239) == "characters 234–239"
