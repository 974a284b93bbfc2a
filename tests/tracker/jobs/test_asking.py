"""Asking for work, cancelling it, asking again."""

import pytest
from django.db import transaction

from tests.factories.people import UserFactory
from tracker.access.refusals import Refused
from tracker.jobs import leases
from tracker.jobs.actions import ask_again, ask_for, cancel
from tracker.jobs.models import Job
from tracker.jobs.pulse import pulse
from tracker.jobs.running import run
from tracker.jobs.terms import LONGEST_ARGUMENTS, State
from tracker.jobs.wording import TOO_OFTEN
from tracker.people.models import User

pytestmark = pytest.mark.django_db


def state_of(job):
    return Job.objects.get(pk=job.pk).state


def test_work_that_is_asked_for_waits_with_its_keys(desk, wang):
    job = ask_for("sample.plain", {"year": 2026, "areas": ["410871"]}, by=wang)

    job.refresh_from_db()
    assert (job.state, job.arguments, job.asked_by) == (
        State.WAITING,
        '{"areas":["410871"],"year":2026}',
        wang,
    )
    assert job.keys == {"year": 2026, "areas": ["410871"]}
    assert list(Job.objects.ready()) == [job]


def test_work_is_asked_for_with_its_cause_or_not_at_all(desk, wang):
    with transaction.atomic():
        ask_for("sample.plain", by=wang)
        transaction.set_rollback(True)

    assert not Job.objects.exists()


def test_the_same_key_is_the_same_job(desk, wang):
    first = ask_for("sample.plain", {"row": 1}, by=wang, key="form-7")
    again = ask_for("sample.plain", {"row": 1}, by=wang, key="form-7")

    assert again == first
    assert Job.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "arguments"), [("sample.own", {"row": 1}), ("sample.plain", {"row": 2})]
)
def test_a_key_is_not_taken_for_other_work(desk, wang, kind, arguments):
    ask_for("sample.plain", {"row": 1}, by=wang, key="form-7")

    with pytest.raises(ValueError, match="another job"):
        ask_for(kind, arguments, by=wang, key="form-7")


def test_a_key_of_somebody_else_gives_nothing_away(desk, wang, li):
    ask_for("sample.plain", by=wang, key="form-7")

    with pytest.raises(ValueError, match="another job"):
        ask_for("sample.plain", by=li, key="form-7")


@pytest.mark.parametrize(
    ("kind", "arguments", "why"),
    [
        ("sample.missing", {}, "no task"),
        ("sample.plain", {"row": {"name": "王村"}}, "keys of rows"),
        ("sample.plain", {"row": None}, "keys of rows"),
        ("sample.plain", {"share": 0.5}, "keys of rows"),
        ("sample.plain", {"rows": ["x" * LONGEST_ARGUMENTS]}, "not the rows"),
    ],
)
def test_what_cannot_be_meant_is_refused(desk, wang, kind, arguments, why):
    with pytest.raises(ValueError, match=why):
        ask_for(kind, arguments, by=wang)

    assert not Job.objects.exists()


def test_waiting_work_is_cancelled_at_once_and_never_begins(desk, wang):
    job = ask_for("sample.plain", by=wang)

    cancel(job, by=wang)

    job.refresh_from_db()
    assert (job.state, job.cancelled_by) == (State.CANCELLED, wang)
    assert run(job.pk, beating=False) is False
    assert desk.calls == []


def test_running_work_that_is_cancelled_stops_at_its_next_step(desk, wang):
    job = ask_for("sample.own", by=wang)

    def work(attempt, keys):
        cancel(Job.objects.get(pk=job.pk), by=wang)
        attempt.stopping = True  # what the heart learns with its next beat
        with attempt.writing():
            UserFactory(username="made")
            attempt.progress(1)

    desk.work = work

    assert run(job.pk, beating=False) is True

    job.refresh_from_db()
    assert (job.state, job.cancelled_by, job.stop_wanted) == (State.CANCELLED, wang, False)
    assert not User.objects.filter(username="made").exists()


def test_finished_work_cannot_be_cancelled(desk, wang):
    job = ask_for("sample.plain", by=wang)
    run(job.pk, beating=False)

    with pytest.raises(Refused, match="ended already"):
        cancel(job, by=wang)

    assert state_of(job) == State.DONE


@pytest.mark.parametrize("act", [cancel, ask_again])
def test_nobody_acts_on_work_that_somebody_else_asked_for(desk, wang, li, act):
    theirs, of_nobody = ask_for("sample.plain", by=wang), ask_for("sample.plain", by=None)

    for job in (theirs, of_nobody):
        with pytest.raises(Refused, match="Only the person"):
            act(job, by=li)
        assert state_of(job) == State.WAITING


def test_failed_work_begins_anew_with_all_its_attempts(desk, wang):
    job = ask_for("sample.plain", by=wang)
    leases.claim(job.pk, "gone")
    leases.fail(job.pk, "gone", TOO_OFTEN)

    ask_again(job, by=wang)

    job.refresh_from_db()
    assert (job.state, job.attempts, job.outcome, job.finished) == (State.WAITING, 0, "", None)
    assert run(job.pk, beating=False)
    assert state_of(job) == State.DONE


def test_a_word_to_stop_that_was_left_behind_does_not_stop_the_new_attempt(desk, wang):
    job = leases.claim(ask_for("sample.plain", by=wang).pk, "gone")
    pulse().ask_to_stop(job, wang)
    leases.cancel_run(job.pk, "gone", wang.pk)

    ask_again(job, by=wang)
    run(job.pk, beating=False)

    assert state_of(job) == State.DONE


@pytest.mark.parametrize("done", [True, False])
def test_work_that_is_open_or_finished_does_not_begin_anew(desk, wang, done):
    job = ask_for("sample.plain", by=wang)
    if done:
        run(job.pk, beating=False)
    before = state_of(job)

    with pytest.raises(Refused, match="not completed"):
        ask_again(job, by=wang)

    assert state_of(job) == before
