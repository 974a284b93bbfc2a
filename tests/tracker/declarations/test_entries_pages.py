"""Tables of declarations on the pages: the template, the preview, last year, what is wrong."""

import io

import openpyxl
import pytest
from django.urls import reverse

from tests.factories.people import GrantFactory, area_with_code
from tests.tracker.changesets.conftest import County, again, table, verdicts, work
from tests.tracker.changesets.test_pages import act, page
from tests.tracker.ratings.cast import (
    COUNTY,
    STREET,
    VILLAGES,
    YEAR,
    campaign,
    declare,
    person,
    village,
)
from tracker.access.terms import Role
from tracker.campaigns.models import Campaign, LevelRule
from tracker.changesets.actions import undo
from tracker.changesets.models import Changeset
from tracker.changesets.terms import State, Verdict
from tracker.declarations.actions import fill_in, move_many
from tracker.declarations.inputs import Item
from tracker.declarations.models import Declaration
from tracker.people.models import Grant
from tracker.places.models import Branch

pytestmark = pytest.mark.django_db
KIND = "declarations.entries"
FRESH, OTHER = VILLAGES[5], VILLAGES[6]
MARKED = ["Thriving industry star", "Safety and rule-of-law star"]


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def county(db):
    """The county of the changesets, with two villages that have declared nothing."""
    made = County()
    for code in (FRESH, OTHER):
        village(code)
    return made


@pytest.fixture
def browser(client, county):
    client.force_login(county.clerk)
    client.cookies["django_language"] = "en"
    return client


def declared(code, stars, county, year=YEAR):
    return fill_in(
        by=county.cast.officer,
        branch=Branch.objects.get(pk=code),
        campaign=Campaign.objects.get(pk=year),
        stars=stars,
        seen=0,
    )


def stars_of(code):
    return Declaration.everything.get(branch=code, campaign=YEAR).stars


def upload(county, *rows):
    return county.upload(table(*rows), kind=KIND)


def test_the_template_carries_what_is_declared_and_comes_back_the_same(county, browser):
    declared(FRESH, ["industry", "safety"], county)
    subject = {"what": KIND, "year": YEAR, "area": STREET}

    answer = browser.get(reverse("changeset-template"), subject)

    content = answer.getvalue()
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    rows = {row[0].value: [cell.value for cell in row] for row in sheet.iter_rows(min_row=2)}
    headings = [cell.value for cell in sheet[1]]
    marked = [name for name, value in zip(headings, rows[FRESH], strict=True) if value == "yes"]
    assert marked == MARKED
    assert "yes" not in rows[OTHER]
    made = county.upload(content, kind=KIND, area=STREET)
    assert set(verdicts(made).values()) == {Verdict.SAME}
    assert OTHER not in verdicts(made), "a row without a mark says nothing"


def test_the_preview_shows_stars_in_words_beside_those_of_last_year(county, browser):
    campaign(YEAR - 1)
    declare(FRESH, stars=["ecology"], by=county.cast.county, year=YEAR - 1)
    declared(FRESH, ["industry"], county)

    made = upload(
        county, {"code": FRESH, "industry": "是", "ecology": "√"}, {"code": OTHER, "safety": "1"}
    )

    shown = page(browser, made)
    assert verdicts(made) == {FRESH: Verdict.CHANGED, OTHER: Verdict.NEW}
    assert "Stars aimed at" in shown
    assert f'href="{reverse("declaration-detail", args=[YEAR, FRESH])}"' in shown
    row = made.rows.get(key=FRESH)
    assert row.last_year == '{"stars":"ecology"}'
    assert "Thriving industry star、Livable ecology star" in shown


def test_applied_and_undone_on_the_pages_leaves_what_stood(county, browser):
    declared(FRESH, ["industry"], county)
    made = upload(county, {"code": FRESH, "ecology": "是"}, {"code": OTHER, "safety": "是"})
    act(browser, made, "confirm")
    work(made)
    assert (stars_of(FRESH), stars_of(OTHER)) == ("ecology", "safety")

    act(browser, made, "undo")
    undoing = county.apply(again(made.undone_by.get()))

    assert undoing.state == State.APPLIED
    assert (stars_of(FRESH), stars_of(OTHER)) == ("industry", "")


def test_undoing_shows_what_a_colleague_declared_since_and_keeps_it(county, browser):
    made = county.apply(upload(county, {"code": FRESH, "industry": "是"}))
    row = Declaration.everything.get(branch=FRESH)
    fill_in(
        by=county.cast.officer,
        branch=row.branch,
        campaign=row.campaign,
        stars=["safety"],
        seen=row.version,
    )

    undoing = undo(by=county.clerk, changeset=made)

    assert verdicts(undoing) == {FRESH: Verdict.DISPUTED}
    assert "The changeset had written:" in page(browser, undoing)
    assert stars_of(FRESH) == "safety"


def test_what_was_submitted_is_named_with_its_state(county, browser):
    row = declared(FRESH, ["industry"], county)
    move_many(by=county.cast.officer, items=[Item(FRESH, YEAR, row.version)], verb="submit")

    made = upload(county, {"code": FRESH, "ecology": "是"})

    assert verdicts(made) == {FRESH: Verdict.WRONG}
    assert "It cannot be changed now: the state is" in page(browser, made)
    assert stars_of(FRESH) == "industry"


def test_one_declaration_that_went_on_meanwhile_holds_all_back(county, browser):
    row = declared(FRESH, ["industry"], county)
    made = upload(county, {"code": FRESH, "ecology": "是"}, {"code": OTHER, "safety": "是"})
    act(browser, made, "confirm")
    move_many(by=county.cast.officer, items=[Item(FRESH, YEAR, row.version)], verb="submit")

    work(made)

    assert again(made).state == State.STAGED
    assert not Declaration.everything.filter(branch=OTHER).exists()
    assert "Nothing was written: 1 rows are not as they were shown." in page(browser, made)


def test_a_rule_of_the_year_that_changed_meanwhile_holds_all_back(county, browser):
    LevelRule.objects.update(capstone=False)
    made = upload(county, {"code": FRESH, "party_branch": "是"}, {"code": OTHER, "safety": "是"})
    assert set(verdicts(made).values()) == {Verdict.NEW}
    act(browser, made, "confirm")
    LevelRule.objects.update(capstone=True)

    work(made)

    assert verdicts(made) == {FRESH: Verdict.WRONG, OTHER: Verdict.NEW}
    assert "comes last this year" in page(browser, made)
    assert not Declaration.everything.filter(branch__in=[FRESH, OTHER]).exists()


def test_a_right_that_was_lost_meanwhile_is_named_at_every_row(county, browser):
    made = upload(county, {"code": FRESH, "industry": "是"}, {"code": OTHER, "safety": "是"})
    act(browser, made, "confirm")
    Grant.objects.filter(user=county.clerk).update(area=area_with_code("410822106"))
    GrantFactory(user=county.clerk, role=Role.COUNTY_OFFICE, code=COUNTY)

    work(made)

    assert set(verdicts(made).values()) == {Verdict.WRONG}
    assert "Only the branch or its street fills in and submits." in page(browser, made)
    assert not Declaration.everything.filter(branch__in=[FRESH, OTHER]).exists()


def test_who_only_reads_there_is_given_no_template_and_uploads_nothing(county, client):
    client.force_login(person("reader", (Role.COUNTY_OFFICE, COUNTY)))
    subject = {"what": KIND, "year": YEAR, "area": COUNTY}
    file = io.BytesIO(table({"code": FRESH, "industry": "是"}))

    answers = [
        client.get(reverse("changeset-template"), subject),
        client.post(reverse("changeset-new"), subject | {"file": file}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert not Changeset.everything.exists()


# --- The exported list --------------------------------------------------------------------


def listed(*rows):
    """Return a file with the columns of the exported list of declarations that are read."""
    lines = ["Area code,Campaign,Stars aimed at", *rows]
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()


def test_stars_in_words_are_read_from_a_list_in_the_order_of_the_scheme(county):
    content = listed(
        f"{FRESH},{YEAR},safety星、Thriving industry star", f"{OTHER},{YEAR},no star yet"
    )

    made = county.apply(county.upload(content, kind=KIND))

    assert stars_of(FRESH) == "industry,safety"
    assert verdicts(made)[OTHER] == Verdict.SAME, "no star is what stands without a declaration"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (f"{FRESH},{YEAR - 1},industry星", f"This row is of {YEAR - 1}, not of {YEAR}."),
        (f"{FRESH},{YEAR},金星", "There is no star “金星” in this year."),
        (f"{FRESH},{YEAR},sharing星、industry星", "star"),
        (f"410883001201,{YEAR},industry星", "does not lie in the area chosen"),
    ],
)
def test_what_is_wrong_in_a_list_stands_beside_its_row(county, browser, row, words):
    made = county.upload(listed(row), kind=KIND)

    assert set(verdicts(made).values()) == {Verdict.WRONG}
    assert words in page(browser, made)
    assert not Declaration.everything.filter(branch=FRESH).exists()
