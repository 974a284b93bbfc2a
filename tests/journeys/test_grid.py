"""Sixty villages are entered in their grid, in a browser: keys, paste, draft, a quarrel."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.factories.people import GrantFactory, UserFactory
from tests.tracker.ratings.cast import STREET, YEAR, campaign, declare, star, village
from tracker.access.terms import Role
from tracker.campaigns.scoring import STARS_OF_KIND
from tracker.ratings.actions import StarProposal, propose_many
from tracker.ratings.models import StarRating

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
VILLAGES = [f"{STREET}{number}" for number in range(201, 261)]
STARS = STARS_OF_KIND["rural"]
PASSWORD = "Lilac-and-grain-7"
GRID = f"/ratings/{YEAR}/{STREET}/grid/"
COPY = """text => {
  const clipboard = new DataTransfer();
  clipboard.setData("text", text);
  document.activeElement.dispatchEvent(
    new ClipboardEvent("paste", {clipboardData: clipboard, bubbles: true, cancelable: true}));
}"""


def officer(name: str):
    user = UserFactory(username=name, display_name=name)
    user.set_password(PASSWORD)
    user.save()
    GrantFactory(user=user, role=Role.STREET_OFFICER, code=STREET)
    return user


@pytest.fixture
def street(transactional_db):
    """Sixty villages whose declarations of all five stars were confirmed, and their officer."""
    campaign()
    for code in VILLAGES:
        village(code)
    user = officer("officer")
    declare(*VILLAGES, by=user)
    return user


@pytest.fixture
def page(street, browser, live_server, client):
    with_script = browser.new_context(locale="zh-CN")
    yield sign_in(with_script, live_server, client, street)
    with_script.close()


def sign_in(context, live_server, client, user) -> Page:
    client.force_login(user)
    found = [("sessionid", client.cookies["sessionid"].value), ("django_language", "en")]
    context.add_cookies(
        [{"name": name, "value": value, "url": live_server.url} for name, value in found]
    )
    page = context.new_page()
    page.goto(live_server.url + GRID)
    expect(page.locator("table[role=grid] select")).to_have_count(300)
    return page


def cell(page: Page, code: str, key: str):
    return page.locator(f"select[name='{code}-{key}']")


def said() -> dict[str, int]:
    """Return how often each statement is stored."""
    stored = list(StarRating.everything.values_list("proposal", flat=True))
    return {one: stored.count(one) for one in sorted(set(stored))}


def test_sixty_villages_by_five_stars_are_entered_by_keys_alone(page):
    cell(page, VILLAGES[0], STARS[0]).focus()
    outline = "cell => getComputedStyle(cell).outlineStyle"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    focused = cell(page, VILLAGES[0], STARS[0])
    expect(focused).to_be_focused()
    assert focused.evaluate(outline) == "solid"
    for column, _star in enumerate(STARS):
        for row, _code in enumerate(VILLAGES):
            page.keyboard.press("10"[(row + column) % 2])
            page.keyboard.press("Enter")
        page.keyboard.press("ArrowRight")
        for _code in VILLAGES[1:]:
            page.keyboard.press("ArrowUp")

    expect(page.locator("td small.saved")).to_have_count(300)
    assert said() == {"met": 150, "not_met": 150}


def test_a_block_from_a_spreadsheet_is_taken_and_what_is_not_understood_is_named(page):
    words = ["达标", "√", "是", "1", "未达标"]
    lines = ["\t".join(words) for _code in VILLAGES]
    lines[7] = "达标\t大概\t×\t0\t"
    cell(page, VILLAGES[0], STARS[0]).focus()

    page.evaluate(COPY, "\r\n".join(lines) + "\r\n")

    expect(page.locator("td small.saved")).to_have_count(299)
    wrong = page.locator("td small.refused")
    expect(wrong).to_have_text("✕ Refused: 大概")
    expect(page.locator("form.grid output")).to_contain_text("✕ Refused 1")
    assert said() == {"": 2, "met": 237, "not_met": 61}


def test_undo_sends_the_old_value(page):
    cell(page, VILLAGES[0], STARS[0]).focus()
    page.keyboard.press("1")
    expect(page.locator("td small.saved")).to_have_count(1)

    page.keyboard.press("Control+z")

    expect(cell(page, VILLAGES[0], STARS[0])).to_have_value("")
    expect(page.locator("td small.saved")).to_have_count(1)
    expect(page.locator("td small.unsaved, td small.saving")).to_have_count(0)
    assert said() == {"": 300}


def test_a_draft_is_offered_after_a_reload_and_gone_once_it_is_saved(page):
    page.route("**/cells/", lambda route: route.abort())
    page.on("dialog", lambda dialog: dialog.accept())
    cell(page, VILLAGES[0], STARS[0]).focus()
    page.keyboard.press("1")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("0")
    expect(page.locator("form.grid output")).to_contain_text("No answer from the server")
    expect(page.locator("td small.unsaved")).to_have_count(2)

    page.reload()
    page.unroute("**/cells/")
    expect(page.locator(".draft")).to_be_visible()
    assert said() == {"": 300}
    page.click(".draft button[value=take]")

    expect(page.locator("td small.saved")).to_have_count(2)
    assert said() == {"": 298, "met": 1, "not_met": 1}
    page.reload()
    expect(cell(page, VILLAGES[0], STARS[0])).to_have_value("met")
    expect(page.locator(".draft")).to_be_hidden()


def test_who_was_overtaken_sees_both_values_in_the_cell_and_chooses(page):
    colleague = officer("colleague")
    for code in VILLAGES[:2]:
        row = star(STARS[0], code)
        wanted = StarProposal(row.rating_id, STARS[0], "not_met", row.version)
        propose_many(by=colleague, proposals=[wanted])
    cell(page, VILLAGES[0], STARS[0]).focus()
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    page.keyboard.press("1")

    late = page.locator("td small.overtaken")
    expect(late).to_have_count(2)
    expect(late.first.locator("button")).to_have_text(["Mine: √ Met", "colleague: × Not met"])
    assert said() == {"": 298, "not_met": 2}
    late.first.locator("button").first.click()
    expect(page.locator("td small.saved")).to_have_count(1)
    late.locator("button").last.click()

    expect(cell(page, VILLAGES[1], STARS[0])).to_have_value("not_met")
    expect(page.locator("td small.overtaken")).to_have_count(0)
    assert said() == {"": 298, "met": 1, "not_met": 1}


def test_the_form_works_without_scripts(street, browser, live_server, client):
    context = browser.new_context(java_script_enabled=False)
    page = sign_in(context, live_server, client, street)
    cell(page, VILLAGES[0], STARS[0]).select_option("met")
    cell(page, VILLAGES[59], STARS[4]).select_option("not_met")

    page.click("form.grid > .actions button")

    expect(page.locator(".alert-success")).to_have_text(re.compile("2 cells saved"))
    assert said() == {"": 298, "met": 1, "not_met": 1}
    context.close()
