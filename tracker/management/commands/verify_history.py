"""Prove that the log of changes is whole."""

from __future__ import annotations

import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from tracker.history.exports import HeadsError, read_heads
from tracker.history.models import Head
from tracker.history.verify import verify


class Command(BaseCommand):
    help = "Verify the log: nothing changed, missing, swapped, or cut off. Prints its head."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--head", metavar="NUMBER:DIGEST", help="a head printed earlier and kept elsewhere"
        )

        parser.add_argument(
            "--heads", type=Path, metavar="FILE", help="a file that export_head wrote: all of it"
        )

    def handle(self, *args: Any, head: str | None, heads: Path | None, **options: Any) -> None:
        count, finding = verify(exported=[*_exported(head), *_kept(heads)])
        if finding:
            raise CommandError(
                _("Event %(number)s: %(fault)s.")
                % {"number": finding.sequence, "fault": finding.fault}
            )
        self.stdout.write(_("%(n)s events, none changed or missing.") % {"n": count})
        self.stdout.write(str(Head.objects.filter(pk=1).first() or ""))


def _kept(path: Path | None) -> list[tuple[int, str]]:
    """Return the heads of a file. Raises CommandError for a file that cannot be used."""
    if path is None:
        return []
    try:
        return read_heads(path)
    except HeadsError as error:
        raise CommandError(str(error)) from error
    except OSError as error:
        raise CommandError(
            _("Cannot read %(path)s: %(reason)s.") % {"path": path, "reason": error.strerror}
        ) from error


def _exported(head: str | None) -> list[tuple[int, str]]:
    """Return number and digest of a head as it was printed. Raises CommandError."""
    if head is None:
        return []
    found = re.fullmatch(r"([0-9]{1,18}):([0-9a-f]{64})", head)
    if not found:
        raise CommandError(_("Write the head as it was printed: NUMBER:DIGEST."))
    return [(int(found[1]), found[2])]
