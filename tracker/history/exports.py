"""The head of the log outside the database, where nobody who changes the database reaches it."""

from __future__ import annotations

import re
from pathlib import Path

import structlog
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.history.digest import START
from tracker.history.models import Event, Head

logger = structlog.get_logger(__name__)

LINE = re.compile(r"([0-9]{1,18}) ([0-9a-f]{64}) (\S+)")
ENDING = 1000  # bytes at the end of the file that hold its last line


class HeadsError(Exception):
    """A file of heads that cannot be trusted or that the log contradicts; the message says why."""


def export_head(path: Path) -> str:
    """Append number, digest and time of the newest event to a file and to the program's log.

    Raises HeadsError, and appends nothing, when the log no longer holds the head
    that was exported last.
    """
    head = Head.objects.filter(pk=1).first() or Head(sequence=0, digest=START)
    _refuse_contradiction(path, head)
    line = f"{head.sequence} {head.digest} {timezone.now().isoformat(timespec='seconds')}"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="ascii") as file:
        file.write(f"{line}\n")
    logger.info("history_head", number=head.sequence, digest=head.digest)
    return line


def read_heads(path: Path) -> list[tuple[int, str]]:
    """Return the heads (number, digest) of a file. Raises HeadsError for a line that is none."""
    heads = []
    text = path.read_text(encoding="utf-8", errors="replace")
    for number, line in enumerate(text.splitlines(), start=1):
        found = LINE.fullmatch(line)
        if not found:
            raise HeadsError(
                _("Line %(line)s of %(file)s is no exported head.") % {"line": number, "file": path}
            )
        heads.append((int(found[1]), found[2]))
    # Before the first event there is nothing to compare.
    return [head for head in heads if head[0]]


def _refuse_contradiction(path: Path, head: Head) -> None:
    last = _last_head(path)
    if last is None or not last[0]:
        return
    number, digest = last
    if number > head.sequence or not Event.objects.filter(pk=number, digest=digest).exists():
        raise HeadsError(
            _(
                "The log no longer holds entry %(number)s as it was exported. "
                "Keep %(file)s and run verify_history --heads on it."
            )
            % {"number": number, "file": path}
        )


def _last_head(path: Path) -> tuple[int, str] | None:
    """Return the head in the last whole line of a file; None without a file or a line."""
    if not path.exists():
        return None
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - ENDING))
        lines = file.read().decode("utf-8", "replace").splitlines()
    found = LINE.fullmatch(lines[-1]) if lines else None
    return (int(found[1]), found[2]) if found else None
