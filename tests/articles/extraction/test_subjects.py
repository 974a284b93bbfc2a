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
        ("全市创成四星支部5个。其中柏香镇、西向镇各1个。", [("沁阳市", "410882")]),
        ("全市创成四星支部90个。温县最多,沁阳市其次。", [("焦作市", "4108")]),
        ("拟评定四星支部33个。番田镇段村、祥云镇大渠河村在列。", [("温县", "410825")]),
        ("中共会亭镇委员会\n\n今年创成四星支部9个。", [("会亭镇", "")]),
        ("获嘉县亢村镇创成四星支部5个。", [("亢村镇", "")]),
        ("濮阳县清河头乡创成四星支部2个。", [("清河头乡", "")]),
        ("淇县创成四星支部37个。", [("淇县", "")]),
        ("周口商水县创成四星支部33个。", [("商水县", "")]),
        ("商水县抓创星。在艾岗乡,创成四星支部3个。", [("艾岗乡", "")]),
        (
            "温县召开创星推进会。赵堡镇作表态发言。会议表彰四星支部25个。",
            [("温县", "410825")],
        ),
        ("笔者到某县采访,该县创成五星支部11个。", []),
        ("赵堡镇与黄庄镇签约。双方拟创四星支部25个。", []),
        (
            "赵堡镇推进创星。经调解,双方握手言和。全年创成四星支部25个。",
            [("赵堡镇", "410825106")],
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


def test_a_short_name_of_a_village_needs_its_street_before_it():
    text = "河阳街道观摩评比,{}缑村、梁村获评四星支部。"

    assert subjects(text.format("")) == [("缑村", "410883004201"), ("梁村", "410883004206")]
    assert subjects(text.format("").replace("河阳街道", "")) == []


def test_what_a_village_did_is_its_own_where_the_headline_names_it():
    body = "本报讯(记者某某)孟州市赵和镇石沟村推进“五星”支部创建,化解矛盾15起。"

    assert subjects(body) == [("赵和镇", "410883104")]
    assert subjects("石沟村这一年\n\n" + body) == [("石沟村", "410883104224")]


def test_a_place_that_was_visited_is_nobodys_topic():
    text = "磨头镇抓创星。该镇组织干部赴孟州市观摩,申报四星支部4个。"

    assert subjects(text) == [("磨头镇", "410822105")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("詹店镇召开会议,3个村冲刺五星,排查问题12个。", True),
        ("詹店镇召开会议,街道托起“五星”社区,排查问题12个。", True),
        ("詹店镇召开会议,评出“五星好媳妇”,排查问题12个。", False),
        ("詹店镇召开会议,餐馆获评三星级卫生餐厅,排查问题12个。", False),
        ("詹店镇召开会议,公司被评为四星级青年文明号,排查问题12个。", False),
    ],
)
def test_an_article_is_about_the_campaign_where_it_speaks_of_levels_of_branches(text, expected):
    read_here = read(text, jiaozuo(), DAY)

    assert ("finding_count" in {one.metric for one in read_here}) is expected
