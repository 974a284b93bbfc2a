"""A span must print the number that the figure states, unless the entry says otherwise."""

from decimal import Decimal

import pytest

from tests.tracker.figures.papers import TEXT, page, write
from tracker.figures.reading.directory import read_directory
from tracker.figures.reading.originals import original_faults, prints

PRINTED = {
    "plain digits": ("四星支部2个", 2, True),
    "with 万": ("给予5万元奖励", 50000, True),
    "with 余万": ("增加收入250余万元", 2500000, True),
    "with 亿": ("税收4.6363亿元", 463630000, True),
    "a decimal": ("流转6.66公顷土地", "6.66", True),
    "a percent": ("占58%", 58, True),
    "a deduction": ("扣发10%", -10, True),
    "the end of another number": ("150000人", 50000, False),
    "a decimal's part": ("1.5万元", 5, False),
    "a number in words": ("三张清单", 3, False),
    "no number": ("省2022年度“五星”支部", 1, False),
}


@pytest.mark.parametrize(("span", "number", "expected"), PRINTED.values(), ids=PRINTED)
def test_digits_are_looked_for_as_papers_write_them(span, number, expected):
    assert prints(span, Decimal(number)) is expected


def faults(folder, **fields):
    content = page()
    content["figures"][0] |= fields
    (file,) = read_directory(write(folder, content)).pages
    found = original_faults(file, TEXT.encode())
    return [(problem.entry, problem.field) for problem in found]


def test_a_value_that_the_span_does_not_print_is_named(tmp_path):
    assert faults(tmp_path) == []
    assert faults(tmp_path, value=7) == [("900-001", "value")]
    assert faults(tmp_path, value_to=7) == [("900-001", "value")]


def test_a_value_said_in_words_is_taken_as_the_entry_says(tmp_path):
    assert faults(tmp_path, value=7, value_in_words=True) == []
