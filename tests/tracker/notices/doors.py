"""How the ways of receiving notices change: by their page."""

from django.urls import reverse

from tests.factories.people import GrantFactory
from tests.tracker.history.doors import door
from tracker.notices.models import Channel

HOOK = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key="


@door("page of how notices arrive", touches={"tracker_channel"})
def chosen(browser, _folder):
    browser.force_login(GrantFactory(code="410871060").user)
    yield
    page, asked = reverse("notice-channel"), {"pace": "daily", "robot": "wecom"}
    browser.post(page, {**asked, "hook": f"{HOOK}first"})
    browser.post(page, {**asked, "hook": f"{HOOK}second"})
    browser.post(page, {"pace": "at_once", "robot": "", "hook": ""})
    row = Channel.objects.get()
    assert (row.pace, row.robot, row.hook) == ("at_once", "", "")
