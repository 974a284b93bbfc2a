"""Times against the day of the page, and the day where a page states none."""

import datetime as dt

import pytest

from articles.extraction.dating import guess_date
from articles.extraction.periods import times_in

DAY = dt.date(2023, 6, 28)


@pytest.mark.parametrize(
    ("words", "year", "period"),
    [
        ("去年创成", 2022, "2022"),
        ("去年以来", 2022, ""),
        ("今年年初以来", 2023, "2023"),
        ("上半年", 2023, "2023-H1"),
        ("2022年度", 2022, "2022"),
        ("2022年上半年", 2022, "2022-H1"),
        ("第二季度", 2023, "2023-Q2"),
        ("2023年第3季度", 2023, "2023-Q3"),
        ("去年第四季度", 2022, "2022-Q4"),
        ("6月份以来", 2023, "2023-06"),
        ("二零二二年", 2022, "2022"),
        ("6月21日", 2023, "2023-06-21"),
        ("连日来", 2023, "2023-06"),
        ("上个月", 2023, "2023-05"),
        ("明年", 2024, "2024"),
        ("截至目前", 2023, ""),
    ],
)
def test_times(words, year, period):
    time = next(times_in(words, DAY))

    assert (time.year, time.period) == (year, period)


def test_a_day_that_does_not_exist_is_only_a_month():
    assert next(times_in("2月31日", DAY)).period == "2023-02"


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2023年申报五星支部1个。6月21日,街道开展观摩。", dt.date(2023, 6, 22)),
        ("2022年创成四星支部2个。今年再接再厉。", dt.date(2023, 7, 1)),
        ("2023年第三季度观摩结束。", dt.date(2023, 7, 1)),
        ("去年该镇创成四星2个。3月2日,召开会议。", dt.date(2023, 3, 3)),
        ("截至2022年年底,全县有五星支部3个。", dt.date(2023, 7, 1)),
        ("1998年,村里通了电。", None),
        ("", None),
    ],
)
def test_the_day_of_a_page_is_guessed(words, day):
    assert guess_date(words) == day
