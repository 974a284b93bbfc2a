"""Uploads that are no tables, and archives that are no spreadsheets."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable

from tests.tracker.sheets.files import MAIN, SHEET, packed, parts, xlsx
from tests.tracker.sheets.hostile_terms import MEBI, Hostile, bomb, part, raw
from tracker.sheets.terms import Wrong

SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
HTML = b"<html xmlns:o='urn:schemas-microsoft-com:office:office'><table><tr><td>1</table></html>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504

FOREIGN = [
    Hostile("nothing", raw(b""), Wrong.EMPTY),
    Hostile("blanks", raw(b" \r\n\t \r\n"), Wrong.EMPTY),
    *(
        Hostile(what, raw(head + b"\0" * 200), Wrong.NOT_A_TABLE, said=what)
        for what, head in [
            ("PDF", b"%PDF-1.7\n"), ("PNG", b"\x89PNG\r\n\x1a\n"), ("JPEG", b"\xff\xd8\xff\xe0"),
            ("GIF", b"GIF89a"), ("RTF", b"{\\rtf1"), ("GZIP", b"\x1f\x8b\x08"),
            ("7Z", b"7z\xbc\xaf\x27\x1c"), ("RAR", b"Rar!\x1a\x07"), ("ELF", b"\x7fELF\x02"),
            ("EXE", b"MZ\x90\0\x03"), ("SQLite", b"SQLite format 3\0"), ("ZIP", b"PK\x05\x06"),
        ]
    ),
    Hostile("SVG", raw(SVG), Wrong.NOT_A_TABLE, said="SVG"),
    Hostile("SVG behind a mark", raw(b"\xef\xbb\xbf \n" + SVG), Wrong.NOT_A_TABLE, said="SVG"),
    Hostile("HTML", raw(HTML), Wrong.NOT_A_TABLE, said="HTML"),
    Hostile("HTML in UTF-16", raw(HTML.decode().encode("utf-16")), Wrong.NOT_A_TABLE, said="HTML"),
    Hostile("XML", raw(b"<?xml version='1.0'?><Workbook/>"), Wrong.NOT_A_TABLE, said="XML"),
    Hostile("old XLS", raw(OLE), Wrong.OLD_FORMAT),
    Hostile(
        "ODS", lambda: packed({"mimetype": "application/vnd.oasis", "content.xml": "<x/>"}),
        Wrong.NOT_A_TABLE, said="ODF",
    ),
    Hostile("DOCX", part("word/document.xml", "<w/>"), Wrong.NOT_A_TABLE, said="DOCX"),
    Hostile("PPTX", part("ppt/presentation.xml", "<p/>"), Wrong.NOT_A_TABLE, said="PPTX"),
    Hostile("XLSB", part("xl/workbook.bin", b"\x83\x01"), Wrong.BINARY_BOOK),
    Hostile("plain ZIP", lambda: packed({"a.csv": "a,b"}), Wrong.NOT_A_TABLE, said="ZIP"),
]  # fmt: skip


def _size_bomb() -> bytes:
    return bomb(SHEET, f"<worksheet xmlns='{MAIN}'><sheetData>", b" ", 210, "</sheetData>")


def _string_bomb() -> bytes:
    return bomb("xl/sharedStrings.xml", f"<sst xmlns='{MAIN}'><si><t>", b"A", 80, "</t></si></sst>")


def _lying_sizes() -> bytes:
    """The directory says that the part is ten bytes long; it unpacks to many more."""
    content = bytearray(_string_bomb())
    at = content.rfind(b"PK\x01\x02", 0, content.rfind(b"xl/sharedStrings.xml"))
    content[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(content)


def _flagged(flag: int) -> bytes:
    content = bytearray(xlsx())
    at = content.find(b"PK\x01\x02")
    content[at + 8 : at + 10] = struct.pack("<H", flag)
    return bytes(content)


def _renamed(new: str) -> Callable[[], bytes]:
    """Give a part a name that archives allow and nobody should follow."""

    def make() -> bytes:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            for name, content in parts().items():
                archive.writestr(name, content)
            entry = zipfile.ZipInfo("x")
            entry.filename = new
            archive.writestr(entry, "<x/>")
        return file.getvalue()

    return make


def _link() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts().items():
            archive.writestr(name, content)
        entry = zipfile.ZipInfo("xl/media/image1.png")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
    return file.getvalue()


def _wide_directory() -> bytes:
    """A directory of a megabyte, of one entry: the rest is its comment and extra fields."""
    content = bytearray(xlsx())
    at = content.rfind(b"PK\x05\x06")
    content[at + 12 : at + 16] = struct.pack("<I", 400 * MEBI)
    return bytes(content)


def _long_form() -> bytes:
    content = xlsx()
    at = content.rfind(b"PK\x05\x06")
    locator = b"PK\x06\x07" + struct.pack("<IQI", 0, 0, 1)
    return content[:at] + locator + content[at:]


def _broken_sum() -> bytes:
    content = bytearray(packed(parts(), zipfile.ZIP_STORED))
    at = content.find("郑村".encode())
    content[at] ^= 0x01
    return bytes(content)


def _false_stream() -> bytes:
    content = bytearray(xlsx())
    at = content.find(SHEET.encode()) + len(SHEET)
    content[at : at + 8] = zlib.compress(b"?")[:8]
    return bytes(content)


ARCHIVES = [
    Hostile("bomb by size", _size_bomb, Wrong.TOO_MUCH, said=SHEET),
    Hostile("bomb by one string", _string_bomb, Wrong.TOO_MUCH, said="xl/sharedStrings.xml"),
    Hostile("bomb with a lying size", _lying_sizes, Wrong.DAMAGED, said="xl/sharedStrings.xml"),
    Hostile(
        "bomb by entries", lambda: xlsx({f"xl/p{n}.xml": "<x/>" for n in range(501)}),
        Wrong.TOO_MANY_PARTS, said="500",
    ),
    Hostile("bomb by directory", _wide_directory, Wrong.TOO_MANY_PARTS),
    Hostile("directory in the long form", _long_form, Wrong.TOO_MANY_PARTS),
    Hostile("file in a file", lambda: xlsx({"xl/media/a.png": xlsx()}), Wrong.NESTED, said="a.png"),
    Hostile("embedded object", part("xl/embeddings/a.xlsx", "<x/>"), Wrong.NESTED, said="a.xlsx"),
    Hostile("old file in a picture", part("xl/media/b.png", OLE), Wrong.NESTED, said="b.png"),
    Hostile("program in a picture", part("xl/media/c.png", b"MZ\x90"), Wrong.NESTED, said="c.png"),
    Hostile("encrypted", lambda: _flagged(0x1), Wrong.ENCRYPTED, said="Content_Types"),
    Hostile("masked directory", lambda: _flagged(0x2041), Wrong.ENCRYPTED),
    Hostile("path upwards", _renamed("../../etc/cron.d/x"), Wrong.ODD_PART, said="../../etc"),
    Hostile("path from the root", _renamed("/etc/passwd"), Wrong.ODD_PART, said="/etc/passwd"),
    Hostile("path with a drive", _renamed("C:evil.xml"), Wrong.ODD_PART, said="C:evil"),
    Hostile("path with backslashes", _renamed("xl\\..\\x.xml"), Wrong.ODD_PART),
    Hostile("control in a name", _renamed("xl/a\nb.xml"), Wrong.ODD_PART),
    Hostile("name twice", _renamed("XL/workbook.XML"), Wrong.ODD_PART, said="XL/workbook"),
    Hostile("symbolic link", _link, Wrong.ODD_PART, said="image1.png"),
    Hostile(
        "other compression", lambda: packed(parts(), zipfile.ZIP_BZIP2), Wrong.ODD_PART,
    ),
    Hostile("cut off", lambda: xlsx()[:-200], Wrong.DAMAGED, said="ZIP"),
    Hostile("wrong checksum", _broken_sum, Wrong.DAMAGED, said=SHEET),
    Hostile("broken stream", _false_stream, Wrong.DAMAGED, said=SHEET),
    Hostile("unknown part", part("xl/evil.dat", b"\x07\x08\x09"), Wrong.ODD_PART, said="evil.dat"),
    Hostile("SVG as a picture", part("xl/media/d.png", SVG), Wrong.ODD_PART, said="d.png"),
    Hostile("HTML as a part", part("xl/page.xml", "<html/>"), Wrong.ODD_PART, said="page.xml"),
]  # fmt: skip
