"""What a list costs the database, whatever its address asks for."""

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from tests.tracker.ui.answers import codes, problems
from tests.tracker.ui.sample import SampleFilters
from tracker.places.models import Area
from tracker.ui import chips, lists, paging

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_site")]


def queries(page, query):
    with CaptureQueriesContext(connection) as captured:
        page(query)
    return len(captured)


def statements(page, query):
    with CaptureQueriesContext(connection) as captured:
        page(query)
    return [one["sql"] for one in captured]


def test_a_list_costs_one_count_one_read_of_keys_and_one_of_rows(page, many_areas):
    count, keys, rows = statements(page, "?sort=-name&page=2&per_page=25")

    assert "ORDER BY" not in count
    assert 'SELECT "tracker_area"."code" AS "pk" FROM' in keys
    assert "ORDER BY" in keys
    assert "ORDER BY" not in rows


def test_a_narrowed_list_costs_one_count_more(page, many_areas):
    assert queries(page, "?q=县&level=county&villages=5") == 4


def test_words_side_by_side_stand_in_one_condition_without_a_subquery(page, many_areas):
    found = statements(page, "?q=县1&q=县2&q=县3&page=1&per_page=25")

    assert [sql.count("SELECT") for sql in found] == [1] * len(found)
    assert len(codes(page("?q=县1&q=县2&per_page=50"))) == 22


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("&".join(f"q=w{n}" for n in range(4)), ("q", "Use at most 3 values at once.")),
        (
            "&".join(f"villages={n}" for n in range(11)),
            ("villages", "Use at most 10 values at once."),
        ),
    ],
)
def test_more_values_than_a_list_is_asked_for_are_refused(page, areas, query, problem):
    answer = page(f"?{query}")

    assert answer.status_code == 400
    assert problems(answer) == [problem]
    assert codes(answer) == []
    assert len(answer.context["chips"]) == query.count("=") - 1


def test_as_many_values_as_a_list_takes_are_answered(page, areas):
    numbers = "&".join(f"villages={n}" for n in range(10))

    assert len(codes(page(f"?q=市&q=区&q=街道&{numbers}"))) == 3


NOTHING_MATCHES = "?q=xxx&level=city&level=county&villages=1&villages=2&villages=3&villages=4"


def test_ways_out_are_at_most_three_counts(page, areas):
    # Two counts, the keys of no row, and three tries.
    assert queries(page, NOTHING_MATCHES) - queries(page, "?q=xxx") == chips.MOST_COUNTED


def test_one_filter_without_a_match_is_taken_off_without_a_count(page, areas):
    with_one = page("?q=xxx")

    assert [way.rows for way in with_one.context["ways_out"]] == [4]
    assert queries(page, "?q=xxx") == 3


def test_a_big_list_is_not_searched_again_for_a_way_out(page, areas, monkeypatch):
    monkeypatch.setattr(chips, "BIG_LIST", 3)

    ways = page("?q=市&level=street&villages=5").context["ways_out"]

    assert ways == []
    assert queries(page, "?q=市&level=street&villages=5") == queries(page, "?q=xxx") + 1


def test_words_of_several_values_come_from_one_look_up(rf):
    class Named(SampleFilters):
        pass

    asked = []
    query = QueryDict("villages=7&villages=8")
    filters = Named(query, queryset=Area.objects.all())
    filters.filters["villages"].chip_texts = lambda values: asked.append(values) or {"7": "seven"}

    assert [chip.words for chip in chips.chips(filters, query)] == ["seven", "8"]
    assert asked == [["7", "8"]]


def test_pages_far_down_are_refused_and_not_offered(page, many_areas, monkeypatch):
    monkeypatch.setattr(paging, "DEEPEST_PAGE", 2)
    monkeypatch.setattr(lists, "DEEPEST_PAGE", 2)

    assert problems(page("?page=3")) == [
        ("page", "Pages beyond 2 are not shown. Filter the list first.")
    ]
    assert 'rel="next"' in page("?page=1").content.decode()
    assert 'rel="next"' not in page("?page=2").content.decode()
    assert problems(page("?page=4")) == [("page", "The list ends at page 3.")]
