"""Texts are stored once, given to the page they belong to, and corrected by what a person says."""

import datetime as dt
import hashlib

import pytest
from django.db.models import ProtectedError

from articles.actions import (
    AlreadyThereError,
    TitleNotFoundError,
    attach,
    find_text,
    settle,
    store,
)
from articles.intake import Particulars, take
from articles.models import Article, Page, PageText
from tests.articles.samples import THREE
from tests.factories.articles import ArticleFactory, PageFactory
from tests.factories.figures import ReportedFigureFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 27)
OF_PAGE = {
    "paper": "山阳日报",
    "sheet": "3",
    "published_on": dt.date(2023, 2, 20),
    "precision": "day",
    "inferred": False,
    "basis": "",
}


def said(titles):
    return Particulars(titles=titles, **OF_PAGE)


def came_in(text=THREE, **more):
    return take(text, today=TODAY, form="text", encoding="utf-8", **more)


def test_a_page_is_stored_with_what_was_guessed_and_says_that_it_was():
    page = store(came_in(file="3.txt")).page

    page = Page.objects.get(pk=page.pk)
    assert (page.origin, page.paper, page.particulars_inferred) == ("desk", "", True)
    assert (page.published_on, page.date_precision) == (dt.date(2023, 1, 1), "year")
    assert (page.date_inferred, page.date_basis) == (True, "据文中最晚年份推定")
    assert page.date_basis_en == "the latest year that the text names"
    assert page.characters == len(THREE)
    assert page.original.text == THREE
    assert [article.key for article in page.articles.all()] == [
        f"{page.key}-a{number}" for number in (1, 2, 3)
    ]


def test_line_ends_are_stored_as_they_came():
    text = THREE.replace("\n", "\r\n")

    assert store(came_in(text)).page.original.text == text
    assert PageText.objects.get().text == text


def test_the_same_text_is_stored_once_and_leads_to_the_one_that_is_there():
    first = store(came_in()).page

    with pytest.raises(AlreadyThereError) as refused:
        store(came_in(THREE.replace(" ", "\u3000").replace("24", "２４")))

    assert refused.value.page == first
    assert (Page.objects.count(), PageText.objects.count()) == (1, 1)
    assert find_text(THREE + "\n") == first


def test_the_text_of_a_page_that_is_known_by_its_file_is_given_to_that_page():
    known = PageFactory(sha256=hashlib.sha256(THREE.encode()).hexdigest(), characters=len(THREE))
    article = ArticleFactory(page=known, title="见闻", start=2, end=40)

    page = store(came_in()).page

    assert page == known
    assert (page.origin, page.paper, page.particulars_inferred) == ("files", "焦作日报", False)
    assert [one.pk for one in Article.objects.saying("推进会")] == [article.pk]


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("星", 3),
        ("网格", 1),
        ("难", 1),
        ("难事", 0),
        ("2 4个", 1),
        ("２４", 1),
        ("Ｘ", 0),
        ("“五星”", 1),
    ],
)
def test_words_of_one_or_two_characters_are_found_in_any_dress(word, found):
    store(came_in())
    ArticleFactory(title="别的")

    assert Article.objects.saying(word).count() == found


def test_a_word_that_a_line_end_cuts_in_two_is_found():
    store(came_in("建好台账,办一件销一\r\n\r\n件,群众满意。"))

    assert Article.objects.saying("销一件").count() == 1


def test_a_person_says_what_the_page_is():
    page = store(came_in()).page

    written = settle(page, said(["青石镇召开“五星”支部创建推进会", "短讯"]))

    page = Page.objects.get(pk=page.pk)
    assert str(page) == "山阳日报 2023-02-20 3"
    assert (page.particulars_inferred, page.date_inferred) == (False, False)
    assert [one.title for one in page.articles.order_by("start")] == [
        "青石镇召开“五星”支部创建推进会",
        "短讯",
    ]
    assert [row.key for row in written.removed] == [f"{page.key}-a3"]
    assert written.changed[0][1]["paper"] == ""


def test_a_title_that_is_not_there_changes_nothing():
    page = store(came_in()).page

    with pytest.raises(TitleNotFoundError, match="没有这句"):
        settle(page, said(["短讯", "没有这句"]))

    assert Page.objects.get(pk=page.pk).paper == ""
    assert page.articles.count() == 3


def test_an_article_that_figures_rest_on_is_not_removed():
    page = store(came_in()).page
    ReportedFigureFactory(article=page.articles.get(title="短讯"))

    with pytest.raises(ProtectedError):
        settle(page, said(["青石镇召开“五星”支部创建推进会"]))

    assert Page.objects.get(pk=page.pk).paper == ""


def test_articles_that_are_added_get_keys_of_their_own():
    page = store(came_in()).page
    settle(page, said(["短讯"]))

    settle(page, said(["青石镇召开", "柳河街道 小网格", "短讯", "松岭乡"]))

    assert sorted(page.articles.values_list("pk", flat=True)) == [
        f"{page.key}-a{number}" for number in (1, 2, 3, 4)
    ]


def test_a_text_has_one_page_and_a_page_one_text():
    page = PageFactory(sha256="2" * 64)
    attach(page, came_in())

    with pytest.raises(AlreadyThereError):
        store(came_in())
