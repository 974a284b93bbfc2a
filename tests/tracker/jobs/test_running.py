"""One attempt: all of the work and the word "done" together, or nothing."""

import time
from contextlib import nullcontext

import pytest
from django.db import OperationalError, connection
from django.utils.translation import gettext_noop

from config.sqlite.base import PAUSE
from tests.factories.people import UserFactory
from tracker.access.refusals import Denied, Refused
from tracker.history.origin import current_origin
from tracker.jobs import leases, running
from tracker.jobs.actions import ask_for
from tracker.jobs.leases import LeaseLostError
from tracker.jobs.models import Job
from tracker.jobs.pulse import Progress, pulse
from tracker.jobs.querysets import from_now
from tracker.jobs.registry import TASKS, surroundings, task
from tracker.jobs.running import Interrupted, run
from tracker.jobs.terms import MOST_ATTEMPTS, State
from tracker.jobs.wording import BROKEN, NO_RIGHT, NOT_REACHED, TOO_OFTEN, UNKNOWN, say, shown
from tracker.people.models import User

pytestmark = pytest.mark.django_db
KINDS = ("sample.plain", "sample.own")
every_kind = pytest.mark.parametrize("kind", KINDS)


def told(job):
    job = Job.objects.get(pk=job.pk)
    return job.state, job.outcome


def make_somebody(attempt, keys):
    UserFactory(username="made")


def was_made():
    return User.objects.filter(username="made").count()


@every_kind
def test_work_is_done_with_its_keys_and_says_what_came_of_it(desk, wang, kind):
    job = ask_for(kind, {"row": 7}, by=wang)
    desk.work = lambda run, keys: say(gettext_noop("%(n)s rows were written."), n=3)

    assert run(job.pk, beating=False) is True

    state, outcome = told(job)
    assert (state, shown(outcome)) == (State.DONE, "3 rows were written.")
    assert desk.calls == [(job.pk, {"row": 7})]


@every_kind
@pytest.mark.parametrize("times", [2, 3])
def test_work_that_is_delivered_again_is_done_once(desk, wang, kind, times):
    job = ask_for(kind, by=wang)
    desk.work = make_somebody

    assert [run(job.pk, beating=False) for _ in range(times)] == [True] + [False] * (times - 1)

    assert (was_made(), len(desk.calls), told(job)) == (1, 1, (State.DONE, ""))


def test_work_that_is_delivered_while_it_is_being_done_is_left_alone(desk, wang):
    job = ask_for("sample.plain", by=wang)
    second = []

    def work(attempt, keys):
        second.append(run(job.pk, beating=False))
        make_somebody(attempt, keys)

    desk.work = work

    assert run(job.pk, beating=False)

    assert (second, was_made(), told(job)[0]) == ([False], 1, State.DONE)


def test_a_job_that_is_gone_is_left_alone(desk):
    assert run(10**9, beating=False) is False


def test_a_kind_of_work_that_is_gone_fails_in_words(desk, wang):
    job = ask_for("sample.plain", by=wang)
    del TASKS["sample.plain"]

    assert run(job.pk, beating=False)

    assert told(job) == (State.FAILED, UNKNOWN)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Refused("The year is closed."), "The year is closed."),
        (Denied("ratings.enter"), NO_RIGHT),
        (ZeroDivisionError(), BROKEN),
    ],
)
def test_work_that_fails_half_way_leaves_nothing_and_says_why(desk, wang, fault, words):
    job = ask_for("sample.plain", by=wang)

    def work(attempt, keys):
        make_somebody(attempt, keys)
        raise fault

    desk.work = work

    assert run(job.pk, beating=False)

    assert (was_made(), told(job)) == (0, (State.FAILED, words))


def test_a_database_that_fails_costs_an_attempt_and_no_more(desk, wang):
    job = ask_for("sample.plain", by=wang)
    desk.work = lambda run, keys: (_ for _ in ()).throw(OperationalError("gone"))

    run(job.pk, beating=False)

    job.refresh_from_db()
    assert (job.state, job.attempts, job.message) == (State.WAITING, 1, NOT_REACHED)
    assert not Job.objects.ready().exists(), "not at once: the database needs a moment"


def test_a_database_that_goes_on_failing_ends_the_work(desk, wang):
    job = ask_for("sample.plain", by=wang)
    Job.objects.update(attempts=MOST_ATTEMPTS - 1)
    desk.work = lambda run, keys: (_ for _ in ()).throw(OperationalError("gone"))

    run(job.pk, beating=False)

    assert told(job) == (State.FAILED, TOO_OFTEN)


def test_a_process_that_is_told_to_end_gives_the_work_back(desk, wang):
    job = ask_for("sample.plain", by=wang)

    def work(attempt, keys):
        make_somebody(attempt, keys)
        raise Interrupted

    desk.work = work
    with pytest.raises(Interrupted):
        run(job.pk, beating=False)

    job.refresh_from_db()
    assert (was_made(), job.state, job.attempts) == (0, State.WAITING, 0)


@pytest.mark.parametrize(
    ("fault", "raised"), [(Interrupted(), True), (OperationalError("gone"), False)]
)
def test_a_wish_to_stop_is_kept_also_when_the_attempt_ends_otherwise(desk, wang, fault, raised):
    job = ask_for("sample.own", by=wang)

    def work(attempt, keys):
        pulse().ask_to_stop(Job.objects.get(pk=job.pk), wang)
        raise fault

    desk.work = work
    with pytest.raises(Interrupted) if raised else nullcontext():
        run(job.pk, beating=False)

    job.refresh_from_db()
    assert (job.state, job.cancelled_by) == (State.CANCELLED, wang)


@every_kind
def test_who_lost_the_job_in_the_meantime_commits_nothing(desk, wang, kind):
    job = ask_for(kind, by=wang)

    def work(attempt, keys):
        with attempt.writing() if kind == "sample.own" else nullcontext():
            make_somebody(attempt, keys)
            # As another process would see it: the lease ran out, somebody else has begun.
            Job.objects.filter(pk=job.pk).update(owner="faster")

    desk.work = work

    assert run(job.pk, beating=False)

    assert was_made() == 0


def test_work_that_somebody_stopped_at_the_last_moment_is_not_kept(desk, wang):
    job = ask_for("sample.own", by=wang)

    def work(attempt, keys):
        assert pulse().ask_to_stop(Job.objects.get(pk=job.pk), wang)
        with attempt.writing():
            make_somebody(attempt, keys)

    desk.work = work

    run(job.pk, beating=False)

    job.refresh_from_db()
    assert (was_made(), job.state, job.cancelled_by) == (0, State.CANCELLED, wang)


def test_steps_go_on_where_they_were_broken_off(desk, wang):
    job = ask_for("sample.own", by=wang)
    done = []

    def work(attempt, keys):
        for step in range(int(attempt.position or 0), 4):
            with attempt.step(str(step + 1)):
                done.append(step)
                if step == 2 and done.count(2) == 1:
                    raise OperationalError("gone")

    desk.work = work
    run(job.pk, beating=False)
    Job.objects.update(not_before=from_now(-1))
    run(job.pk, beating=False)

    assert (done, told(job)[0]) == ([0, 1, 2, 2, 3], State.DONE)


def test_between_steps_on_sqlite_whoever_waits_to_write_has_a_turn(desk, wang, monkeypatch):
    job = ask_for("sample.own", by=wang)
    pauses = []
    monkeypatch.setattr(running.time, "sleep", pauses.append)

    def work(attempt, keys):
        for step in range(3):
            with attempt.step(str(step)):
                assert len(pauses) in (0, step), "never while the place is held"

    desk.work = work
    run(job.pk, beating=False)

    assert told(job)[0] == State.DONE
    assert pauses == ([running.OTHERS_TURN] * 3 if connection.vendor == "sqlite" else [])
    assert max(PAUSE) < running.OTHERS_TURN, "longer than whoever waits sleeps"


def test_a_step_of_who_lost_the_job_is_not_kept(desk, wang):
    job = ask_for("sample.own", by=wang)
    seen = []

    def work(attempt, keys):
        Job.objects.filter(pk=job.pk).update(owner="faster")
        try:
            with attempt.step("1"):
                make_somebody(attempt, keys)
        except LeaseLostError:
            seen.append("lost")
            raise

    desk.work = work
    run(job.pk, beating=False)

    job.refresh_from_db()
    assert (seen, was_made(), job.owner, job.position) == (["lost"], 0, "faster", "")


def test_progress_stops_who_has_lost_the_job(desk, wang):
    job = ask_for("sample.plain", by=wang)

    def work(attempt, keys):
        attempt.lost = True
        attempt.progress(1, 2)
        make_somebody(attempt, keys)

    desk.work = work
    run(job.pk, beating=False)

    assert was_made() == 0


def test_progress_is_kept_with_the_end(desk, wang):
    job = ask_for("sample.plain", by=wang)
    desk.work = lambda run, keys: run.progress(5, 5, "Rows are being written.")

    run(job.pk, beating=False)

    job.refresh_from_db()
    assert (job.done, job.total, job.message) == (5, 5, "Rows are being written.")


@pytest.mark.django_db(transaction=True)
def test_the_heart_beats_while_the_work_goes_on(desk, wang, settings):
    settings.JOB_LEASE_SECONDS = 0.2
    job = ask_for("sample.own", by=wang)
    seen = []

    def work(attempt, keys):
        attempt.progress(3, 9)
        for _ in range(200):
            here = pulse().progress_of(Job.objects.get(pk=job.pk))
            if here == Progress(3, 9):
                seen.append(here)
                return
            time.sleep(0.02)

    desk.work = work
    run(job.pk)

    assert seen == [Progress(3, 9)]
    assert told(job)[0] == State.DONE


def test_a_name_belongs_to_one_task(desk):
    with pytest.raises(ValueError, match="two tasks"):
        task("sample.plain", title="Again")(lambda run, keys: None)


def test_every_attempt_says_in_the_log_of_changes_where_it_comes_from():
    with surroundings(12, "sample.plain"):
        assert current_origin().place == "job 12 sample.plain"


def test_a_claimed_job_belongs_to_its_first_claimer(desk, wang):
    job = ask_for("sample.plain", by=wang)

    assert leases.claim(job.pk, "first").owner == "first"
    assert leases.claim(job.pk, "second") is None
