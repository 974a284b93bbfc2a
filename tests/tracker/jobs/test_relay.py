"""The relay: hands on, remembers, takes back, and asks for what a schedule wants."""

import datetime as dt
import itertools
from zoneinfo import ZoneInfo

import pytest
from django.db import OperationalError, transaction
from django.utils import timezone

from tracker.history.models import Head
from tracker.history.record import Change, record
from tracker.jobs import relaying
from tracker.jobs.actions import ask_for
from tracker.jobs.models import Job
from tracker.jobs.querysets import from_now
from tracker.jobs.registry import TASKS
from tracker.jobs.relaying import WINDOW, Relay, ask_for_what_is_due
from tracker.jobs.running import run
from tracker.jobs.schedules import Daily, Every
from tracker.jobs.tasks import KEPT_DAYS
from tracker.jobs.terms import State
from tracker.jobs.wording import shown

pytestmark = pytest.mark.django_db
HENAN = ZoneInfo("Asia/Shanghai")


class Queue:
    """Stands for Redis: remembers what it was given, answers or does not."""

    def __init__(self):
        self.given, self.answers = [], True

    def __call__(self, number):
        if not self.answers:
            raise ConnectionError
        assert Job.objects.get(pk=number).state == State.HANDED_ON
        self.given.append(number)


@pytest.fixture
def queue():
    return Queue()


@pytest.fixture
def relay(queue):
    return Relay(places=1, hand_on=queue, quiet=9999)


def ask(count=1):
    return [ask_for("sample.plain", by=None).pk for _ in range(count)]


def states():
    return dict(Job.objects.values_list("pk", "state"))


def test_what_waits_is_handed_on_once_in_order(desk, relay, queue):
    jobs = ask(3)

    relay.look()
    relay.look()

    assert queue.given == jobs
    assert set(states().values()) == {State.HANDED_ON}


def test_two_relays_hand_on_each_job_once(desk, relay, queue):
    jobs = ask(3)
    another = Relay(places=1, hand_on=queue, quiet=9999)

    relay.look()
    another.look()

    assert queue.given == jobs


def test_a_relay_asks_for_what_is_due_unless_a_clock_does(desk, queue):
    Relay(places=1, hand_on=queue, quiet=None).look()
    assert not Job.objects.exists()

    Relay(places=1, hand_on=queue, quiet=0).look()
    assert set(Job.objects.values_list("kind", flat=True)) >= {"history.verify"}


def test_a_queue_that_does_not_answer_loses_nothing_and_is_asked_again_later(desk, relay, queue):
    jobs = ask(2)
    queue.answers = False

    relay.look()

    assert set(states().values()) == {State.WAITING}
    queue.answers = True
    relay.look()
    assert queue.given == [], "it is given a moment"
    relay._queue_from = 0
    relay.look()
    assert queue.given == jobs


def test_what_a_queue_has_forgotten_is_handed_on_anew(desk, relay, queue, settings):
    [job] = ask()
    relay.look()
    Job.objects.update(handed_on=from_now(-settings.JOB_REHAND_SECONDS - 1))

    relay.look()

    assert queue.given == [job, job]


def test_a_queue_is_never_given_more_than_a_window_of_jobs(desk, relay, queue):
    jobs = ask(WINDOW + 5)

    relay.look()
    assert queue.given == jobs[:WINDOW]
    run(jobs[0], beating=False)
    relay.look()

    assert queue.given == jobs[: WINDOW + 1]


def test_work_that_is_to_wait_is_not_handed_on(desk, relay, queue):
    ask()
    Job.objects.update(not_before=from_now(60))

    relay.look()

    assert queue.given == []
    assert relay.is_idle()


def test_a_database_that_does_not_answer_does_not_end_the_relay(desk, relay, monkeypatch):
    def broken():
        raise OperationalError

    monkeypatch.setattr(relaying, "take_back_expired", broken)
    monkeypatch.setattr(relaying.connection, "close", lambda: None)

    relay.look()


# --- Schedules ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("schedule", "moment", "slot"),
    [
        (Every(10), "2026-11-21 14:09:59", "20261121T0600Z"),
        (Every(10), "2026-11-21 14:10:00", "20261121T0610Z"),
        (Daily(3), "2026-11-21 02:59:59", "20261120"),
        (Daily(3), "2026-11-21 03:00:00", "20261121"),
    ],
)
def test_a_schedule_names_the_period_of_a_moment(schedule, moment, slot):
    assert schedule.slot(dt.datetime.fromisoformat(moment).replace(tzinfo=HENAN)) == slot


def test_each_period_has_one_job_however_many_relays_look(desk):
    scheduled = {task.name for task in TASKS.values() if task.schedule}

    for _ in range(3):
        ask_for_what_is_due()

    assert sorted(Job.objects.values_list("kind", flat=True)) == sorted(scheduled)
    assert set(Job.objects.values_list("asked_by", flat=True)) == {None}


def test_the_next_period_has_a_job_of_its_own(desk, monkeypatch):
    today = timezone.localtime()
    for days in range(3):
        monkeypatch.setattr(
            timezone, "localtime", lambda days=days: today + dt.timedelta(days=days)
        )
        ask_for_what_is_due()

    kinds = Job.objects.values_list("kind", flat=True)
    assert {kind: list(kinds).count(kind) for kind in kinds} == dict.fromkeys(
        (task.name for task in TASKS.values() if task.schedule), 3
    )


def test_schedules_wait_until_the_site_has_started(desk, relay):
    relay.look()
    assert not Job.objects.exists()

    relay._schedules_from = 0
    relay.look()
    assert Job.objects.exists()


# --- What schedules ask for -----------------------------------------------------------------


@pytest.fixture
def done(settings, tmp_path):
    """Do one kind of scheduled work; return the job."""
    settings.HISTORY_HEAD_FILE = tmp_path / "heads.txt"
    count = itertools.count()

    def do(kind):
        job = ask_for(kind, by=None, key=f"{kind} {next(count)}")
        run(job.pk, beating=False)
        job.refresh_from_db()
        return job

    return do


def test_the_end_of_the_log_is_written_down_and_the_log_verified(done, settings):
    head = one_event()

    assert done("history.export_head").state == State.DONE
    assert head in settings.HISTORY_HEAD_FILE.read_text()
    assert done("history.verify").state == State.DONE


def one_event():
    """Write an event and return the digest of where the log ends."""
    with transaction.atomic():
        return record(Change("places.rename", "area", "410871"), by=None).digest


def test_a_log_that_is_not_whole_fails_in_words_and_in_the_program_s_log(done, caplog):
    one_event()
    Head.objects.update(sequence=99)

    job = done("history.verify")

    assert job.state == State.FAILED
    assert "missing at the end" in job.outcome
    assert "job_failed" in caplog.text


@pytest.mark.parametrize("kind", ["tallies.verify", "people.clear_sessions"])
def test_other_upkeep_runs(done, kind):
    assert done(kind).state == State.DONE


def test_old_entries_of_schedules_go_and_those_of_people_stay(done, desk, wang):
    mine, failed = ask_for("sample.plain", by=wang), ask_for("sample.plain", by=None)
    old, young = ask(2)
    for job, state in ((mine.pk, "done"), (failed.pk, "failed"), (old, "done"), (young, "done")):
        finished = from_now(-(KEPT_DAYS + 1) * 86400) if job != young else from_now(0)
        Job.objects.filter(pk=job).update(state=state, finished=finished)

    outcome = shown(done("jobs.clear_old").outcome)

    assert outcome == "1 entries of scheduled work were removed."
    assert set(states()) >= {mine.pk, failed.pk, young}
    assert old not in states()
