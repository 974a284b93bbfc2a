"""A county officer's table goes out, comes back with faults, is applied, and is undone again."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.factories.people import GrantFactory, UserFactory
from tests.tracker.ratings.cast import COUNTY, STREET, YEAR, campaign, declare, star, village
from tracker.access.terms import Role
from tracker.changesets.models import Changeset
from tracker.jobs.running import run
from tracker.ratings.actions import StarEntry, fill_in_many

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
VILLAGES = [f"{STREET}{number}" for number in range(201, 221)]
STAR = "industry"
OFFICE = shutil.which("soffice")


def clerk(name: str):
    user = UserFactory(username=name, display_name=name)
    GrantFactory(user=user, role=Role.COUNTY_CLERK, code=COUNTY)
    return user


@pytest.fixture
def people(transactional_db, settings, tmp_path):
    """Twenty villages with all stars declared, the officer who imports, and a colleague."""
    settings.VAR_DIR = tmp_path
    campaign()
    for code in VILLAGES:
        village(code)
    officer, colleague = clerk("officer"), clerk("colleague")
    declare(*VILLAGES, by=officer)
    return officer, colleague


@pytest.fixture
def page(people, browser, live_server, client):
    client.force_login(people[0])
    context = browser.new_context(locale="zh-CN", accept_downloads=True)
    found = [("sessionid", client.cookies["sessionid"].value), ("django_language", "en")]
    context.add_cookies(
        [{"name": name, "value": value, "url": live_server.url} for name, value in found]
    )
    page = context.new_page()
    page.goto(f"{live_server.url}/changesets/")
    yield page
    context.close()


def work() -> None:
    """Do what the newest changeset waits for, as the relay does in a process of its own."""
    assert run(Changeset.everything.latest("pk").job_id, beating=False)


def filled(template: Path, folder: Path, name: str, fill: Callable[..., None]) -> Path:
    """Return the template filled in; where LibreOffice is at hand, it opens and saves it, too."""
    book = openpyxl.load_workbook(template)
    fill(book.worksheets[0])
    path = folder / name
    book.save(path)
    if OFFICE:
        saved = folder / "office"
        command = [OFFICE, "--headless", "--convert-to", "xlsx", "--outdir", str(saved), str(path)]
        home = f"-env:UserInstallation=file://{folder / 'profile'}"
        subprocess.run([*command, home], check=True, capture_output=True, timeout=180)
        path = saved / name
    return path


def say(by, code: str, value: str) -> None:
    row = star(STAR, code)
    entry = StarEntry(row.rating_id, STAR, row.version, proposal=value)
    fill_in_many(by=by, entries=[entry])


def upload(page: Page, path: Path) -> None:
    page.set_input_files("input[type=file]", path)
    page.click("text=Upload and preview")
    expect(page.locator("#progress progress")).to_be_visible()
    work()
    # Without a reload of the person's: the page asks for itself.
    expect(page.locator("#rows")).to_be_visible()


def test_a_table_is_corrected_applied_and_undone_and_no_edit_is_lost(page, people, tmp_path):
    page.click("text=Import a table")
    page.select_option("[name=what]", "ratings.statements")
    page.select_option("[name=area]", COUNTY)
    page.click("text=Choose this")
    with page.expect_download() as downloading:
        page.click("text=Download the template")
    template = tmp_path / "template.xlsx"
    downloading.value.save_as(template)

    def with_faults(sheet) -> None:
        for row in range(2, 22):
            sheet.cell(row, 4).value = "达标"
        sheet["D3"] = "大概"
        sheet["A4"] = f"{STREET}999"
        sheet["A6"] = VILLAGES[5]

    upload(page, filled(template, tmp_path, "first.xlsx", with_faults))
    page.click("text=Wrong")
    wrong = page.locator(".field-error")
    expect(wrong).to_have_count(4)  # the same village twice is wrong in both rows
    said = " ".join(wrong.all_inner_texts())
    assert "大概" in said
    assert f"{STREET}999" in said
    assert "The rows 6、7 name the same" in said
    page.click("text=Withdraw, write nothing")
    expect(page.locator(".alert-success")).to_contain_text("Nothing was written")

    def right(sheet) -> None:
        for row in range(2, 22):
            sheet.cell(row, 4).value = "达标"

    page.goto(page.url.partition("/changesets/")[0] + f"/changesets/new/?{subject()}")
    upload(page, filled(template, tmp_path, "second.xlsx", right))
    expect(page.locator("#progress")).to_contain_text("20 new")
    expect(page.locator("tbody tr").first).to_contain_text("√ Met")
    page.click("text=Apply these rows")
    expect(page.locator("#progress progress")).to_be_visible()
    work()
    expect(page.locator("#progress")).to_contain_text("20 rows were written")
    assert [star(STAR, code).proposal for code in VILLAGES] == ["met"] * 20

    for code in VILLAGES[:2]:
        say(people[1], code, "not_met")
    page.click("text=Undo this changeset")
    expect(page.locator(".alert-success")).to_contain_text("Nothing is undone yet")
    page.click("text=Changed by somebody else since")
    later = page.get_by_label("Keep the later edit")
    expect(later).to_have_count(2)
    expect(later.first).to_be_checked()
    row = page.locator("tbody tr").first
    expect(row).to_contain_text("× Not met")
    expect(row).to_contain_text("The changeset had written: √ Met")
    page.click("text=Undo these rows")
    work()
    expect(page.locator("#progress")).to_contain_text("18 rows were written")
    found = [star(STAR, code).proposal for code in VILLAGES]
    assert found == ["not_met", "not_met", *[""] * 18]


def subject() -> str:
    return f"what=ratings.statements&year={YEAR}&area={COUNTY}"
