"""Numbers, as papers print them."""

import datetime as dt
from decimal import Decimal

import pytest

from articles.extraction.flow import flow_of
from articles.extraction.layout import sentences_of
from articles.extraction.numerals import read_chinese, read_number
from articles.extraction.quantities import quantities_in
from articles.extraction.reading import read
from tests.articles.extraction.places import jiaozuo


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        *(("一百零三", 103), ("十二", 12), ("二十", 20), ("两千三百", 2300), ("二零二二", 2022)),
        *(("三百五十", 350), ("零", 0), ("两", 2), ("一千零八", 1008), ("九十九", 99)),
        *(("", None), ("三a", None), ("一二十", None)),
    ],
)
def test_numbers_in_characters(printed, value):
    assert read_chinese(printed) == value


@pytest.mark.parametrize(
    ("printed", "scale", "value"),
    [
        ("1.2", "万", "12000"),
        ("3.6", "亿", "360000000"),
        ("1,160", "", "1160"),
        ("一百二", "万", "1020000"),
        ("5000", "", "5000"),
    ],
)
def test_numbers_with_a_scale(printed, scale, value):
    assert read_number(printed, scale) == Decimal(value)


@pytest.mark.parametrize(
    ("words", "value", "value_to", "measure", "precision"),
    [
        ("培训5000余人次", "5000", None, "人次", "over"),
        ("专项债近5000万元", "50000000", None, "元", "nearly"),
        ("增收10万余元", "100000", None, "元", "over"),
        ("百分之七十六的村", "76", None, "%", "exact"),
        ("占76%", "76", None, "%", "exact"),
        ("罗列3~6项", "3", "6", "项", "exact"),
        ("罗列3至6项", "3", "6", "项", "exact"),
        ("两项制度", "2", None, "项", "exact"),
        ("约120万元", "1200000", None, "元", "about"),
        ("不超过5项", "5", None, "项", "up_to"),
        ("至少调研1次", "1", None, "次", "at_least"),
        ("占９０％", "90", None, "%", "exact"),
        ("100多个小区", "100", None, "个", "over"),
        ("5万元以上", "50000", None, "元", "over"),
    ],
)
def test_quantities(words, value, value_to, measure, precision):
    text = flow_of(words + "。").text

    (quantity,) = quantities_in(text, sentences_of(text)[0])

    assert quantity.value == Decimal(value)
    assert quantity.value_to == (Decimal(value_to) if value_to else None)
    assert (quantity.measure, quantity.precision) == (measure, precision)


@pytest.mark.parametrize("words", ["第一书记", "第3期", "2022年", "三会一课", "“五个一”等活动"])
def test_what_only_looks_like_a_figure_gives_none(words):
    text = f"文苑街道推进“五星”支部创建,开展{words}。"

    assert read(text, jiaozuo(), dt.date(2023, 6, 28)) == []
