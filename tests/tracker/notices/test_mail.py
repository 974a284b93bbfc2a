"""Mails: what they say, when they come, and what a server that fails costs."""

import datetime as dt

import pytest
from django.core import mail as mails

from config.environment import mail_settings
from tests.factories.notices import DispatchFactory, NoticeFactory
from tests.factories.people import GrantFactory
from tests.tracker.findings.cast import STREET, VILLAGE
from tests.tracker.notices.telling import by_mail, look, send, states
from tracker.access.terms import Role
from tracker.notices import posting
from tracker.notices.models import Channel, Dispatch, Notice
from tracker.notices.terms import MOST_ATTEMPTS
from tracker.people.models import Grant, User

BACKENDS = "tests.tracker.notices.backends"


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


# --- The settings --------------------------------------------------------------------------


def test_the_mail_server_is_one_address():
    found = mail_settings("smtp+tls://name:pass%2Fword@mail.example.gov.cn:587")

    assert found["EMAIL_BACKEND"].endswith("smtp.EmailBackend")
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("mail.example.gov.cn", 587)
    assert (found["EMAIL_HOST_PASSWORD"], found["EMAIL_USE_TLS"]) == ("pass/word", True)
