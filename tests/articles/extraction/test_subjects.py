"""Whom a figure is about."""

import datetime as dt

import pytest

from articles.extraction.reading import read
from tests.articles.extraction.places import jiaozuo

DAY = dt.date(2023, 6, 28)


def subjects(text):
    return [(one.subject.name, one.subject.code) for one in read(text, jiaozuo(), DAY)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("文苑街道创成四星支部2个。", [("文苑街道", "410871061")]),
        ("文苑街道抓创星。该街道创成四星支部2个。", [("文苑街道", "410871061")]),
        ("博爱县磨头镇创成四星支部4个。", [("磨头镇", "410822105")]),
        ("孟州市创成四星支部4个。该市每个乡镇要申报1个五星支部。", [("孟州市", "410883")] * 2),
        ("文苑街道创星忙。全区共有五星支部3个。", [("示范区", "410871")]),
        ("社旗县晋庄镇创成四星支部2个。", [("晋庄镇", "")]),
        (
            "冯营街道申报四星支部2个;待王街道申报四星支部3个。",
            [("冯营街道", "410804003"), ("待王街道", "410804005")],
        ),
    ],
)
def test_the_place_spoken_of(text, expected):
    assert subjects(text) == expected


def test_namesakes_stay_open_and_are_ranked():
    (claim,) = read("关王庙村党支部获评“五星”支部。", jiaozuo(), DAY)

    assert claim.subject.code == ""
    assert {one.code for one in claim.subject.candidates} == {"410822105223", "410823107223"}


def test_the_street_before_it_decides_between_namesakes():
    (claim,) = read("武陟县乔庙镇关王庙村党支部获评“五星”支部。", jiaozuo(), DAY)

    assert claim.subject.code == "410823107223"
    assert claim.subject.candidates[0].reasons[0] == "with_street"


def test_the_county_of_the_article_decides_between_namesakes():
    text = "本报讯(记者某某)博爱县推进“五星”支部创建。关王庙村党支部获评“五星”支部。"

    (claim,) = read(text, jiaozuo(), DAY)

    assert claim.subject.code == "410822105223"


def test_the_author_names_the_place_where_the_text_does_not():
    text = "让党旗飘扬\n\n□冯某\n\n我镇去年创成四星支部2个。\n\n(作者为修武县周庄镇党委书记)\n"

    assert subjects(text) == [("周庄镇", "410821103")]


def test_several_villages_in_a_row_have_one_claim_each():
    text = "博爱县柏山镇贵屯村、义沟村获评“四星”支部。"

    assert [code for _name, code in subjects(text)] == ["410822101211", "410822101216"]


def test_a_place_that_was_visited_is_nobodys_topic():
    text = "磨头镇抓创星。该镇组织干部赴孟州市观摩,申报四星支部4个。"

    assert subjects(text) == [("磨头镇", "410822105")]
