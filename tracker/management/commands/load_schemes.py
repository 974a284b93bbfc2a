"""Load campaign years, schemes, stars and standards from data/schemes."""

from __future__ import annotations

import getpass
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from tracker.access.refusals import Refused
from tracker.campaigns.actions import Change, load_campaigns
from tracker.campaigns.reading import read_files
from tracker.history.origin import coming_from
from tracker.places.models import Area
from tracker.places.terms import Level

DEFAULT_DIR = Path("data/schemes")


class Command(BaseCommand):
    help = "Shows what the scheme files would change; with --commit changes it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="*", type=Path, help="files or directories")
        parser.add_argument("--commit", action="store_true", help="write the changes")
        parser.add_argument(
            "--new", action="store_true", help="leave years alone that are already there"
        )

    def handle(
        self, *args: Any, paths: list[Path], commit: bool, new: bool, **_options: Any
    ) -> None:
        files = _files(paths or [settings.BASE_DIR / DEFAULT_DIR])
        areas = Area.objects.filter(level__in=[Level.CITY, Level.COUNTY])
        entries, faults = read_files(files, set(areas.values_list("code", flat=True)))
        for fault in faults:
            self.stderr.write(str(fault))
        if faults:
            raise CommandError(
                _("Nothing was changed. Faults found: %(count)d.") % {"count": len(faults)}
            )
        user = getpass.getuser()
        with coming_from(f"load_schemes {user}"):
            try:
                changes = load_campaigns(by=user, entries=entries, commit=commit, only_new=new)
            except Refused as error:
                raise CommandError(str(error)) from error
        for change in changes:
            self.stdout.write(_line(change))
        self.stdout.write(_summary(changes, commit=commit))


def _files(paths: list[Path]) -> dict[str, bytes]:
    """Return the files' bytes by bare name. Raises CommandError for what cannot be read."""
    found: dict[str, bytes] = {}
    for path in _spread(paths):
        if path.name in found:
            raise CommandError(
                _("Two files are called %(name)s. Rename one.") % {"name": path.name}
            )
        try:
            found[path.name] = path.read_bytes()
        except OSError as error:
            raise CommandError(
                _("Cannot read %(path)s: %(reason)s.") % {"path": path, "reason": error.strerror}
            ) from error
    return found


def _spread(paths: list[Path]) -> list[Path]:
    files = []
    for path in paths:
        if not path.is_dir():
            files.append(path)
            continue
        inside = sorted(file for file in path.iterdir() if file.suffix in {".yaml", ".yml"})
        if not inside:
            raise CommandError(_("%(path)s holds no .yaml file.") % {"path": path})
        files += inside
    return files


def _line(change: Change) -> str:
    words = {"what": change.what, "field": change.field}
    words |= {"before": change.before, "after": change.after}
    if change.kind == "added":
        return _("Add: %(what)s") % words
    if change.kind == "removed":
        return _("Remove: %(what)s") % words
    return _("Change: %(what)s, %(field)s: %(before)s → %(after)s") % words


def _summary(changes: list[Change], *, commit: bool) -> str:
    if not changes:
        return _("No differences. Nothing to change.")
    kinds = ("added", "changed", "removed")
    counts = {kind: sum(change.kind == kind for change in changes) for kind in kinds}
    written = _("Written: %(added)d rows added, %(changed)d fields changed, %(removed)d removed.")
    shown = _(
        "Not written yet: %(added)d rows to add, %(changed)d fields to change, "
        "%(removed)d to remove. Run again with --commit to write."
    )
    return (written if commit else shown) % counts
