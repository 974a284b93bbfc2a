"""The sheet of a street: all its branches on one page, saved together or not at all."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.campaigns import CampaignFactory
from tests.factories.declarations import DeclarationFactory
from tests.tracker.declarations.conftest import (
    COUNTY,
    STREET,
    THREE,
    VILLAGE,
    VILLAGES,
    YEAR,
    everything,
    miscounted,
    stored,
    tallied,
    village,
    words,
)
from tracker.campaigns.scoring import STARS_OF_KIND, LevelRule, refusals
from tracker.campaigns.terms import State as CampaignState
from tracker.changesets.models import Changeset
from tracker.declarations.actions import fill_in, move_many
from tracker.declarations.inputs import Item
from tracker.declarations.models import Declaration

pytestmark = pytest.mark.django_db
ONE = ["industry"]


def sheet(code=STREET, year=YEAR):
    return reverse("declaration-sheet", args=[year, code])


def sent(page, do="save", **stars):
    """Return what the form of a page sends when these stars are ticked beside what is."""
    seen = re.search(r'name="seen" value="([^"]*)"', page.content.decode())[1]
    ticked = re.findall(r'name="(star-\d+)" value="(\w+)" checked', page.content.decode())
    values: dict[str, object] = {"seen": seen, "do": do}
    for name, key in ticked:
        values.setdefault(name, []).append(key)
    return values | {f"star-{code[1:]}": keys for code, keys in stars.items()}


def test_a_street_fills_in_its_villages_on_one_page(browse, officer, villages, year):
    browser = browse(officer)
    page = browser.get(sheet())
    assert "3 branches · 3 not declared yet" in words(page)

    answer = browser.post(
        sheet(), sent(page, _410822105201=ONE, _410822105202=["industry", "safety"])
    )

    assert answer["Location"] == sheet()
    assert [stored(code) for code in VILLAGES] == [
        ("draft", "industry", 1, 1, 1),
        ("draft", "industry,safety", 2, 1, 1),
        None,
    ]
    page = browser.get(sheet())
    assert "2 declarations saved." in words(page)
    assert "3 branches · 1 not declared yet" in words(page)
    assert sent(page)[f"star-{VILLAGES[1]}"] == ["industry", "safety"]


def test_saving_and_submitting_takes_along_what_is_still_with_the_branch(
    browse,
    officer,
    branch,
    year,
):
    fill_in(by=officer, branch=branch, campaign=year, stars=ONE, seen=0)
    browser = browse(officer)
    page = browser.get(sheet())

    browser.post(sheet(), sent(page, do="submit", _410822105202=["safety"]))

    assert [stored(code) for code in VILLAGES] == [
        ("submitted", "industry", 1, 1, 2),
        ("submitted", "safety", 1, 1, 2),
        None,
    ]
    assert tallied(STREET)["declaration.submitted"] == 2
    assert "Submitted, for the street to review" in words(browser.get(sheet()))
    assert miscounted() == []


def test_saving_what_nobody_changed_writes_nothing(browse, officer, branch, year):
    fill_in(by=officer, branch=branch, campaign=year, stars=ONE, seen=0)
    before = everything()
    browser = browse(officer)

    browser.post(sheet(), sent(browser.get(sheet())))

    assert everything() == before
    assert "Nothing had changed, so nothing was saved." in words(browser.get(sheet()))


def test_every_problem_stands_at_its_row_and_nothing_is_saved(
    browse,
    officer,
    villages,
    year,
):
    browser = browse(officer)
    page = browser.get(sheet())
    fill_in(by=officer, branch=villages[2], campaign=year, stars=["ecology"], seen=0)
    before = everything()

    answer = browser.post(
        sheet(),
        sent(
            page,
            _410822105201=ONE,
            _410822105202=["party_branch"],
            _410822105203=["safety"],
        ),
    )

    assert answer.status_code == 409
    assert everything() == before
    rows = re.findall(r"<tr>.*?</tr>", answer.content.decode(), re.DOTALL)[1:]
    assert 'value="industry" checked' in rows[0]
    assert "The strong branch star comes last this year" in rows[1]
    assert "Now it says: Livable ecology star (officer). Which shall stand?" in rows[2]
    assert 'value="safety" checked' in rows[2]
    assert sent(answer)["seen"].endswith(f"{VILLAGES[2]}:1")


@pytest.mark.parametrize(("choice", "stars"), [("mine", "safety"), ("theirs", "ecology")])
def test_who_was_overtaken_on_a_row_says_which_shall_stand(
    browse,
    officer,
    branch,
    year,
    choice,
    stars,
):
    browser = browse(officer)
    page = browser.get(sheet())
    fill_in(by=officer, branch=branch, campaign=year, stars=["ecology"], seen=0)
    late = browser.post(sheet(), sent(page, _410822105201=["safety"]))

    browser.post(sheet(), sent(late) | {f"choose-{VILLAGE}": choice})

    assert stored()[1] == stars


def test_the_secretary_has_a_sheet_of_the_own_village_only(
    browse,
    secretary,
    villages,
    year,
):
    browser = browse(secretary)

    assert browser.get(sheet()).status_code == 404
    page = browser.get(sheet(VILLAGE))
    assert [line.code for line, _mark in page.context["lines"]] == [VILLAGE]


def test_whoever_only_reads_sees_no_box(browse, reviewer, branch, officer, year):
    fill_in(by=officer, branch=branch, campaign=year, stars=ONE, seen=0)
    browser = browse(reviewer)

    page = browser.get(sheet())
    assert 'type="checkbox"' not in page.content.decode()
    assert "Thriving industry star" in words(page)
    browser.post(sheet(), {"seen": f"{YEAR}-{VILLAGE}:1", f"star-{VILLAGE}": "safety"})
    assert stored()[1] == "industry"


def test_a_row_out_of_the_branchs_hands_is_shown_but_not_changed(
    browse,
    officer,
    branch,
    year,
):
    fill_in(by=officer, branch=branch, campaign=year, stars=ONE, seen=0)
    browser = browse(officer)
    page = browser.get(sheet())
    move_many(by=officer, items=[Item(VILLAGE, YEAR, 1)], verb="submit")

    browser.post(sheet(), sent(page, _410822105201=["safety"]))

    assert stored() == ("submitted", "industry", 1, 1, 2)


def test_last_years_stars_stand_beside(browse, officer, branch, year):
    earlier = CampaignFactory(year=2022)
    DeclarationFactory(branch=branch, campaign=earlier, state="confirmed")

    page = browse(officer).get(sheet())

    assert [line.before for line, _mark in page.context["lines"]] == [THREE, None, None]


def test_what_was_declared_the_year_before_is_ticked_and_not_saved(browse, officer, villages, year):
    earlier = CampaignFactory(year=2022)
    for branch in villages[:2]:
        DeclarationFactory(branch=branch, campaign=earlier, state="confirmed")
    fill_in(by=officer, branch=villages[0], campaign=year, stars=ONE, seen=0)
    browser = browse(officer)
    assert "?like=before" in browser.get(sheet()).content.decode()
    before = everything()

    page = browser.get(sheet() + "?like=before")

    # What is declared already stays as it is.
    assert [line.wanted for line, _mark in page.context["lines"]] == [ONE, THREE, []]
    assert everything() == before
    browser.post(sheet(), sent(page))
    assert stored(VILLAGES[1])[1] == ",".join(THREE)
    assert "?like=before" not in browser.get(sheet()).content.decode()


def test_a_year_that_is_not_open_says_so_and_takes_nothing(
    browse,
    officer,
    villages,
    year,
):
    type(year).objects.update(state=CampaignState.PREPARING)
    browser = browse(officer)

    page = browser.get(sheet())
    assert "2023 has not been opened yet." in words(page)
    assert 'type="checkbox"' not in page.content.decode()


def test_a_county_sees_the_way_to_its_streets_with_what_is_missing(
    browse,
    county,
    officer,
    branch,
    year,
):
    village(f"{COUNTY}106201")
    fill_in(by=officer, branch=branch, campaign=year, stars=ONE, seen=0)

    page = browse(county).get(sheet(COUNTY))

    assert [
        (one.area.pk, one.units, one.begun, one.missing) for one in page.context["streets"]
    ] == [
        (STREET, 3, 1, 2),
        (f"{COUNTY}106", 1, 0, 1),
    ]
    assert "4 branches · 3 not declared yet" in words(page)
    assert sheet() in page.content.decode()


def queries_of(act):
    """Return the number of queries but for those that carry many rows in one statement."""
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def test_a_street_of_36_villages_takes_as_many_queries_as_one_of_three(
    browse,
    officer,
    villages,
    year,
):
    first = village(f"{STREET}200")
    fill_in(by=officer, branch=first, campaign=year, stars=ONE, seen=0)  # the first tallies
    browser = browse(officer)
    few = queries_of(lambda: browser.get(sheet()))
    page = browser.get(sheet())
    saved_few = queries_of(
        lambda: browser.post(sheet(), sent(page, **{f"_{code}": ONE for code in VILLAGES}))
    )
    more = [village(f"{STREET}{number}").pk for number in range(204, 240)]

    many = queries_of(lambda: browser.get(sheet()))
    page = browser.get(sheet())
    Changeset.everything.all().delete()  # else what is saved now joins it
    saved_many = queries_of(
        lambda: browser.post(sheet(), sent(page, **{f"_{code}": ONE for code in more}))
    )

    assert Declaration.everything.count() == 40
    assert (few, saved_many) == (many, saved_few)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stars=st.lists(st.sampled_from(sorted({*sum(STARS_OF_KIND.values(), ())})), unique=True))
def test_the_form_takes_exactly_what_the_rule_allows(browse, officer, branch, year, stars):
    Declaration.everything.all()
    page_of = reverse("declaration-fill-in", args=[YEAR, VILLAGE])
    before = stored()
    browser = browse(officer)

    answer = browser.post(page_of, {"stars": stars, "seen": before[4] if before else 0})

    possible = not refusals(stars, "rural", LevelRule())
    assert answer.status_code == (302 if possible else 200)
    ordered = [key for key in STARS_OF_KIND["rural"] if key in stars]
    assert stored() == before if not possible else stored()[1] == ",".join(ordered)
