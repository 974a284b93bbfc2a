"""Signatures by the rules of two makers, with values reckoned apart (openssl dgst -hmac)."""

import pytest

from tracker.notices.signing import signed

BODY = {"msgtype": "text", "text": {"content": "通知"}}


@pytest.mark.parametrize("robot", ["wecom", "dingtalk", "feishu"])
def test_without_a_secret_nothing_is_added(robot):
    assert signed(robot, "https://a/b?c=d", BODY, "", 1.0) == ("https://a/b?c=d", BODY)


def test_dingtalk_is_signed_in_its_address_in_milliseconds():
    address, body = signed("dingtalk", "https://a/b?c=d", BODY, "this is secret", 1687312800.1234)

    sign = "EX4uOaz15WQ5BTLG%2FJ2x607HbuSUN3WnyTrlRt3fuZQ%3D"
    assert address == f"https://a/b?c=d&timestamp=1687312800123&sign={sign}"
    assert body is BODY


def test_an_address_without_a_question_is_given_one():
    assert "b?timestamp=" in signed("dingtalk", "https://a/b", BODY, "s", 1.0)[0]


def test_feishu_is_signed_in_its_body_in_seconds():
    address, body = signed("feishu", "https://a/b", BODY, "this is secret", 1687312800.1234)

    assert address == "https://a/b"
    assert body == BODY | {
        "timestamp": "1687312800",
        "sign": "4ss+YsMC4pA4pZmw/oikmLE0mdVlnqRhT2KPhTt+WJI=",
    }
