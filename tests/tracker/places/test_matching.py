"""Finding places: what is found, in which order, and that nobody chooses for the reader."""

import pytest

from tests.factories.places import AreaFactory
from tracker.places import matching as room
from tracker.places.matching import matching
from tracker.places.readings import search_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    """Two villages of one name in two counties, and a town and a village named alike."""

    def make(code, name, *others):
        text = search_text(code=code, name=name, official_name=name, others=others)
        return AreaFactory(code=code, name=name, search_text=text)

    return [
        make("410822105", "磨头镇"),
        make("410823107", "乔庙镇"),
        make("410822105223", "关王庙村"),
        make("410823107223", "关王庙村", "王庙"),
        make("410823107224", "磨头村"),
    ]


def found(query):
    return [area.code for area in matching(query).areas]


@pytest.mark.parametrize(
    "query", ["关王庙村", "关王庙", "guanwangmiao", "gwm", "GWM", "ｇｗｍ", "关"]
)
def test_namesakes_are_all_found_however_the_name_is_typed(places, query):
    assert found(query) == ["410822105223", "410823107223"]


def test_a_second_word_says_which_one(places):
    assert found("关王庙 乔庙") == ["410823107223"]
    assert found("乔庙 关王庙") == ["410823107223"]
    assert found("关王庙 沁阳") == []


def test_a_further_name_finds_the_place_and_stands_before_a_part_of_a_name(places):
    assert found("王庙") == ["410823107223", "410822105223"]


def test_higher_levels_come_first_among_equals(places):
    assert found("磨头") == ["410822105", "410823107224"]


@pytest.mark.parametrize("query", ["", "  ", "|", "没有的村", "%", "_"])
def test_nothing_is_found_for_nothing(places, query):
    assert matching(query).total == 0


def test_a_whole_code_leads_to_its_page_and_a_part_of_one_to_candidates(client, places):
    answer = client.get("/search/", {"q": "410823107223"})
    assert (answer.status_code, answer["Location"]) == (302, "/areas/410823107223/")
    assert found("410823107") == ["410823107", "410823107223", "410823107224"]
    page = client.get("/search/", {"q": "107223"})
    assert page.context["matches"].total == 1


def test_a_name_never_leads_anywhere_by_itself(client, places):
    page = client.get("/search/", {"q": "乔庙镇"})
    assert page.status_code == 200
    assert [area.code for area in page.context["matches"].areas] == ["410823107"]


def test_the_page_tells_namesakes_apart_by_street_and_county(client, places):
    text = client.get("/search/", {"q": "关王庙"}).content.decode()
    assert "/areas/410822105223/" in text
    assert "/areas/410823107223/" in text
    assert "乔庙镇" in text


def test_common_words_are_answered_in_the_same_order_without_ranking_every_row(places, monkeypatch):
    queries = ["关", "磨头", "磨头村", "gwm", "4108"]
    ranked = [found(query) for query in queries]
    monkeypatch.setattr(room, "RANKED", 1)
    assert [found(query) for query in queries] == ranked
    assert matching("关").more is True


def test_at_most_so_many_are_shown_and_the_total_is_said(places, monkeypatch):
    monkeypatch.setattr(room, "SHOWN", 1)
    assert (len(matching("关").areas), matching("关").total) == (1, 2)
    monkeypatch.setattr(room, "RANKED", 1)
    assert len(matching("关").areas) == 1


def test_a_search_as_long_as_a_sermon_is_refused(client):
    assert client.get("/search/", {"q": "村" * 61}).status_code == 400


def test_a_search_takes_the_same_queries_for_one_candidate_and_for_many(
    client, places, django_assert_max_num_queries
):
    with django_assert_max_num_queries(2):
        matching("乔庙镇")
    with django_assert_max_num_queries(2):
        matching("关")
