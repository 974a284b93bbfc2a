"""A page's date is said no more exactly than it is known."""

import datetime as dt

import pytest
from django.utils import translation

from articles.wording import say_published, write_published
from tests.factories.articles import PageFactory

DAY = dt.date(2023, 6, 30)


@pytest.mark.parametrize(
    ("precision", "inferred", "said", "written"),
    [
        ("day", False, "June 30, 2023", "2023-06-30"),
        ("day", True, "June 30, 2023 (inferred)", "2023-06-30"),
        ("month", True, "June 2023 (inferred)", "2023-06"),
        ("mid_year", True, "mid-2023 (inferred)", "2023"),
        ("year", False, "year 2023", "2023"),
    ],
)
def test_what_is_not_known_of_a_date_is_not_said(precision, inferred, said, written):
    with translation.override("en"):
        assert say_published(DAY, precision, inferred=inferred) == said
    assert write_published(DAY, precision) == written


def test_a_month_is_said_in_chinese():
    with translation.override("zh-hans"):
        assert say_published(DAY, "month", inferred=True) == "2023年6月（推定）"


def test_a_page_says_its_date_and_the_basis_in_the_readers_language():
    page = PageFactory.build(
        published_on=dt.date(2022, 9, 15),
        date_precision="month",
        date_basis="据汛期推定",
        date_basis_en="The flood season is over.",
    )

    said = {}
    for language in ("zh-hans", "en"):
        with translation.override(language):
            said[language] = (page.published_words, page.basis, str(page))
    assert said == {
        "zh-hans": ("2022年9月（推定）", "据汛期推定", "焦作日报 2022-09"),
        "en": ("September 2022 (inferred)", "The flood season is over.", "焦作日报 2022-09"),
    }
