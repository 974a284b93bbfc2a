"""The lists of figures, articles and cross-checks, and their files."""

import csv
import datetime as dt
import io
import re
from decimal import Decimal

import pytest
from django.urls import reverse

from tests.factories.articles import ArticleFactory, PageFactory
from tests.factories.campaigns import CampaignFactory
from tests.factories.figures import (
    CrosscheckFactory,
    CrosscheckPartFactory,
    ReportedFigureFactory,
)
from tests.factories.places import AreaFactory
from tests.tracker.figures.asking import listed, page
from tracker.places.terms import Level

pytestmark = pytest.mark.django_db


FILTERS = {
    "a word of ours": ({"q": "网格"}, ["100-002"]),
    "a word in English": ({"q": "turns"}, ["100-003"]),
    "a proper name": ({"q": "13710"}, ["100-004"]),
    "the name in the article": ({"q": "该市"}, ["100-003"]),
    "a key": ({"q": "100-001"}, ["100-001"]),
    "two words": ({"q": ["网格", "13710"]}, ["100-002", "100-004"]),
    "an area and all below": ({"area": "410871"}, ["100-001", "100-002"]),
    "the level of the place": ({"area_level": "county"}, ["100-003", "100-004"]),
    "a campaign": ({"campaign": "2022"}, ["100-003"]),
    "two campaigns": ({"campaign": ["2022", "2023"]}, ["100-001", "100-002", "100-003"]),
    "a nature": ({"nature": "planned"}, ["100-002"]),
    "a metric": ({"metric": "grid_count"}, ["100-002"]),
    "a topic": ({"topic": "grids"}, ["100-002", "100-003"]),
    "two topics": ({"topic": ["ratings", "mechanisms"]}, ["100-001", "100-004"]),
    "a level": ({"level": "4"}, ["100-001"]),
    "a star": ({"star": "civility"}, ["100-003"]),
    "a bearing": ({"bearing": "context"}, ["100-004"]),
    "an article": ({"article": "104-a9"}, ["100-004"]),
    "what no figure is": ({"nature": "planned", "level": "4"}, []),
}


@pytest.mark.parametrize(("query", "expected"), FILTERS.values(), ids=FILTERS)
def test_figures_are_narrowed(client, wenyuan, mengzhou, query, expected):
    AreaFactory(code="410871", level=Level.COUNTY, name="示范区")
    ReportedFigureFactory(key="100-001", area=wenyuan)
    ReportedFigureFactory(
        key="100-002",
        area=wenyuan,
        label="全科网格数",
        metric="grid_count",
        unit="grid",
        level=None,
        nature="planned",
    )
    ReportedFigureFactory(
        key="100-003",
        area=mengzhou,
        label="志愿者人次",
        label_en="Turns of volunteers",
        metric="volunteer_count",
        unit="person_time",
        level=None,
        campaign=CampaignFactory(year=2022),
        named_as="该市",
        star="civility",
    )
    ReportedFigureFactory(
        key="100-004",
        area=mengzhou,
        metric="mechanism",
        term="13710",
        unit="none",
        level=None,
        value=None,
        campaign=None,
        bearing="context",
        article=ArticleFactory(key="104-a9"),
    )

    assert listed(client, "figure-list", **query) == expected


def test_a_figure_that_something_contradicts_is_marked_in_the_list(client, grids):
    ReportedFigureFactory(key="100-001")

    rows = client.get(reverse("figure-list")).context["table"].rows

    marked = {row.record.pk: "badge-warning" in row.get_cell("value") for row in rows}
    assert marked == {"100-001": False, "102-050": True, "103-089": True}


def test_figures_begin_with_levels_and_targets_of_the_campaign_and_end_with_other_work(client):
    plain = {"unit": "none", "level": None, "value": None}
    ReportedFigureFactory(key="100-001", metric="mechanism", term="13710", **plain)
    ReportedFigureFactory(key="100-002", bearing="context")
    ReportedFigureFactory(key="100-003", metric="grid_count", unit="grid", level=None)
    ReportedFigureFactory(key="100-004", metric="target_per_unit", level=None)
    ReportedFigureFactory(key="100-006", metric="share_at_least", unit="percent")
    ReportedFigureFactory(key="100-005")

    assert listed(client, "figure-list") == [
        *["100-005", "100-006", "100-004", "100-003", "100-001", "100-002"]
    ]


def test_numbers_stand_to_the_right_and_proper_names_to_the_left(client):
    plain = {"unit": "none", "level": None, "value": None}
    ReportedFigureFactory(key="100-001", metric="mechanism", term="13710", **plain)
    ReportedFigureFactory(key="100-002")

    text = page(client, "figure-list")

    assert re.search(r'<td class="num">\s*2个支部', text)
    assert re.search(r"<td[^>]*>\s*13710", text)
    assert not re.search(r'<td class="num">\s*13710', text)


def test_a_figure_of_no_campaign_is_said_to_be_of_no_one_year(english, client):
    figure = ReportedFigureFactory(campaign=None)

    assert "of no one year" in page(client, "figure-list")
    assert "of no one year" in page(client, "figure-detail", figure.pk)


def test_an_exported_figure_carries_its_passport(client, wenyuan):
    ReportedFigureFactory(
        key="102-003",
        area=wenyuan,
        article=ArticleFactory(key="102-a1", title="闯新路"),
        value=Decimal("5000"),
        unit="person_time",
        precision="over",
        metric="volunteer_count",
        level=None,
        as_of=dt.date(2022, 12, 31),
        start=233,
        end=239,
        sha256="c9" * 32,
    )

    answer = client.get(reverse("figure-list"), {"export": "csv"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    values = list(row.values())

    assert {"102-003", "410871061", "5000", "5000余人次", "第234–239字", "c9" * 32} <= set(values)
    assert values[-1] == "2022-12-31"
    for part in ("焦作日报", "2023年6月30日", "闯新路", "第234–239字", "/figures/102-003/"):
        assert part in values[-2]


def test_cross_checks_come_worst_first(client):
    CrosscheckFactory(key="a", result="agrees", kind="sum", rule="")
    CrosscheckFactory(key="b", result="unproven", kind="share", rule="none")
    CrosscheckFactory(key="c", result="contradicts")

    assert listed(client, "crosscheck-list") == ["c", "b", "a"]
    assert listed(client, "crosscheck-list", sort="-result") == ["a", "b", "c"]
    assert listed(client, "crosscheck-list", result=["agrees", "unproven"]) == ["b", "a"]
    assert listed(client, "crosscheck-list", kind="sum") == ["a"]


def test_what_only_looks_like_a_contradiction_is_not_listed_as_agreeing(client):
    CrosscheckFactory(key="a", result="agrees", kind="sum", rule="")
    CrosscheckFactory(key="b", result="agrees", kind="distinct", rule="own_period")
    CrosscheckFactory(key="c", result="contradicts")

    assert listed(client, "crosscheck-list", result="agrees") == ["a"]
    assert listed(client, "crosscheck-list", result="no_contradiction") == ["b"]
    assert listed(client, "crosscheck-list", result=["contradicts", "no_contradiction"]) == [
        *["c", "b"]
    ]


def test_a_cross_check_in_which_nothing_differs_says_that_there_is_no_choice(english, client):
    check = CrosscheckFactory(result="agrees", kind="sum", rule="", arithmetic="")

    text = page(client, "crosscheck-list")

    assert "no choice to make" in text
    assert "no calculation" in text
    assert "no choice to make" in page(client, "crosscheck-detail", check.pk)


def test_an_exported_cross_check_carries_its_link_both_sides_and_the_explanation(english, client):
    CrosscheckFactory(key="a", expected=Decimal(67), found=Decimal(617))
    CrosscheckFactory(key="b", result="agrees", expected=Decimal(76), found=Decimal(76))

    answer = client.get(reverse("crosscheck-list"), {"export": "csv"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))

    assert [
        [
            row[name]
            for name in ("Key of the cross-check", "Expected", "Found", "Explanation", "source")
        ]
        for row in rows
    ] == [
        ["a", "67", "617", "67 is 31 plus 36.", "http://testserver/contradictions/a/"],
        ["b", "76", "76", "67 is 31 plus 36.", "http://testserver/contradictions/b/"],
    ]


def test_cross_checks_are_narrowed_to_an_area_and_all_below(client, grids, mengzhou):
    AreaFactory(code="410871", level=Level.COUNTY, name="示范区")
    CrosscheckFactory(key="elsewhere", area=mengzhou)

    assert listed(client, "crosscheck-list", area="410871") == ["wenyuan-grids"]


def test_articles_count_their_figures_and_open_questions(client, grids):
    article = grids["shown"].article
    ReportedFigureFactory(article=article)
    for result in ("agrees", "as_printed"):
        settled = CrosscheckFactory(result=result)
        CrosscheckPartFactory(crosscheck=settled, figure=grids["shown"])

    rows = client.get(reverse("article-list")).context["table"].rows

    counts = {row.record.pk: (row.record.figure_count, row.record.open_count) for row in rows}
    assert counts[article.pk] == (2, 1)


def test_articles_come_newest_first_and_in_the_order_of_their_page(client):
    old = PageFactory(published_on=dt.date(2022, 9, 1))
    new = PageFactory(published_on=dt.date(2023, 6, 30))
    ArticleFactory(key="100-a1", page=old)
    ArticleFactory(key="101-a2", page=new, start=900, end=950)
    ArticleFactory(key="101-a3", page=new, start=10, end=50)

    assert listed(client, "article-list") == ["101-a3", "101-a2", "100-a1"]


def test_articles_are_narrowed_to_the_sheet_they_stand_on(client):
    article = ArticleFactory()
    ArticleFactory()

    assert listed(client, "article-list", sheet=article.page_id) == [article.pk]


def test_a_date_that_is_known_to_the_month_is_listed_as_a_month(english, client):
    sheet = PageFactory(published_on=dt.date(2022, 9, 15), date_precision="month")
    ReportedFigureFactory(article=ArticleFactory(page=sheet))

    articles, figures = page(client, "article-list"), page(client, "figure-list")

    assert re.search(r'<td class="day">\s*2022-09 \(inferred\)\s*<', articles)
    assert re.search(r'<td class="day">\s*2022-09\s*<', figures)
    assert "2022-09-15" not in articles + figures


def test_articles_are_narrowed_to_those_about_an_area(client, grids, mengzhou):
    AreaFactory(code="410871", level=Level.COUNTY, name="示范区")
    about_mengzhou = ReportedFigureFactory(area=mengzhou).article

    assert listed(client, "article-list", area="410883") == [about_mengzhou.pk]
    assert set(listed(client, "article-list", area="410871")) == {
        grids["shown"].article_id,
        grids["misprint"].article_id,
    }
