"""Of which year a figure is, where its sentence does not say it."""

import datetime as dt

import pytest

from articles.extraction.reading import read
from tests.articles.extraction.places import jiaozuo

DAY = dt.date(2023, 1, 30)


@pytest.mark.parametrize(
    ("headline", "year"),
    [("博爱县公布2022年度“五星”支部名单", 2022), ("博爱县公布“五星”支部名单", 2023)],
)
def test_the_day_on_which_a_paper_tells_it_is_not_the_year_of_a_headline(headline, year):
    text = f"{headline}\n\n近日,博爱县委印发文件。全县创成四星支部45个。"

    (claim,) = read(text, jiaozuo(), DAY)

    assert claim.campaign == year
