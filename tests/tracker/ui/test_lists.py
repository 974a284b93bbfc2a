"""The list page: state in the address, counts, chips, pages, refusals."""

import re

import pytest

from tests.tracker.ui.answers import codes, problems, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_site")]


# --- Filters -------------------------------------------------------------------


def test_the_whole_list_says_how_many_there_are(page, areas):
    answer = page()

    assert codes(answer) == ["410802001", "410802", "410803", "4108"]
    assert "4 in all" in words(answer)
    assert answer.context["chips"] == []


def test_the_same_parameter_twice_means_or(page, areas):
    answer = page("?level=city&level=street")

    assert codes(answer) == ["410802001", "4108"]
    assert "4 in all, 2 match" in words(answer)


@pytest.mark.parametrize("query", ["?q=区&q=街道", "?villages=7&villages=2"])
def test_the_same_word_or_number_twice_means_or_too(page, areas, query):
    assert codes(page(query)) == ["410802001", "410802", "410803"]


def test_different_parameters_mean_and(page, areas):
    assert codes(page("?level=county&q=中站")) == ["410803"]


def test_empty_fields_of_the_form_are_no_filters(page, areas):
    answer = page("?q=&villages=&level=city")

    assert codes(answer) == ["4108"]
    assert [chip.name for chip in answer.context["chips"]] == ["level"]


def test_each_value_has_a_chip_that_takes_it_off(page, areas):
    answer = page("?level=city&level=street&q=市&page=1")

    assert [(c.label, c.words, c.url) for c in answer.context["chips"]] == [
        ("Name", "市", "?level=city&level=street"),
        ("Level", "City", "?level=street&q=%E5%B8%82"),
        ("Level", "Street, town or township", "?level=city&q=%E5%B8%82"),
    ]


def test_what_wechat_appends_to_a_shared_link_is_no_filter(page, areas):
    answer = page("?level=city&from=singlemessage&isappinstalled=0")

    assert codes(answer) == ["4108"]
    assert [chip.url for chip in answer.context["chips"]] == ["?"]


def test_nothing_matching_says_which_filter_to_relax(page, areas):
    answer = page("?q=街道&level=city")

    assert codes(answer) == []
    assert "Nothing matches all of these filters." in words(answer)
    assert [(way.chip.url, way.rows) for way in answer.context["ways_out"]] == [
        ("?level=city", 1),
        ("?q=%E8%A1%97%E9%81%93", 1),
    ]


def test_an_empty_table_says_that_nothing_was_entered(page):
    answer = page()

    assert answer.status_code == 200
    assert "No area has been loaded." in words(answer)


# --- Refusals -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("?colour=red", ("colour", "There is no such filter here. Remove it from the address.")),
        (
            "?level=abc",
            ("level", "Select a valid choice. abc is not one of the available choices."),
        ),
        ("?villages=４", ("villages", "“４” is not a whole number. Use the digits 0 to 9.")),
        ("?villages=1_0", ("villages", "“1_0” is not a whole number. Use the digits 0 to 9.")),
        (
            "?villages=9999999999",
            ("villages", "“9999999999” is not a whole number. Use the digits 0 to 9."),
        ),
        ("?q=" + "x" * 101, ("q", "Use at most 100 characters.")),
        ("?sort=nothing", ("sort", "Choose a column heading to sort the list by.")),
        ("?sort=level", ("sort", "Choose a column heading to sort the list by.")),
        ("?sort=--name", ("sort", "Choose a column heading to sort the list by.")),
        ("?sort=name&sort=code", ("sort", "Give it once only.")),
        ("?page=2", ("page", "The list ends at page 1.")),
        ("?page=0", ("page", "The list ends at page 1.")),
        ("?page=x", ("page", "A page is a whole number from 1 on.")),
        ("?page=-1", ("page", "A page is a whole number from 1 on.")),
        ("?page=１", ("page", "A page is a whole number from 1 on.")),
        ("?page=" + "9" * 12, ("page", "A page is a whole number from 1 on.")),
        ("?per_page=7", ("per_page", "Choose 25, 50 or 100 rows a page.")),
        ("?export=pdf", ("export", "A list is exported as xlsx or csv.")),
        ("?export=csv&export=xlsx", ("export", "Give it once only.")),
    ],
)
def test_an_address_that_is_not_understood_is_refused_by_name(page, areas, query, problem):
    answer = page(query)

    assert answer.status_code == 400
    assert problems(answer) == [problem]
    assert codes(answer) == []
    assert "No rows are shown" in words(answer)
    assert '<a href="/sample/">Clear all filters</a>' in answer.content.decode()


def test_everything_wrong_is_said_at_once(page, areas):
    answer = page("?level=abc&foo=1&villages=many")

    assert [name for name, _message in problems(answer)] == ["foo", "level", "villages"]


def test_a_hostile_value_is_shown_as_text(page, areas):
    answer = page("?level=%3Cscript%3Ealert(1)%3C/script%3E")

    assert answer.status_code == 400
    assert "<script>alert" not in answer.content.decode()
    assert "&lt;script&gt;alert" in answer.content.decode()


# --- Order and pages --------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?sort=code", ["4108", "410802", "410802001", "410803"]),
        ("?sort=-code", ["410803", "410802001", "410802", "4108"]),
        ("?sort=-rural_units", ["4108", "410802", "410803", "410802001"]),
    ],
)
def test_a_column_orders_the_list_and_the_key_breaks_ties(page, areas, query, expected):
    assert codes(page(query)) == expected


def test_pages_neither_overlap_nor_leave_out(page, many_areas):
    pages = [codes(page(f"?page={number}")) for number in (1, 2, 3)]

    assert [len(one) for one in pages] == [25, 25, 10]
    assert sorted(code for one in pages for code in one) == [area.pk for area in many_areas]


def test_the_sorted_column_says_so_to_screen_readers(page, areas):
    heads = re.findall(r"<th scope=\"col\"[^>]*>", page("?sort=-name").content.decode())

    assert ["aria-sort" in head for head in heads] == [True, False, False, False]
    assert 'aria-sort="descending"' in heads[0]


def test_a_chosen_page_size_is_kept_for_this_list_only(page, many_areas):
    answer = page("?per_page=50")

    cookie = answer.cookies["per_page"]
    assert (cookie.value, cookie["path"]) == ("50", "/sample/")
    assert len(codes(page())) == 50


@pytest.mark.parametrize("query", ["", "?page=2", "?page=2&per_page=50", "?sort=code"])
def test_no_cookie_is_set_unless_the_size_was_chosen(page, many_areas, query):
    assert page(query).cookies == {}


def test_a_copied_link_shows_everyone_the_same_rows(page, english, many_areas):
    page("?per_page=50")
    following = re.search(r'rel="next" href="([^"]+)"', page().content.decode())[1]
    english.cookies.clear()

    assert following == "?page=2&amp;per_page=50#list"
    assert len(codes(page("?page=2&per_page=50"))) == 10
    assert len(codes(page("?page=2"))) == 25


def test_a_page_size_in_the_cookie_that_is_none_is_ignored(page, english, many_areas):
    english.cookies["per_page"] = "1000000"

    assert len(codes(page())) == 25


# --- Parts for htmx ------------------------------------------------------------------


def test_htmx_gets_the_list_only_and_a_clean_address(page, areas):
    answer = page("?q=&level=city", HX_Request="true")

    assert answer.content.decode().lstrip().startswith('<div id="list">')
    assert answer["HX-Push-Url"] == "/sample/?level=city"


def test_a_new_count_is_spoken_by_a_region_that_stays(page, areas):
    """A live region that is itself replaced is not read out."""
    whole = page().content.decode()
    part = page("?level=city", HX_Request="true").content.decode()

    assert '<div class="visually-hidden" id="list-status" role="status"' in whole
    assert whole.index("list-status") < whole.index('<div id="list">')
    assert '<div hx-swap-oob="innerHTML:#list-status">4 in all, 1 match</div>' in part
    assert "hx-swap-oob" not in whole


def test_going_back_in_history_gets_the_whole_page(page, areas):
    answer = page("?level=city", HX_Request="true", HX_History_Restore_Request="true")

    assert answer.content.decode().startswith("<!doctype html>")


def test_nothing_in_the_page_is_inline(page, areas):
    html = page("?level=city").content.decode()

    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\ssrc=)", html)
