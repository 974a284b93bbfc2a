"""What an XLSX file holds, found out without building any of it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import IO

from tracker.sheets.archive import Parts, printable
from tracker.sheets.faults import Fault, UnreadableError, refusal
from tracker.sheets.markup import Budget, Markup, walk
from tracker.sheets.terms import META_SHEET, Limits, Wrong

_MANIFEST = "[Content_Types].xml"
# First bytes of PNG, JPEG, GIF, BMP, EMF, WMF, TIFF and WebP; then of files by themselves.
_IMAGES = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"\x01\0\0\0", b"\xd7\xcd\xc6\x9a",
    b"\x01\0\x09\0", b"II*\0", b"RIFF",
)  # fmt: skip
_FILES = (
    b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"%PDF", b"MZ", b"\x7fELF", b"Rar!",
    b"7z\xbc\xaf",
)  # fmt: skip
_HEAD = 512


@dataclass(frozen=True)
class Sheet:
    """One worksheet: its name, whether it is shown, the last row that has cells."""

    name: str
    is_shown: bool
    last_row: int


def look_into(file: IO[bytes], limits: Limits) -> list[Sheet]:
    """Return the sheets. Raises UnreadableError for everything that is not to be read further."""
    parts = Parts(file, limits)
    try:
        _check_kind(parts.names)
        budget = Budget(limits)
        found = {
            name: markup
            for name in parts.names
            if (markup := _look_at(name, parts.chunks(name), limits, budget)) is not None
        }
    finally:
        parts.close()
    _check_relations(found)
    named = list(_sheets(found))
    _refuse_formulas(named, limits)
    return [sheet for sheet, _markup in named]


def _check_kind(names: list[str]) -> None:
    """Refuse archives of other programs by the parts that only they have."""
    if "mimetype" in names and _MANIFEST not in names:
        raise refusal(Wrong.NOT_A_TABLE, what="ODF")
    if any(name.lower().endswith("workbook.bin") for name in names):
        raise refusal(Wrong.BINARY_BOOK)
    for folder, what in (("word/", "DOCX"), ("ppt/", "PPTX")):
        if any(name.lower().startswith(folder) for name in names):
            raise refusal(Wrong.NOT_A_TABLE, what=what)
    if _MANIFEST not in names:
        raise refusal(Wrong.NOT_A_TABLE, what="ZIP")


def _look_at(name: str, chunks: Iterator[bytes], limits: Limits, budget: Budget) -> Markup | None:
    """Return what an XML part holds, None for pictures and the like, which nobody opens."""
    first = next(chunks, b"")
    part = printable(name)
    if first.startswith(_FILES):
        raise refusal(Wrong.NESTED, part=part)
    if not _begins_like_markup(first):
        _check_other(name, first)
        for _chunk in chunks:  # counted all the same
            pass
        return None
    markup = walk(name, chain([first], chunks), limits, budget)
    if markup.root.lower() in ("html", "svg", "script"):
        raise refusal(Wrong.ODD_PART, part=part)
    # Excel's own drawings of comments are not always well-formed, and nobody opens them.
    if not markup.is_whole and not (name.lower().endswith(".vml") and markup.root != "worksheet"):
        raise refusal(Wrong.DAMAGED, part=part)
    return markup


def _begins_like_markup(head: bytes) -> bool:
    """Tell whether an XML parser might take the part for its own, in any encoding."""
    return head[:_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n").startswith(b"<")


def _check_other(name: str, head: bytes) -> None:
    """Let pictures, printer settings and empty folders be; refuse any other part."""
    lower = name.lower()
    is_harmless = (
        (name.endswith("/") and not head)
        or head.startswith(_IMAGES)
        or "printersettings/" in lower
        or lower.startswith("docprops/thumbnail")
    )
    if not is_harmless:
        raise refusal(Wrong.ODD_PART, part=printable(name))


def _check_relations(found: dict[str, Markup]) -> None:
    """Refuse what points outside of the file. Addresses that a cell links to are only words."""
    for name, markup in found.items():
        for relation in markup.relations:
            kind = relation.get("Type", "").rpartition("/")[2].lower()
            if kind == "hyperlink":
                continue
            if relation.get("TargetMode", "").lower() == "external" or kind == "externallink":
                raise refusal(Wrong.EXTERNAL, part=printable(name))
            if kind in ("vbaproject", "xlmacrosheet", "control"):
                raise refusal(Wrong.MACROS, part=printable(name))


def _sheets(found: dict[str, Markup]) -> Iterator[tuple[Sheet, Markup]]:
    """Yield each worksheet that the workbook names with what its part holds."""
    books = [name for name, markup in found.items() if markup.root == "workbook"]
    if len(books) != 1:
        raise refusal(Wrong.DAMAGED, part="workbook")
    folder, base = posixpath.split(books[0])
    relations = found.get(posixpath.join(folder, "_rels", f"{base}.rels"), Markup()).relations
    targets = {relation.get("Id", ""): relation.get("Target", "") for relation in relations}
    for attributes in found[books[0]].sheets:
        by = next((value for key, value in attributes.items() if key.endswith(":id")), "")
        target = targets.get(by, "")
        # An absolute target begins at the root of the archive.
        part = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        name = attributes.get("name", "")
        markup = found.get(part)
        if markup is None or markup.root != "worksheet" or not name:
            raise refusal(Wrong.DAMAGED, part=printable(part))
        is_shown = attributes.get("state", "visible") == "visible"
        yield Sheet(name, is_shown, markup.last_row), markup


def _refuse_formulas(named: list[tuple[Sheet, Markup]], limits: Limits) -> None:
    """Name each cell with a formula, up to a limit: a table is values, on every sheet."""
    faults: list[Fault] = []
    for sheet, markup in named:
        for cell in markup.formulas:
            letters = cell.rstrip("0123456789")
            values: dict[str, str | int] = {"cell": cell, "part": printable(sheet.name)}
            faults.append(Fault(Wrong.FORMULA, int(cell[len(letters) :]), letters, values))
    if not faults:
        return
    count = sum(markup.formula_count for _sheet, markup in named)
    if count > limits.faults:
        faults = faults[: limits.faults]
        shown = len(faults)
        faults.append(Fault(Wrong.MORE_FORMULAS, values={"count": count, "shown": shown}))
    raise UnreadableError(faults)


def sheet_to_read(sheets: list[Sheet]) -> Sheet:
    """Return the first sheet that is shown. Raises UnreadableError when there is none."""
    for sheet in sheets:
        if sheet.is_shown and sheet.name != META_SHEET:
            return sheet
    raise refusal(Wrong.NO_SHEET)
