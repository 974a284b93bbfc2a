"""A year of one street with 36 villages, from the first account to the auditor, in a browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.installation import GUARD_PASSWORD, SECOND_GUARD, STAFF_PASSWORD
from tests.journeys.signing_in import set_up_second_factor, sign_in
from tests.journeys.staff import CITY, COUNTY, STREET
from tests.journeys.test_grid import COPY

pytestmark = pytest.mark.browser
YEAR = 2026
VILLAGES = 36  # 文昌街道, as the gazetteer and the press of June 2022 have it
STARS = ("industry", "ecology", "safety")
OWN_PASSWORD = "Willow/and/bridge/4"
REASON = "群众满意度测评表缺一页，请补齐后再提交"


class Desk:
    """One signed-in person and their browser window."""

    def __init__(self, visitor, site: str, username: str, password: str = STAFF_PASSWORD) -> None:
        self.page: Page = visitor().page
        self.site = site
        sign_in(self.page, site, username, password)

    def go(self, path: str) -> Page:
        answer = self.page.goto(self.site + path)
        assert answer.status == 200, f"{path}: {answer.status}"
        return self.page

    def second_factor(self) -> None:
        expect(self.page).to_have_url(f"{self.site}/account/second-factor/")
        set_up_second_factor(self.page)

    def do_to_all(self, listed: str, verb: str, number: int, **answers: str) -> None:
        """Do one verb to everything a list shows: ask, read what will happen, confirm."""
        room = listed.split("/")[1]
        page = self.go(listed)
        page.check("#moves [name=scope][value=all]")
        page.click(f"#moves button[value={verb}]")
        expect(page).to_have_url(f"{self.site}/{room}/bulk/")
        # Nothing stays behind, and the button says for how many it is.
        expect(page.locator("#will-not")).to_have_count(0)
        button = page.locator("main form button.btn-primary")
        expect(button).to_contain_text(str(number))
        for name, value in answers.items():
            page.fill(f"main [name={name}]", value)
        button.click()
        expect(page.locator(".alert-success")).to_contain_text(str(number))


def listed(room: str, **narrowed: str) -> str:
    query = "&".join(f"{name}={value}" for name, value in narrowed.items())
    return f"/{room}/?area={STREET}&campaign={YEAR}&{query}"


def test_a_street_goes_through_a_year(visitor, site, fetch_json):
    city = start_the_year(visitor, site)
    officer = officer_of_the_street(visitor, site)
    declare_36_villages(officer)
    county = pass_the_declarations(visitor, site)
    enter_and_submit(officer)
    reviewer = Desk(visitor, site, "reviewer")
    return_one_star(reviewer)
    put_it_right(officer)
    reviewer.do_to_all(listed("ratings", state="entered"), "review", VILLAGES * len(STARS))
    force = Desk(visitor, site, "force")
    force.do_to_all(listed("ratings", state="reviewed"), "verify", VILLAGES * len(STARS))
    county.do_to_all(listed("ratings", state="verified"), "confirm", VILLAGES * len(STARS))
    dashboards_follow(county, STREET, COUNTY)
    dashboards_follow(city, CITY)
    nothing_is_public_yet(fetch_json)
    a_neighbour_sees_nothing(visitor, site)
    the_auditor_reads_the_story(visitor, site)


def start_the_year(visitor, site) -> Desk:
    city = Desk(visitor, site, "city")
    city.second_factor()
    page = city.go("/campaigns/new/")
    page.fill("[name=year]", str(YEAR))
    page.select_option("[name=like]", "2023")
    page.click("main form button")
    expect(page).to_have_url(f"{site}/campaigns/")
    page.click(f"form[action='/campaigns/{YEAR}/state/'] button")
    expect(page.locator(".alert-success")).to_contain_text(str(YEAR))
    return city


def officer_of_the_street(visitor, site) -> Desk:
    """A security administrator makes the officer, who signs in and secures the account."""
    guard = Desk(visitor, site, SECOND_GUARD, GUARD_PASSWORD)
    guard.second_factor()
    page = guard.go("/people/new/")
    page.fill("[name=username]", "zhao.liu")
    page.fill("[name=display_name]", "赵六")
    page.click("main form button")
    expect(page.locator("main code")).to_have_count(1)
    one_time = page.inner_text("main code")
    page.click("main a.btn-primary")
    expect(page).to_have_url(re.compile(r"/people/\d+/$"))
    person = page.url
    page.goto(f"{person}roles/new/")
    page.select_option("[name=role]", "street_officer")
    page.fill("[name=area]", STREET)
    page.click("main form button")
    expect(page).to_have_url(person)

    officer = Desk(visitor, site, "zhao.liu", one_time)
    page = officer.page
    expect(page).to_have_url(f"{site}/account/password/")
    page.fill("[name=present]", one_time)
    page.fill("[name=new]", OWN_PASSWORD)
    page.fill("[name=again]", OWN_PASSWORD)
    page.click("main button[type=submit]")
    expect(page).to_have_url(re.compile(r"/(account|desk)/$"))
    officer.go("/account/second-factor/")
    set_up_second_factor(page)
    return officer


def declare_36_villages(officer: Desk) -> None:
    page = officer.go("/desk/")
    expect(page.locator("main")).to_contain_text(str(VILLAGES))  # none has begun
    page = officer.go(f"/declarations/{YEAR}/{STREET}/sheet/")
    for star in STARS:
        boxes = page.locator(f"main input[type=checkbox][value={star}]")
        expect(boxes).to_have_count(VILLAGES)
        for box in boxes.all():
            box.check()
    page.click("main button[value=submit]")
    expect(page.locator(".alert-success")).to_be_visible()
    page = officer.go(listed("declarations", state="submitted", per_page="50"))
    expect(page.locator("#list tbody tr")).to_have_count(VILLAGES)


def pass_the_declarations(visitor, site) -> Desk:
    reviewer = Desk(visitor, site, "reviewer")
    reviewer.do_to_all(listed("declarations", state="submitted"), "review", VILLAGES)
    county = Desk(visitor, site, "county")
    county.second_factor()
    county.do_to_all(listed("declarations", state="reviewed"), "confirm", VILLAGES)
    return county


def enter_and_submit(officer: Desk) -> None:
    """The standards of one star are filled in on its page; all stars come from a spreadsheet."""
    page = officer.go(f"/ratings/{YEAR}/{STREET}/sheet/")
    page.click("table.sheet tbody tr:first-child th a")
    expect(page.locator("h1")).to_contain_text(str(YEAR))
    page.goto(page.url.partition("#")[0] + "stars/industry/")
    page.click("button[value=all_met]")
    page.click("button[value=save]")
    expect(page.locator(".alert-success")).to_be_visible()
    page = officer.go(f"/ratings/{YEAR}/{STREET}/grid/")
    page.locator("form.grid table select").first.focus()
    page.evaluate(COPY, "\r\n".join(["达标\t√\t1"] * VILLAGES))
    expect(page.locator("td small.saved")).to_have_count(VILLAGES * len(STARS))
    page.click("section[aria-labelledby=next] button")
    expect(page.locator("#will-not")).to_have_count(0)
    page.click("main form button.btn-primary")
    expect(page.locator(".alert-success")).to_contain_text(str(VILLAGES * len(STARS)))


def return_one_star(reviewer: Desk) -> None:
    page = reviewer.go(listed("ratings", state="entered"))
    page.locator("#list tbody input[type=checkbox]").first.check()
    page.click("#moves button[value=return]")
    page.fill("main [name=reason]", REASON)
    page.click("main form button.btn-primary")
    expect(page.locator(".alert-success")).to_be_visible()


def put_it_right(officer: Desk) -> None:
    page = officer.go("/desk/")
    expect(page.locator("main")).to_contain_text(REASON)
    officer.do_to_all(listed("ratings", state="returned"), "submit", 1)


def dashboards_follow(desk: Desk, *areas: str) -> None:
    """Each area says at once how many stars are confirmed; each number is its list."""
    for area in areas:
        page = desk.go(f"/areas/{area}/progress/{YEAR}/")
        confirmed = page.locator("main a[href*='state=confirmed']").first
        expect(confirmed).to_have_text(str(VILLAGES * len(STARS)))
    confirmed.click()
    expect(page).to_have_url(re.compile(r"/ratings/\?.*state=confirmed"))
    expect(page.locator("main")).to_contain_text(str(VILLAGES * len(STARS)))


def nothing_is_public_yet(fetch_json) -> None:
    dashboard = fetch_json(f"/api/v1/areas/{STREET}/dashboard/?campaign={YEAR}")
    assert "awarded" not in str(dashboard)


def a_neighbour_sees_nothing(visitor, site) -> None:
    neighbour = Desk(visitor, site, "neighbour")
    there = neighbour.page.goto(f"{site}/ratings/{YEAR}/{STREET}/sheet/")
    missing = neighbour.page.goto(f"{site}/ratings/{YEAR}/410871999/sheet/")
    assert (there.status, missing.status) == (404, 404)


def the_auditor_reads_the_story(visitor, site) -> None:
    auditor = Desk(visitor, site, "auditor")
    auditor.second_factor()
    page = auditor.go(f"/log/?area={STREET}&q={REASON}")
    expect(page.locator("#list tbody tr")).to_have_count(1)
