"""A street's grid without a script: one form, all that differs or nothing, faults at cells."""

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.campaigns import CampaignFactory, SchemeFactory, StarFactory
from tests.factories.ratings import RatingFactory, StarRatingFactory
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
    read,
    star,
)
from tracker.places.models import Branch
from tracker.ratings.models import StandardResult, StarRating
from tracker.ratings.terms import Verb

pytestmark = pytest.mark.django_db
GRID = at("rating-grid", YEAR, STREET)
OF_STAR = at("star-grid", YEAR, STREET, "industry")
FIELDS = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
LIGHTEST = 120_000  # bytes of sixty villages by five stars


def form_of(page: str) -> dict[str, str]:
    """Return what a browser sends of the grid when nobody touches anything."""
    form = page.partition('<form method="post" class="grid"')[2].partition("</form>")[0]
    sent = {"seen": re.search(r'name="seen" value="([^"]*)"', form)[1]}
    for name, options in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', form):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        first = re.search(r'<option value="([^"]*)"', options)
        sent[name] = html.unescape((chosen or first)[1])
    return sent


def faults(page: str) -> dict[str, str]:
    """Return {cell: what is said at it}."""
    return dict(re.findall(r'<p class="field-error" id="[fc]([^"]+)">(.*?)</p>', page))


def proposals(*codes: str) -> list[str]:
    rows = StarRating.everything.filter(rating__branch__in=codes or VILLAGES)
    return list(
        rows.order_by("rating__branch", "star__position").values_list("proposal", flat=True)
    )


def result(number: int, code: str = VILLAGE) -> str | None:
    rows = StandardResult.objects.filter(star_rating__rating__branch=code, standard__number=number)
    return rows.values_list("result", flat=True).first()


def test_two_villages_are_entered_in_one_go(browse, officer):
    browser = browse(officer)
    sent = form_of(read(browser.get(GRID)))
    sent |= {f"{VILLAGES[0]}-industry": "met", f"{VILLAGES[2]}-party_branch": "not_met"}

    answer = browser.post(GRID, sent, follow=True)

    assert answer.redirect_chain == [(GRID, 302)]
    assert "2 cells saved." in read(answer)
    assert proposals() == ["met", *[""] * 13, "not_met"]
    assert form_of(read(answer))[f"{VILLAGES[0]}-industry"] == "met"


def test_what_was_entered_as_met_is_submitted_from_there(browse, officer):
    browser = browse(officer)
    said = {f"{VILLAGES[0]}-industry": "met", f"{VILLAGES[1]}-industry": "not_met"}
    page = read(browser.post(GRID, form_of(read(browser.get(GRID))) | said, follow=True))
    form = page.partition(f'action="{at("rating-bulk")}"')[2].partition("</form>")[0]
    sent = {name: html.unescape(value) for name, value in FIELDS.findall(form)}

    ahead = browser.post(at("rating-bulk"), sent)

    assert [one.star.key for one in ahead.context["will"]] == ["industry"]
    assert ahead.context["left"] == 0


def test_what_was_not_touched_is_not_written(browse, officer):
    browser = browse(officer)
    before = star().version

    answer = browser.post(GRID, form_of(read(browser.get(GRID))), follow=True)

    assert "Nothing had changed, so nothing was saved." in read(answer)
    assert star().version == before


def test_the_standards_of_one_star_are_entered_branch_by_branch(browse, officer):
    browser = browse(officer)
    page = read(browser.get(OF_STAR))
    assert "第1条" in page
    sent = form_of(page) | {f"{VILLAGE}-1": "met", f"{VILLAGE}-2": "n_a"}

    answer = browser.post(OF_STAR, sent, follow=True)

    assert "2 cells saved." in read(answer)
    assert (result(1), result(2), result(1, VILLAGES[1])) == ("met", "n_a", None)


def test_a_star_submitted_meanwhile_stops_the_whole_and_says_so_at_its_cell(browse, officer):
    browser = browse(officer)
    sent = form_of(read(browser.get(GRID)))
    sent |= {f"{VILLAGE}-industry": "met", f"{VILLAGE}-ecology": "met"}
    go(officer, Verb.SUBMIT)

    answer = browser.post(GRID, sent)

    assert answer.status_code == 409
    assert faults(read(answer)) == {
        f"{VILLAGE}-industry": "You: √ Met. Meanwhile officer: – No statement yet."
    }
    assert proposals(VILLAGE) == [""] * 5
    # What else was entered is still there to be saved.
    again = form_of(read(answer))
    assert again[f"{VILLAGE}-ecology"] == "met"
    assert f"{VILLAGE}-industry" not in again


def test_who_was_overtaken_sees_both_values_and_must_choose(browse, officer, colleague):
    browser = browse(officer)
    sent = form_of(read(browser.get(GRID))) | {
        f"{VILLAGE}-industry": "met",
        f"{VILLAGE}-ecology": "met",
    }
    fresh = form_of(read(browse(colleague).get(GRID)))
    browse(colleague).post(GRID, fresh | {f"{VILLAGE}-industry": "not_met"})

    browser = browse(officer)
    late = browser.post(GRID, sent)

    cell = f"{VILLAGE}-industry"
    assert late.status_code == 409
    assert faults(read(late)) == {cell: "You: √ Met. Meanwhile colleague: × Not met."}
    again = form_of(read(late))
    assert (again[cell], again[f"{VILLAGE}-ecology"]) == ("?met", "met")
    undecided = browser.post(GRID, again)
    assert '">Choose which of the two results shall stand.</p>' in read(undecided)
    assert proposals(VILLAGE) == ["not_met", "", "", "", ""]
    browser.post(GRID, form_of(read(undecided)) | {cell: "met"})
    assert proposals(VILLAGE) == ["met", "met", "", "", ""]


def test_whoever_takes_the_others_value_writes_nothing_there(browse, officer, colleague):
    browser = browse(officer)
    cell = f"{VILLAGE}-industry"
    sent = form_of(read(browser.get(GRID))) | {cell: "met", f"{VILLAGE}-ecology": "met"}
    fresh = form_of(read(browse(colleague).get(GRID)))
    browse(colleague).post(GRID, fresh | {cell: "not_met"})
    browser = browse(officer)
    again = form_of(read(browser.post(GRID, sent)))
    before = star().version

    browser.post(GRID, again | {cell: "not_met"})

    assert (proposals(VILLAGE)[:2], star().version) == (["not_met", "met"], before)


def test_another_standard_of_the_same_star_is_no_quarrel(browse, officer, colleague):
    browser = browse(officer)
    sent = form_of(read(browser.get(OF_STAR))) | {f"{VILLAGE}-1": "met"}
    check_all(colleague)

    late = browser.post(OF_STAR, sent)

    # Both say the same of the first; of the second only the colleague said anything.
    assert (late.status_code, faults(read(late))) == (409, {})
    assert form_of(read(late))[f"{VILLAGE}-2"] == "met"


@pytest.mark.parametrize(
    "wrong",
    [
        {"seen": "nonsense"},
        {"seen": f"{VILLAGE}-industry.x._"},
        {f"{VILLAGE}-industry": "perhaps"},
        {f"{VILLAGE}-industry": "?perhaps"},
        {f"{VILLAGE}-industry": "n_a"},
    ],
)
def test_what_no_form_sends_is_refused(browse, officer, wrong):
    browser = browse(officer)
    sent = form_of(read(browser.get(GRID)))

    assert browser.post(GRID, sent | wrong).status_code == 400
    assert proposals() == [""] * 15


def test_last_year_stands_beside(browse, officer):
    year = CampaignFactory(year=YEAR - 1)
    earlier = RatingFactory(branch=Branch.objects.get(pk=VILLAGE), campaign=year)
    scheme = SchemeFactory(campaign=year, unit_kind="rural")
    last = StarRatingFactory(
        rating=earlier,
        star=StarFactory(scheme=scheme, key="ecology", position=2),
        state="withdrawn",
    )

    row = read(browse(officer).get(GRID)).partition(f'id="b{VILLAGE}"')[2].partition("</tr>")[0]

    assert re.findall(r"<small>(.*?)</small>", row) == [
        VILLAGE,
        "last year ✕ Withdrawn",
    ]
    assert last.star.key == "ecology"


def test_only_who_enters_there_gets_the_grid(browse, officer, reviewer, stranger, secretary):
    assert [browse(who).get(GRID).status_code for who in (officer, reviewer, stranger)] == [
        200,
        403,
        404,
    ]
    assert browse(secretary).get(GRID).status_code in (403, 404)
    browser = browse(officer)
    assert browser.get(at("rating-grid", 2031, STREET)).status_code == 404
    assert browser.get(at("star-grid", YEAR, STREET, "nonsense")).status_code == 404
    assert browser.get(at("rating-grid", YEAR, COUNTY)).status_code == 404
    village = browser.get(at("rating-grid", YEAR, VILLAGE))
    assert village["Location"] == f"{at('rating-list')}?campaign={YEAR}&area={VILLAGE}"


def test_a_year_that_is_over_takes_no_entries(browse, officer, year):
    type(year).objects.filter(pk=year.pk).update(state="closed")

    page = read(browse(officer).get(GRID))

    assert "No star of this street takes entries now." in page
    assert "<select" not in page.partition("<main")[2]


def test_sixty_villages_cost_as_many_queries_as_three_and_the_page_is_light(browse, officer):
    browser = browse(officer)
    browser.get(GRID)
    with CaptureQueriesContext(connection) as few:
        browser.get(GRID)
    for number in range(204, 261):
        open_rating(f"{STREET}{number}", by=officer)
    with CaptureQueriesContext(connection) as more:
        answer = browser.get(GRID)

    assert len(form_of(read(answer))) == 1 + 300
    assert len(more) == len(few)
    assert len(answer.content) < LIGHTEST
