"""At most once, whatever breaks: killed in between, delivered twice, two at once."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail as mails
from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils import timezone

from tests.factories.notices import DispatchFactory
from tests.tracker.notices import backends
from tests.tracker.notices.telling import by_mail, look, send, states
from tests.tracker.places.test_race import patiently
from tracker.clocks.standing import ClocksByYear
from tracker.jobs.actions import ask_for
from tracker.jobs.models import Job
from tracker.jobs.querysets import from_now
from tracker.jobs.relaying import ask_for_what_is_due
from tracker.jobs.running import run
from tracker.notices import leases
from tracker.notices.actions import notify
from tracker.notices.models import Dispatch, Notice
from tracker.notices.sending import send_due
from tracker.notices.standing import tellings
from tracker.notices.terms import Route, State

ALONE = pytest.mark.django_db(transaction=True)  # other connections see what is committed


@pytest.fixture
def waiting(cast, on, mail):
    """Return whose mail waits to be sent."""
    on("2023-06-21")
    by_mail(cast.secretary)
    cast.up_to("assigned")
    look()
    return cast.secretary


@pytest.fixture
def sending(settings, monkeypatch):
    """Return `sending(act)`: what happens in the mail server when it is given a mail."""

    def during(act):
        settings.EMAIL_BACKEND = "tests.tracker.notices.backends.Telling"
        monkeypatch.setattr(backends, "act", act)

    return during


def elsewhere(act, **facts):
    """Do something in another thread, which has a connection of its own; return its answer."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(patiently, act, **facts).result(timeout=60)


def leased():
    rows = Dispatch.objects.filter(lease_until__gt=Now()).exclude(owner="")
    return list(rows.values_list("state", flat=True))


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
def test_who_lost_a_message_marks_nothing(db):
    row = DispatchFactory(state=State.SENDING, owner="new")

    assert leases.settle("old", State.SENT) == 0
    leases.refused("old", counts=True)
    leases.drop([row], "old")

    row.refresh_from_db()
    assert (row.state, row.owner, row.attempts) == ("sending", "new", 0)


@ALONE
def test_the_claim_is_committed_before_anything_is_sent(waiting, sending):
    """Asked from inside the mail server, over a second connection."""
    seen = []
    sending(lambda: seen.extend(elsewhere(leased)))
    send()

    assert seen == ["sending"]
    assert (len(mails.outbox), states(waiting)) == (1, [("mail", "sent")])


@ALONE
def test_a_claim_that_would_not_be_committed_is_refused(waiting):
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        send_due()

    assert (mails.outbox, states(waiting)) == ([], [("mail", "waiting")])


class KilledError(BaseException):
    """Nothing catches it."""


def die():
    if connection.vendor == "postgresql":
        os.kill(os.getpid(), signal.SIGKILL)
    raise KilledError


def send_and_die():
    """Die while sending: on PostgreSQL as a process of its own, killed; SQLite is in memory."""
    if connection.vendor != "postgresql":
        with pytest.raises(KilledError):
            send_due()
        return
    connection.close()  # a process must not inherit it
    child = os.fork()
    if not child:
        try:
            send_due()
        finally:
            os._exit(0)  # never back into pytest
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


@ALONE
def test_a_process_killed_while_sending_leaves_a_mark_and_nothing_is_sent_twice(waiting, sending):
    sending(die)
    send_and_die()
    assert (leased(), states(waiting)) == (["sending"], [("mail", "sending")])

    sending(lambda: None)
    send()
    Dispatch.objects.update(lease_until=from_now(-1))
    send()
    send()

    sent_before_it_died = 0 if connection.vendor == "postgresql" else 1
    assert len(mails.outbox) == sent_before_it_died  # of the other process nothing is seen here
    assert states(waiting) == [("mail", "unknown")]


@ALONE
def test_a_second_job_while_the_first_is_sending_sends_nothing(waiting, sending):
    sending(lambda: elsewhere(send))
    send()

    assert (len(mails.outbox), states(waiting)) == (1, [("mail", "sent")])


@pytest.mark.django_db
def test_a_job_that_is_delivered_twice_sends_once(waiting):
    job = ask_for("notices.send", by=None)

    assert [run(job.pk, beating=False) for _time in range(2)] == [True, False]
    assert (len(mails.outbox), states(waiting)) == (1, [("mail", "sent")])


@ALONE
def test_of_many_who_claim_one_message_one_has_it(waiting):
    with ThreadPoolExecutor(8) as pool:
        facts = [
            {"person": waiting.pk, "route": Route.MAIL, "owner": f"process {n}"} for n in range(8)
        ]
        tries = [pool.submit(patiently, leases.claim, **one) for one in facts]
        claimed = [row for one in tries for row in one.result(timeout=60)]

    [row] = claimed
    assert Dispatch.objects.get().owner == row.owner


@ALONE
def test_of_many_who_look_at_once_each_thing_is_told_once(cast, on, mail):
    on("2023-06-21")
    by_mail(cast.secretary)
    cast.up_to("assigned")
    found = tellings(cast.secretary, timezone.localdate(), ClocksByYear())
    with ThreadPoolExecutor(8) as pool:
        facts = {"person": cast.secretary, "found": found}
        for done in [pool.submit(patiently, notify, **facts) for _n in range(8)]:
            done.result(timeout=60)

    assert (Notice.objects.count(), Dispatch.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_the_relay_asks_for_both_jobs_once_and_after_a_week_without_it(cast, on, mail):
    """As the relay does it, with workers and without."""
    by_mail(cast.secretary)
    on("2023-06-21", 7)
    cast.up_to("assigned")
    for moment in ("2023-06-21", "2023-06-28"):
        on(moment)
        for _look in range(3):
            ask_for_what_is_due()
        for kind in ("notices.look", "notices.send"):
            [job] = Job.objects.filter(kind=kind, state="waiting")
            assert run(job.pk, beating=False)

    assert [one.subject for one in mails.outbox] == ["新通知 1 条"] * 2  # assigned; then due today
    assert set(states(cast.secretary)) == {("mail", "sent")}
