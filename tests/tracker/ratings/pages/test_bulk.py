"""Moving many stars: first what will happen and what will not, then all of it or nothing."""

import datetime as dt
import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.tracker.ratings.pages.conftest import (
    LONG_AGO,
    STREET,
    VILLAGE,
    VILLAGES,
    YEAR,
    at,
    check_all,
    go,
    own,
    read,
    star,
    state,
)
from tracker.history.models import Event
from tracker.ratings.models import StarRating
from tracker.ratings.terms import State, Verb
from tracker.ratings.views import moving

pytestmark = pytest.mark.django_db
BULK = at("rating-bulk")


def pick(*keys, code=VILLAGE):
    """Return the boxes of some stars, ticked."""
    return [f"{row.pk}.{row.version}" for row in (star(key, code) for key in keys)]


def hidden(page, name):
    found = re.search(rf'name="{name}" value="([^"]*)"', page.partition("<main")[2])
    return html.unescape(found[1]) if found else ""


def again(page, **more):
    """Return the form of a page as its button sends it."""
    names = ("verb", "moves", "list", "next")
    return {name: hidden(page, name) for name in names if hidden(page, name)} | more


def without_tokens(response):
    return re.sub(r'(csrfmiddlewaretoken" value=)"[^"]*"', r"\1", read(response))


def written():
    return Event.objects.count(), list(StarRating.everything.order_by("pk").values_list("version"))


def test_a_look_ahead_says_what_will_and_what_will_not_happen_and_writes_nothing(browse, officer):
    go(officer, Verb.SUBMIT, "ecology")
    before = written()

    answer = browse(officer).post(
        BULK, {"verb": "submit", "scope": "picked", "star": pick("industry", "ecology")}
    )

    page = read(answer)
    assert answer.status_code == 200
    assert "1 star will be moved. 1 star will not." in page
    assert "The star stands at “Entered, for the street to review”" in page
    assert f'href="{own("rating-detail")}#ecology"' in page
    assert hidden(page, "moves") == pick("industry")[0]
    assert written() == before


def test_what_was_shown_is_done_at_once_and_the_rest_is_left(browse, officer):
    go(officer, Verb.SUBMIT, "ecology")
    browser = browse(officer)
    page = read(
        browser.post(
            BULK,
            {"verb": "submit", "star": pick("industry", "ecology", "safety"), "list": "star=x&a=1"},
        )
    )

    answer = browser.post(BULK, again(page, do="confirm"), follow=False)

    assert answer.status_code == 302
    assert [state(key) for key in ("industry", "ecology", "safety", "civility")] == [
        "entered",
        "entered",
        "entered",
        "declared",
    ]
    assert "Done for 2 stars: Submit for review." in read(browser.get(at("rating-list")))


def test_all_that_match_are_those_of_the_lists_address(browse, officer):
    browser = browse(officer)
    sent = {
        "verb": "submit",
        "scope": "all",
        "list": f"area={VILLAGES[1]}&star=industry&star=safety",
    }
    page = read(browser.post(BULK, sent))
    assert "2 stars will be moved." in page

    answer = browser.post(BULK, again(page, do="confirm"))

    assert answer["Location"] == at("rating-list") + (
        f"?area={VILLAGES[1]}&star=industry&star=safety"
    )
    moved = StarRating.everything.filter(state=State.ENTERED)
    assert {(one.rating.branch_id, one.star.key) for one in moved} == {
        (VILLAGES[1], "industry"),
        (VILLAGES[1], "safety"),
    }


def test_the_form_goes_back_to_the_page_it_came_from_and_to_no_other_site(browse, officer):
    browser = browse(officer)
    sheet = at("rating-sheet", YEAR, STREET)
    sent = {"verb": "submit", "star": pick("industry"), "do": "confirm"}
    assert browser.post(BULK, sent | {"next": sheet})["Location"] == sheet
    sent["star"] = pick("safety")

    answer = browser.post(BULK, sent | {"next": "//elsewhere.example/"})

    assert answer["Location"] == at("rating-list")


def test_more_than_one_transaction_takes_are_refused_in_words(browse, officer, monkeypatch):
    monkeypatch.setattr(moving, "MOST_AT_ONCE", 4)
    browser = browse(officer)

    answer = browser.post(BULK, {"verb": "submit", "scope": "all", "list": ""}, follow=True)

    assert "At most 4 stars are moved at once." in read(answer)
    assert not StarRating.everything.filter(state=State.ENTERED).exists()


def test_nothing_picked_is_said_and_nothing_done(browse, officer):
    answer = browse(officer).post(BULK, {"verb": "submit", "scope": "picked"}, follow=True)

    assert "Pick at least one star" in read(answer)


def test_a_return_asks_for_the_reason_at_its_field(browse, officer, reviewer):
    check_all(officer)
    go(officer, Verb.SUBMIT)
    browser = browse(reviewer)
    page = read(browser.post(BULK, {"verb": "return", "star": pick("industry")}))
    assert '<textarea name="reason"' in page

    refused = browser.post(BULK, again(page, do="confirm", reason="  "))

    assert "This field is required." in read(refused)
    assert state() == "entered"
    browser.post(BULK, again(page, do="confirm", reason="第3条材料不全"))
    assert (state(), star().reason) == ("returned", "第3条材料不全")


def test_a_notice_asks_for_its_last_day_and_offers_the_first_possible(browse, county, confirmed):
    browser = browse(county)
    page = read(browser.post(BULK, {"verb": "notice", "star": pick("industry")}))
    offered = re.search(r'name="notice_ends_on" value="([\d-]+)"', page)[1]
    assert dt.date.fromisoformat(offered) > dt.date.today() + dt.timedelta(days=4)  # noqa: DTZ011

    early = read(browser.post(BULK, again(page, do="confirm", notice_ends_on=str(LONG_AGO))))

    assert "A notice lasts at least 5 working days" in early
    assert state() == "confirmed"
    browser.post(BULK, again(page, do="confirm", notice_ends_on=offered))
    assert (state(), str(star().notice_ends_on)) == ("on_notice", offered)


def test_who_was_overtaken_gets_a_comparison_and_nothing_is_written(browse, officer, colleague):
    browser = browse(officer)
    page = read(browser.post(BULK, {"verb": "submit", "star": pick("industry", "safety")}))
    go(colleague, Verb.SUBMIT, "industry")
    before = written()

    answer = browser.post(BULK, again(page, do="confirm"))

    late = read(answer)
    assert answer.status_code == 409
    assert written() == before
    assert "colleague submitted the star for review." in late
    assert "Go on with the other 1 star" in late
    forms = re.findall(r'name="moves" value="([^"]*)"', late)
    assert forms == [",".join([*pick("safety"), *pick("industry")]), *pick("safety")]
    assert state("safety") == "declared"

    rest = read(browser.post(BULK, {"verb": "submit", "moves": forms[1], "do": "look"}))
    browser.post(BULK, again(rest, do="confirm"))
    assert state("safety") == "entered"


def test_a_box_ticked_on_an_old_list_is_told_apart(browse, officer, colleague):
    old = pick("industry")
    go(colleague, Verb.SUBMIT, "industry")

    page = read(browse(officer).post(BULK, {"verb": "submit", "star": old}))

    assert "Someone else has changed the star since you read it." in page
    assert "None of these stars can be moved this way." in page


def test_a_foreign_star_is_as_good_as_none(browse, stranger, street):
    browser = browse(stranger)
    foreign = browser.post(BULK, {"verb": "submit", "star": pick("industry")}, follow=True)
    missing = browser.post(BULK, {"verb": "submit", "star": "999999.1"}, follow=True)

    assert without_tokens(foreign) == without_tokens(missing)
    assert "Pick at least one star" in read(foreign)


@pytest.mark.parametrize(
    "sent",
    [
        {"verb": "declare", "star": "1.1"},
        {"verb": "", "star": "1.1"},
        {"verb": "submit", "star": "1"},
        {"verb": "submit", "star": "1.x"},
        {"verb": "submit", "moves": "1.1;2.1"},
        {"verb": "submit", "scope": "all", "list": "no_such_filter=1"},
    ],
)
def test_what_no_page_of_ours_sends_is_refused(browse, officer, sent):
    assert browse(officer).post(BULK, sent).status_code == 400


def test_looking_is_a_form_too(browse, officer):
    assert browse(officer).get(BULK).status_code == 405


def test_stars_of_one_branch_are_judged_together(browse, officer, reviewer, county, force):
    """The strong branch star goes with the other four, and not before them."""
    StarRating.everything.filter(rating__branch=VILLAGE).update(state=State.VERIFIED)
    browser = browse(county)
    alone = read(browser.post(BULK, {"verb": "confirm", "star": pick("party_branch")}))
    assert "This star comes last" in alone

    five = {"verb": "confirm", "scope": "all", "list": f"area={VILLAGE}"}
    assert "5 stars will be moved." in read(browser.post(BULK, five))


def test_all_that_match_are_never_moved_unread(browse, officer):
    before = written()
    sent = {"verb": "submit", "scope": "all", "list": "state=declared", "do": "confirm"}

    answer = browse(officer).post(BULK, sent)

    assert answer.status_code == 200
    assert "15 stars will be moved." in read(answer)
    assert written() == before


def test_being_late_with_many_costs_what_being_late_with_a_few_does(
    browse, officer, colleague, monkeypatch
):
    monkeypatch.setattr(moving, "MOST_COMPARED", 3)
    late = [one for code in VILLAGES for one in pick("industry", "ecology", code=code)]
    for code in VILLAGES:
        go(colleague, Verb.SUBMIT, "industry", "ecology", code=code)
    browser, costs, pages = browse(officer), [], []
    for boxes in (late[:2], late[:2], late):
        with CaptureQueriesContext(connection) as queries:
            answer = browser.post(BULK, {"verb": "submit", "star": boxes, "do": "confirm"})
        assert answer.status_code == 409
        costs.append(len(queries))
        pages.append(read(answer))

    assert costs[2] == costs[1]
    assert [page.count("colleague submitted the star for review.") for page in pages] == [2, 2, 3]
    assert "3 more stars were changed since you read them" in pages[2]
    assert "more star" not in pages[0]
    assert len(hidden(pages[2], "moves").split(",")) == 6
