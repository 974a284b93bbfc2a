"""The list of stars: who sees which rows, what narrows it, what it says of each star."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.people import GrantFactory
from tests.tracker.ratings.pages.conftest import (
    STARS,
    STREET,
    VILLAGE,
    VILLAGES,
    at,
    check_all,
    go,
    open_rating,
    read,
    star,
    state,
)
from tracker.access.terms import Role
from tracker.people.permissions import forget_grants
from tracker.ratings.actions import StarMove, preview
from tracker.ratings.models import StandardResult, StarRating
from tracker.ratings.standing import waiting_for
from tracker.ratings.standing.stars import star_rows
from tracker.ratings.terms import Result, State, Verb

pytestmark = pytest.mark.django_db
LIST = at("rating-list")


def rows(response):
    """Return (code, star) of the rows shown, in their order."""
    assert response.status_code == 200, read(response)
    shown = response.context["table"].paginated_rows
    return [(one.record.rating.branch_id, one.record.star.key) for one in shown]


def test_a_reader_sees_the_stars_of_the_own_area_in_code_order(browse, officer):
    assert rows(browse(officer).get(LIST)) == [(code, key) for code in VILLAGES for key in STARS]


def test_a_secretary_sees_the_own_village_and_a_stranger_nothing(browse, secretary, stranger):
    assert {code for code, _key in rows(browse(secretary).get(LIST))} == {VILLAGE}

    page = browse(stranger).get(LIST)

    assert rows(page) == []
    assert "No rating has begun in your areas." in read(page)


def test_the_list_is_narrowed_by_area_star_state_level_and_standards(browse, officer, reviewer):
    check_all(officer)
    check_all(officer, "ecology", result=Result.NOT_MET)
    go(officer, Verb.SUBMIT)
    browser = browse(officer)

    def found(**query):
        return rows(browser.get(LIST, query))

    industry = (VILLAGE, "industry")
    assert found(area=VILLAGES[1]) == [(VILLAGES[1], key) for key in STARS]
    assert found(star="industry") == [(code, "industry") for code in VILLAGES]
    assert found(state="entered") == [industry]
    assert found(standards="all") == [industry, (VILLAGE, "ecology")]
    assert found(standards="met") == [industry]
    assert len(found(standards="none")) == 13
    assert found(standards="part") == []
    assert found(statement="met") == []
    StarRating.everything.filter(rating__branch=VILLAGE, star__key="industry").update(
        proposal="met"
    )
    assert found(statement="met") == [industry]
    assert len(found(statement=["none", "not_met"])) == 14
    assert found(level="1") == []
    assert len(found(level="0", kind="rural", campaign="2023")) == 15
    assert found(q="第202村", star="industry") == [(VILLAGES[1], "industry")]
    assert found(q=VILLAGES[2], star="industry") == [(VILLAGES[2], "industry")]


def test_waiting_for_me_are_the_stars_that_i_may_move_on_now(browse, officer, reviewer, force):
    check_all(officer)
    go(officer, Verb.SUBMIT)

    assert rows(browse(reviewer).get(LIST, {"waiting": "mine"})) == [(VILLAGE, "industry")]
    assert rows(browse(force).get(LIST, {"waiting": "mine"})) == []
    assert (VILLAGE, "industry") not in rows(browse(officer).get(LIST, {"waiting": "mine"}))

    go(reviewer, Verb.REVIEW)

    assert rows(browse(force).get(LIST, {"waiting": "mine"})) == [(VILLAGE, "industry")]
    assert rows(browse(reviewer).get(LIST, {"waiting": "mine"})) == []


@pytest.mark.parametrize("verb", [Verb.SUBMIT, Verb.REVIEW, Verb.VERIFY, Verb.CONFIRM])
def test_what_waits_is_what_a_look_ahead_says_will_be_done(verb, confirmed, officer, reviewer):
    """Somebody with two roles: what the own hand has touched waits for others."""
    GrantFactory(user=officer, role=Role.STREET_REVIEWER, code=STREET)
    GrantFactory(user=reviewer, role=Role.STREET_OFFICER, code=STREET)
    GrantFactory(user=officer, role=Role.STAR_OFFICER, code="410822", star="ecology")
    forget_grants(officer)
    forget_grants(reviewer)
    check_all(officer, "ecology", VILLAGES[1])
    go(officer, Verb.SUBMIT, "ecology", code=VILLAGES[1])
    check_all(reviewer, "safety", VILLAGES[1])
    go(reviewer, Verb.SUBMIT, "safety", code=VILLAGES[1])
    go(reviewer, Verb.REVIEW, "ecology", code=VILLAGES[1])
    go(officer, Verb.RETURN, "safety", code=VILLAGES[1], reason="材料不全")
    check_all(reviewer, "civility", VILLAGES[2])
    go(reviewer, Verb.SUBMIT, "civility", code=VILLAGES[2])
    for person in (officer, reviewer):
        stars = list(StarRating.everything.select_related("star").order_by("pk"))
        moves = [StarMove(one.rating_id, one.star.key, one.version) for one in stars]
        will = [one.will for one in preview(by=person, moves=moves, verb=verb)]
        sources = {
            Verb.SUBMIT: [State.DECLARED, State.RETURNED],
            Verb.REVIEW: [State.ENTERED],
            Verb.VERIFY: [State.REVIEWED],
            Verb.CONFIRM: [State.VERIFIED],
        }[verb]
        waiting = StarRating.everything.filter(waiting_for(person), state__in=sources)

        assert set(waiting) == {one for one, goes in zip(stars, will, strict=True) if goes}


def test_a_star_whose_inputs_changed_since_it_was_decided_says_so(browse, county, confirmed):
    page = browse(county).get(LIST, {"state": "confirmed"})
    assert "changed since" not in read(page)

    result = StandardResult.objects.filter(star_rating=confirmed).first()
    StandardResult.objects.filter(pk=result.pk).update(result=Result.NOT_MET, note="复查")

    page = read(browse(county).get(LIST, {"state": "confirmed"}))
    assert "2 inputs changed since" in page


def test_only_who_moves_stars_is_offered_verbs_and_boxes(browse, officer, county, secretary):
    offered = read(browse(officer).get(LIST))
    assert re.findall(r'name="verb" value="(\w+)"', offered) == ["submit", "recall"]
    assert offered.count('form="moves" name="star"') == 15

    assert re.findall(r'name="verb" value="(\w+)"', read(browse(county).get(LIST))) == [
        "confirm",
        "notice",
        "award",
        "return",
        "withdraw",
    ]
    only_reads = read(browse(secretary).get(LIST))
    assert 'name="verb"' not in only_reads
    assert 'form="moves"' not in only_reads


def test_a_file_says_state_standards_and_code(browse, officer):
    check_all(officer)

    answer = browse(officer).get(LIST, {"area": VILLAGE, "star": "industry", "export": "csv"})

    heading, line, _end = b"".join(answer.streaming_content).decode("utf-8-sig").split("\r\n")
    row = dict(zip(heading.split(","), line.split(","), strict=True))
    assert (row["State"], row["Standards met"], row["Standards not checked"]) == (
        "Declared",
        "2/2",
        "0",
    )
    assert row["Area code"].strip() == VILLAGE


def test_a_name_with_markup_stays_text(browse, officer):
    star().rating.branch.__class__.objects.filter(pk=VILLAGE).update(
        official_name="<script>alert(1)</script>"
    )

    page = read(browse(officer).get(LIST))

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_list_of_more_villages_costs_no_more_queries(browse, officer):
    browser = browse(officer)
    # The same address both times: a bare one also asks for the view that the list opens with.
    browser.get(LIST, {"per_page": 100})
    with CaptureQueriesContext(connection) as few:
        browser.get(LIST, {"per_page": 100})
    for number in range(204, 210):
        open_rating(f"{STREET}{number}", by=officer)
    with CaptureQueriesContext(connection) as more:
        assert len(rows(browser.get(LIST, {"per_page": 100}))) == 45

    assert len(more) == len(few)
    assert state() == State.DECLARED


def test_a_result_of_a_standard_that_went_to_another_star_is_not_counted(browse, officer):
    """The first star keeps one standard, the second has three: nothing falls below none."""
    check_all(officer)
    moved = star().star.standards.first()
    moved.star = star("ecology").star
    moved.save()

    counts = {
        one.star.key: (one.standard_count, one.met, one.unchecked)
        for one in star_rows(officer).filter(rating__branch=VILLAGE)
    }

    assert (counts["industry"], counts["ecology"]) == ((1, 1, 0), (3, 0, 3))
    listed = rows(browse(officer).get(LIST, {"standards": "all"}))
    assert listed == [(VILLAGE, "industry")]
