"""A whole installation for tests: real data, its own database, the real web server.

Nothing is mocked: `seed`, `collectstatic` and granian run as an office runs them.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import migrated

ROOT = migrated.ROOT
START_SECONDS = 120  # with every processor taken by other tests
GUARD, GUARD_PASSWORD = "guard", "Lilac-and-grain-7"
SECOND_GUARD = "second-guard"
STAFF_PASSWORD = "Poplar-and-river-9"


# Address of a running site: the environment of its machine.
_machines: dict[str, dict[str, str]] = {}


def run_on_machine_of(site: str, module: str) -> None:
    """Run one of our modules where a site runs, as its keeper could."""
    _run(_machines[site], "-m", module, told="")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def environment(folder: Path, database_url: str) -> dict[str, str]:
    """Return the environment of an office: nothing but folder and database is set."""
    return migrated.environment(folder, database_url) | {
        "DEBUG": "false",
        "HTTPS": "false",
        "DEMO": "false",
        "REDIS_URL": "",
    }


@contextmanager
def running_site(folder: Path) -> Iterator[str]:
    """Yield the address of a seeded, running site; stop it and drop its database afterwards."""
    with migrated.copy(f"journeys_{os.getpid()}", folder) as database_url:
        env = environment(folder, database_url)
        subprocess.run(
            [sys.executable, "manage.py", "seed", "--commit"],
            cwd=ROOT,
            env=env,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        for name in (GUARD, SECOND_GUARD):
            _make_security_administrator(env, name)
        _run(env, "-m", "tests.journeys.staff", told=STAFF_PASSWORD)
        with _server(env) as address:
            _machines[address] = env
            yield address


def _make_security_administrator(env: dict[str, str], name: str) -> None:
    """Make the first accounts as an office does: by the command, on the machine."""
    arguments = ("manage.py", "create_admin", name, "--security", "--password-stdin")
    _run(env, *arguments, told=GUARD_PASSWORD)


def _run(env: dict[str, str], *arguments: str, told: str) -> None:
    """Run Python on the machine of the site and tell it one line."""
    subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=env,
        check=True,
        input=f"{told}\n".encode(),
        stdout=subprocess.DEVNULL,
    )


@contextmanager
def _server(env: dict[str, str]) -> Iterator[str]:
    port = free_port()
    granian = Path(sys.executable).with_name("granian")
    options = [
        "--interface",
        "wsgi",
        "--no-ws",
        "--blocking-threads",
        "4",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    server = subprocess.Popen(
        [str(granian), *options, "config.wsgi:application"], cwd=ROOT, env=env
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    """Return when the site answers; raise when it ended or stays silent for START_SECONDS."""
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{address}/about/", timeout=5).close()  # noqa: S310
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"the site did not come up at {address}")
