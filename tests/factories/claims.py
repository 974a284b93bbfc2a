"""Examples of what was given in, of readings, and of claims that wait."""

from __future__ import annotations

from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from articles.models import Article, PageText
from tests.factories.articles import ArticleFactory, PageFactory, PageTextFactory
from tests.factories.figures import ReportedFigureFactory
from tests.factories.people import UserFactory, area_with_code
from tests.factories.scoped import ScopedFactory
from tracker.claims.models import AliasProposal, Claim, DeliveredFile, Delivery, Reading
from tracker.figures.terms import Metric, Nature, Unit


class DeliveryFactory(ScopedFactory):
    class Meta:
        model = Delivery

    received_by = factory.SubFactory(UserFactory)


class DeliveredFileFactory(DjangoModelFactory):
    class Meta:
        model = DeliveredFile

    delivery = factory.SubFactory(DeliveryFactory)
    name = factory.Sequence(lambda n: f"第{n + 1}版.txt")
    content = "青石镇2022年创成四星支部3个。".encode()


class ReadingFactory(DjangoModelFactory):
    class Meta:
        model = Reading

    page = factory.SubFactory(PageFactory)
    engine = "0123456789ab"
    found = 1


class ClaimFactory(ScopedFactory):
    """A page states how many of a street's villages reached four stars."""

    class Meta:
        model = Claim

    page = factory.LazyFunction(lambda: PageTextFactory().page)
    article = factory.LazyAttribute(
        lambda claim: claim.page.articles.first() or ArticleFactory(page=claim.page)
    )
    reading = factory.LazyAttribute(lambda claim: ReadingFactory(page=claim.page))
    start = factory.Sequence(lambda n: n % 8)
    end = factory.LazyAttribute(lambda claim: claim.start + 6)
    mark = factory.Sequence(lambda n: f"{n}-level_count-4")
    sentence_start = 0
    sentence_end = 20
    rule = "levels"
    confidence = 97
    area = factory.SubFactory("tests.factories.places.AreaFactory")
    named_as = "青石镇"
    nature = Nature.REPORTED
    metric = Metric.LEVEL_COUNT
    level = 4
    value = Decimal(2)
    unit = Unit.BRANCH
    period = "2022"


class AliasProposalFactory(ScopedFactory):
    class Meta:
        model = AliasProposal

    area = factory.SubFactory("tests.factories.places.AreaFactory")
    name = factory.Sequence(lambda n: f"青石{n + 1}")
    claim = factory.SubFactory(ClaimFactory, area=factory.SelfAttribute("..area"))
    proposed_by = factory.SubFactory(UserFactory)


def an_article_with_text() -> Article:
    """Return an article of a page whose text is there."""
    article: Article = ArticleFactory(page=PageTextFactory().page)
    return article


_KEYS = [987_654_000 + n for n in range(20)]  # known before there are rows
AGREEING = " ".join(str(key) for key in _KEYS)


def figures_that_agree(_row: object, _by: object) -> None:
    """Let a figure stand at the place of a claim, on each page of which nothing is judged."""
    pages = PageText.objects.filter(page__claims=None).order_by("pk")
    for key, text in zip(_KEYS, pages, strict=False):
        claim = ClaimFactory(pk=key, page=text.page, area=area_with_code("410871060201"))
        said = ("start", "end", "area", "metric", "level", "value", "unit")
        values = {name: getattr(claim, name) for name in said}
        ReportedFigureFactory(article=claim.article, **values)
