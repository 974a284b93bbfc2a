"""Write down outside the database where the log ends."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from tracker.history.exports import HeadsError, export_head


class Command(BaseCommand):
    help = (
        "Append number, digest and time of the newest log entry to a file outside the database; "
        "verify_history --heads compares them all. Run it every ten minutes."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--file", type=Path, help="default: the setting HISTORY_HEAD_FILE")

    def handle(self, *args: Any, file: Path | None, **options: Any) -> None:
        path = file or settings.HISTORY_HEAD_FILE
        try:
            self.stdout.write(export_head(path))
        except HeadsError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(
                _("Cannot write %(path)s: %(reason)s.") % {"path": path, "reason": error.strerror}
            ) from error
