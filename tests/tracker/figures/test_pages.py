"""The page of one figure, article or cross-check."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.articles import ArticleFactory
from tests.factories.campaigns import CampaignFactory
from tests.factories.figures import (
    CrosscheckFactory,
    CrosscheckPartFactory,
    ReportedFigureFactory,
)
from tests.tracker.figures.asking import page

pytestmark = pytest.mark.django_db


def test_a_passport_says_value_place_source_position_and_days(client, wenyuan):
    figure = ReportedFigureFactory(
        key="102-003",
        area=wenyuan,
        article=ArticleFactory(key="102-a1", title="闯新路"),
        note="分母未载明",
        start=233,
        end=239,
        entered_on=dt.date(2026, 11, 20),
        checked_on=dt.date(2026, 11, 21),
    )

    text = page(client, "figure-detail", figure.pk)

    for part in (
        "2个支部",
        "badge-reported",
        "分母未载明",
        "文苑街道",
        "闯新路",
        "2023年6月30日",
        "推定",
        "第234–239字",
        "1" * 64,
        "2026年11月20日",
        "已与原文核对",
        f"{reverse('figure-list')}?area=410871061&amp;metric=level_count",
        f"{reverse('area-detail', args=['410871061'])}?campaign=2023",
    ):
        assert part in text, part


def test_a_figure_that_was_never_compared_says_so_and_is_not_called_unverified(english, client):
    figure = ReportedFigureFactory(checked_on=None)

    text = page(client, "figure-detail", figure.pk)

    assert "position not rechecked" in text
    assert "(no page file on this machine)" in text
    assert "badge-unverified" not in text
    assert "compared with the original" not in text


def test_a_position_says_how_it_is_counted(english, client):
    figure = ReportedFigureFactory(start=377, end=391)

    text = page(client, "figure-detail", figure.pk)

    assert (
        'characters 378–391 <span class="muted">'
        "(counted in the page's text file, with punctuation and blank lines)"
    ) in text.replace("&#x27;", "'")


def test_what_is_open_about_a_figure_stands_right_under_its_value(client):
    figure = ReportedFigureFactory()
    unproven = CrosscheckFactory(
        result="unproven", kind="share", explanation="分母未载明，无法还原"
    )
    settled = CrosscheckFactory(result="agrees", kind="sum", explanation="分项相加等于总数")
    for check in (unproven, settled):
        CrosscheckPartFactory(crosscheck=check, figure=figure)

    head = page(client, "figure-detail", figure.pk).split("</header>")[-2]

    assert (
        head.index("stat-value") < head.index("分母未载明，无法还原") < head.index("badge-reported")
    )
    assert "分项相加等于总数" not in head


def test_places_on_a_passport_lead_to_the_year_of_the_figure(client, wenyuan):
    dated = ReportedFigureFactory(area=wenyuan, campaign=CampaignFactory(year=2022))
    undated = ReportedFigureFactory(area=wenyuan, campaign=None)
    address = reverse("area-detail", args=["410871061"])

    assert page(client, "figure-detail", dated.pk).count(f'"{address}?campaign=2022"') == 2
    assert page(client, "figure-detail", undated.pk).count(f'"{address}"') == 2


def test_the_second_printing_of_a_statement_leads_to_the_first(client):
    first = ReportedFigureFactory()
    second = ReportedFigureFactory(repeats=first)

    assert reverse("figure-detail", args=[first.pk]) in page(client, "figure-detail", second.pk)


def test_the_passport_of_a_figure_kept_beside_leads_to_the_one_shown(client, grids):
    kept = page(client, "figure-detail", grids["misprint"].pk)
    shown = page(client, "figure-detail", grids["shown"].pk)

    assert "本站采用67个网格" in kept
    assert reverse("figure-detail", args=[grids["shown"].pk]) in kept
    assert "本站采用" not in shown
    assert reverse("crosscheck-detail", args=["wenyuan-grids"]) in shown


def test_a_passport_in_english_has_no_chinese_words_of_ours(english, client):
    figure = ReportedFigureFactory(label_en="Rural four-star branches", period="2023-H1")

    text = page(client, "figure-detail", figure.pk)

    assert "2 branches" in text
    assert "first half of 2023" in text
    assert "characters 249–254" in text


def test_a_cross_check_shows_both_sides_the_rule_and_the_calculation(client, grids):
    text = page(client, "crosscheck-detail", "wenyuan-grids")

    for part in ("617 ≠ 67", "矛盾", "取分项合计相符的数", "67个网格", "617个网格", "67等于31加36"):
        assert part in text, part
    assert text.index("本站采用") < text.index("并列备查")


def test_an_article_shows_its_figures_in_the_order_of_the_text(client, grids):
    article = grids["shown"].article
    later = ReportedFigureFactory(article=article, start=900, end=904, label="后文数据")
    first = ReportedFigureFactory(article=article, start=10, end=14, label="前文数据")

    text = page(client, "article-detail", article.pk)

    places = [text.index(figure.label) for figure in (first, grids["shown"], later)]
    assert places == sorted(places)
    assert "第11–14字" in text
    assert reverse("crosscheck-detail", args=["wenyuan-grids"]) in text


def test_an_article_without_contradictions_says_so(client):
    article = ReportedFigureFactory().article

    assert "没有：能核对的都相符。" in page(client, "article-detail", article.pk)


@pytest.mark.parametrize("name", ["figure-detail", "article-detail", "crosscheck-detail"])
def test_what_does_not_exist_is_not_found(client, name):
    assert client.get(reverse(name, args=["999-999"])).status_code == 404


def queries(client, name, key):
    with CaptureQueriesContext(connection) as found:
        page(client, name, key)
    return len(found)


def test_an_article_takes_as_many_queries_for_three_figures_as_for_one(client):
    article = ArticleFactory()
    add_checked_figure(article)
    one = queries(client, "article-detail", article.pk)

    add_checked_figure(article)
    add_checked_figure(article)

    assert queries(client, "article-detail", article.pk) == one


def add_checked_figure(article):
    figure = ReportedFigureFactory(article=article)
    CrosscheckPartFactory(figure=figure)


def test_a_passport_takes_as_many_queries_for_three_cross_checks_as_for_one(client):
    figure = ReportedFigureFactory()
    CrosscheckPartFactory(figure=figure)
    one = queries(client, "figure-detail", figure.pk)

    CrosscheckPartFactory(figure=figure)
    CrosscheckPartFactory(figure=figure)

    assert queries(client, "figure-detail", figure.pk) == one


def test_a_cross_check_takes_as_many_queries_for_three_parts_as_for_one(client):
    check = CrosscheckFactory()
    CrosscheckPartFactory(crosscheck=check)
    one = queries(client, "crosscheck-detail", check.pk)

    CrosscheckPartFactory(crosscheck=check)
    CrosscheckPartFactory(crosscheck=check)

    assert queries(client, "crosscheck-detail", check.pk) == one
