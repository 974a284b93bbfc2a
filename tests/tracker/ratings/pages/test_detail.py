"""Why this rating: the page of one branch, and moving its stars from there."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.campaigns import StandardFactory
from tests.factories.figures import ReportedFigureFactory
from tests.tracker.ratings.pages.conftest import (
    VILLAGE,
    YEAR,
    check_all,
    go,
    own,
    read,
    star,
    state,
)
from tracker.campaigns.models import Campaign, Star
from tracker.campaigns.terms import State as Year
from tracker.history.models import Event
from tracker.people.permissions import forget_grants
from tracker.ratings.actions import accept_report
from tracker.ratings.models import StandardResult, StarRating
from tracker.ratings.terms import Result, Verb

pytestmark = pytest.mark.django_db


def card(page, key="industry"):
    """Return what a page says of one star."""
    return page.partition(f'id="{key}"')[2].partition("</section>")[0]


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def buttons(page):
    """Return (verb, star) of the moves that a page offers, in its order."""
    found = re.findall(r'name="verb" value="(\w+)"><input[^>]*name="moves" value="(\w+)\.', page)
    return [(verb, key) for verb, key in found]


def test_the_page_tells_who_decided_what_when_and_on_what(browse, county, confirmed):
    page = read(browse(county).get(own("rating-detail")))
    told = words(card(page))

    assert "Confirmed" in told
    assert "The county office puts it on public notice." in told
    for step in (
        "officer filled in the standards.",
        "officer submitted the star for review.",
        "reviewer reviewed it and passed it to the task force.",
        "force verified it for the task force.",
        "county confirmed the star for the county.",
    ):
        assert step in told
    assert "Standards 2/2" in told
    assert "Level confirmed so far" in page
    assert "The level is the number of stars held." in words(page)


def test_the_shortest_way_to_the_next_star_stands_in_words(browse, officer):
    check_all(officer)
    check_all(officer, "ecology", result=Result.NOT_MET)

    page = words(read(browse(officer).get(own("rating-detail"))))

    assert "industry星: no standard is open. The street or township submits it for review." in page
    assert "ecology星: 2 standards are not met (no. 3, 4)." in page
    assert "party_branch星 is granted only together with the other four" in page


def level(page):
    return re.search(r"Level confirmed so far</dt><dd>(.*?)</dd>", page, re.S)[1]


def test_before_anybody_decided_the_page_states_no_level(browse, officer, county):
    assert words(level(read(browse(officer).get(own("rating-detail"))))) == "not confirmed yet"

    Campaign.objects.filter(pk=YEAR).update(state=Year.CLOSED)
    assert words(level(read(browse(officer).get(own("rating-detail"))))) == "No star"


def test_a_confirmed_star_is_a_level_and_so_is_a_withdrawn_one(browse, county, awarded):
    assert words(level(read(browse(county).get(own("rating-detail"))))).startswith("One-star")

    go(county, Verb.WITHDRAW, reason="发生否决事项")

    assert words(level(read(browse(county).get(own("rating-detail"))))) == "No star"


def test_a_star_that_was_not_declared_comes_last_and_must_be_declared_first(browse, officer):
    """Filled in and submitted: the page says who acts next."""
    StarRating.everything.filter(
        rating__branch=VILLAGE, star__key__in=["industry", "party_branch"]
    ).update(state="not_declared")
    for one in ("safety", "civility"):
        check_all(officer, one)
    go(officer, Verb.SUBMIT, "civility")

    page = read(browse(officer).get(own("rating-detail")))

    ways = page.partition('id="paths"')[2].partition("</section>")[0]
    assert [words(way) for way in re.findall(r"<li>(.*?)</li>", ways, re.S)] == [
        "civility星: no standard is open. The reviewer of the street or township reviews it.",
        "safety星: no standard is open. The street or township submits it for review.",
        "ecology星: 2 standards have not been checked (no. 3, 4).",
        "industry星 must be declared first.",
        "party_branch星 must be declared first, and is granted only together with the other four; "
        "still missing: industry星, ecology星, safety星, civility星.",
    ]


def test_everyone_is_offered_what_they_may_do_now_and_nothing_else(
    browse, officer, reviewer, secretary
):
    check_all(officer)
    go(officer, Verb.SUBMIT)

    assert ("review", "industry") in buttons(read(browse(reviewer).get(own("rating-detail"))))
    offered = buttons(read(browse(officer).get(own("rating-detail"))))
    assert ("recall", "industry") in offered
    assert ("review", "industry") not in offered
    assert buttons(read(browse(secretary).get(own("rating-detail")))) == []


def test_whoever_has_a_hand_in_the_star_reads_why_the_button_is_missing(browse, officer):
    check_all(officer)
    go(officer, Verb.SUBMIT)
    officer.grants.model.objects.create(
        user=officer, role="street_reviewer", area_id=VILLAGE[:9], given_by=officer
    )
    forget_grants(officer)

    told = words(card(read(browse(officer).get(own("rating-detail")))))

    assert "Pass to the task force: You have entered, submitted or passed this star" in told


def test_one_star_is_moved_from_its_page(browse, officer):
    answer = browse(officer).post(own("rating-move"), {"verb": "submit", "star": "industry.2"})

    assert answer["Location"] == own("rating-detail")
    assert state() == "entered"


def test_several_stars_are_looked_at_first(browse, officer):
    browser = browse(officer)
    page = read(browser.get(own("rating-detail")))
    moves = "industry.2,ecology.2,safety.2,civility.2,party_branch.2"
    assert f'name="moves" value="{moves}"><input type="hidden" name="do" value="look"' in page

    sent = {"verb": "submit", "moves": moves, "do": "look"}
    look = browser.post(own("rating-move"), sent)

    assert "5 stars will be moved." in read(look)
    assert state() == "declared"
    browser.post(own("rating-move"), sent | {"do": "confirm"})
    assert {state(key) for key in ("industry", "party_branch")} == {"entered"}


def test_a_return_without_a_reason_comes_back_with_the_question(browse, officer, reviewer):
    check_all(officer)
    go(officer, Verb.SUBMIT)
    version = star().version
    browser = browse(reviewer)

    asked = read(
        browser.post(own("rating-move"), {"verb": "return", "star": f"industry.{version}"})
    )

    assert "This field is required." in asked
    assert state() == "entered"
    sent = {"verb": "return", "star": f"industry.{version}", "reason": "<b>补材料</b>"}
    browser.post(own("rating-move"), sent)
    page = read(browser.get(own("rating-detail")))
    assert state() == "returned"
    assert "Reason: &lt;b&gt;补材料&lt;/b&gt;" in page


def test_who_comes_late_sees_what_was_read_what_stands_and_what_happened(
    browse, officer, colleague
):
    go(colleague, Verb.SUBMIT)
    before = Event.objects.count()

    answer = browse(officer).post(own("rating-move"), {"verb": "submit", "star": "industry.2"})

    page = words(read(answer))
    assert answer.status_code == 409
    assert "You wanted: Submit for review. Nothing was written." in page
    assert "When you read it Declared" in page
    assert "Entered by the street since" in page
    assert "colleague submitted the star for review." in page
    assert Event.objects.count() == before


def test_a_rule_against_a_single_move_is_said_on_the_branchs_page(
    browse, officer, reviewer, force, county
):
    for verb, who in ((Verb.SUBMIT, officer), (Verb.REVIEW, reviewer)):
        go(who, verb)
    version = star().version

    answer = browse(officer).post(
        own("rating-move"), {"verb": "submit", "star": f"industry.{version}"}, follow=True
    )

    assert answer.redirect_chain == [(own("rating-detail"), 302)]
    assert "The star stands at" in read(answer)


def test_a_move_without_the_right_is_refused(browse, secretary):
    answer = browse(secretary).post(own("rating-move"), {"verb": "submit", "star": "industry.2"})

    assert answer.status_code == 403
    assert state() == "declared"


def test_a_rating_elsewhere_answers_like_one_that_is_not_there(browse, stranger, street):
    browser = browse(stranger)
    for method in (browser.get, browser.post):
        for name in ("rating-detail", "rating-move"):
            answers = [method(own(name, code=code)) for code in (VILLAGE, "410822105999")]
            assert len({answer.status_code for answer in answers}) == 1, name
            if answers[0].status_code != 405:
                assert answers[0].status_code == 404
                bodies = {
                    read(answer).replace(code, "CODE")
                    for answer, code in zip(answers, (VILLAGE, "410822105999"), strict=True)
                }
                assert len({re.sub(r'value="\w{64}"', "", body) for body in bodies}) == 1


def test_what_changed_since_the_decision_stands_beside_what_it_rested_on(browse, county, confirmed):
    result = StandardResult.objects.filter(star_rating=confirmed).first()
    StandardResult.objects.filter(pk=result.pk).update(result=Result.NOT_MET)

    told = card(read(browse(county).get(own("rating-detail"))))

    assert "1 input changed since" in told
    assert "What the decision rested on has changed since" in told
    assert re.search(r"<td>Met</td>\s*<td>Not met</td>", told)


def test_notes_are_text_and_never_markup(browse, officer):
    check_all(officer)
    StandardResult.objects.update(note='<img src=x onerror="alert(1)">')

    for address in (own("rating-detail"), own("star-fill-in", "industry")):
        page = read(browse(officer).get(address))
        assert "<img src=x" not in page
        assert "&lt;img src=x" in page


def test_a_rating_from_a_paper_leads_to_the_passport(browse, county, street):
    figure = ReportedFigureFactory(area_id=VILLAGE, level=5, value=1, campaign_id=2023)
    accept_report(by=county, figure=figure)

    page = read(browse(county).get(own("rating-detail")))

    assert f'href="/figures/{figure.pk}/"' in page
    assert "Accepted from a newspaper:" in page
    assert "county accepted what a paper states." in page


def test_more_standards_cost_no_more_queries(browse, officer):
    check_all(officer)
    browser = browse(officer)
    browser.get(own("rating-detail"))
    with CaptureQueriesContext(connection) as few:
        browser.get(own("rating-detail"))
    for one in Star.objects.all():
        for number in range(50, 60):
            StandardFactory(star=one, number=number)
    with CaptureQueriesContext(connection) as more:
        assert read(browser.get(own("rating-detail"))).count("Not checked") >= 50

    assert len(more) == len(few)
