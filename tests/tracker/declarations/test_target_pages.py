"""The pages of targets: the list, setting an area's, and the same for every street."""

import re

import pytest
from django.urls import reverse

from tests.factories.declarations import TargetFactory
from tests.factories.figures import ReportedFigureFactory
from tests.factories.places import AreaFactory
from tests.tracker.declarations.conftest import COUNTY, STREET, VILLAGES, YEAR, words
from tests.tracker.declarations.test_planning import targets
from tracker.declarations.actions import fill_in_many
from tracker.declarations.inputs import Wish
from tracker.places.models import Area

pytestmark = pytest.mark.django_db
LIST = reverse("target-list")
OTHER = f"{COUNTY}106"


def page_of(code=COUNTY, year=YEAR):
    return reverse("target-set", args=[year, code])


@pytest.fixture
def declared(officer, villages, year):
    """Two villages that aim at three stars and one that aims at one."""
    stars = ("industry", "ecology", "safety")
    wishes = [Wish(code, stars, 0) for code in VILLAGES[:2]] + [Wish(VILLAGES[2], stars[:1], 0)]
    return fill_in_many(by=officer, campaign=year, wishes=wishes, submit=True)


def test_a_county_types_its_numbers(browse, county, year):
    browser = browse(county)

    answer = browser.post(
        page_of(), {"number-all-5": "1", "number-rural-4": "4", "source": "县创建办〔2023〕3号"}
    )

    assert answer["Location"] == page_of()
    assert targets() == [(COUNTY, "", 5, 1, 1), (COUNTY, "rural", 4, 4, 1)]
    page = browser.get(page_of()).content.decode()
    assert "2 targets were set." in page
    assert 'name="number-rural-4" value="4"' in page
    assert 'name="seen-number-rural-4" value="1"' in page


@pytest.mark.parametrize("typed", ["-1", "vier", "1000000"])
def test_what_is_no_number_is_told_at_its_box(browse, county, year, typed):
    answer = browse(county).post(page_of(), {"number-all-5": typed})

    assert answer.status_code == 200
    assert "field-error" in answer.content.decode()
    assert targets() == []


def test_who_was_overtaken_sees_both_numbers(browse, county, year):
    TargetFactory(area=Area.objects.get(pk=COUNTY), campaign=year, level=5, number=7, version=2)

    answer = browse(county).post(page_of(), {"number-all-5": "9", "seen-number-all-5": "1"})

    assert answer.status_code == 409
    assert "you typed 9 · now it is 7, set by" in words(answer)
    assert 'name="seen-number-all-5" value="2"' in answer.content.decode()
    assert 'name="number-all-5" value="9"' in answer.content.decode()
    assert targets() == [(COUNTY, "", 5, 7, 2)]


def test_plan_declarations_gap_and_shares_stand_side_by_side(
    browse,
    county,
    declared,
    year,
):
    area = Area.objects.get(pk=COUNTY)
    Area.objects.filter(pk=COUNTY).update(rural_units=45, urban_units=0)
    TargetFactory(area=area, campaign=year, level=3, number=5)
    TargetFactory(area=area, campaign=year, level=1, number=1)
    TargetFactory(area=area, campaign=year, level=1, number=0, unit_kind="rural")
    ReportedFigureFactory(
        area=area, campaign=year, nature="planned", metric="level_count", level=5, value=11
    )

    answer = browse(county).get(page_of())

    lines = [
        (one.level, one.kind, one.planned, one.declared, one.gap) for one in answer.context["lines"]
    ]
    assert lines == [
        (5, "", None, 0, ""),
        (4, "", None, 0, ""),
        (3, "", 5, 2, "3 missing"),
        (2, "", None, 0, ""),
        (1, "", 1, 1, "as planned"),
        (1, "rural", 0, 1, "1 more than planned"),
    ]
    page = words(answer)
    assert "2/45 4.4%" in page
    assert "Community (urban)：0/0" in page
    assert len(answer.context["reported"]) == 1


def test_the_number_of_declared_leads_to_exactly_those_rows(
    browse,
    county,
    declared,
    year,
):
    browser = browse(county)
    for line in browser.get(page_of()).context["lines"]:
        assert browser.get(line.rows_address).context["matching"] == line.declared


def test_the_list_compares_what_is_planned_with_what_was_declared(
    browse,
    county,
    declared,
    year,
):
    area = Area.objects.get(pk=COUNTY)
    TargetFactory(area=area, campaign=year, level=3, number=5)
    TargetFactory(area=area, campaign=year, level=3, number=1, unit_kind="rural")
    TargetFactory(area=area, campaign=year, level=3, number=0, unit_kind="urban")
    TargetFactory(area=AreaFactory(code="410883"), campaign=year, level=3)

    table = browse(county).get(LIST).context["table"]

    assert [(row.unit_kind, row.number, row.declared, row.gap) for row in table.data.data] == [
        ("", 5, 2, -3),
        ("rural", 1, 2, 1),
        ("urban", 0, 0, 0),
    ]
    assert [row.get_cell("gap") for row in table.rows] == [
        "3 missing",
        "1 more than planned",
        "as planned",
    ]


def test_every_street_gets_the_same_after_a_preview(browse, county, year):
    TargetFactory(area=Area.objects.get(pk=STREET), campaign=year, level=5, number=2)
    AreaFactory(code=OTHER)
    browser = browse(county)
    typed = {"each": "1", "level-5": "1", "level-4": "4"}

    preview = browser.post(page_of(), typed)

    page = words(preview)
    assert "2 becomes 1" in page
    assert "new: 4" in page
    assert targets() == [(STREET, "", 5, 2, 1)]

    browser.post(page_of(), typed | {"do": "confirm", "seen": preview.context["seen"]})
    assert targets() == [
        (STREET, "", 5, 1, 2),
        (STREET, "", 4, 4, 1),
        (OTHER, "", 5, 1, 1),
        (OTHER, "", 4, 4, 1),
    ]


def test_a_preview_that_was_overtaken_is_shown_again(browse, county, year):
    browser = browse(county)
    typed = {"each": "1", "level-5": "1"}
    preview = browser.post(page_of(), typed)
    TargetFactory(area=Area.objects.get(pk=STREET), campaign=year, level=5, number=2)

    answer = browser.post(page_of(), typed | {"do": "confirm", "seen": preview.context["seen"]})

    assert answer.status_code == 409
    assert "2 becomes 1" in words(answer)
    assert targets() == [(STREET, "", 5, 2, 1)]


def test_who_may_not_set_targets_reads_them(browse, officer, stranger, inspector, year):
    TargetFactory(area=Area.objects.get(pk=COUNTY), campaign=year, level=5, number=7)
    before = targets()
    page = browse(inspector).get(page_of())
    assert (page.status_code, 'type="text"' in page.content.decode()) == (200, False)
    assert browse(inspector).post(page_of(), {"number-all-5": "1"}).status_code == 403
    assert browse(inspector).post(page_of(), {"each": "1", "level-5": "1"}).status_code == 403
    assert browse(officer).post(page_of(STREET), {"number-all-5": "1"}).status_code == 403
    for code in (COUNTY, "410999"):
        assert browse(stranger).get(page_of(code)).status_code == 404
    assert targets() == before


def test_a_county_beyond_ones_own_answers_like_a_missing_one(browse, county, stranger, year):
    browser = browse(county)
    assert [browser.get(page_of(code)).status_code for code in ("410883", "410999")] == [404, 404]


def test_the_targets_of_an_area_tell_who_set_them_to_what(browse, county, year):
    browser = browse(county)
    browser.post(page_of(), {"number-all-5": "1"})
    browser.post(page_of(), {"number-all-5": "3", "seen-number-all-5": "1"})

    told = words(browser.get(page_of()))

    assert "changed the target at level 5 from 1 to 3" in told
    assert "set the target at level 5 to 1" in told


def test_a_county_that_plans_by_street_sees_the_sum_beside_what_is_declared(browse, county, year):
    AreaFactory(code=OTHER)
    for code, number in ((STREET, 1), (OTHER, 4)):
        area = Area.objects.get(pk=code)
        TargetFactory(area=area, campaign=year, level=3, number=number, unit_kind="")
    browser = browse(county)

    page = words(browser.get(page_of()))

    assert "Planned by the areas below together" in page
    assert re.search(r"3 Villages and communities together no plan 0 +5 ", page)
    assert "Planned by the areas below" not in words(browser.get(page_of(STREET)))
