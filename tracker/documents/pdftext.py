"""The text layer of a PDF file. Runs in the child."""

from __future__ import annotations

from typing import IO

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from tracker.documents.faults import UnreadError
from tracker.documents.terms import MOST_PDF_PAGES, Unread

# A page that prints its text has more than a page number; so much is no scan with a stamp.
_LEAST = 10


def pdf_text(file: IO[bytes]) -> tuple[str, str]:
    """Return the text of all pages, in the order in which the file has them, and the title."""
    try:
        reader = PdfReader(file)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadError(Unread.PROTECTED)
        if len(reader.pages) > MOST_PDF_PAGES:
            raise UnreadError(Unread.TOO_MUCH)
        pages = [page.extract_text().replace("\0", "") for page in reader.pages]
        title = (reader.metadata.title if reader.metadata else "") or ""
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        # The library raises whatever a broken object led to.
        raise UnreadError(Unread.DAMAGED) from None
    text = "\n\n".join(page.strip("\n") for page in pages if page.strip())
    if len(text.strip()) < _LEAST:
        raise UnreadError(Unread.NO_TEXT)
    return text, title[:200]
