"""The largest table that is taken, through everything that can happen to it.

    python bench/large_import.py                     1,000,000 rows of CSV
    python bench/large_import.py --rows 100000 --xlsx    as many as a workbook may have
    python bench/large_import.py --gb18030           the same CSV as WPS saves it
    DATABASE_URL=postgres://… python bench/large_import.py …   an empty PostgreSQL database of yours

One row is one star of one invented village, five to a village, in the layout of the exported list;
every thousandth row is wrong. It is uploaded and read, its pages are opened as a browser does, the
wrong rows are downloaded, its writing is stopped half-way (then nothing may be written), it is
applied, and undone. Each phase is a process of its own, so that its peak memory is its own.
Behind the pages stand the seconds of the slowest one.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench import imports  # noqa: E402 - found by the path above
from bench.imports import YEAR, clerk, newest  # noqa: E402
from bench.spending import spent_on  # noqa: E402
from config.stack import with_room  # noqa: E402

PROVINCE, STREET_SIZE, STREETS = "41", 250, 100
STARS = 5  # of a village
WRONG = 1000  # every so many rows


# --- The scratch database ------------------------------------------------------------


def villages(rows: int) -> Iterator[str]:
    """Yield the codes of the villages, 250 to a street and 100 streets to a county."""
    for place in range(-(-rows // STARS)):
        street, village = divmod(place, STREET_SIZE)
        county, street = divmod(street, STREETS)
        yield f"{PROVINCE}{county + 1:02d}22{street + 1:03d}{village + 201:03d}"


def prepare(rows: int) -> None:
    from django.core.management import call_command

    from tests.tracker.ratings import cast

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    cast.campaign(YEAR, standards=0)
    cast.person("clerk", ("county_clerk", PROVINCE))
    for length, level in ((4, "city"), (6, "county"), (9, "street"), (12, "village")):
        _add_areas(dict.fromkeys(code[:length] for code in villages(rows)), level)
    _add_branches(rows)
    imports.declare()


def _add_areas(codes: Any, level: str) -> None:
    from tracker.places.models import Area

    above = {"city": 2, "county": 4, "street": 6, "village": 9}[level]
    kind = "rural" if level == "village" else ""
    there = set(Area.objects.filter(level=level).values_list("pk", flat=True))
    Area.objects.bulk_create(
        (
            Area(code=code, level=level, kind=kind, name=code[above:], parent_id=code[:above])
            for code in codes
            if code not in there
        ),
        batch_size=1000,
    )


def _add_branches(rows: int) -> None:
    from tracker.places.models import Branch

    Branch.objects.bulk_create(
        (Branch(area_id=code, unit_kind="rural") for code in villages(rows)), batch_size=1000
    )


def cells(rows: int) -> Iterator[list[str]]:
    from tracker.campaigns.scoring import STARS_OF_KIND
    from tracker.changesets.registry import KINDS, Scope

    listed = KINDS["ratings.statements"].layouts(Scope(YEAR, PROVINCE))[1]
    yield [column.title for column in listed.columns]
    titles = dict(listed.columns[2].choices)
    stars = [titles[key] for key in STARS_OF_KIND["rural"]]
    met = dict(listed.columns[3].choices)["met"]
    count = 0
    for code in villages(rows):
        for star in stars:
            count += 1
            if count <= rows:
                said = "大概" if count % WRONG == 0 else met
                yield [code, str(YEAR), star, said]


def write_table(path: Path, rows: int, encoding: str) -> None:
    if path.suffix == ".csv":
        with path.open("w", encoding=encoding, newline="") as file:
            file.writelines(",".join(row) + "\r\n" for row in cells(rows))
        return
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        page = book.add_worksheet()
        for number, row in enumerate(cells(rows)):
            page.write_row(number, 0, row)


# --- What happens to it ----------------------------------------------------------------


def stopped(_path: Any) -> None:
    """Confirm, let the job begin to write, and stop it as its author does on a page."""
    from tracker.changesets.actions import confirm, take_back
    from tracker.jobs.actions import cancel
    from tracker.jobs.models import Job
    from tracker.jobs.pulse import pulse
    from tracker.jobs.running import run
    from tracker.ratings.models import RatingStep

    made = newest()
    made = confirm(by=clerk(), changeset=made, seen=made.version)
    number, by = made.job_id, clerk()

    def stop() -> None:
        while True:
            time.sleep(0.2)
            job = Job.objects.get(pk=number)
            progress = pulse().progress_of(job)
            if progress.total and progress.done * 2 > progress.total:
                cancel(job, by=by)
                return

    person = Thread(target=stop)
    person.start()
    assert run(number)
    person.join()
    assert Job.objects.get(pk=number).state == "cancelled"
    assert not RatingStep.objects.exists()
    made = newest()
    take_back(by=by, changeset=made, seen=made.version)


def pages(path: Any) -> None:
    """Open the first page, a late one, the last one and the wrong rows; print the slowest."""
    slowest = 0.0
    for query in ({}, {"page": "2"}, {"page": "999999"}, {"verdict": "wrong"}):
        started = time.perf_counter()
        _opened("changeset-detail", query)
        slowest = max(slowest, time.perf_counter() - started)
    print(f"{slowest:.2f}")


def refused(_path: Any) -> None:
    for _part in _opened("changeset-refused", {}):
        pass


def _opened(name: str, query: dict[str, str]) -> Any:
    from django.test import Client
    from django.urls import reverse

    browser = Client()
    browser.force_login(clerk())
    answer = browser.get(reverse(name, args=[newest().pk]), query)
    assert answer.status_code == 200
    return answer


PHASES: dict[str, Callable[[Any], None]] = {
    "stage": imports.stage,
    "pages": pages,
    "refused": refused,
    "stopped": stopped,
    "apply": lambda _path: imports.apply(),
    "undo": lambda _path: imports.undo(),
}


# --- The run ---------------------------------------------------------------------------


def do_phase(phase: str, path: Path) -> None:
    spent = spent_on(lambda: PHASES[phase](path))
    print(f"{spent.clock:9.1f}{spent.processor:9.1f}{spent.peak:10.0f}")


def measure(folder: Path, path: Path) -> None:
    print(f"{'':12}seconds    cpu s  peak MiB", flush=True)
    for phase in PHASES:
        command = [sys.executable, __file__, "--phase", phase, "--folder", str(folder)]
        told = subprocess.run([*command, "--path", str(path)], stdout=subprocess.PIPE, check=True)
        *more, line = told.stdout.decode().splitlines()
        print(f"{phase:10}{line}  {' '.join(more)}", flush=True)
    print(imports.proof())


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--xlsx", action="store_true")
    parser.add_argument("--gb18030", action="store_true")
    parser.add_argument("--keep", type=Path, help="a folder for the scratch database that stays")
    parser.add_argument("--phase", choices=sorted(PHASES), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--path", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.phase:
        imports.prepare_django(asked.folder)
        do_phase(asked.phase, asked.path)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = asked.keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        imports.prepare_django(folder)
        prepare(asked.rows)
        path = folder / ("table.xlsx" if asked.xlsx else "table.csv")
        write_table(path, asked.rows, "gb18030" if asked.gb18030 else "utf-8-sig")
        measure(folder, path)


if __name__ == "__main__":
    with_room(main)()
