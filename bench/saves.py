"""What saving costs: many editors under one county over HTTP, and the parts of one saved change.

    python bench/saves.py                          scratch SQLite
    DATABASE_URL=postgres://… python bench/saves.py     PostgreSQL; the database must be empty
    python bench/saves.py --editors 10 --seconds 3      smaller, to see that it runs

Every editor has one branch of its own and works without a pause: saves the standards of a star
three times, saves and submits it, takes it back, and again. All of them share the tallies of one
county and the one log, which is what holds them up. A save counts when the site answers 302.
The server is granian with 2 workers, as in `make run`; the editors run beside it on the same
machine, so their own work is in the numbers. At the end every tally must be what a recount gives,
and the log must be whole. "memory" is what the processes of the server hold together at the end
(shared pages counted in each).

"Parts": processor milliseconds of one star moved by the action, in this process, beside the bare
UPDATE of its row in a transaction of its own. Read the ratios.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
COUNTY, YEAR, STREETS = "410822", 2023, 10
TOKEN = "b" * 32  # sent as cookie and field alike, as a browser does
RUNS = 60


@contextmanager
def server(port: int) -> Iterator[subprocess.Popen[bytes]]:
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--workers", "2",
        "--blocking-threads", "4", "--host", "127.0.0.1", "--port", str(port),
        "--log-level", "error", "config.wsgi:application",
    ]  # fmt: skip
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        for _attempt in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield process
    finally:
        process.terminate()
        process.wait(timeout=30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def resident(parent: int) -> float:
    """Return the MiB that a process and all below it hold."""
    total, todo = 0, [str(parent)]
    while todo:
        process = todo.pop()
        fields = Path(f"/proc/{process}/statm").read_text().split()
        total += int(fields[1]) * os.sysconf("SC_PAGE_SIZE")
        for task in Path(f"/proc/{process}/task").iterdir():
            todo += (task / "children").read_text().split()
    return total / 2**20


# --- The editors: no Django here, only what a browser sends -------------------------


def edit(port: int, editor: dict[str, Any], until: float) -> list[float]:
    """Save until the time is over; return the seconds of each save."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"sessionid={editor['session']}; csrftoken={TOKEN}",
    }
    base = f"/ratings/{YEAR}/{editor['code']}/"
    version, turn, taken = int(editor["version"]), 0, []
    while time.monotonic() < until:
        turn += 1
        body: dict[str, object] = {"csrfmiddlewaretoken": TOKEN}
        if turn % 5 == 0:
            address = f"{base}move/"
            body |= {"verb": "recall", "star": f"industry.{version}", "do": "confirm"}
            version += 1
        else:
            address = f"{base}stars/industry/"
            body |= {"seen": version, "do": "submit" if turn % 5 == 4 else "save"}
            # What is saved differs from what stands: else nothing is written and no version made.
            for key in editor["standards"]:
                body |= {f"result-{key}": "met", f"note-{key}": f"第{version}版之后"}
            version += 2 if turn % 5 == 4 else 1
        started = time.monotonic()
        connection.request("POST", address, urlencode(body), headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 302:
            raise SystemExit(f"{address}: {answer.status} at turn {turn}")
        taken.append(time.monotonic() - started)
    return taken


def drive(port: int, editors: list[dict[str, Any]], seconds: float) -> list[float]:
    until = time.monotonic() + seconds
    with ThreadPoolExecutor(len(editors)) as pool:
        waiting = [pool.submit(edit, port, editor, until) for editor in editors]
        return [one for done in waiting for one in done.result()]


# --- The scratch database ------------------------------------------------------------


def session_of(user: Any) -> str:
    """Return the key of a session as signing in leaves it."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from tracker.people.actions.signing import BACKEND
    from tracker.people.sessions import beginning

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.update(beginning(user.session_epoch, time.time()))
    session.save()
    return str(session.session_key)


def prepare(folder: Path, editors: int) -> list[dict[str, Any]]:
    """Make a county with a branch and an officer for each editor; return what they need."""
    from django.core.management import call_command

    from tests.tracker.ratings import cast
    from tracker.access.terms import Role

    call_command("migrate", verbosity=0)
    cast.campaign(standards=6)
    codes = [
        f"{COUNTY}{101 + number % STREETS}{201 + number // STREETS}" for number in range(editors)
    ]
    for code in codes:
        cast.village(code)
    county = cast.person("county", (Role.COUNTY_OFFICE, COUNTY))
    cast.declare(*codes, by=county)
    keys = [standard.pk for standard in cast.standards("industry")]
    found = []
    for number, code in enumerate(codes):
        user = cast.person(f"editor{number}", (Role.STREET_OFFICER, code[:9]))
        version = cast.star("industry", code).version
        found.append(
            {"code": code, "session": session_of(user), "version": version, "standards": keys}
        )
    (folder / "editors.json").write_text(json.dumps(found))
    return found


def proof() -> str:
    """Return that all is counted and the log whole, or what is not."""
    from tests.tracker.ratings import cast
    from tracker.history.models import Head
    from tracker.history.verify import verify

    events, finding = verify()
    wrong = cast.miscounted()
    assert not wrong, wrong[:5]
    assert finding is None, finding
    assert Head.objects.get().sequence == events
    return f"{events} events whole, 0 wrong tallies"


def measure(folder: Path, editors: int, seconds: float) -> None:
    from django.db import connection

    found = prepare(folder, editors)
    connection.close()
    port = free_port()
    with server(port) as process:
        drive(port, found[:4], 2)  # both workers have imported everything
        for editor in found[:4]:
            editor["version"] = current_version(editor["code"])
            reset(editor["code"])
            editor["version"] = current_version(editor["code"])
        connection.close()
        command = [sys.executable, __file__, "--drive", str(port), "--seconds", str(seconds)]
        (folder / "editors.json").write_text(json.dumps(found))
        told = subprocess.run(
            [*command, "--folder", str(folder)], check=True, stdout=subprocess.PIPE, text=True
        )
        memory = resident(process.pid)
    taken = sorted(json.loads(told.stdout))
    at = [taken[int(len(taken) * share)] * 1000 for share in (0.5, 0.95, 0.99)]
    print(
        f"{connection.vendor}: {editors} editors for {seconds:.0f} s, "
        f"{len(taken) / seconds:.0f} saves/s, "
        f"median {at[0]:.0f} ms, p95 {at[1]:.0f} ms, p99 {at[2]:.0f} ms, memory {memory:.0f} MiB; "
        f"{proof()}"
    )


def current_version(code: str) -> int:
    from tests.tracker.ratings import cast

    return cast.star("industry", code).version


def reset(code: str) -> None:
    """Take a star back that was left submitted."""
    from tests.tracker.ratings import cast
    from tracker.people.models import User

    if cast.star("industry", code).state == "entered":
        officer = User.objects.filter(grants__area=code[:9]).first()
        cast.do(officer, "recall", "industry", code=code)


# --- The parts of one saved change -----------------------------------------------------


def parts() -> None:
    """Print what one moved star costs, and what of it each part takes."""
    from django.db import connection, transaction

    from tests.tracker.ratings import cast
    from tracker.people.models import User
    from tracker.ratings.actions import moving
    from tracker.ratings.models import StarRating

    code = f"{COUNTY}101201"
    officer = User.objects.filter(grants__area=code[:9]).first()
    reset(code)
    spent: dict[str, list[float]] = {}
    for name in ("load_for", "judge", "write", "shift", "tell"):
        setattr(moving, name, timed(getattr(moving, name), spent.setdefault(name, [])))
    whole: list[float] = []
    for turn in range(RUNS):
        wanted = cast.moves("industry", code=code)
        verb = "recall" if turn % 2 else "submit"
        move = timed(moving.move_many, whole)
        move(by=officer, moves=wanted, verb=verb)
    key = cast.star("industry", code).pk
    bare: list[float] = []

    def update() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE tracker_starrating SET reason = 'x' WHERE id = %s AND version > 0", [key]
            )

    for _run in range(RUNS):
        timed(update, bare)()
    StarRating.everything.filter(pk=key).update(reason="")
    least = statistics.median(bare)
    print(f"{connection.vendor}: one moved star, processor ms (median of {RUNS}) and ratio:")
    for name, times in {"bare UPDATE": bare, "whole move": whole, **spent}.items():
        middle = statistics.median(times)
        print(f"  {name:12}{middle:8.2f}{middle / least:8.1f}")


def timed(work: Callable[..., Any], spent: list[float]) -> Callable[..., Any]:
    def run(*args: Any, **facts: Any) -> Any:
        started = time.process_time()
        try:
            return work(*args, **facts)
        finally:
            spent.append((time.process_time() - started) * 1000)

    return run


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--editors", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--drive", type=int, metavar="PORT", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.drive:
        editors = json.loads((arguments.folder / "editors.json").read_text())
        print(json.dumps(drive(arguments.drive, editors, arguments.seconds)))
        return
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "static").mkdir()
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "IGNORE_DOTENV": "1",
            "VAR_DIR": folder,
        }
        os.environ.setdefault("LOG_LEVEL", "CRITICAL")
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
        import django
        from django.core.management import call_command

        django.setup()
        call_command("collectstatic", interactive=False, verbosity=0)
        measure(Path(folder), arguments.editors, arguments.seconds)
        parts()


if __name__ == "__main__":
    main()
