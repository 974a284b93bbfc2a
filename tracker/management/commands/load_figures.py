"""Loads what the newspaper pages state, from data/figures/*.yaml."""

from __future__ import annotations

import getpass
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.figures.actions import Load, keep_texts, load, plan
from tracker.figures.reading.directory import read_directory
from tracker.figures.reading.entries import BrokenFilesError, Problem, Reading
from tracker.figures.reading.originals import original_faults
from tracker.figures.record import Difference
from tracker.figures.terms import CheckResult
from tracker.history.origin import coming_from


class Command(BaseCommand):
    help = (
        "Load the figures that the newspaper pages state. Says what it would do;"
        " --commit does it. Broken files change nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--data",
            type=Path,
            default=settings.BASE_DIR / "data" / "figures",
            help="directory of the YAML files",
        )
        parser.add_argument(
            "--articles",
            type=Path,
            help="directory of the pages' text files; every position is compared with them",
        )
        parser.add_argument("--commit", action="store_true", help="write to the database")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._load(options["data"], options["articles"], commit=options["commit"])
        except BrokenFilesError as broken:
            for problem in broken.problems:
                self.stderr.write(str(problem))
            raise CommandError(
                ngettext(
                    "%(count)s problem; nothing was changed.",
                    "%(count)s problems; nothing was changed.",
                    len(broken.problems),
                )
                % {"count": len(broken.problems)}
            ) from broken

    def _load(self, data: Path, articles: Path | None, *, commit: bool) -> None:
        for folder in (data, articles):
            if folder is not None and not folder.is_dir():
                raise CommandError(_("There is no directory %(path)s.") % {"path": folder})
        reading = read_directory(data)
        if articles is None:
            self.stdout.write(_("Positions are not compared: no --articles given."))
        else:
            self._compare(reading, articles)
        act = load if commit else plan
        with coming_from(f"load_figures {getpass.getuser()}"):
            done = act(reading=reading, compared=articles is not None, today=timezone.localdate())
            if commit and articles is not None:
                self._keep_texts(reading, articles)
        self._report(done)
        if not commit:
            self.stdout.write(_("Nothing was changed. Run it with --commit to write this."))

    def _compare(self, reading: Reading, articles: Path) -> None:
        problems: list[Problem] = []
        for page in reading.pages:
            path = articles / page.page.file
            if not path.is_file():
                message = _("is not in %(path)s") % {"path": articles}
                problems.append(Problem(page.page.file, "", "", message))
            else:
                problems += original_faults(page, path.read_bytes())
        if problems:
            raise BrokenFilesError(problems)
        words = _("%(count)s positions agree with the articles.")
        self.stdout.write(words % {"count": len(reading.figures)})

    def _keep_texts(self, reading: Reading, articles: Path) -> None:
        """Store the pages' texts, for staff: claims are matched to figures by their position."""
        read = {
            page.page.key: (articles / page.page.file).read_bytes().decode("utf-8")
            for page in reading.pages
        }
        kept = keep_texts(read)
        words = _("texts of pages: %(count)s to store")
        self.stdout.write(words % {"count": len(kept)})

    def _report(self, done: Load) -> None:
        for difference in done.differences:
            self._report_difference(difference)
        if done.kept:
            words = _("kept, because something refers to them: %(keys)s")
            self.stdout.write(words % {"keys": ", ".join(done.kept)})
        results = Counter(row["result"] for row in done.differences[-1].wanted.values())
        words = _(
            "cross-checks: %(agrees)s agree, %(contradicts)s contradict,"
            " %(unproven)s cannot be proven, %(as_printed)s stand as printed"
        )
        self.stdout.write(words % {name: results[name] for name in CheckResult.values})

    def _report_difference(self, difference: Difference) -> None:
        words = _("%(what)s: %(added)s to add, %(changed)s to change, %(removed)s to remove")
        counts = {
            "what": difference.name,
            "added": len(difference.added),
            "changed": len(difference.changed),
            "removed": len(difference.removed),
        }
        self.stdout.write(words % counts)
        for key, fields in difference.changed.items():
            if fields != ["checked_on"]:  # the first comparison with the originals: all at once
                self.stdout.write(f"  ~ {key}: {', '.join(fields)}")
        for key in difference.removed:
            self.stdout.write(f"  - {key}")
