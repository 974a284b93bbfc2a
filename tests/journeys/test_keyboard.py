"""Reading without a mouse."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

FOCUSED = """() => {
  const element = document.activeElement, style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  return {
    tag: element.tagName, href: element.getAttribute("href"),
    marked: style.outlineStyle !== "none" || style.boxShadow !== "none",
    inView: box.width > 1 && box.height > 1 && box.top >= 0 && box.left >= 0,
  };
}"""


def test_the_first_tab_shows_a_link_past_the_navigation(visitor, address_of):
    window = visitor(viewport={"width": 1280, "height": 900})
    window.page.goto(address_of("city"))

    window.page.keyboard.press("Tab")
    focused = window.page.evaluate(FOCUSED)
    window.page.keyboard.press("Enter")

    assert focused == {"tag": "A", "href": "#main", "marked": True, "inView": True}
    expect(window.page).to_have_url(re.compile("#main$"))
    expect(window.page.locator("#main:focus, #main :focus")).to_have_count(1)


@pytest.mark.parametrize("kind", ["city", "figures", "search"])
def test_focus_can_be_seen_on_whatever_tab_reaches(visitor, address_of, kind):
    window = visitor(viewport={"width": 1280, "height": 900})
    window.page.goto(address_of(kind))

    unmarked = []
    for _ in range(30):
        window.page.keyboard.press("Tab")
        focused = window.page.evaluate(FOCUSED)
        if focused["tag"] != "BODY" and not focused["marked"]:
            unmarked.append(focused)

    assert unmarked == []
