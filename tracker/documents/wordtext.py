"""The text of a DOCX file: before it is opened its archive is looked at, as that of a table is."""

from __future__ import annotations

from itertools import chain
from typing import IO, Any

from tracker.documents.faults import UnreadError
from tracker.documents.terms import Unread
from tracker.sheets.archive import Parts
from tracker.sheets.faults import refusal
from tracker.sheets.markup import Budget, walk
from tracker.sheets.terms import Limits, Wrong

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HEAD = 512


def look_at(file: IO[bytes], limits: Limits) -> None:
    """Raise UnreadError or UnreadableError for an archive that is not to be opened."""
    parts = Parts(file, limits)
    try:
        if "word/document.xml" not in parts.names:
            raise UnreadError(Unread.FOREIGN, what="ZIP")
        budget = Budget(limits)
        for name in parts.names:
            _look_at_part(name, parts, limits, budget)
    finally:
        parts.close()
    file.seek(0)


def _look_at_part(name: str, parts: Parts, limits: Limits, budget: Budget) -> None:
    chunks = parts.chunks(name)
    first = next(chunks, b"")
    begins = first[:_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n")
    if not begins.startswith(b"<"):  # pictures and fonts: nobody opens them
        for _chunk in chunks:  # counted all the same
            pass
        return
    markup = walk(name, chain([first], chunks), limits, budget)
    if not markup.is_whole:
        raise UnreadError(Unread.DAMAGED)
    for relation in markup.relations:
        kind = relation.get("Type", "").rpartition("/")[2].lower()
        # The address behind a word is only words; a template or picture elsewhere is fetched.
        if relation.get("TargetMode", "").lower() == "external" and kind != "hyperlink":
            raise refusal(Wrong.EXTERNAL, part=kind)


def word_text(file: IO[bytes]) -> tuple[str, str]:
    """Return the text and the title. Runs in the child, behind `look_at`."""
    # A third of the child's start; other forms do without.
    import docx  # noqa: PLC0415
    from docx.opc.exceptions import OpcError  # noqa: PLC0415
    from lxml.etree import LxmlError  # type: ignore[import-untyped]  # noqa: PLC0415

    try:
        document = docx.Document(file)
    except (OpcError, LxmlError, KeyError, ValueError, AttributeError):
        raise UnreadError(Unread.DAMAGED) from None
    paragraphs = document.element.body.iter(f"{_W}p")
    lines = (_line(paragraph) for paragraph in paragraphs if not _is_second(paragraph))
    text = "\n\n".join(line for line in lines if line.strip())
    return text, (document.core_properties.title or "")[:200]


def _is_second(paragraph: Any) -> bool:
    """Tell whether a text box is written a second time, for old programs."""
    return any(above.tag == _FALLBACK for above in paragraph.iterancestors())


def _line(paragraph: Any) -> str:
    """Return a paragraph's own text; that of a text box inside it is a paragraph of its own."""
    signs = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
    said = []
    for piece in paragraph.iter(f"{_W}t", *signs):
        owner = next(above for above in piece.iterancestors() if above.tag == f"{_W}p")
        if owner is paragraph:
            said.append(piece.text or "" if piece.tag == f"{_W}t" else signs[piece.tag])
    return "".join(said)
