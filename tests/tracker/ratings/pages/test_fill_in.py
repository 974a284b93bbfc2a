"""Filling in the standards of one star."""

import html
import re

import pytest

from tests.factories.campaigns import CampaignFactory, SchemeFactory, StandardFactory, StarFactory
from tests.factories.ratings import RatingFactory, StandardResultFactory, StarRatingFactory
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
from tracker.ratings.actions import fill_in
from tracker.ratings.models import StandardResult
from tracker.ratings.terms import Result, Verb

pytestmark = pytest.mark.django_db
PAGE = own("star-fill-in", "industry")


def form(first=("met", ""), second=("unchecked", ""), *, seen=None, **more):
    """Return the form of the industry star, as its page would send it."""
    row = star()
    sent = {"seen": seen or row.version, "do": "save"}
    for standard, (result, note) in zip(row.star.standards.all(), (first, second), strict=True):
        sent[f"result-{standard.pk}"], sent[f"note-{standard.pk}"] = result, note
    return sent | more


def kept():
    """Return {number of the standard: (result, note)} as the database has them."""
    rows = StandardResult.objects.filter(star_rating=star()).select_related("standard")
    return {one.standard.number: (one.result, one.note) for one in rows}


def key(number):
    return star().star.standards.get(number=number).pk


def test_results_and_notes_are_kept(browse, officer):
    browser = browse(officer)

    answer = browser.post(PAGE, form(("met", " 台账齐全 "), ("not_met", "")))

    assert answer["Location"] == PAGE
    assert kept() == {1: ("met", "台账齐全"), 2: ("not_met", "")}
    page = read(browser.get(PAGE))
    assert "Saved." in page
    assert re.search(r'value="not_met"[^>]*checked', page)
    assert state() == "declared"


def test_saving_and_submitting_is_one_step_for_the_person(browse, officer):
    answer = browse(officer).post(PAGE, form(do="submit"))

    assert answer["Location"] == own("rating-detail")
    assert (state(), kept()) == ("entered", {1: ("met", "")})
    assert [step.verb for step in star().steps.order_by("version")] == [
        "declare",
        "fill_in",
        "submit",
    ]


def test_all_met_fills_the_form_and_keeps_nothing(browse, officer):
    page = read(browse(officer).post(PAGE, form(("not_met", "旧"), do="all_met")))

    assert len(re.findall(r'value="met"[^>]*checked', page)) == 2
    assert 'value="旧"' in page
    assert kept() == {}


def test_what_does_not_fit_is_said_at_its_field_and_nothing_is_kept(browse, officer):
    browser = browse(officer)
    for sent, fault in (
        (form(("met", "长" * 201)), "at most 200 characters"),
        (form(("king", "")), "Select a valid choice"),
    ):
        answer = browser.post(PAGE, sent)
        assert answer.status_code == 200
        assert fault in read(answer)
        assert "Nothing was saved." in read(answer)
    assert kept() == {}


def test_two_who_fill_in_the_same_star_choose_result_by_result(browse, officer, colleague):
    """The page was read, then somebody else saved: both values stand side by side."""
    browser = browse(officer)
    old = form(("not_met", "我的"), ("met", ""))
    check_all(colleague)

    late = browser.post(PAGE, old)

    page = read(late)
    assert late.status_code == 409
    assert kept() == {1: ("met", ""), 2: ("met", "")}
    assert "As it stands: Met" in page
    assert "colleague" in page
    assert "Mine: Not met" in page
    assert "(我的)" in page
    assert page.count("Which one shall stand?") == 1  # the second standard is alike

    fresh = old | {"seen": re.search(r'name="seen" value="(\d+)"', page)[1]}
    fresh["compared"] = re.search(r'name="compared" value="(\d+)"', page)[1]
    undecided = browser.post(PAGE, fresh)
    assert "Choose which of the two shall stand." in read(undecided)
    assert kept()[1] == ("met", "")

    browser.post(PAGE, fresh | {f"choose-{key(1)}": "mine"})
    assert kept() == {1: ("not_met", "我的"), 2: ("met", "")}


def test_who_leaves_the_others_value_changes_nothing_of_it(browse, officer, colleague):
    browser = browse(officer)
    old = form(("not_met", "我的"), ("n_a", ""))
    check_all(colleague)
    page = read(browser.post(PAGE, old))
    sent = old | {"seen": re.search(r'name="seen" value="(\d+)"', page)[1]}
    sent["compared"] = re.findall(r'name="compared" value="(\d+)"', page)

    browser.post(PAGE, sent | {f"choose-{key(1)}": "theirs", f"choose-{key(2)}": "mine"})

    assert kept() == {1: ("met", ""), 2: ("n_a", "")}


def shown(page):
    """Return what the form of a page would send, with nothing touched."""
    sent = {}
    for box in re.findall(r"<input[^>]*>", page.partition("<main")[2]):
        found = dict(re.findall(r'([\w-]+)="([^"]*)"', box))
        if "name" in found and (found.get("type") != "radio" or " checked" in box):
            sent[found["name"]] = html.unescape(found.get("value", ""))
    return sent | {"do": "save"}


def fill(by, proposal=None, **results):
    """Fill in standards as somebody else: {n1: (result, note)}."""
    row = star()
    found = {key(int(name[1:])): one for name, one in results.items()}
    fill_in(by=by, star_rating=row, results=found, seen=row.version, proposal=proposal)


def test_what_an_overtaken_person_did_not_touch_is_the_others(browse, officer, colleague):
    """One changed the first standard, the other the second and the statement: no conflict."""
    fill(officer, "met", n1=("met", "原先"))
    browser = browse(officer)
    mine = shown(read(browser.get(PAGE))) | {f"result-{key(1)}": "not_met"}
    fill(colleague, "not_met", n2=("n_a", "他的"))

    answer = browser.post(PAGE, mine)

    assert answer["Location"] == PAGE
    assert kept() == {1: ("not_met", "原先"), 2: ("n_a", "他的")}
    assert star().proposal == "not_met"
    assert "What you had not touched stays as somebody else saved it" in read(browser.get(PAGE))


def test_joined_answers_are_looked_at_before_they_are_submitted(browse, officer, colleague):
    browser = browse(officer)
    mine = shown(read(browser.get(PAGE))) | {f"result-{key(1)}": "met", "do": "submit"}
    fill(colleague, n2=("not_met", "他的"))

    late = browser.post(PAGE, mine)

    page = read(late)
    assert (late.status_code, state(), kept()) == (409, "declared", {2: ("not_met", "他的")})
    assert "Which one shall stand?" not in page
    browser.post(PAGE, shown(page) | {"do": "submit"})
    assert (state(), kept()) == ("entered", {1: ("met", ""), 2: ("not_met", "他的")})


def test_only_what_both_changed_is_asked_and_so_is_the_statement(browse, officer, colleague):
    browser = browse(officer)
    changed = {f"result-{key(1)}": "not_met", "proposal": "not_met"}
    mine = shown(read(browser.get(PAGE))) | changed
    fill(colleague, "met", n1=("met", ""), n2=("n_a", ""))

    page = read(browser.post(PAGE, mine))

    assert re.findall(r'name="compared" value="(\w+)"', page) == [str(key(1)), "proposal"]
    assert "As it stands: The street finds it met" in page
    assert "Mine: The street finds it not met" in page
    again = shown(page) | {"compared": [key(1), "proposal"]}
    undecided = browser.post(PAGE, again | {f"choose-{key(1)}": "mine"})
    assert read(undecided).count("Choose which of the two shall stand.") == 1
    assert (kept()[1], star().proposal) == (("met", ""), "met")
    browser.post(PAGE, again | {f"choose-{key(1)}": "mine", "choose-proposal": "theirs"})
    assert (kept(), star().proposal) == ({1: ("not_met", ""), 2: ("n_a", "")}, "met")


def test_who_is_overtaken_while_choosing_is_asked_only_what_changed_again(
    browse, officer, colleague
):
    browser = browse(officer)
    changed = {f"result-{key(1)}": "not_met", f"result-{key(2)}": "not_met"}
    mine = shown(read(browser.get(PAGE))) | changed
    fill(colleague, n1=("met", ""), n2=("met", ""))
    page = read(browser.post(PAGE, mine))
    chosen = {f"choose-{key(1)}": "mine", f"choose-{key(2)}": "mine"}
    again = shown(page) | {"compared": [key(1), key(2)]} | chosen
    fill(colleague, n2=("n_a", ""))

    late = read(browser.post(PAGE, again))

    assert re.findall(r'name="compared" value="(\w+)"', late) == [str(key(2))]
    browser.post(PAGE, shown(late) | {f"choose-{key(2)}": "theirs"})
    assert kept() == {1: ("not_met", ""), 2: ("n_a", "")}


def test_a_star_that_has_gone_further_shows_no_form(browse, officer):
    go(officer, Verb.SUBMIT)

    page = read(browse(officer).get(PAGE))

    assert "The star has gone further" in page
    assert 'name="result-' not in page
    answer = browse(officer).post(PAGE, form())
    assert kept() == {}
    assert answer.status_code == 200


def test_last_years_result_stands_beside(browse, officer):
    earlier = CampaignFactory(year=YEAR - 1)
    old = StarFactory(
        scheme=SchemeFactory(campaign=earlier), key="industry", position=1, name="去年"
    )
    rated = RatingFactory(branch=star().rating.branch, campaign=earlier)
    StandardResultFactory(
        star_rating=StarRatingFactory(rating=rated, star=old),
        standard=StandardFactory(star=old, number=1),
        result=Result.NOT_MET,
        note="差一项",
    )

    page = read(browse(officer).get(PAGE))

    assert "Last year: Not met" in page
    assert "差一项" in page
    assert page.count("No result of last year.") == 1


def test_readers_are_refused_and_strangers_find_nothing(
    browse, secretary, reviewer, stranger, street
):
    assert browse(secretary).get(PAGE).status_code == 403
    assert browse(reviewer).post(PAGE, form()).status_code == 403
    assert browse(stranger).get(PAGE).status_code == 404
    assert browse(stranger).get(own("star-fill-in", "sharing")).status_code == 404
    assert kept() == {}
    assert state("industry", VILLAGE) == "declared"


def test_the_page_asks_what_the_street_says_of_the_star(browse, officer):
    browser = browse(officer)
    assert len(re.findall(r'name="proposal"', read(browser.get(PAGE)))) == 3

    browser.post(PAGE, form(proposal="not_met"))

    assert star().proposal == "not_met"
    asked = re.search(
        r'<input[^>]*name="proposal"[^>]*value="not_met"[^>]*>', read(browser.get(PAGE))
    )
    assert "checked" in asked[0]


@pytest.mark.parametrize("seen", ["1.0", " 1", "４", "1_0", "", "0", "9" * 30, "1\x00"])
def test_a_version_that_no_page_of_ours_carries_saves_nothing(browse, officer, seen):
    answer = browse(officer).post(PAGE, form(("met", "")) | {"seen": seen})

    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {"seen"}
    assert str(answer.context["form"].errors["seen"][0]) in html.unescape(read(answer))
    assert kept() == {}
