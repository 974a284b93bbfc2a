"""From the first security administrator to an officer at work, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.installation import GUARD, GUARD_PASSWORD
from tests.journeys.signing_in import set_up_second_factor, sign_in

pytestmark = pytest.mark.browser
STREET = "410871060"  # 李万街道
OWN_PASSWORD = "Poplar/and/river/9"


def test_a_guard_lets_an_officer_in_who_keeps_others_out(visitor, site):
    guard = visitor()
    page = guard.page
    sign_in(page, site, GUARD, GUARD_PASSWORD)
    expect(page).to_have_url(f"{site}/account/second-factor/")
    set_up_second_factor(page)

    page.goto(f"{site}/people/new/")
    page.fill("[name=username]", "li.si")
    page.fill("[name=display_name]", "李四")
    page.click("main form button")
    expect(page.locator("main code")).to_have_count(1)
    password = page.inner_text("main code")
    page.click("main a.btn-primary")
    expect(page).to_have_url(re.compile(r"/people/\d+/$"))
    person = page.url
    page.click("main a.btn-primary")
    expect(page).to_have_url(f"{person}roles/new/")
    page.select_option("[name=role]", "street_officer")
    page.fill("[name=area]", STREET)
    page.click("main form button")
    expect(page).to_have_url(person)

    officer = visitor()
    desk = officer.page
    sign_in(desk, site, "li.si", password)
    expect(desk).to_have_url(f"{site}/account/password/")
    desk.goto(f"{site}/people/")
    expect(desk).to_have_url(f"{site}/account/password/")
    desk.fill("[name=present]", password)
    desk.fill("[name=new]", OWN_PASSWORD)
    desk.fill("[name=again]", OWN_PASSWORD)
    desk.click("main button[type=submit]")
    expect(desk).to_have_url(f"{site}/account/")
    expect(desk.locator("main")).to_contain_text(STREET)
    assert desk.goto(f"{site}/people/").status == 403

    page.goto(f"{person}disable/")
    page.fill("[name=reason]", "调离")
    page.click("main form button")
    expect(page).to_have_url(person)
    desk.goto(f"{site}/account/")
    expect(desk).to_have_url(re.compile(rf"^{site}/sign-in/"))

    for words in ("调离", "/people/", STREET):
        expect(page.locator("main")).to_contain_text(words)

    page.click("header form[action='/sign-out/'] button")
    expect(page).to_have_url(f"{site}/")
    page.go_back()
    expect(page).to_have_url(re.compile("/sign-in/"))  # nothing of the page before was kept
    assert guard.errors == officer.errors == []
    assert guard.foreign_requests() == officer.foreign_requests() == []
