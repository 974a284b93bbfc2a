"""Background work of a whole installation: shown, cancelled, delivered too often, started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from tests.faults.rig import ALIAS
from tests.faults.test_kills import ROWS, assert_done_once
from tests.journeys.installation import ROOT
from tracker.jobs.models import Job
from tracker.jobs.registry import TASKS

ASK = """
from tracker.jobs.actions import ask_for
from tracker.people.models import User
wang = User.objects.create(username="wang")
print(ask_for("countable.insert", {"rows": 5000, "pause": 5}, by=wang).pk)
"""
LOOK = """
from tracker.jobs.models import Job
from tracker.jobs.pulse import pulse
print(pulse().progress_of(Job.objects.get()).done)
"""
CANCEL = """
from tracker.jobs.actions import cancel
from tracker.jobs.models import Job
job = Job.objects.get()
cancel(job, by=job.asked_by)
"""


def test_a_running_job_shows_how_far_it_is_and_is_cancelled_while_it_writes(site):
    site.shell(ASK)
    site.wait_until(lambda: site.states()["running"], 30)

    # Of rows that nobody else can see yet: they are not committed.
    site.wait_until(lambda: int(site.shell(LOOK)) > 0, 30)
    assert site.rows() == Counter()
    site.shell(CANCEL)

    site.wait_until(lambda: site.states() == Counter(cancelled=1), 30)
    assert site.rows() == Counter()
    assert site.events() == Counter()


def test_a_message_that_is_delivered_three_times_does_its_work_once(queue):
    queue.wait_for(queue.ask(1, rows=ROWS, pause=0), 60)
    queue.kill("worker", signal.SIGSTOP)
    jobs = queue.ask(4, "countable.steps", rows=ROWS, pause=5)

    # Each time the worker takes none, the relay hands all of them on anew.
    queue.wait_until(lambda: queue.queued() >= 3 * len(jobs), 60)
    queue.kill("worker", signal.SIGCONT)

    assert_done_once(queue, [*jobs, jobs[0] - 1])


def test_a_clock_that_was_killed_asks_once_for_what_is_due(queue):
    due = {task.name for task in TASKS.values() if task.schedule}
    queue.add_beat()

    queue.wait_until(lambda: set(kinds_done(queue)) >= due, 60)
    queue.kill("beat")
    # All of it is due again, as if a day had passed.
    Job.objects.using(ALIAS).filter(kind__in=due).delete()

    queue.wait_until(lambda: set(kinds_done(queue)) >= due, 60)
    assert kinds_done(queue) == Counter(due)


def kinds_done(queue):
    done = Job.objects.using(ALIAS).filter(state="done", asked_by=None)
    return Counter(done.values_list("kind", flat=True))


def test_make_run_starts_web_and_relay_and_stops_both(tmp_path):
    """With a stand-in for the web server, which has tests of its own."""
    marks = {name: tmp_path / name for name in ("web", "relay")}
    script = f"echo $$ >> {{}}; exec {sys.executable} -c 'import time; time.sleep(600)'"
    env = {"PATH": os.environ["PATH"]}
    for name, mark in marks.items():
        runner = tmp_path / f"{name}.sh"
        runner.write_text(script.format(mark))
        env[name.upper()] = f"sh {runner}"
    honcho = Path(sys.executable).with_name("honcho")
    options = ["start", "--no-prefix", "-e", "/dev/null", "-f", "deploy/Procfile", "-d", "."]

    with subprocess.Popen([honcho, *options], cwd=ROOT, env=env, stdout=subprocess.DEVNULL) as both:
        [web], [relay] = (pids(mark, 1) for mark in marks.values())
        os.kill(relay, signal.SIGKILL)
        started = pids(marks["relay"], 2)
        both.send_signal(signal.SIGINT)
        both.wait(timeout=30)

    assert pids(marks["web"], 1) == [web]
    assert [pid for pid in (web, *started) if Path(f"/proc/{pid}").exists()] == []


def pids(mark: Path, count: int) -> list[int]:
    """Wait until so many processes have written their numbers; return them."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if mark.exists() and len(found := mark.read_text().split()) >= count:
            return [int(pid) for pid in found]
        time.sleep(0.05)
    raise AssertionError(f"{mark.name} was not started")
