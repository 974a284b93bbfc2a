"""A finding falls due: told once in the list, read, and once by mail and in a group chat.

Mail server and robot are real ones on this machine; the relay is down for days in between.
"""

import pytest
from django.test import Client
from playwright.sync_api import expect

from config.environment import mail_settings
from tests.tracker.findings.cast import Cast
from tests.tracker.findings.conftest import on
from tests.tracker.notices.mailservers import a_mail_server
from tests.tracker.notices.robots import a_robot
from tests.tracker.notices.telling import do
from tests.tracker.notices.test_once import elsewhere

__all__ = ["on"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 740}
MAILBOX, SECRET = "village@example.gov.cn", "SEC-never-shown-8"
# The last day of the finding is 27 June 2023.
REPORTED, SOON, DAY_AFTER, NEXT = "2023-06-20", "2023-06-25", "2023-06-26", "2023-06-27"


@pytest.fixture
def mail(settings):
    with a_mail_server() as server:
        settings.EMAIL_URL = server.url
        for name, value in mail_settings(server.url).items():
            setattr(settings, name, value)
        yield server


@pytest.fixture
def robot(settings, monkeypatch):
    """One of DingTalk that asks for a signature; without a certificate, so HTTP is let through."""
    monkeypatch.setattr("tracker.notices.hooks.SCHEMES", ["https", "http"])
    with a_robot() as found:
        found.secret = SECRET
        settings.ROBOT_HOSTS = [found.host]
        yield found


@pytest.fixture
def window(browser, live_server):
    """Sign somebody in on a phone; return their page."""
    context = browser.new_context(locale="zh-CN", viewport=PHONE)

    def open_for(who):
        client = Client()
        client.force_login(who)
        session = client.cookies["sessionid"].value
        cookies = {"sessionid": session, "django_language": "zh-hans"}
        context.add_cookies(
            [
                {"name": name, "value": value, "url": live_server.url}
                for name, value in cookies.items()
            ]
        )
        page = context.new_page()
        page.goto(f"{live_server.url}/notices/")
        return page

    yield open_for
    context.close()


def the_relay_runs():
    """Do what is due, in a thread of its own as the relay does it in a process of its own."""
    for kind in ("notices.look", "notices.send"):
        elsewhere(do, kind=kind)


def test_what_falls_due_is_told_once_on_every_way(window, on, mail, robot):
    on(REPORTED, 9)
    cast = Cast()
    finding = cast.up_to("assigned")
    the_relay_runs()
    choose_a_digest(window(cast.secretary), robot)

    on(SOON, 10)  # the relay was down since
    the_relay_runs()
    read_what_is_new(window(cast.secretary), finding.number)
    assert (mail.taken, robot.heard) == ([], [])  # a digest has its hour

    on(DAY_AFTER, 15)  # and was down at that hour, too
    for _time in range(2):
        the_relay_runs()
    on(NEXT, 9)
    the_relay_runs()

    [sent] = mail.taken
    [heard] = robot.heard
    assert (sent["To"], sent["Subject"]) == (MAILBOX, "新通知 1 条")
    for text in (sent.get_content(), heard["text"]["content"]):
        [line] = [line for line in text.splitlines() if finding.number in line]
        assert "即将到期" in line
    page = window(cast.secretary)
    expect(page.locator("#list tbody tr")).to_have_count(2)


def choose_a_digest(page, robot):
    expect(page.locator("#list tbody tr")).to_have_count(1)
    page.get_by_role("link", name="接收方式").first.click()
    page.check("[name=pace][value=daily]")
    page.check("[name=by_mail]")
    page.fill("[name=mailbox]", MAILBOX)
    page.select_option("[name=robot]", "dingtalk")
    page.fill("[name=hook]", robot.hook)
    page.fill("[name=secret]", SECRET)
    page.click("main form button.btn-primary")
    expect(page.locator(".alert-success")).to_be_visible()
    # Neither comes back to any page.
    for name in ("hook", "secret"):
        expect(page.locator(f"[name={name}]")).to_have_value("")
    expect(page.locator("main")).not_to_contain_text(SECRET)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def read_what_is_new(page, number):
    """The finding was told as assigned before; that it is due soon is the one new thing."""
    rows = page.locator("#list tbody tr")
    expect(rows).to_have_count(2)
    new = rows.filter(has_text="即将到期")
    expect(new).to_have_count(1)
    expect(new).to_contain_text(number)
    new.locator("a").first.click()
    page.locator("form[action$='/read/'] button").click()
    expect(page.locator(".alert-success")).to_be_visible()
    expect(page.locator("#list tbody tr").filter(has_text="未读")).to_have_count(1)
