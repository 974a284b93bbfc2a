"""What pages write themselves is listed and can be undone as far as the workflow allows."""

import json

import pytest
from django.urls import reverse

from tests.tracker.changesets.conftest import THREE, again
from tests.tracker.changesets.test_pages import page
from tests.tracker.ratings.cast import STREET, YEAR, do, star, village
from tracker.access.refusals import Refused
from tracker.changesets.actions import undo
from tracker.changesets.models import Changeset, values_of
from tracker.changesets.terms import Source, State, Verdict
from tracker.declarations.models import Declaration
from tracker.history.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client, county):
    client.force_login(county.cast.officer)
    client.cookies["django_language"] = "en"
    return client


def cell(browser, code: str, value: str, key: str = "industry") -> dict:
    """Enter one cell as the grid's script does."""
    sent = {"seen": f"{code}-{key}.{star(key, code).version}", f"{code}-{key}": value}
    answer = browser.post(reverse("rating-cells", args=[YEAR, STREET]), sent)
    return json.loads(answer.content)["cells"][0]


def submit(browser, verb: str = "submit", *codes: str):
    """Move one star of some branches from the list."""
    rows = [star("industry", code) for code in codes or THREE]
    picked = [f"{row.pk}.{row.version}" for row in rows]
    body = {"verb": verb, "scope": "", "list": "", "next": "", "do": "confirm", "star": picked}
    return browser.post(reverse("rating-bulk"), body)


def test_cells_entered_one_after_the_other_are_one_changeset(county, officer):
    assert cell(officer, THREE[0], "met")["state"] == "saved"
    cell(officer, THREE[1], "not_met")
    cell(officer, THREE[0], "not_met")
    cell(officer, THREE[0], "met", "ecology")

    made = Changeset.everything.get()
    assert (made.state, made.source, made.rows_applied) == (State.APPLIED, Source.GRID, 2)
    row = made.rows.get(key=THREE[0])
    assert values_of(row.before) == {"industry": "", "ecology": ""}
    assert values_of(row.after) == {"industry": "not_met", "ecology": "met"}
    assert Event.objects.filter(action="changesets.apply").count() == 1

    county.apply(again(undo(by=county.cast.officer, changeset=made)))
    assert [star(code=code).proposal for code in THREE[:2]] == ["", ""]
    # What is entered after the undoing is another morning.
    cell(officer, THREE[0], "met")
    assert Changeset.everything.count() == 3


def test_a_refused_cell_leaves_no_changeset(county, officer):
    do(county.cast.officer, "submit", "industry", code=THREE[0])

    assert cell(officer, THREE[0], "met")["state"] == "refused"
    assert not Changeset.everything.exists()


def test_keeping_a_cell_costs_few_queries(county, officer, django_assert_max_num_queries):
    cell(officer, THREE[0], "met")
    code, key = THREE[1], "industry"
    sent = {"seen": f"{code}-{key}.{star(key, code).version}", f"{code}-{key}": "met"}
    with django_assert_max_num_queries(50):
        officer.post(reverse("rating-cells", args=[YEAR, STREET]), sent)


def test_a_bulk_submission_is_taken_back_where_nobody_has_gone_on(county, officer):
    assert submit(officer).status_code == 302
    made = Changeset.everything.get()
    assert (made.source, made.area_id, made.rows_applied) == (Source.LIST, STREET, 3)
    do(county.cast.reviewer, "review", "industry", code=THREE[2])

    undoing = undo(by=county.cast.officer, changeset=made)
    rows = {row.key: row.verdict for row in undoing.rows.all()}
    assert rows == {
        THREE[0]: Verdict.CHANGED,
        THREE[1]: Verdict.CHANGED,
        THREE[2]: Verdict.DISPUTED,
    }
    county.apply(again(undoing))
    assert [star(code=code).state for code in THREE] == ["declared", "declared", "reviewed"]


def test_a_bulk_review_is_listed_and_says_why_it_is_not_undone(county, client):
    for code in THREE:
        do(county.cast.officer, "submit", "industry", code=code)
    client.force_login(county.cast.reviewer)
    client.cookies["django_language"] = "en"
    assert submit(client, "review").status_code == 302

    made = Changeset.everything.get()
    shown = page(client, made)
    assert "is not undone: others may have gone on from there" in shown
    assert "Undo this changeset" not in shown
    with pytest.raises(Refused):
        undo(by=county.cast.officer, changeset=made)


def test_a_street_sheet_and_a_bulk_move_of_declarations_are_listed_and_undone(county, officer):
    fresh = village(f"{STREET}230").pk
    sent = {"seen": f"{YEAR}-{fresh}:0", f"star-{fresh}": ["ecology", "industry"], "do": "save"}
    officer.post(reverse("declaration-sheet", args=[YEAR, STREET]), sent)
    sheet = Changeset.everything.get(kind="declarations.entries")
    assert values_of(sheet.rows.get().after) == {"stars": "industry,ecology"}

    moves = f"{YEAR}-{fresh}:1"
    body = {"verb": "submit", "scope": "", "list": "", "do": "confirm", "moves": moves}
    officer.post(reverse("declaration-bulk"), body)
    moved = Changeset.everything.get(kind="declarations.moves")
    assert Declaration.everything.get(branch=fresh).state == "submitted"

    undoing = undo(by=county.cast.officer, changeset=sheet)
    assert undoing.rows.get().verdict == Verdict.WRONG  # submitted: recall it first
    county.apply(again(undo(by=county.cast.officer, changeset=moved)))
    assert Declaration.everything.get(branch=fresh).state == "draft"
    county.apply(again(undo(by=county.cast.officer, changeset=sheet)))
    assert Declaration.everything.get(branch=fresh).stars == ""
