"""The pages: import, preview, apply, choose, undo, the files."""

import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.tracker.changesets.conftest import THREE, again, table, verdicts, work
from tests.tracker.changesets.test_applying import enter, staged
from tests.tracker.ratings.cast import COUNTY, STREET, YEAR, star, village
from tracker.changesets.actions import undo
from tracker.changesets.columns import SIGNER
from tracker.changesets.models import Changeset
from tracker.changesets.terms import State, Verdict
from tracker.declarations.models import Declaration
from tracker.people.models import Grant
from tracker.ratings.models import StandardResult
from tracker.sheets.template import read_meta

pytestmark = pytest.mark.django_db
SUBJECT = {"what": "ratings.statements", "year": str(YEAR), "area": COUNTY}


@pytest.fixture
def browser(client, county):
    client.force_login(county.clerk)
    client.cookies["django_language"] = "en"
    return client


def page(browser, changeset, **query) -> str:
    answer = browser.get(reverse("changeset-detail", args=[changeset.pk]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def act(browser, changeset, do: str):
    body = {"do": do, "seen": again(changeset).version}
    return browser.post(reverse("changeset-act", args=[changeset.pk]), body, follow=True)


def template_book(browser, **subject):
    answer = browser.get(reverse("changeset-template"), SUBJECT | subject)
    assert answer.status_code == 200
    return openpyxl.load_workbook(io.BytesIO(answer.getvalue()))


def filled(book, **cells: str) -> SimpleUploadedFile:
    """Return the template with some cells filled in."""
    sheet = book.worksheets[0]
    for place, value in cells.items():
        sheet[place] = value
    file = io.BytesIO()
    book.save(file)
    return SimpleUploadedFile("填好.xlsx", file.getvalue())


def test_a_template_goes_out_comes_back_and_is_applied(county, browser):
    answer = browser.get(reverse("changeset-new"))
    assert "Download the template" in answer.content.decode()
    book = template_book(browser)
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]][:4] == [
        "Area code",
        "Village or community",
        "Street or township",
        "Thriving industry star",
    ]
    assert (sheet["A2"].value, sheet["A2"].number_format) == (THREE[0], "@")
    assert sheet.freeze_panes == "A2"

    sent = SUBJECT | {"file": filled(book, D2="√ Met", E2="×", D3="达标")}
    answer = browser.post(reverse("changeset-new"), sent)
    made = Changeset.everything.get()
    assert answer.url == reverse("changeset-detail", args=[made.pk])
    assert "Being read" in page(browser, made)
    work(made)
    shown = page(browser, made)
    for part in (
        "2 new",
        "√ Met",
        "× Not met",
        "填好.xlsx",
        again(made).file_digest,
        "Apply these",
    ):
        assert part in shown

    assert "being written" in act(browser, made, "confirm").content.decode()
    work(made)
    assert again(made).state == State.APPLIED
    assert [star(code=code).proposal for code in THREE] == ["met", "met", ""]
    assert "Undo this changeset" in page(browser, made)


def test_a_disputed_row_shows_three_values_and_asks_for_a_choice(county, browser):
    made = county.apply(staged(county))
    enter(county.colleague, THREE[1], "industry", "not_met")
    undoing = undo(by=county.clerk, changeset=made)

    shown = page(browser, undoing, verdict="disputed")
    text = re.sub(r"<[^>]+>", " ", shown)
    assert re.search(r"× Not met\s+The changeset had written: √ Met\s+– No statement yet", text)
    [row] = undoing.rows.filter(verdict=Verdict.DISPUTED)
    assert f'name="choice-{row.pk}" value="theirs" checked' in shown

    body = {"seen": undoing.version, f"choice-{row.pk}": "mine"}
    browser.post(reverse("changeset-choose", args=[undoing.pk]), body)
    row.refresh_from_db()
    assert row.choice == "mine"


def test_wrong_rows_come_back_in_the_same_layout_with_a_reason(county, browser):
    made = county.upload(
        table(
            {"code": THREE[0], "industry": "也许"},
            {"code": f"{STREET}999", "industry": "达标", "ecology": "=1+1"},
        )
    )
    answer = browser.get(reverse("changeset-refused", args=[made.pk]))
    content = answer.getvalue()
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]

    assert sheet["A2"].value == THREE[0]
    assert sheet["D2"].value == "也许"
    assert (sheet["E3"].value, sheet["E3"].data_type) == ("=1+1", "s")
    assert "也许" in sheet.cell(2, sheet.max_column).value
    # Corrected there, with the reasons still beside, it is read again.
    sheet["D2"] = "达标"
    sheet.delete_rows(3)
    file = io.BytesIO()
    sheet.parent.save(file)
    assert verdicts(county.upload(file.getvalue())) == {THREE[0]: Verdict.NEW}


def test_the_hidden_sheet_says_what_the_template_was_made_for(county, browser):
    book = template_book(browser, area=STREET)
    cells = [[str(cell.value) for cell in row] for row in book["_meta"].rows]

    assert book["_meta"].sheet_state == "hidden"
    assert read_meta(cells, SIGNER) == {
        "kind": "ratings.statements",
        "year": YEAR,
        "area": STREET,
        "details": "{}",
    }


def test_results_of_a_star_and_declarations_come_by_table_too(county, browser):
    results = county.upload(
        "编码,11,12\r\n".encode() + f"{THREE[0]},达标,/\r\n".encode(),
        kind="ratings.results",
        star="industry",
    )
    county.apply(results)
    assert dict(StandardResult.objects.values_list("standard__number", "result")) == {
        11: "met",
        12: "n_a",
    }
    county.apply(again(undo(by=county.clerk, changeset=again(results))))
    assert set(StandardResult.objects.values_list("result", flat=True)) == {"unchecked"}

    fresh = village(f"{STREET}230").pk
    rows = [
        {"code": fresh, "industry": "是", "ecology": "√"},
        {"code": THREE[0], "industry": "是"},  # confirmed: nobody changes it here
    ]
    entries = county.upload(table(*rows), kind="declarations.entries")
    assert verdicts(entries) == {fresh: Verdict.NEW, THREE[0]: Verdict.WRONG}
    county.apply(entries)
    assert Declaration.everything.get(branch=fresh).stars == "industry,ecology"
    undoing = county.apply(again(undo(by=county.clerk, changeset=again(entries))))
    assert (undoing.rows_applied, Declaration.everything.get(branch=fresh).stars) == (1, "")


def test_a_declaration_that_no_branch_can_aim_at_is_wrong(county):
    fresh = village(f"{STREET}230").pk
    made = county.upload(table({"code": fresh, "party_branch": "是"}), kind="declarations.entries")

    [row] = made.rows.all()
    assert row.verdict == Verdict.WRONG
    assert "comes last this year" in row.complaints[0].text


@pytest.mark.parametrize(
    ("address", "kind"),
    [("rating-list", "ratings.statements"), ("declaration-list", "declarations.entries")],
)
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_an_exported_list_is_read_back_and_says_the_same(county, browser, address, kind, ending):
    enter(county.colleague, THREE[0], "industry", "met")
    enter(county.colleague, THREE[1], "ecology", "not_met")
    answer = browser.get(reverse(address), {"export": ending})
    content = b"".join(answer.streaming_content)

    made = county.upload(content, kind=kind)

    assert made.state == State.STAGED, [one.text for one in made.complaints]
    assert set(verdicts(made).values()) == {Verdict.SAME}
    assert made.rows_same == (15 if kind == "ratings.statements" else 3)


def test_what_changed_in_an_exported_list_is_what_changes(county, browser):
    answer = browser.get(reverse("rating-list"), {"export": "csv"})
    lines = b"".join(answer.streaming_content).decode("utf-8-sig")
    changed = lines.replace("No statement yet", "The street finds it met", 1)

    made = county.apply(county.upload(changed.encode()))

    assert (made.rows_applied, made.rows_same) == (1, 14)


def test_buttons_are_there_for_who_may_use_them_only(county, browser, client):
    made = staged(county)
    client.force_login(county.cast.county)
    shown = page(client, made)
    assert "Apply these rows" not in shown
    answer = client.post(
        reverse("changeset-act", args=[made.pk]), {"do": "confirm", "seen": made.version}
    )
    assert answer.status_code == 403
    client.force_login(county.colleague)
    assert "Only the person who staged" in act(client, made, "confirm").content.decode()

    Grant.objects.filter(user=county.colleague).delete()
    client.force_login(county.colleague)
    assert client.get(reverse("changeset-detail", args=[made.pk])).status_code in (403, 404)


def test_a_page_costs_the_same_for_one_row_and_for_many(
    county, browser, django_assert_max_num_queries
):
    made = staged(county)
    with django_assert_max_num_queries(24):
        page(browser, made)
