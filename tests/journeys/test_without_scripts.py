"""Everything works with JavaScript switched off."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def page(visitor):
    return visitor(java_script_enabled=False, viewport={"width": 1280, "height": 900}).page


def counted(page):
    """Return the numbers of the line that says how many rows match, of how many."""
    page.wait_for_load_state()
    return [int(number) for number in re.findall(r"\d+", page.locator(".count").inner_text())]


def test_a_list_is_filtered_by_its_form(page, address_of):
    page.goto(address_of("figures"))
    everything = max(counted(page))

    page.locator("input[name=nature][value=planned]").check()
    page.locator("form:has(input[name=nature]) [type=submit]").first.click()

    expect(page).to_have_url(re.compile("nature=planned"))
    assert 0 < min(counted(page)) < max(counted(page)) == everything


def test_the_language_is_switched_on_the_same_page(page, address_of):
    page.goto(address_of("figures, filtered"))
    before = page.url

    page.get_by_role("button", name="English").click()

    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_url(before)


def test_the_search_box_finds_a_place(page, address_of):
    page.goto(address_of("city"))

    page.locator("header input[name=q]").fill("文苑")
    page.locator("header input[name=q]").press("Enter")

    expect(page).to_have_url(re.compile(r"/search/|/areas/410871061/"))
    expect(page.locator("main")).to_contain_text("文苑")
