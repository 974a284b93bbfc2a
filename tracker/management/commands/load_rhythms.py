"""Load what comes round in an area (周例会, 月评比, 季观摩) from data/rhythms."""

from __future__ import annotations

import getpass
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.access.refusals import Refused
from tracker.history.origin import coming_from
from tracker.worklist.actions.loading import load_rhythms, new_rhythms
from tracker.worklist.reading import Entry, read_rhythms

DEFAULT = Path("data/rhythms/rhythms.yaml")


class Command(BaseCommand):
    help = "Shows which rhythms of a file are new; with --commit adds them. What is there stays."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, help="a YAML file")
        parser.add_argument("--commit", action="store_true", help="add them")

    def handle(self, *args: Any, path: Path | None, commit: bool, **options: Any) -> None:
        entries = self._read(path or settings.BASE_DIR / DEFAULT)
        for entry in (new := new_rhythms(entries)):
            self.stdout.write(f"{entry.area} {entry.name}")
        if not commit:
            self.stdout.write(_("New: %(n)s. Run again with --commit to add.") % {"n": len(new)})
            return
        with coming_from(f"load_rhythms {getpass.getuser()}"):
            try:
                added = load_rhythms(entries=entries)
            except Refused as error:
                raise CommandError(
                    _("Nothing was changed. These areas are not there: %(codes)s.")
                    % {"codes": error}
                ) from error
        words = ngettext("%(n)s rhythm was added.", "%(n)s rhythms were added.", len(added))
        self.stdout.write(words % {"n": len(added)})

    def _read(self, path: Path) -> list[Entry]:
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(
                _("Cannot read %(path)s: %(reason)s.") % {"path": path, "reason": error}
            ) from error
        entries, faults = read_rhythms(text)
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(
                _("Nothing was changed. Faults found: %(count)d.") % {"count": len(faults)}
            )
        return entries
