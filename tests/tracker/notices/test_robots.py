"""Robots of group chats: told once, in their own form; nothing secret is said anywhere."""

import json
import logging
import time

import pytest

from config.logs import logging_settings
from tests.tracker.findings.cast import VILLAGE, person
from tests.tracker.notices.robots import SECRET, a_dripping_server
from tests.tracker.notices.telling import by_robot, do, look, send, states
from tracker.access.terms import Role
from tracker.notices import posting
from tracker.notices.models import Channel
from tracker.notices.posting import SECONDS, NotTakenError, PerhapsTakenError, post_robot
from tracker.notices.terms import LEASE, LONGEST_POST


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("maker", "body", "taken"),
    [
        ("wecom", lambda text: {"msgtype": "text", "text": {"content": text}}, {"errcode": 0}),
        ("dingtalk", lambda text: {"msgtype": "text", "text": {"content": text}}, {"errcode": 0}),
        ("feishu", lambda text: {"msg_type": "text", "content": {"text": text}}, {"code": 0}),
    ],
)
def test_a_robot_is_told_in_its_own_form_once(cast, on, robot, maker, body, taken):
    robot.answers = [(200, json.dumps(taken).encode())]
    on("2023-06-21")
    by_robot(cast.secretary, robot.hook, robot=maker)
    finding = cast.up_to("assigned")
    for _time in range(2):
        look()
        send()

    [heard] = robot.heard
    text = next(value for value in heard.values() if isinstance(value, dict)).popitem()[1]
    assert heard in (body(text), {**body(text), **heard})
    assert text.splitlines()[0] == "新通知 1 条"
    assert finding.number in text
    assert robot.paths == [f"/cgi-bin/webhook/send?{SECRET}"]
    assert states(cast.secretary) == [("robot", "sent")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "answer",
    [
        (200, b'{"errcode": 93000, "errmsg": "invalid key"}'),
        (200, b"<html>"),
        (200, b"[]"),
        (200, b'{"errcode": 0' + b" " * 20_000 + b"}"),
        (302, b""),
        (307, b""),
        (404, b'{"errcode": 0}'),
        (500, b'{"errcode": 0}'),
    ],
)
def test_what_a_robot_does_not_take_waits_and_no_redirect_is_followed(cast, on, robot, answer):
    robot.answers = [answer, (200, b'{"errcode": 0}')]
    on("2023-06-21", 9)
    by_robot(cast.secretary, robot.hook)
    cast.up_to("assigned")
    look()
    send()
    assert (len(robot.heard), states(cast.secretary)) == (1, [("robot", "waiting")])

    on("2023-06-21", 10)
    send()
    assert (len(robot.heard), states(cast.secretary)) == (2, [("robot", "sent")])


@pytest.mark.django_db
def test_a_robot_that_does_not_answer_may_have_heard(cast, on, robot, monkeypatch):
    monkeypatch.setattr(posting, "SECONDS", 0.2)
    robot.pause = 1
    on("2023-06-21", 9)
    by_robot(cast.secretary, robot.hook)
    cast.up_to("assigned")
    look()
    send()
    on("2023-06-22")
    send()

    assert (len(robot.heard), states(cast.secretary)) == (1, [("robot", "unknown")])


@pytest.mark.django_db
@pytest.mark.parametrize("maker", ["dingtalk", "feishu"])
def test_a_robot_that_asks_for_a_signature_gets_one_with_each_attempt(cast, on, robot, maker):
    """The robot checks it by its maker's rule, and takes nothing without it."""
    robot.secret = "SEC-never-shown-8"
    robot.answers = [(500, b""), (200, b'{"errcode": 0}')]
    on("2023-06-21", 9)
    channel = by_robot(cast.secretary, robot.hook, robot=maker, secret=robot.secret)
    cast.up_to("assigned")
    look()
    send()
    on("2023-06-21", 10)
    send()

    assert (len(robot.heard), states(cast.secretary)) == (2, [("robot", "sent")])
    assert all(path.startswith(f"/cgi-bin/webhook/send?{SECRET}") for path in robot.paths)
    assert robot.secret not in str([robot.heard, robot.paths])
    assert channel.secret == robot.secret


@pytest.mark.parametrize(
    ("maker", "secret"), [("dingtalk", ""), ("dingtalk", "SEC-of-another"), ("feishu", "else")]
)
def test_a_message_without_the_right_signature_is_not_taken(robot, maker, secret):
    robot.secret = "SEC-never-shown-8"

    with pytest.raises(NotTakenError, match="refuses"):
        post_robot(maker, robot.hook, "一句", secret)


@pytest.mark.parametrize(
    "first",
    [b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n"],
    ids=["in its headers", "in its answer"],
)
def test_a_robot_that_drips_is_left_long_before_the_lease_ends(
    settings, monkeypatch, caplog, first
):
    """Each byte comes in time, so no time limit of a single step ends it."""
    monkeypatch.setattr("tracker.notices.hooks.SCHEMES", ["http"])
    monkeypatch.setattr(posting, "LONGEST_POST", 0.6)
    with a_dripping_server(first, pause=0.05) as (host, port):
        settings.ROBOT_HOSTS = [f"{host}:{port}"]
        began = time.monotonic()

        with pytest.raises(PerhapsTakenError, match="TimeoutError") as raised:
            post_robot("dingtalk", f"http://{host}:{port}/send?{SECRET}", "一句", "SEC-x")

    assert 0.5 < time.monotonic() - began < 3
    assert SECRET not in str(raised.value) + caplog.text


def test_a_post_to_a_robot_ends_well_within_the_lease():
    assert SECONDS < LONGEST_POST < LEASE / 10


def test_a_host_that_was_taken_off_the_list_is_not_sent_to(robot, settings):
    settings.ROBOT_HOSTS = ["qyapi.weixin.qq.com"]

    with pytest.raises(NotTakenError, match="not on the list"):
        post_robot("wecom", robot.hook, "一句")
    assert robot.heard == []


@pytest.mark.django_db
def test_one_person_s_dead_robot_stops_nobody_else(cast, on, robot, mail, settings):
    settings.ROBOT_HOSTS = [robot.host, "127.0.0.1:9"]
    on("2023-06-21")
    finding = cast.up_to("assigned")
    other = person(Role.BRANCH_SECRETARY, VILLAGE, "other")
    by_robot(cast.secretary, robot.hook)
    Channel.objects.update(hook="http://127.0.0.1:9/x")
    by_robot(other, robot.hook)
    look()
    send()

    assert states(cast.secretary) == [("robot", "waiting")]
    assert states(other) == [("robot", "sent")]
    assert finding.number in str(robot.heard)


@pytest.mark.django_db
@pytest.mark.parametrize("level", ["DEBUG", "INFO"])
def test_the_secret_of_a_robot_stands_in_no_log_and_no_outcome(cast, on, robot, level, caplog):
    """Also not in the lines of the library that posts."""
    silent = logging_settings(level)["loggers"]
    caplog.set_level(level)
    on("2023-06-21", 9)
    by_robot(cast.secretary, robot.hook)
    cast.up_to("assigned")
    robot.answers = [(500, b""), (200, b'{"errcode": 0}')]
    look()
    kept = {name: logging.getLogger(name).level for name in ("httpx", "httpcore")}
    try:
        for name in kept:
            logging.getLogger(name).setLevel(silent[name]["level"])
        outcomes = [do("notices.send").outcome]
        on("2023-06-21", 10)
        outcomes.append(do("notices.send").outcome)
    finally:
        for name, before in kept.items():
            logging.getLogger(name).setLevel(before)

    assert len(robot.heard) == 2
    assert "notices_not_taken" in caplog.text
    assert SECRET not in caplog.text + "".join(outcomes)
