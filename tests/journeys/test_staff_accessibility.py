"""Pages of the staff as axe-core reads them, in both languages and colour schemes."""

import json

import pytest
from django.test import Client
from playwright.sync_api import expect

from tests.journeys.office import staff_pages
from tests.journeys.test_accessibility import LANGUAGES, LOOKS, WIDE, violations
from tests.turns import is_turn

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Between them both languages see every look.
SOME = {"zh-hans": LOOKS[::3], "en": LOOKS[1:3]}


@pytest.fixture
def open_as(browser, live_server):
    """Open a window that somebody is signed in to."""
    opened = {}

    def window(who, language):
        if who.pk not in opened:
            client = Client()
            client.force_login(who)
            context = browser.new_context(locale="zh-CN", viewport=WIDE)
            session = client.cookies["sessionid"].value
            for name, value in (("sessionid", session), ("django_language", language)):
                cookie = {"name": name, "value": value, "url": live_server.url}
                context.add_cookies([cookie])
            opened[who.pk] = context.new_page()
        return opened[who.pk]

    yield window
    for page in opened.values():
        page.context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_of_the_staff_has_no_accessibility_violation(
    open_as, live_server, language, tmp_path, settings
):
    settings.VAR_DIR = tmp_path
    found = {}
    for place, one in enumerate(staff_pages(), LANGUAGES.index(language)):
        if not is_turn(place):
            continue  # read in this language where the site runs on the other database
        page = open_as(one.who, language)
        answer = page.goto(live_server.url + one.path)
        assert answer.status == 200, one.name
        expect(page).to_have_url(live_server.url + one.path)
        styled = page.evaluate(
            "document.styleSheets.length && getComputedStyle(document.body).margin"
        )
        assert styled == "0px", "without its style nothing is shown as people see it"
        for colours, size in LOOKS if one.in_all_looks else SOME[language]:
            page.emulate_media(color_scheme=colours)
            page.set_viewport_size(size)
            if wrong := violations(page):
                found[f"{one.name} {colours} {size['width']}"] = wrong

    assert found == {}, json.dumps(found, indent=1, ensure_ascii=False)
