"""What a flood of sign-ins costs everybody else: a public page, and somebody with a right password.

    python bench/flood.py                 sixteen connections, every attempt under another name
    python bench/flood.py --seconds 5     shorter, to see that it runs

Three rounds against granian with 2 workers, as in `make run`, on a scratch SQLite database: no
flood; a flood from one network address; a flood in which every attempt comes from another address
(as only a botnet, or a proxy that is not ours, can do). In each round one reader asks for the page
of a county without a pause, and an official signs in from an address of their own once a second,
asking again when told to come back. The flood runs beside the server on the same machine, so its
own work is in the numbers.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import os
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.saves import TOKEN, free_port, server  # noqa: E402

COUNTY = "410822"
CONNECTIONS = 16
NAME, PASSWORD = "official", "lilac-and-grain-7"
LONGEST = 30  # seconds after which the official gives up


def attempt(port: int, name: str, password: str, address: str) -> int:
    """Try to sign in; return the status."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    body = urlencode({"csrfmiddlewaretoken": TOKEN, "username": name, "password": password})
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"csrftoken={TOKEN}",
        "X-Forwarded-For": address,
    }
    connection.request("POST", "/sign-in/", body, headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def flood(port: int, until: float, numbers: itertools.count, *, spread: bool) -> None:
    while time.monotonic() < until:
        number = next(numbers)
        address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        attempt(port, f"name{number}", "wrong", address if spread else "192.0.2.1")


def read(port: int, until: float, taken: list[float]) -> None:
    """Ask for a public page over and over; keep the seconds of each."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    while time.monotonic() < until:
        started = time.monotonic()
        connection.request("GET", f"/areas/{COUNTY}/")
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise SystemExit(f"the page of the county answered {answer.status}")
        taken.append(time.monotonic() - started)


def sign_in(port: int, until: float, taken: list[float]) -> None:
    """Sign in once a second, patiently; keep the seconds until the door opened."""
    while time.monotonic() < until:
        started = time.monotonic()
        while attempt(port, NAME, PASSWORD, "198.51.100.7") != 302:
            if time.monotonic() - started > LONGEST:
                break
            time.sleep(0.2)
        taken.append(time.monotonic() - started)
        time.sleep(max(0.0, 1 - taken[-1]))


def round_of(port: int, seconds: float, *, connections: int, spread: bool) -> str:
    until, pages, doors = time.monotonic() + seconds, list[float](), list[float]()
    numbers = itertools.count(1)
    people = [
        threading.Thread(target=flood, args=(port, until, numbers), kwargs={"spread": spread})
        for _connection in range(connections)
    ]
    people += [threading.Thread(target=read, args=(port, until, pages))]
    people += [threading.Thread(target=sign_in, args=(port, until, doors))]
    for one in people:
        one.start()
    for one in people:
        one.join()
    pages.sort()
    doors.sort()
    at = [pages[int(len(pages) * share)] * 1000 for share in (0.5, 0.95)]
    return (
        f"{(next(numbers) - 1) / seconds:.0f} attempts/s; public page median {at[0]:.0f} ms, "
        f"p95 {at[1]:.0f} ms; the official was in after {doors[len(doors) // 2]:.1f} s "
        f"(median), {doors[-1]:.1f} s at worst"
    )


def prepare() -> None:
    from django.core.management import call_command

    from tests.factories.places import AreaFactory, BranchFactory
    from tests.tracker.ratings import cast
    from tracker.access.terms import Role
    from tracker.places.actions import recount_units

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    cast.campaign()
    for street in range(101, 113):
        for number in range(201, 221):
            BranchFactory(area=AreaFactory(code=f"{COUNTY}{street}{number}"))
    recount_units()
    official = cast.person(NAME, (Role.STREET_OFFICER, f"{COUNTY}101"))
    official.set_password(PASSWORD)
    official.save()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=20)
    seconds = parser.parse_args().seconds
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "static").mkdir()
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "IGNORE_DOTENV": "1",
            "VAR_DIR": folder,
            "BEHIND_PROXY": "true",
        }
        os.environ.setdefault("LOG_LEVEL", "CRITICAL")
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
        import django
        from django.db import connection

        django.setup()
        prepare()
        connection.close()
        port = free_port()
        with server(port):
            for name, connections, spread in (
                ("no flood", 0, False),
                ("from one address", CONNECTIONS, False),
                ("from many addresses", CONNECTIONS, True),
            ):
                said = round_of(port, seconds, connections=connections, spread=spread)
                print(f"{name}: {said}")


if __name__ == "__main__":
    main()
