"""What a page seems to be is guessed from its text, and its oddities are shown at their place."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.defects import Defect, Oddity, defects
from articles.guessing import (
    Basis,
    DateGuess,
    Headline,
    guess_date,
    guess_headlines,
    guess_paper,
    guess_sheet,
    headlines_at,
)
from articles.intake import take
from articles.normalising import flat, same_text
from tests.articles.samples import THREE

TODAY = dt.date(2026, 11, 27)


@pytest.mark.parametrize(
    ("text", "name", "day", "precision", "basis"),
    [
        ("2023年2月20日 星期一", "", (2023, 2, 20), "day", Basis.MASTHEAD),
        ("2022年度盘点", "a_20230221.txt", (2023, 2, 21), "day", Basis.FILE_NAME),
        ("2022年度盘点", "2023-02-21第3版.pdf", (2023, 2, 21), "day", Basis.FILE_NAME),
        ("截至2023年6月9日,2023年5月1日", "", (2023, 6, 9), "month", Basis.LATEST_DAY),
        ("2022年9月起", "", (2022, 9, 1), "month", Basis.LATEST_MONTH),
        ("2022年以来", "", (2022, 1, 1), "year", Basis.LATEST_YEAR),
        ("到2035年,2022年", "", (2022, 1, 1), "year", Basis.LATEST_YEAR),
        ("2023年2月31日,2022年", "", (2023, 2, 1), "month", Basis.LATEST_MONTH),
        ("今年以来", "1.txt", (2026, 11, 27), "unknown", Basis.NONE),
        ("今年以来", "410871202301019.txt", (2026, 11, 27), "unknown", Basis.NONE),
    ],
)
def test_the_date_is_guessed_as_far_as_the_page_tells_it(text, name, day, precision, basis):
    assert guess_date(text, name, TODAY) == DateGuess(dt.date(*day), precision, basis)


@pytest.mark.parametrize(
    ("text", "paper", "sheet"),
    [
        ("山阳日报 第3版 2023年", "山阳日报", "3"),
        ("A02版 综合\n\n据新华社讯,转载河西晚报", "河西晚报", "A02"),
        ("没有报头的一页", "", ""),
    ],
)
def test_newspaper_and_page_are_guessed_from_the_masthead(text, paper, sheet):
    assert (guess_paper(text), guess_sheet(text)) == (paper, sheet)


def test_each_article_begins_with_the_lines_above_its_byline():
    found = guess_headlines(THREE)

    assert [head.title for head in found] == [
        "青石镇召开“五星”支部创建推进会",
        "柳河街道 小网格托起大平安",
        "短讯",
    ]
    assert [THREE[head.start :][: len(head.title)] for head in found] == [
        head.title for head in found
    ]
    assert found[-1].end == len(THREE.rstrip())
    assert all(one.end <= two.start for one, two in pairwise(found))


def test_a_page_without_bylines_is_one_article():
    assert guess_headlines("\n\n第一行\n\n正文。\n") == [Headline("第一行", 2, 10)]
    assert guess_headlines("正文。", "网页标题") == [Headline("网页标题", 0, 3)]


def test_articles_are_found_by_the_titles_that_a_person_gives():
    found = headlines_at(THREE, ["柳河街道 小网格", "短讯"])

    assert [head.title for head in found] == ["柳河街道 小网格", "短讯"]
    assert found[0].start == 2, "what stands above the first title belongs to its article"
    with pytest.raises(ValueError, match="松岭"):
        headlines_at(THREE, ["短讯", "松岭镇"])


def test_what_is_odd_is_named_at_its_place_and_nothing_is_changed():
    text = THREE + '２４个网格，柳河街道称其为"网格"\ufffd'

    found = {defect.kind: text[defect.start : defect.end] for defect in defects(text)}

    assert found == {
        Oddity.COLUMN: "难",
        Oddity.REPEATED: "该街道2023年申报城市社区五星支部2个。",
        Oddity.WIDTH: "２４",
        Oddity.QUOTES: '"',
        Oddity.CONTROL: "\ufffd",
    }


def test_a_line_that_goes_on_in_the_next_one_is_a_broken_line():
    text = "该镇把支部建在网格上,把服务送到家门口,群众的满\n\n意度提高,受到好评。\n\n完。"

    assert defects(text) == [Defect(23, 24, Oddity.BROKEN_LINE)]


def test_a_clean_page_has_nothing_odd():
    assert defects("标题\n\n该镇把支部建在网格上,把服务送到家门口,群众满意。\n\n完。") == []


@pytest.mark.parametrize(
    "other",
    [
        "“五星”支部\n\n创建２９项",
        "＂五星＂支部创建29项",
        " 「五星」支 部创建29项\r\n",
        "“五星”支部\u200b创建\ufeff29项",
    ],
)
def test_the_same_text_is_known_in_another_dress(other):
    assert same_text(other) == same_text("“五星”支部创建29项")


def test_another_text_is_another_one():
    assert same_text("创建29项") != same_text("创建92项")


@given(st.text(st.sampled_from('星级支部，。“”"1２ \n\r\tＡa')))
def test_the_flat_form_is_stable_and_has_no_spaces(text):
    assert flat(flat(text)) == flat(text)
    assert not any(sign.isspace() for sign in flat(text))


@given(st.text(st.sampled_from('该镇，,。“”"1２ \n本报讯记者（)x'), max_size=200))
def test_whatever_comes_in_is_stored_as_it_is_and_every_position_lies_in_it(text):
    taken = take(text, today=TODAY, form="pasted")

    assert taken.text == text
    for head in taken.headlines:
        assert 0 <= head.start < head.end <= len(text)
    for defect in defects(text):
        assert 0 <= defect.start < defect.end <= len(text)
