"""Numbers, days, states and addresses as templates write them."""

import datetime
from decimal import Decimal

import pytest
from django.http import QueryDict
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from tracker.ui.addresses import stated, with_changes, without_value
from tracker.ui.crumbs import Crumb


def render(source, language="zh-hans", **context):
    with translation.override(language):
        return Template("{% load ui %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (2024, "2024"),
        (620573, "620573"),
        (Decimal("76.0000"), "76"),
        (Decimal("3.2500"), "3.25"),
        (Decimal("1E+2"), "100"),
        (0, "0"),
        (-5, "-5"),
        ("many", "many"),
    ],
)
def test_a_number_is_written_without_separators_and_closing_zeros(value, shown):
    assert render("{{ value|number }}", value=value) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [(76, "76.0%"), (Decimal("12.25"), "12.3%"), (0, "0.0%"), (100, "100.0%")]
)
def test_a_share_has_one_decimal(value, shown):
    assert render("{{ value|percent }}", value=value) == shown


@pytest.mark.parametrize(
    ("value", "language", "shown"),
    [
        (datetime.date(2026, 11, 20), "zh-hans", "2026年11月20日"),
        (datetime.date(2026, 11, 2), "zh-hans", "2026年11月2日"),
        (datetime.date(2026, 11, 20), "en", "Nov. 20, 2026"),
        (datetime.datetime(2026, 11, 20, 18, tzinfo=datetime.UTC), "zh-hans", "2026年11月21日"),
    ],
)
def test_a_day_is_written_as_officials_do_in_our_time(value, language, shown):
    assert render("{{ value|day }}", language, value=value) == shown


@pytest.mark.parametrize("name", ["number", "percent", "day"])
def test_what_is_not_known_says_so(name):
    assert render("{{ value|" + name + " }}", "en", value=None) == "none yet"


def test_a_badge_words_its_state_and_escapes_it():
    assert render('{% badge "planned" text %}', text="<规划>") == (
        '<span class="badge badge-planned">&lt;规划&gt;</span>'
    )
    assert 'class="badge badge-plain"' in render('{% badge "x onclick" "y" %}')


def test_the_trail_links_all_but_the_page_itself():
    drawn = render("{% trail crumbs %}", crumbs=[Crumb("总览", "/"), Crumb("博爱县", "/areas/1/")])

    assert '<a href="/">总览</a>' in drawn
    assert '<span aria-current="page">博爱县</span>' in drawn


def test_the_trail_of_the_first_page_is_nothing():
    assert render("{% trail crumbs %}", crumbs=[]).strip() == ""


def test_an_address_changes_in_one_part():
    request = RequestFactory().get("/x/?q=村&level=a&level=b&page=3")

    assert render("{% query_with page=4 level=None %}", request=request) == (
        "?q=%E6%9D%91&amp;page=4"
    )


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("q=&level=a", "level=a"),
        ("level=a&level=a&level=b", "level=a&level=b"),
        ("q=%20%E6%9D%91%20", "q=%E6%9D%91"),
        ("from=timeline&isappinstalled=0", ""),
        ("from=elsewhere", "from=elsewhere"),
    ],
)
def test_an_address_is_read_without_what_states_nothing(query, kept):
    assert stated(QueryDict(query)).urlencode() == kept


def test_a_list_of_values_becomes_a_repeated_parameter():
    assert with_changes(QueryDict("q=x"), level=["a", "b"]) == "?q=x&level=a&level=b"
    assert with_changes(QueryDict("q=x"), q=None) == "?"


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("level=a&level=b&page=3", "?level=b"),
        ("level=a&page=3&per_page=50", "?page=1&per_page=50"),
        ("level=a&per_page=50", "?per_page=50"),
    ],
)
def test_taking_a_value_off_goes_back_to_the_first_page(query, left):
    assert without_value(QueryDict(query), "level", "a") == left
