"""The sheet of a street: all villages, all stars."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.places import AreaFactory, BranchFactory
from tests.tracker.ratings.pages.conftest import (
    COUNTY,
    STREET,
    VILLAGE,
    VILLAGES,
    YEAR,
    at,
    check_all,
    go,
    open_rating,
    own,
    read,
    star,
)
from tracker.campaigns.models import Campaign
from tracker.campaigns.terms import State as Year
from tracker.ratings.terms import Verb

pytestmark = pytest.mark.django_db
SHEET = at("rating-sheet", YEAR, STREET)


def cells(page):
    """Return {village: what its five cells say}."""
    rows = re.findall(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', page, re.S)
    return {
        " ".join(re.sub(r"<[^>]+>", " ", name).split()): [
            " ".join(re.sub(r"<[^>]+>", " ", cell).split())
            for cell in re.findall(r"<td>(.*?)</td>", row, re.S)[:5]
        ]
        for name, row in rows
    }


def test_the_villages_stand_in_code_order_with_state_by_word_and_sign(browse, officer):
    check_all(officer)
    go(officer, Verb.SUBMIT)
    BranchFactory(area=AreaFactory(code=f"{STREET}208", name="第208村"))

    page = read(browse(officer).get(SHEET))

    assert list(cells(page)) == ["第201村", "第202村", "第203村", "第208村"]
    assert cells(page)["第201村"] == ["◔ Entered by the street 2/2", *["○ Declared 0/2"] * 4]
    assert cells(page)["第208村"] == ["no rating"] * 5
    assert "1 has no rating yet: its declaration is not confirmed." in page
    assert f'href="{own("star-fill-in", "ecology")}"' in page


def levels(page):
    """Return what the sheet says of each village's level, in its order."""
    rows = re.findall(r'<tr><th scope="row">.*?</tr>', page, re.S)
    found = [re.findall(r"<td>(.*?)</td>", row, re.S)[5] for row in rows]
    return [re.sub(r"<[^>]+>", "", cell) for cell in found]


def test_before_anybody_decided_the_sheet_states_no_level(browse, county, confirmed):
    page = read(browse(county).get(SHEET))
    assert levels(page) == ["One-star", "not confirmed yet", "not confirmed yet"]

    Campaign.objects.filter(pk=YEAR).update(state=Year.CLOSED)
    assert levels(read(browse(county).get(SHEET))) == ["One-star", "No star", "No star"]


def test_the_streets_button_leads_to_exactly_the_stars_it_counts(browse, officer):
    check_all(officer)
    check_all(officer, "safety", VILLAGES[1])
    browser = browse(officer)
    page = read(browser.get(SHEET)).partition("<main")[2]
    assert "Submit for review: 2 stars" in page
    listed = re.search(r'name="list" value="([^"]*)"', page)[1].replace("&amp;", "&")

    look = browser.post(
        at("rating-bulk"), {"verb": "submit", "scope": "all", "list": listed, "next": SHEET}
    )

    assert "2 stars will be moved." in read(look)
    assert f'<a class="btn" href="{SHEET}">' in read(look)


def test_a_row_has_its_own_button_and_a_reader_none(browse, officer, secretary, reviewer):
    check_all(officer, "safety", VILLAGES[1])
    go(officer, Verb.SUBMIT, "safety", code=VILLAGES[1])

    offered = read(browse(reviewer).get(SHEET))

    assert f'value="area={VILLAGES[1]}&amp;campaign={YEAR}&amp;state=entered"' in offered
    assert 'name="verb"' not in read(browse(officer).get(at("rating-sheet", 2023, STREET))).replace(
        'value="recall"', ""
    ).partition("<main")[2].partition("<table")[2].replace('name="verb" value="recall"', "")


def test_only_who_may_read_the_whole_street_gets_its_sheet(browse, secretary, stranger, county):
    assert browse(secretary).get(SHEET).status_code == 404
    assert browse(stranger).get(SHEET).status_code == 404
    assert browse(county).get(SHEET).status_code == 200
    assert browse(county).get(at("rating-sheet", 2031, STREET)).status_code == 404


def test_a_county_has_the_list_instead(browse, county):
    answer = browse(county).get(at("rating-sheet", YEAR, COUNTY))

    assert answer["Location"] == f"{at('rating-list')}?campaign={YEAR}&area={COUNTY}"


def test_thirty_six_villages_cost_as_many_queries_as_three(browse, county):
    browser = browse(county)
    browser.get(SHEET)
    with CaptureQueriesContext(connection) as few:
        browser.get(SHEET)
    for number in range(204, 237):
        open_rating(f"{STREET}{number}", by=county)
    with CaptureQueriesContext(connection) as more:
        assert len(cells(read(browser.get(SHEET)))) == 36

    assert len(more) == len(few)
    assert star("industry", VILLAGE).state == "declared"
