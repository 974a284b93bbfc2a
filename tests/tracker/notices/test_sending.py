"""Mails and robots: at most once, whatever breaks; nothing secret is said anywhere."""

import datetime as dt
import json
import logging

import pytest
from django.core import mail as mails
from django.db.models.functions import Now

from config.environment import mail_settings
from config.logs import logging_settings
from tests.factories.notices import ChannelFactory, DispatchFactory, NoticeFactory
from tests.factories.people import GrantFactory
from tests.tracker.findings.cast import COUNTY, STREET, VILLAGE, person
from tests.tracker.notices.robots import SECRET, a_robot
from tests.tracker.notices.telling import do, look, send, states
from tracker.access.terms import Role
from tracker.jobs.querysets import from_now
from tracker.notices import leases, posting
from tracker.notices.hooks import is_allowed, shown
from tracker.notices.models import Channel, Dispatch, Notice
from tracker.notices.posting import NotTakenError, post_robot
from tracker.notices.terms import LINES, MOST_ATTEMPTS, Route, State
from tracker.notices.wording import LONGEST, message
from tracker.people.models import Grant, User

BACKENDS = "tests.tracker.notices.backends"
HOSTS = ["qyapi.weixin.qq.com", "robot.example.gov.cn:8443"]


@pytest.fixture
def robot(monkeypatch, settings):
    """A robot whose host is on the list; without a certificate, so HTTP is let through."""
    monkeypatch.setattr("tracker.notices.hooks.SCHEMES", ["https", "http"])
    with a_robot() as found:
        settings.ROBOT_HOSTS = [found.host]
        yield found


def by_mail(who, **more):
    return ChannelFactory(person=who, robot="", hook="", **more)


def by_robot(who, robot, **more):
    more = {"robot": "wecom", **more}
    return ChannelFactory(person=who, by_mail=False, mailbox="", hook=robot.hook, **more)


# --- Addresses -----------------------------------------------------------------------------


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


# --- The text ------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, LINES, LINES + 1, 200])
def test_a_message_is_never_longer_than_a_robot_takes(number):
    text = message(["问题已逾期：2023-410811-0001（某某街道 某某村）" * 4] * number, "/notices/")

    assert len(text.encode()) <= LONGEST
    assert text.endswith("/notices/")
    named = text.count("\n") - 1 - ("more" in text)
    assert 1 <= named <= LINES
    assert (f"and {number - named} more" in text) is (number > named)


# --- Mail ----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_mail_tells_kind_number_place_and_link_once(cast, on, mail):
    on("2023-06-21")
    by_mail(cast.secretary, mailbox="village@example.gov.cn")
    finding = cast.up_to("assigned", what="隐情不外传")
    for _time in range(3):
        look()
        send()

    [sent] = mails.outbox
    assert (sent.to, sent.subject) == (["village@example.gov.cn"], "新通知 1 条")
    page = "https://tracker.example.gov.cn"
    assert f"有问题待您整改：{finding.number}（" in sent.body
    assert "第201村）" in sent.body
    assert f"{page}/findings/{finding.number}/" in sent.body
    assert sent.body.endswith(f"{page}/notices/")
    for private in ("隐情不外传", cast.secretary.username, cast.inspector.username):
        assert private not in sent.body
    assert states(cast.secretary) == [("mail", "sent")]


@pytest.mark.django_db
def test_a_daily_digest_tells_everything_in_one_mail_at_its_hour(cast, on, mail):
    by_mail(cast.secretary, pace="daily")
    on("2023-06-21", 9)
    cast.up_to("assigned")
    look()
    on("2023-06-21", 23)
    cast.up_to("assigned")
    look()
    send()
    assert mails.outbox == []

    on("2023-06-22", 8)
    send()
    send()

    assert [one.subject for one in mails.outbox] == ["新通知 2 条"]


@pytest.mark.django_db
def test_a_digest_that_was_missed_for_a_week_comes_once(cast, on, mail):
    by_mail(cast.secretary, pace="daily")
    on("2023-06-21", 7)
    cast.up_to("assigned")
    look()
    on("2023-06-28")
    look()
    send()
    send()

    # What came to light today is for tomorrow's.
    assert [one.subject for one in mails.outbox] == ["新通知 1 条"]
    on("2023-06-29", 8)
    send()
    assert [one.subject for one in mails.outbox] == ["新通知 1 条"] * 2


@pytest.mark.django_db
def test_who_has_chosen_nothing_is_sent_nothing(cast, on, mail):
    on("2023-06-21")
    cast.up_to("assigned")
    look()
    by_mail(cast.secretary)  # what was told before stays unsent
    look()
    send()

    assert (mails.outbox, Dispatch.objects.count()) == ([], 0)


@pytest.mark.django_db
def test_without_a_mail_server_no_mail_is_prepared(cast, on):
    on("2023-06-21")
    by_mail(cast.secretary)
    cast.up_to("assigned")
    look()

    assert (Notice.objects.count(), Dispatch.objects.count()) == (1, 0)


@pytest.mark.django_db
def test_a_server_that_does_not_answer_costs_no_attempt_and_no_mail(cast, on, mail, settings):
    on("2023-06-21", 9)
    by_mail(cast.secretary)
    cast.up_to("assigned")
    look()
    settings.EMAIL_BACKEND = f"{BACKENDS}.Closed"
    for hour in range(10, 23):
        on("2023-06-21", hour)
        send()
    row = Dispatch.objects.get()
    assert (row.state, row.attempts, row.owner) == ("waiting", 0, "")

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    on("2023-06-22")
    send()
    assert len(mails.outbox) == 1


@pytest.mark.django_db
def test_while_a_server_does_not_answer_the_others_are_not_tried(cast, on, mail, settings):
    settings.EMAIL_BACKEND = f"{BACKENDS}.Closed"
    asked = []
    on("2023-06-21")
    for who in (cast.secretary, cast.officer):
        by_mail(who)
    NoticeFactory(person=cast.secretary, code=VILLAGE)
    for notice in (Notice.objects.get(), NoticeFactory(person=cast.officer, code=VILLAGE)):
        DispatchFactory(notice=notice, not_before=dt.datetime(2023, 1, 1, tzinfo=dt.UTC))
    post = posting.get_connection
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(posting, "get_connection", lambda **how: asked.append(1) or post(**how))
        send()

    assert len(asked) == 1
    assert [one.state for one in Dispatch.objects.all()] == ["waiting", "waiting"]


@pytest.mark.django_db
def test_a_mail_that_is_refused_is_tried_ever_later_and_not_for_ever(cast, on, mail, settings):
    settings.EMAIL_BACKEND = f"{BACKENDS}.Refusing"
    on("2023-06-21")
    by_mail(cast.secretary)
    cast.up_to("assigned")
    look()
    attempts = []
    for day in range(1, 11):
        on(f"2023-07-{day:02}")
        send()
        send()  # its time has not come
        attempts.append(Dispatch.objects.get(notice__kind="finding_assigned").attempts)

    assert attempts == [1, 2, 3, 4, 5, 6, 7, 8, 8, 8]
    assert MOST_ATTEMPTS == 8
    assert states(cast.secretary) == [("mail", "failed")]
    assert Notice.objects.filter(person=cast.secretary).count() == 1  # it stands in the list


@pytest.mark.django_db
def test_a_mail_that_may_have_arrived_is_never_sent_again(cast, on, mail, settings):
    settings.EMAIL_BACKEND = f"{BACKENDS}.BreakingOff"
    on("2023-06-21")
    by_mail(cast.secretary)
    cast.up_to("assigned")
    look()
    send()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    on("2023-06-22")
    send()

    assert (mails.outbox, states(cast.secretary)) == ([], [("mail", "unknown")])


# --- Killed in between, and two at once ----------------------------------------------------


@pytest.mark.django_db
def test_what_a_killed_process_had_claimed_is_never_sent_again(cast, on, mail):
    on("2023-06-21")
    by_mail(cast.secretary)
    cast.up_to("assigned")
    look()
    assert len(leases.claim(cast.secretary.pk, Route.MAIL, "killed")) == 1
    send()
    assert states(cast.secretary) == [("mail", "sending")]

    Dispatch.objects.update(lease_until=from_now(-1))
    send()

    assert (mails.outbox, states(cast.secretary)) == ([], [("mail", "unknown")])


@pytest.mark.django_db
def test_the_claim_is_committed_before_anything_is_sent(cast, on, mail, monkeypatch):
    on("2023-06-21")
    by_mail(cast.secretary)
    cast.up_to("assigned")
    look()
    seen = []
    post = posting.post_mail

    def watching(*words):
        seen.extend(Dispatch.objects.filter(lease_until__gt=Now()).values_list("state", flat=True))
        seen.append(leases.claim(cast.secretary.pk, Route.MAIL, "second"))
        post(*words)

    monkeypatch.setattr("tracker.notices.sending.post_mail", watching)
    send()

    assert (seen, len(mails.outbox)) == (["sending", []], 1)


@pytest.mark.django_db
def test_who_lost_a_message_marks_nothing(db):
    row = DispatchFactory(state=State.SENDING, owner="new")

    assert leases.settle("old", State.SENT) == 0
    leases.refused("old", counts=True)
    leases.drop([row], "old")

    row.refresh_from_db()
    assert (row.state, row.owner, row.attempts) == ("sending", "new", 0)


# --- Rights at the moment of sending -------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("loss", ["account", "role", "channel", "mail off"])
def test_what_is_no_longer_wanted_or_allowed_is_not_sent(cast, on, mail, loss):
    on("2023-06-21")
    channel = by_mail(cast.secretary)
    cast.up_to("assigned")
    look()
    if loss == "account":
        User.objects.filter(pk=cast.secretary.pk).update(is_active=False)
    elif loss == "role":
        Grant.objects.filter(user=cast.secretary).update(ends_on=dt.date(2023, 6, 20))
    elif loss == "channel":
        channel.delete()
    else:
        Channel.objects.update(by_mail=False)
    send()

    assert (mails.outbox, states(cast.secretary)) == ([], [("mail", "dropped")])


# --- Robots --------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "body", "taken"),
    [
        ("wecom", lambda text: {"msgtype": "text", "text": {"content": text}}, {"errcode": 0}),
        ("dingtalk", lambda text: {"msgtype": "text", "text": {"content": text}}, {"errcode": 0}),
        ("feishu", lambda text: {"msg_type": "text", "content": {"text": text}}, {"code": 0}),
    ],
)
def test_a_robot_is_told_in_its_own_form_once(cast, on, robot, kind, body, taken):
    robot.answers = [(200, json.dumps(taken).encode())]
    on("2023-06-21")
    by_robot(cast.secretary, robot, robot=kind)
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
    by_robot(cast.secretary, robot)
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
    by_robot(cast.secretary, robot)
    cast.up_to("assigned")
    look()
    send()
    on("2023-06-22")
    send()

    assert (len(robot.heard), states(cast.secretary)) == (1, [("robot", "unknown")])


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
    by_robot(cast.secretary, robot)
    Channel.objects.update(hook="http://127.0.0.1:9/x")
    by_robot(other, robot)
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
    by_robot(cast.secretary, robot)
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


# --- The settings --------------------------------------------------------------------------


def test_the_mail_server_is_one_address():
    found = mail_settings("smtp+tls://name:pass%2Fword@mail.example.gov.cn:587")

    assert found["EMAIL_BACKEND"].endswith("smtp.EmailBackend")
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("mail.example.gov.cn", 587)
    assert (found["EMAIL_HOST_PASSWORD"], found["EMAIL_USE_TLS"]) == ("pass/word", True)


@pytest.mark.django_db
def test_a_run_ends_in_time_and_the_next_one_goes_on(cast, on, mail, monkeypatch):
    on("2023-06-21")
    for n in (1, 2):
        who = GrantFactory(role=Role.STREET_OFFICER, code=STREET).user
        by_mail(who)
        DispatchFactory(notice=NoticeFactory(person=who, code=VILLAGE, number=f"n{n}"))
    on("2030-01-01")
    with monkeypatch.context() as patched:
        patched.setattr("tracker.notices.sending.LONGEST_RUN", -1)
        send()
    assert mails.outbox == []
    send()

    assert len(mails.outbox) == 2
    assert COUNTY not in mails.outbox[0].body.splitlines()[0]
