"""Every kind of page, in both languages and colour schemes, wide, narrow and zoomed."""

import itertools

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.pages import PAGES
from tests.turns import is_turn

pytestmark = pytest.mark.browser

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
LOOKS = list(itertools.product(["light", "dark"], [WIDE, NARROW]))
LANGUAGES = ["zh-hans", "en"]
# A page in the other language is looked at where the site runs on the other database.
IN_TURN = [
    (language, kind)
    for turn, language in enumerate(LANGUAGES)
    for place, kind in enumerate(PAGES)
    if is_turn(place + turn)
]


def violations(page):
    """Return what axe-core finds wrong: rule, and the elements concerned."""
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(Axe().axe_script)
    # All rules run; what they find in order is neither described nor sent.
    options = "{resultTypes: ['violations'], selectors: false}"
    found = page.evaluate(f"axe.run({options}).then(results => results.violations)")
    return {rule["id"]: [node["html"][:160] for node in rule["nodes"]] for rule in found}


@pytest.mark.parametrize(("language", "kind"), IN_TURN)
def test_a_page_has_no_accessibility_violation(visitor, address_of, kind, language):
    window = visitor(language=language, viewport=WIDE)
    window.page.goto(address_of(kind))

    found = {}
    for colours, size in LOOKS:
        window.page.emulate_media(color_scheme=colours)
        window.page.set_viewport_size(size)
        if wrong := violations(window.page):
            found[f"{colours} {size['width']}"] = wrong

    assert found == {}
    assert window.errors == []
    assert window.foreign_requests() == []


@pytest.mark.parametrize(("language", "kind"), IN_TURN)
def test_a_page_needs_no_sideways_scrolling(visitor, address_of, kind, language):
    # 640 pixels wide at twice the pixels is a desktop at 200 % zoom.
    window = visitor(language=language, viewport=NARROW, device_scale_factor=2)
    window.page.goto(address_of(kind))

    needed = {}
    for width in (360, 640, 1280):
        window.page.set_viewport_size({"width": width, "height": 740})
        needed[width] = window.page.evaluate("document.scrollingElement.scrollWidth")

    assert [width for width, needs in needed.items() if needs > width] == []


@pytest.mark.parametrize("kind", ["city", "figures", "figure passport"])
def test_large_type_has_no_accessibility_violation(visitor, address_of, site, kind):
    window = visitor(viewport=WIDE)
    window.context.add_cookies([{"name": "display", "value": "large", "url": site}])

    window.page.goto(address_of(kind))

    assert violations(window.page) == {}
