"""Read a newspaper page and print the claims in it. Writes nothing."""

from __future__ import annotations

import codecs
import datetime as dt
import json
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from articles.extraction.claims import Claim
from articles.extraction.gazetteer import Gazetteer
from articles.extraction.printing import row_of
from articles.extraction.reading import read
from tracker.places.gazetteer import gazetteer_from_files, stored_gazetteer
from tracker.places.reading.problems import BrokenFilesError

SHIPPED = Path(settings.BASE_DIR) / "data" / "areas" / "jiaozuo.csv"


def day(text: str) -> dt.date:
    """Read 2023-06-28. Raises ArgumentTypeError for anything else."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(_("write the day as 2023-06-28")) from error


class Command(BaseCommand):
    help = (
        "Print the claims of text files: who, what, how many, planned or reported, and where it "
        "stands. Reads only; needs no rows in the database."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--json", action="store_true", help="one JSON list of all claims")
        parser.add_argument("--date", type=day, help="the day of the page; else it is guessed")
        parser.add_argument(
            "--context", action="store_true", help="also figures of other work on the page"
        )
        parser.add_argument(
            "--areas",
            nargs="+",
            type=Path,
            metavar="CSV",
            help="area files instead of the places of the database",
        )

    def handle(self, *args: Any, files: list[Path], **options: Any) -> None:
        places = _gazetteer(options["areas"])
        rows = []
        for file in files:
            text = _text_of(Path(file))
            claims = read(text, places, options["date"], context=options["context"])
            if options["json"]:
                rows += [row_of(claim, text, Path(file).name) for claim in claims]
            else:
                self._say(Path(file), text, claims)
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))

    def _say(self, file: Path, text: str, claims: list[Claim]) -> None:
        for claim in claims:
            row = row_of(claim, text, file.name)
            measured = " ".join(str(row[key]) for key in ("level", "star", "term") if row[key])
            self.stdout.write(
                f"{claim.start}-{claim.end}\t{row['subject']} {row['code'] or '?'}\t"
                f"{row['finer_metric']} {measured}\t{row['value']} {row['unit']}\t"
                f"{row['nature']} {row['period'] or row['campaign']}\t{row['confidence']}\t"
                f"{' '.join(str(row['quote']).split())}"
            )
        said = {"file": file.name, "n": len(claims)}
        self.stdout.write(_("%(file)s: %(n)s claims") % said)


def _gazetteer(areas: list[Path] | None) -> Gazetteer:
    """Return the places of the files named, of the database, or of the shipped file."""
    try:
        if areas:
            return gazetteer_from_files([Path(file) for file in areas])
        return _stored() or gazetteer_from_files([SHIPPED])
    except BrokenFilesError as error:
        raise CommandError(str(error)) from error


def _stored() -> Gazetteer | None:
    """Return the places of the database; None where it has none, or no tables yet."""
    try:
        places = stored_gazetteer()
    except DatabaseError:
        return None
    return places if len(places) else None


def _text_of(file: Path) -> str:
    """Return a file's text; line ends stay as they are, for positions count them."""
    try:
        raw = file.read_bytes()
    except OSError as error:
        message = _("%(file)s cannot be read: %(reason)s")
        raise CommandError(message % {"file": file, "reason": error.strerror}) from error
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", errors="replace")
