"""A site's background half, to be broken: a database, Redis, relays and workers as processes.

All is real: the database is of the kind that the tests run on, Redis and Celery's worker are
started here. What a test kills is started again by `tend`, as systemd would do.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import redis
from django.db import connections
from redis.backoff import ConstantBackoff
from redis.retry import Retry

from config.databases import database as settings_of
from tests import migrated
from tests.faults.countable import MADE, TABLE
from tests.journeys.installation import ROOT, free_port
from tracker.history.models import Event
from tracker.jobs.models import Job

ALIAS = "rig"
LEASE = 2  # seconds
FINISHED_WITHIN = 120  # seconds: what the project promises, however it was broken
REDIS = shutil.which("redis-server")


def need_redis() -> None:
    if REDIS is None:
        if os.environ.get("SERVICES") == "required":
            pytest.fail("no redis-server on this machine")
        pytest.skip("no redis-server on this machine; on Debian: apt-get install redis-server")


@dataclass
class Rig:
    """`commands` are what is to run, by name; `tend` starts whatever of it does not."""

    env: dict[str, str]
    folder: Path
    commands: dict[str, list[str]] = field(default_factory=dict)
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    # --- Processes ---------------------------------------------------------------

    def add_relay(self, name: str = "relay") -> None:
        options = ["relay", "--quiet-start", "9999"]
        self.add(name, [sys.executable, "manage.py", *options])

    def add_worker(self, name: str = "worker") -> None:
        options = ["-A", "config.celery", "worker", "-c", "2", "--without-mingle"]
        quiet = ["--without-gossip", "--without-heartbeat", "-l", "WARNING", "-n", name]
        self.add(name, [sys.executable, "-m", "celery", *options, *quiet])

    def add_beat(self) -> None:
        """Start Celery's beat as compose.yaml does, with a clock that ticks each second."""
        options = ["-A", "tests.faults.clock", "beat", "--pidfile=", "-l", "WARNING"]
        self.add("beat", [sys.executable, "-m", "celery", *options])

    def add_redis(self) -> None:
        """Redis as compose.yaml runs it: what it acknowledged is on disk within a second."""
        need_redis()
        port = str(free_port())
        kept = ["--appendonly", "yes", "--appendfsync", "everysec", "--save", ""]
        place = ["--bind", "127.0.0.1", "--dir", str(self.folder)]
        self.env["REDIS_URL"] = f"redis://127.0.0.1:{port}/0"
        self.add("redis", [str(REDIS), "--port", port, *place, *kept])

    def add_web(self) -> int:
        """Serve the site as `make run` does, with workers that are replaced; return the port."""
        collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
        subprocess.run(collect, cwd=ROOT, env=self.env, check=True)
        port = free_port()
        served = ["--interface", "wsgi", "--no-ws", "--workers", "2", "--blocking-threads", "4"]
        place = ["--respawn-failed-workers", "--host", "127.0.0.1", "--port", str(port)]
        granian = [sys.executable, "-m", "granian", *served, *place, "--log-level", "error"]
        self.add("web", [*granian, "config.wsgi:application"])
        return port

    def add(self, name: str, command: list[str]) -> None:
        self.commands[name] = command
        self._start(name)

    def _start(self, name: str) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                self.commands[name],
                cwd=ROOT,
                env=self.env,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def tend(self) -> None:
        """Start again whatever has ended, as systemd does."""
        for name, process in self.running.items():
            if process.poll() is not None:
                self._start(name)

    def kill(self, name: str, sent: int = signal.SIGKILL) -> None:
        """Send a signal to one process, not to its children."""
        self.running[name].send_signal(sent)
        if sent == signal.SIGKILL:
            self.running[name].wait(timeout=20)

    def kill_group(self, name: str) -> None:
        """Kill a process with all its children, at once."""
        os.killpg(self.running[name].pid, signal.SIGKILL)
        self.running[name].wait(timeout=20)

    def children(self, name: str) -> list[int]:
        pid = self.running[name].pid
        try:
            listed = Path(f"/proc/{pid}/task/{pid}/children").read_text()
        except FileNotFoundError:
            return []
        return [int(child) for child in listed.split()]

    def kill_a_child(self, name: str, nth: int = 0) -> bool:
        """Kill one child of a process; False when it has none."""
        children = self.children(name)
        if not children:
            return False
        try:
            os.kill(children[nth % len(children)], signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True

    def stop(self) -> None:
        for process in self.running.values():
            # Also what is stopped (SIGSTOP), and children that outlived their parent.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(timeout=20)

    # --- Redis ----------------------------------------------------------------------

    def empty_redis(self) -> None:
        # One that was killed a moment ago and does not answer yet is tried again.
        attempts = Retry(ConstantBackoff(0.2), 50)
        url = self.env["REDIS_URL"]
        with redis.Redis.from_url(url, socket_timeout=5, retry=attempts) as server:
            server.flushall()

    def silence_redis(self, seconds: float) -> None:
        """Stop Redis without closing a connection; nobody is told."""
        self.kill("redis", signal.SIGSTOP)
        time.sleep(seconds)
        self.kill("redis", signal.SIGCONT)

    def queued(self) -> int:
        """Return how many messages lie in the queue."""
        with redis.Redis.from_url(self.env["REDIS_URL"], socket_timeout=5) as server:
            return int(server.llen("tracker.jobs.jobs"))

    # --- Jobs -----------------------------------------------------------------------

    def ask(self, count: int, kind: str = "countable.insert", **keys: int) -> list[int]:
        """Ask for jobs that insert numbered rows; return the jobs' numbers."""
        keys = {"rows": 20, "pause": 5, **keys}
        first = Job.objects.using(ALIAS).count()
        made = Job.objects.using(ALIAS).bulk_create(
            Job(kind=kind, arguments=_as_json(keys), key=f"{kind} {first + n}")
            for n in range(count)
        )
        return [job.pk for job in made]

    def shell(self, script: str) -> str:
        """Run a few lines inside the site, as a page would; return what they print."""
        command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", script]
        told = subprocess.run(
            command, cwd=ROOT, env=self.env, check=False, capture_output=True, text=True
        )
        assert told.returncode == 0, told.stderr
        return told.stdout.strip()

    def states(self) -> Counter[str]:
        return Counter(Job.objects.using(ALIAS).values_list("state", flat=True))

    def wait_until(self, condition: object, seconds: float = FINISHED_WITHIN) -> float:
        """Wait for ``condition()``, tending all processes; return the seconds it took."""
        began = time.monotonic()
        while not condition():  # type: ignore[operator]
            spent = time.monotonic() - began
            assert spent < seconds, f"after {spent:.0f} s: {self.states()}\n{self.logs()}"
            self.tend()
            time.sleep(0.05)
        return time.monotonic() - began

    def all_done(self, numbers: list[int]) -> bool:
        return not Job.objects.using(ALIAS).filter(pk__in=numbers).exclude(state="done").exists()

    def wait_for(self, numbers: list[int], seconds: float = FINISHED_WITHIN) -> float:
        """Wait until jobs are done; return the seconds it took."""
        return self.wait_until(lambda: self.all_done(numbers), seconds)

    def rows(self) -> Counter[tuple[int, int]]:
        """Return how often each (job, number) stands in the table."""
        with connections[ALIAS].cursor() as cursor:
            cursor.execute(f"SELECT job, number FROM {TABLE}")  # noqa: S608
            return Counter((job, number) for job, number in cursor.fetchall())

    def events(self) -> Counter[int]:
        """Return how many events each job has written."""
        written = Event.objects.using(ALIAS).filter(object_type="countable")
        return Counter(int(key) for key in written.values_list("object_key", flat=True))

    def logs(self) -> str:
        parts = [path.read_text()[-1500:] for path in sorted(self.folder.glob("*.log"))]
        return "\n---\n".join(parts)


def _as_json(keys: dict[str, int]) -> str:
    return "{" + ",".join(f'"{name}":{value}' for name, value in sorted(keys.items())) + "}"


@dataclass
class Copies:
    """Databases made alike from a first one, which has the table of numbered rows."""

    folder: Path
    first: str
    made: int = 0

    def another(self) -> AbstractContextManager[str]:
        """Return what yields the address of a copy, and drops it afterwards."""
        self.made += 1
        return migrated.copy(f"faults_{os.getpid()}_{self.made}", self.folder, of=self.first)


@contextmanager
def copies_in(folder: Path) -> Iterator[Copies]:
    with migrated.copy(f"faults_{os.getpid()}", folder) as first:
        with looking_into(first), connections[ALIAS].cursor() as cursor:
            cursor.execute(MADE)
        yield Copies(folder, first)


def environment(folder: Path, url: str) -> dict[str, str]:
    """Return the variables of every process of a rig."""
    return migrated.environment(folder, url) | {
        "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
        "JOB_LEASE_SECONDS": str(LEASE),
        "JOB_REHAND_SECONDS": str(LEASE),
    }


@contextmanager
def rig(copies: Copies, folder: Path) -> Iterator[Rig]:
    """Yield a rig on a fresh database; end its processes and drop the database afterwards."""
    with copies.another() as url, looking_into(url):
        made = Rig(environment(folder, url), folder)
        try:
            yield made
        finally:
            made.stop()


@contextmanager
def looking_into(url: str) -> Iterator[None]:
    """Let this process look into a rig's database, under a name of its own."""
    stated = {**connections.settings, ALIAS: settings_of(url, Path(), 0)}
    connections.settings = connections.configure_settings(stated)
    try:
        yield
    finally:
        connections[ALIAS].close()
        del connections[ALIAS]
        del connections.settings[ALIAS]
