"""A job whose process is gone waits again; one that only seems so is left alone."""

import os
import time

import pytest
from django.db.models.functions import Now

from tracker.jobs import leases
from tracker.jobs.actions import ask_for
from tracker.jobs.leases import LeaseLostError
from tracker.jobs.models import Job
from tracker.jobs.pulse import FilePulse, Progress, RowPulse, pulse
from tracker.jobs.querysets import from_now
from tracker.jobs.terms import LONGEST_WAIT, MOST_ATTEMPTS, PATIENT_ATTEMPTS, State
from tracker.jobs.wording import TOO_OFTEN

pytestmark = pytest.mark.django_db


@pytest.fixture
def job(desk, wang):
    """A job that a process has begun."""
    return leases.claim(ask_for("sample.plain", by=wang).pk, "gone")


@pytest.fixture(params=[RowPulse, FilePulse])
def signs(request, monkeypatch):
    """Signs of life in the row and in files, whatever database the tests run on."""
    made = request.param()
    monkeypatch.setattr(leases, "pulse", lambda: made)
    return made


def run_out(job):
    Job.objects.filter(pk=job.pk).update(lease_until=from_now(-1))


def standing(job):
    job = Job.objects.get(pk=job.pk)
    return job.state, job.owner, job.lease_until


def test_a_job_whose_lease_ran_out_waits_again(job, signs):
    run_out(job)

    assert leases.take_back_expired() == [job.pk]

    assert standing(job) == (State.WAITING, "", None)
    assert list(Job.objects.ready()) == [job]
    assert leases.take_back_expired() == []


def test_what_need_not_wait_is_ready_at_that_very_moment(job):
    """A statement has one time: the moment it says is not after the moment it asks for."""
    assert Job.objects.annotate(then=from_now(0)).filter(then__lte=Now()).get() == job


def test_a_job_with_a_lease_is_left_alone(job, signs):
    assert leases.take_back_expired() == []
    assert standing(job)[:2] == (State.RUNNING, "gone")


def test_a_sign_of_life_keeps_the_job(job, signs):
    run_out(job)

    assert signs.beat(job.pk, "gone", Progress(2, 5, "Two")).kept

    assert leases.take_back_expired() == []
    assert signs.progress_of(Job.objects.get(pk=job.pk)) == Progress(2, 5, "Two")


def test_a_sign_of_life_in_a_file_grows_old(job, settings):
    signs = FilePulse()
    signs.beat(job.pk, "gone", Progress())
    [path] = signs.folder.iterdir()
    assert signs.is_alive(job)

    old = time.time() - settings.JOB_LEASE_SECONDS - 1
    os.utime(path, (old, old))

    assert not signs.is_alive(job)


def test_the_row_tells_who_lost_the_job(job):
    signs = RowPulse()
    Job.objects.update(owner="faster")

    assert not signs.beat(job.pk, "gone", Progress(1, 2)).kept
    assert standing(job)[1] == "faster"


def test_the_wish_to_stop_reaches_the_run_and_outlives_its_process(job, signs, wang):
    assert signs.who_stops(job.pk) is None

    assert signs.ask_to_stop(job, wang)

    assert signs.beat(job.pk, "gone", Progress()).stop
    assert signs.who_stops(job.pk) == wang.pk
    Job.objects.filter(pk=job.pk).update(lease_until=from_now(-1))
    assert leases.take_back_from(job.pk, "gone")
    job.refresh_from_db()
    assert (job.state, job.cancelled_by) == (State.CANCELLED, wang)
    assert signs.who_stops(job.pk) is None


def test_the_wish_to_stop_what_has_ended_is_not_kept(job, signs, wang):
    leases.finish(job.pk, "gone", "", Progress())

    assert not signs.ask_to_stop(job, wang)

    assert signs.who_stops(job.pk) is None


def test_nothing_is_left_of_an_attempt(job):
    signs = FilePulse()
    signs.beat(job.pk, "gone", Progress())
    signs.ask_to_stop(job, job.asked_by)

    signs.forget(job.pk, "gone")

    assert list(signs.folder.iterdir()) == []


def test_a_job_of_a_process_known_to_be_dead_need_not_run_out(job):
    assert leases.take_back_from(job.pk, "gone")

    assert standing(job) == (State.WAITING, "", None)
    assert not leases.take_back_from(job.pk, "gone")


def test_a_job_that_was_broken_off_too_often_fails(job):
    Job.objects.update(attempts=MOST_ATTEMPTS)
    run_out(job)

    leases.take_back_expired()

    job.refresh_from_db()
    assert (job.state, job.outcome) == (State.FAILED, TOO_OFTEN)
    assert job.finished is not None


@pytest.mark.parametrize(
    "end",
    [
        lambda job: leases.finish(job.pk, "gone", "", Progress()),
        lambda job: leases.fail(job.pk, "gone", "words"),
        lambda job: leases.cancel_run(job.pk, "gone", None),
        lambda job: leases.move_on(job.pk, "gone", "7"),
    ],
)
def test_who_lost_the_job_changes_nothing(job, end):
    Job.objects.update(owner="faster")
    before = list(Job.objects.values())

    with pytest.raises(LeaseLostError):
        end(job)
    assert not leases.give_back(job.pk, "gone")

    assert list(Job.objects.values()) == before


def test_the_first_attempts_follow_at_once_and_later_ones_wait():
    waits = [leases.wait_after(n) for n in range(PATIENT_ATTEMPTS + 8)]

    assert waits == [0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, LONGEST_WAIT, LONGEST_WAIT]


def test_signs_of_life_lie_where_the_database_lets_them(settings):
    sqlite = "sqlite" in settings.DATABASES["default"]["ENGINE"]

    assert isinstance(pulse(), FilePulse if sqlite else RowPulse)
