"""A village checks itself on a phone with bad reception: not a word is lost, and none is left."""

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from tests.tracker.findings.cast import VILLAGE, Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 740}
KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('paper-')).length"


@pytest.fixture
def phone(browser, live_server):
    """The phone of the secretary of a village, on the page of the next self-check."""
    client = Client()
    client.force_login(Cast().secretary)
    session = client.cookies["sessionid"].value
    context = browser.new_context(locale="zh-CN", viewport=PHONE)
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()
    page.goto(live_server.url + reverse("self-check-new", args=[VILLAGE]))
    yield page
    context.close()


def test_a_self_check_survives_bad_reception_and_is_recorded_once(phone):
    form = phone.url
    phone.fill("[name=highlights]", "村容整洁")
    phone.route("**/draft/", lambda route: route.abort())
    phone.fill("[name=next_steps]", "信号中断时写下的话")

    phone.reload()

    expect(phone.locator("[name=next_steps]")).to_have_value("信号中断时写下的话")
    expect(phone.locator("[name=highlights]")).to_have_value("村容整洁")
    phone.unroute("**/draft/")
    with phone.expect_response("**/draft/") as answer:
        phone.fill("[name=next_steps]", "信号恢复后补记")
    assert answer.value.status == 200
    expect(phone.locator("#paper-state")).to_contain_text("已保存")
    phone.click("main button[value=submit]")
    expect(phone.locator("main")).to_contain_text("信号恢复后补记")
    assert phone.evaluate(KEPT) == 0

    # The next one begins empty, also on a phone that still holds the words of this one.
    phone.goto(form)
    expect(phone.locator("[name=next_steps]")).to_have_value("")
    version = phone.locator("[name=draft]").input_value()
    phone.evaluate(
        """(key) => localStorage.setItem(key, JSON.stringify(
             { draft: "1", typed: { next_steps: "旧话" } }))""",
        phone.locator("#paper").get_attribute("data-key"),
    )
    phone.reload()
    expect(phone.locator("[name=draft]")).to_have_value(version)
    expect(phone.locator("[name=next_steps]")).to_have_value("")
    assert phone.evaluate(KEPT) == 0
