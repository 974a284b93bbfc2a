"""A quarterly 观摩 of one street: planned, recorded on a phone, put right, climbed, told."""

import io
import re

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from tests.journeys.installation import run_on_machine_of
from tests.journeys.test_campaign_year import Desk

pytestmark = pytest.mark.browser
STREET, COUNTY, VILLAGE = "410871060", "410871", "410871060205"
PHONE = {"width": 360, "height": 740}
VISITS = 5
TITLE = "李万街道第四季度观摩"
YEAR = 2026
STEPS = ("交办", "报告整改完成", "核验", "销号")
# What is done in the journey, and how many events say so.
LOGGED = {
    "inspections.close": 0,
    "inspections.begin": VISITS,
    "inspections.submit": VISITS,
    "findings.assign": 2 * VISITS,
    "findings.rectify": 1,
    "findings.verify": 1,
    "findings.close": 1,
    "findings.climb": 2 * VISITS - 1,
    "inspections.compose": 1,
    "inspections.hand_in": 1,
    "inspections.issue": 1,
}
FOUND = ("公厕标识缺失", "党员活动室台账不全")


class Phone(Desk):
    """Somebody with a screen of 360 pixels."""

    def __init__(self, visitor, site: str, username: str) -> None:
        self.visitor = visitor
        super().__init__(lambda: visitor(viewport=PHONE), site, username)


def test_a_round_goes_from_the_plan_to_the_bulletin(visitor, site):
    run_on_machine_of(site, "tests.journeys.running_year")
    planner = Desk(visitor, site, "planner")
    planner.second_factor()
    round_ = plan(planner)
    inspector = Phone(visitor, site, "inspector")
    for number in range(VISITS):
        record_next(inspector, round_, bad_line=number == 0)
    officer = Desk(visitor, site, "neighbour")
    numbers = assign_all(officer)
    assert len(numbers) == 2 * VISITS
    mine = put_right(Desk(visitor, site, "secretary"))
    verify_and_close(inspector, mine)
    run_on_machine_of(site, "tests.journeys.days_pass")
    climbed_and_frozen(planner, mine)
    ledger_counts(planner)
    issue_the_bulletin(planner, visitor, site)
    the_story_is_told(planner, mine)
    board_counts(planner, f"/boards/?campaign={YEAR}&area={COUNTY}", "李万")
    board_counts(officer, f"/boards/?campaign={YEAR}&area={STREET}", "合计")
    the_log_has_it_all(visitor, site, mine)
    assert inspector.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def plan(planner: Desk) -> str:
    page = planner.go("/rounds/new/")
    page.fill("[name=area]", STREET)
    page.click("main form button")
    expect(page.locator("[name=title]")).to_be_visible()
    page.select_option("[name=kind]", "observation")
    page.fill("[name=title]", TITLE)
    today = page.evaluate("new Date().toLocaleDateString('sv')")
    page.fill("[name=starts_on]", today)
    page.fill("[name=ends_on]", today)
    page.get_by_label("蒋督导").check()
    page.select_option("[name=route]", "random")
    page.fill("[name=seed]", "20261126-3888.60")
    page.fill("[name=number]", str(VISITS))
    page.click("main form button.btn-primary")
    expect(page).to_have_url(re.compile(r"/rounds/\d+/$"))
    expect(page.locator("main")).to_contain_text("20261126-3888.60")
    return page.url


def record_next(inspector: Phone, round_: str, *, bad_line: bool) -> None:
    page = inspector.page
    page.goto(round_)
    page.locator("form[action^='/visits/'] button").first.click()
    expect(page).to_have_url(re.compile(r"/inspections/\d+/record/$"))
    for number, what in enumerate(FOUND):
        page.fill(f"[name=what-{number}]", what)
    page.fill("[name=points-site]", "36")
    if bad_line:
        not_a_word_is_lost(page)
    page.fill("[name=highlights]", "村容整洁")
    # Kept on the device until the visit is submitted, not a moment longer.
    kept = "Object.keys(localStorage).filter((key) => key.startsWith('paper-')).length"
    assert page.evaluate(kept) == 1
    page.click("main button[value=submit]")
    expect(page).to_have_url(re.compile(r"/inspections/\d+/$"))
    expect(page.locator("main")).to_contain_text(FOUND[1])
    assert page.evaluate(kept) == 0


def not_a_word_is_lost(page: Page) -> None:
    """The line breaks, the page is loaded anew before the server had a word: all is there."""
    page.route("**/draft/", lambda route: route.abort())
    page.fill("[name=next_steps]", "信号中断时写下的话")
    page.reload()
    expect(page.locator("[name=next_steps]")).to_have_value("信号中断时写下的话")
    expect(page.locator("[name=what-0]")).to_have_value(FOUND[0])
    page.unroute("**/draft/")
    page.fill("[name=next_steps]", "信号恢复后补记")
    with page.expect_response(re.compile("/draft/$")) as answer:
        pass
    assert answer.value.status == 200


def assign_all(officer: Desk) -> list[str]:
    page = officer.go(f"/findings/?area={STREET}&state=reported")
    page.check("#moves [name=scope][value=all]")
    page.click("#moves button[value=assign]")
    expect(page.locator("#will-not")).to_have_count(0)
    page.select_option("main [name=level]", "village")
    page.click("main form button.btn-primary")
    expect(page.locator(".alert-success")).to_contain_text(str(2 * VISITS))
    page = officer.go(f"/findings/?area={STREET}&state=assigned")
    return page.locator("#list tbody th a").all_inner_texts()


def put_right(secretary: Desk) -> str:
    """The secretary of one village, if it was drawn, else the street stands in; one is enough."""
    page = secretary.go("/findings/?state=assigned")
    rows = page.locator("#list tbody th a")
    expect(rows).not_to_have_count(0)
    number = rows.first.inner_text()
    page = secretary.go(f"/findings/{number}/")
    page.fill("[id=rectify-said]", "已补装标识牌两处")
    page.click("form:has(input[value=rectify]) button")
    expect(page.locator("main .badge").first).to_contain_text("已整改")
    return number


def verify_and_close(inspector: Phone, number: str) -> None:
    page = inspector.go(f"/findings/{number}/")
    page.fill("[id=verify-said]", "现场查看，已到位")
    page.click("form:has(input[value=verify]) button")
    expect(page.locator("main .badge").first).to_contain_text("待销号")
    page.click("form:has(input[value=close]) button")
    expect(page.locator("main .badge").first).to_contain_text("已销号")


def climbed_and_frozen(planner: Desk, closed: str) -> None:
    page = planner.go(f"/boards/ladder/?area={STREET}")
    expect(page.locator("#rung-street")).to_contain_text(str(2 * VISITS - 1))
    expect(page.locator("main")).not_to_contain_text(closed)
    page = planner.go(f"/findings/?area={STREET}&stands=overdue&climbed=street")
    expect(page.locator("#list tbody tr")).to_have_count(2 * VISITS - 1)
    page = planner.go(f"/weeks/?area={STREET}")
    expect(page.locator("#list tbody tr")).not_to_have_count(0)


def ledger_counts(planner: Desk) -> None:
    page = planner.go(f"/findings/ledger/?by=street&area={COUNTY}")
    line = page.locator("tbody tr", has_text="李万").first
    cells = line.locator("td").all_inner_texts()
    assert (cells[0], cells[3], cells[5]) == (str(2 * VISITS), "1", str(2 * VISITS - 1))
    # The papers' own figures stand beside: 458 = 374 + 84.
    expect(page.locator("#reported + p + ul")).to_contain_text("458")


def board_counts(reader: Desk, board: str, line: str) -> None:
    """A board says what the round and its findings came to, and each number leads to its rows."""
    left = 2 * VISITS - 1
    page = reader.go(board)
    found, visits = (
        page.locator(f"section:has(#{group}) tr", has_text=line).last
        for group in ("findings", "visits")
    )
    # Not closed: all of 8 to 30 days; overdue; closed.
    expect(found.locator("td")).to_have_text([*(str(left), "0", str(left), "0"), *(str(left), "1")])
    # Planned, added, made, to come, left out.
    expect(visits.locator("td")).to_have_text([str(VISITS), "0", str(VISITS), "0", "0"])
    found.locator("td").nth(4).locator("a").click()
    expect(page.locator("#list tbody tr")).to_have_count(left)


def the_log_has_it_all(visitor, site: str, closed: str) -> None:
    """The auditor reads every step in the log of changes, the clock's, too."""
    auditor = Desk(visitor, site, "witness")
    auditor.second_factor()
    for action, number in LOGGED.items():
        page = auditor.go(f"/log/?area={STREET}&action={action}")
        expect(page.locator("#list tbody tr")).to_have_count(number)
    page = auditor.go(f"/log/?object=finding:{closed}")
    expect(page.locator("#list tbody tr")).to_have_count(len(("上报", *STEPS)))


def issue_the_bulletin(planner: Desk, visitor, site: str) -> None:
    page = planner.go("/bulletins/new/")
    page.fill("[name=area]", STREET)
    page.fill(
        "[name=starts_on]", page.evaluate("new Date(Date.now() - 12096e5).toLocaleDateString('sv')")
    )
    page.fill("[name=ends_on]", page.evaluate("new Date().toLocaleDateString('sv')"))
    page.click("main form button.btn-primary")
    expect(page).to_have_url(re.compile(r"/bulletins/\d+/$"))
    address = page.url.removeprefix(site)
    page.click("form:has(input[value=submit]) button")
    expect(page.locator("main")).to_contain_text("须由他人审批")
    approver = Desk(visitor, site, "approver")
    approver.second_factor()
    page = approver.go(address)
    page.click("form:has(input[value=approve]) button")
    expect(page.locator("main")).to_contain_text("第1期")
    with page.expect_download() as given:
        page.click(f"a[href='{address}docx/']")
    text = [one.text for one in Document(io.BytesIO(given.value.path().read_bytes())).paragraphs]
    assert any(f"发现问题{2 * VISITS}个" in one for one in text)


def the_story_is_told(planner: Desk, number: str) -> None:
    page = planner.go(f"/findings/{number}/")
    story = page.inner_text("#story ~ ol")
    assert [word for word in ("上报", *STEPS) if word not in story] == []
