"""Examples of newspaper pages and the articles on them."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from articles.models import Article, Page, PageText
from articles.normalising import digest, same_text


class PageFactory(DjangoModelFactory):
    class Meta:
        model = Page

    key = factory.Sequence(lambda n: f"{n + 100:03d}")
    file = factory.LazyAttribute(lambda page: f"{page.key}_page.txt")
    sha256 = "0" * 64
    characters = 5000
    paper = "焦作日报"
    published_on = dt.date(2023, 6, 30)
    date_inferred = True
    date_basis = "据文中日期推定"


class ArticleFactory(DjangoModelFactory):
    class Meta:
        model = Article

    key = factory.LazyAttributeSequence(lambda article, n: f"{article.page.key}-a{n % 90 + 1}")
    page = factory.SubFactory(PageFactory)
    title = factory.Sequence(lambda n: f"创星见闻之{n + 1}")
    start = 0
    end = 2000


class PageTextFactory(DjangoModelFactory):
    class Meta:
        model = PageText

    page = factory.SubFactory(PageFactory, origin="desk")
    text = factory.Sequence(lambda n: f"青石镇召开第{n + 1}次“五星”支部创建推进会。")
    sha256 = factory.LazyAttribute(lambda row: digest(row.text))
    same_text = factory.LazyAttribute(lambda row: same_text(row.text))
