"""Opens a file with text in it, whatever it claims to be. Nothing is ever fetched."""

from __future__ import annotations

import tempfile
from dataclasses import asdict, dataclass
from typing import Any

from tracker.documents.faults import UnreadError, translated
from tracker.documents.plain import decode
from tracker.documents.terms import DOCUMENT_LIMITS, LARGEST_FILE, LONGEST_TEXT, Form, Unread
from tracker.sheets.faults import UnreadableError
from tracker.sheets.pipes import open_pipe
from tracker.sheets.terms import MEBI, Limits

CHILD = ["-m", "tracker.documents.child"]
_HEAD = 1024
_PDF, _ZIP = b"%PDF-", b"PK\x03\x04"
# First bytes of what people upload by mistake.
_FOREIGN = (
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"BM", "BMP"),
    (b"{\\rtf", "RTF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "DOC"),
    (b"\x1f\x8b", "GZIP"),
    (b"7z\xbc\xaf", "7Z"),
    (b"Rar!", "RAR"),
    (b"\x7fELF", "ELF"),
    (b"MZ", "EXE"),
    (b"OFD", "OFD"),
)
_HTML = (b"<!doctype html", b"<html", b"<head", b"<body", b"<div", b"<p>", b"<meta", b"<table")


@dataclass(frozen=True)
class Document:
    """What a file holds: its text as it is to be stored, and what is known of the file."""

    text: str
    form: Form
    encoding: str = ""
    title: str = ""


def open_document(raw: bytes, limits: Limits = DOCUMENT_LIMITS) -> Document:
    """Return the text of a file. Raises UnreadError, in words for a person."""
    form = judge(raw)
    most = LARGEST_FILE[form]
    if len(raw) > most:
        raise UnreadError(Unread.TOO_LARGE, limit=most // MEBI)
    if form == Form.TEXT:
        text, encoding = decode(raw)
        return Document(_checked(text), form, encoding)
    found = _in_a_child(raw, form, limits)
    return Document(_checked(found["text"]), form, title=found["title"])


def judge(raw: bytes) -> Form:
    """Return what a file is by its first bytes. Raises UnreadError for what is none of ours."""
    head = raw[:_HEAD]
    if not raw.strip(b"\xef\xbb\xbf\xfe\xff\0 \t\r\n"):
        raise UnreadError(Unread.EMPTY)
    if head.startswith(_PDF):
        return Form.PDF
    if head.startswith(_ZIP):
        return Form.DOCX  # whether it is one, its parts tell
    for start, what in _FOREIGN:
        if head.startswith(start):
            raise UnreadError(Unread.FOREIGN, what=what)
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n").lower()
    if start.startswith((b"<?xml", b"<!--", b"<")) and any(mark in start for mark in _HTML):
        return Form.HTML
    return Form.TEXT


def _checked(text: str) -> str:
    if not text.strip():
        raise UnreadError(Unread.EMPTY)
    if len(text) > LONGEST_TEXT:
        raise UnreadError(Unread.TOO_LONG, limit=LONGEST_TEXT)
    return text


def _in_a_child(raw: bytes, form: Form, limits: Limits) -> dict[str, str]:
    """Read a file in a process of its own; whatever it does to that, this one goes on."""
    with tempfile.TemporaryFile() as file:
        file.write(raw)
        file.seek(0)
        request = {"form": form, "limits": asdict(limits)}
        try:
            with open_pipe(CHILD, request, file, limits) as pipe:
                frame = pipe.frame()
        except UnreadableError as error:
            raise translated(error) from None
    if "fault" in frame:
        raise _of_child(frame["fault"])
    text, title = frame.get("text"), frame.get("title")
    if not isinstance(text, str) or not isinstance(title, str):
        raise UnreadError(Unread.STOPPED)
    return {"text": text.replace("\0", ""), "title": title}


def _of_child(kept: Any) -> UnreadError:
    """Return the fault that a child sent; one that is none of ours is a child gone wrong."""
    try:
        why, values = kept
        known = {str(name): value for name, value in values.items()}
        return UnreadError(Unread(why), **known)
    except (ValueError, TypeError, AttributeError):
        return UnreadError(Unread.STOPPED)
