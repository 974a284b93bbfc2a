"""Which addresses are sent to, and what a message says."""

import pytest

from tracker.notices.hooks import is_allowed, shown
from tracker.notices.terms import LINES
from tracker.notices.wording import LONGEST, message

HOSTS = ["qyapi.weixin.qq.com", "robot.example.gov.cn:8443"]


@pytest.mark.parametrize(
    ("hook", "allowed"),
    [
        ("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1", True),
        ("https://QYAPI.weixin.qq.com/x", True),
        ("https://robot.example.gov.cn:8443/x", True),
        ("https://robot.example.gov.cn/x", False),
        ("https://qyapi.weixin.qq.com:8443/x", False),
        ("http://qyapi.weixin.qq.com/x", False),
        ("ftp://qyapi.weixin.qq.com/x", False),
        ("//qyapi.weixin.qq.com/x", False),
        ("https://127.0.0.1/x", False),
        ("https://name:word@qyapi.weixin.qq.com/x", False),
        ("https://qyapi.weixin.qq.com@127.0.0.1/x", False),
        ("https://qyapi.weixin.qq.com.example.com/x", False),
        ("https://qyapi.weixin.qq.com\\@127.0.0.1/x", False),
        ("https://qyapi.weixin.qq.com/x#y", False),
        ("https://qyapi.weixin.qq.com/x y", False),
        ("https://qyapi.weixin.qq.com/x\r\nHost: y", False),
        ("https://qyapi。weixin.qq.com/x", False),
        ("https://[::1", False),
        ("", False),
    ],
)
def test_only_hosts_of_the_list_are_sent_to(hook, allowed):
    assert is_allowed(hook, HOSTS) is allowed


def test_an_empty_list_allows_nothing():
    assert not is_allowed("https:///x", ["", " "])


def test_of_an_address_the_host_is_shown_and_nothing_behind_it():
    assert shown("https://qyapi.weixin.qq.com/send?key=1") == "qyapi.weixin.qq.com"
    assert shown("") == ""


@pytest.mark.parametrize("number", [1, LINES, LINES + 1, 200])
def test_a_message_is_never_longer_than_a_robot_takes(number):
    text = message(["问题已超期：2023-410811-0001（某某街道 某某村）" * 4] * number, "/notices/")

    assert len(text.encode()) <= LONGEST
    assert text.endswith("/notices/")
    named = text.count("\n") - 1 - ("more" in text)
    assert 1 <= named <= LINES
    assert (f"and {number - named} more" in text) is (number > named)
