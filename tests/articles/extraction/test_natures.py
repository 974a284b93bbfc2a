"""Planned or reported, where the figure's own words do not say it."""

import datetime as dt

import pytest

from articles.extraction.reading import read
from tests.articles.extraction.places import jiaozuo

DAY = dt.date(2023, 6, 28)
LIST = "七贤镇:四星支部6个;\n郇封镇:四星支部8个。"


def natures(text):
    return [(one.value, one.nature.value) for one in read(text, jiaozuo(), DAY)]


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("修武县“五星”支部创建规划表\n\n", "planned"),
        ("修武县公布各乡镇创建规划。具体如下:\n", "reported"),
        ("修武县各乡镇创建规划如下:\n", "planned"),
        ("修武县“五星”支部评定结果\n\n", "reported"),
        ("修武县“五星”支部创建情况如下:\n", "reported"),
    ],
)
def test_a_list_is_as_its_headline_or_lead_says(before, expected):
    assert natures(before + LIST) == [(6, expected), (8, expected)]


def test_a_past_year_in_a_plan_is_reported():
    text = "修武县“五星”支部创建规划表\n\n七贤镇:2022年四星支部3个;2023年四星支部6个。"

    assert natures(text) == [(3, "reported"), (6, "planned")]


@pytest.mark.parametrize(
    ("question", "expected"),
    [("今年的目标是什么?", "planned"), ("去年做得怎么样?", "reported")],
)
def test_an_answer_is_as_it_was_asked(question, expected):
    text = f"——访大封镇党委书记\n\n记者:{question}\n\n答:四星支部7个。"

    assert natures(text) == [(7, expected)]


def test_what_is_planned_holds_for_what_follows_it_in_the_text():
    text = "大封镇提出,五星支部实现零突破,四星支部7个。"

    assert natures(text) == [(1, "planned"), (7, "planned")]


def test_at_least_so_many_is_a_plan():
    text = "大封镇推进“五星”支部创建,帮建项目不少于100个。"

    assert natures(text) == [(100, "planned")]
