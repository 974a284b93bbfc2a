"""Pages and articles keep titles, dates and positions, and nothing empty."""

import datetime as dt

import pytest
from django.db import IntegrityError
from django.db.models import ProtectedError

from articles.models import Article, Page
from tests.factories.articles import ArticleFactory, PageFactory

pytestmark = pytest.mark.django_db


def test_an_article_is_named_by_its_title_and_a_page_by_paper_and_day():
    article = ArticleFactory(title="创星见闻", page__published_on=dt.date(2023, 2, 20))

    assert str(article) == "创星见闻"
    assert str(article.page) == "焦作日报 2023-02-20"


def test_an_article_fills_at_least_one_character():
    with pytest.raises(IntegrityError):
        ArticleFactory(start=10, end=10)


def test_articles_stand_by_day_page_and_position():
    later = PageFactory(key="201", published_on=dt.date(2023, 6, 30))
    earlier = PageFactory(key="202", published_on=dt.date(2023, 2, 20))
    last = ArticleFactory(page=later)
    second = ArticleFactory(page=earlier, start=900, end=950)
    first = ArticleFactory(page=earlier, start=10, end=800)

    assert list(Article.objects.all()) == [first, second, last]
    assert list(Page.objects.all()) == [earlier, later]


def test_a_page_with_articles_is_not_removed():
    article = ArticleFactory()

    with pytest.raises(ProtectedError):
        article.page.delete()
