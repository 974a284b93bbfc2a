"""Words and limits of documents."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from tracker.sheets.terms import LIMITS, MEBI, Limits


class Form(StrEnum):
    """What a file is, judged by its contents."""

    TEXT = "text"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"


class Unread(StrEnum):
    """Why a file gives no text."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_LONG = "too_long"
    FOREIGN = "foreign"
    ENCODING = "encoding"
    NUL = "nul"
    NO_TEXT = "no_text"
    PROTECTED = "protected"
    DAMAGED = "damaged"
    PROGRAMS = "programs"
    TOO_MUCH = "too_much"
    TIME = "time"
    MEMORY = "memory"
    STOPPED = "stopped"


# Characters of one page. A full page of a daily has about 6,000.
LONGEST_TEXT = 100_000
LARGEST_FILE = {
    Form.TEXT: MEBI,
    Form.HTML: 4 * MEBI,
    Form.DOCX: 16 * MEBI,
    Form.PDF: 16 * MEBI,
}
MOST_PDF_PAGES = 20

# Paragraphs in tables in text boxes go deeper than cells; nothing else needs what tables need.
DOCUMENT_LIMITS: Limits = replace(
    LIMITS,
    parts=2_000,
    unpacked_bytes=100 * MEBI,
    depth=120,
    small_part_bytes=32 * MEBI,
    child_seconds=20,
    waiting_seconds=60,
)
