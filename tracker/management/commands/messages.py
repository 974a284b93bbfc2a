"""Collect the texts for people into locale/, compile them, and say what is missing."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tracker.management import catalogue

FOLDER = Path(settings.BASE_DIR) / "locale" / "zh_Hans" / "LC_MESSAGES"


class Command(BaseCommand):
    help = "Collect texts into locale/zh_Hans and compile them; --check changes nothing."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="fail when a text is missing or not compiled"
        )

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        po, mo = FOLDER / "django.po", FOLDER / "django.mo"
        old = catalogue.read(po)
        new = catalogue.collect(Path(settings.BASE_DIR), old)
        if check:
            self._refuse_stale(po, mo, new)
        else:
            FOLDER.mkdir(parents=True, exist_ok=True)
            po.write_bytes(catalogue.as_po(new))
            mo.write_bytes(catalogue.as_mo(catalogue.read(po)))
        self._say_missing(new, check=check)

    def _refuse_stale(self, po: Path, mo: Path, new: Catalog) -> None:
        """Raise CommandError unless both files are what this command would write."""
        if not po.exists() or po.read_bytes() != catalogue.as_po(new):
            raise CommandError(f"{po} is not in step with the texts. Run: make messages")
        if not mo.exists() or mo.read_bytes() != catalogue.as_mo(catalogue.read(po)):
            raise CommandError(f"{mo} is not compiled from {po.name}. Run: make messages")

    def _say_missing(self, catalog: Catalog, *, check: bool) -> None:
        missing = catalogue.untranslated(catalog)
        wrong = catalogue.misplaced(catalog)
        for message in missing:
            self.stdout.write(f"untranslated: {message.id!r} ({message.locations[0][0]})")
        for message in wrong:
            self.stdout.write(f"placeholders differ: {message.id!r} -> {message.string!r}")
        count = f"{len(catalog)} texts, {len(missing)} untranslated, {len(wrong)} misplaced"
        if check and (missing or wrong):
            raise CommandError(count)
        self.stdout.write(count)
