"""Spreadsheets made part by part, so that any one part can be wrong."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from tracker.sheets.terms import Column, Holds

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
SHEET = "xl/worksheets/sheet1.xml"

COLUMNS = (
    Column("code", "编码", Holds.CODE, lengths=(12,)),
    Column("name", "名称"),
    Column("met", "达标", Holds.TRUTH, blank=True),
    Column("on", "日期", Holds.DAY, required=False, blank=True),
    Column("note", "备注", required=False, blank=True, longest=100),
)
HEADINGS = "<row r='1'>{}</row>".format(
    "".join(
        f"<c r='{place}1' t='inlineStr'><is><t>{title}</t></is></c>"
        for place, title in zip("ABCDE", (column.title for column in COLUMNS), strict=True)
    )
)
HONEST = (
    "<row r='2'><c r='A2'><v>410822105223</v></c><c r='B2' t='str'><v>郑村</v></c>"
    "<c r='C2' t='b'><v>1</v></c></row>"
)


def sheet(rows: str = HEADINGS + HONEST, *, before: str = "", after: str = "") -> str:
    """Return a worksheet with these rows."""
    return (
        f"<worksheet xmlns='{MAIN}' xmlns:r='{OFFICE}'>{before}"
        f"<sheetData>{rows}</sheetData>{after}</worksheet>"
    )


def relations(*targets: tuple[str, str], mode: str = "") -> str:
    """Return a part of relations from (kind, target)."""
    listed = "".join(
        f"<Relationship Id='r{number}' Type='{OFFICE}/{kind}' Target='{target}'{mode}/>"
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f"<Relationships xmlns='{PACKAGE}/relationships'>{listed}</Relationships>"


def workbook(*names: str, state: str = "visible") -> str:
    listed = "".join(
        f"<sheet name='{name}' sheetId='{number}' r:id='r{number}' state='{state}'/>"
        for number, name in enumerate(names or ("表",), start=1)
    )
    return f"<workbook xmlns='{MAIN}' xmlns:r='{OFFICE}'><sheets>{listed}</sheets></workbook>"


def types(sheets: int = 1, *, strings: bool = False) -> str:
    listed = "".join(
        f"<Override PartName='/xl/worksheets/sheet{n}.xml' ContentType='{TYPE}.worksheet+xml'/>"
        for n in range(1, sheets + 1)
    )
    shared = f"<Override PartName='/xl/sharedStrings.xml' ContentType='{TYPE}.sharedStrings+xml'/>"
    return (
        f"<Types xmlns='{PACKAGE}/content-types'>"
        "<Default Extension='rels' ContentType="
        "'application/vnd.openxmlformats-package.relationships+xml'/>"
        "<Default Extension='xml' ContentType='application/xml'/>"
        f"<Override PartName='/xl/workbook.xml' ContentType='{TYPE}.sheet.main+xml'/>"
        f"{shared if strings else ''}{listed}</Types>"
    )


def parts(changed: Mapping[str, str | bytes | None] | None = None) -> dict[str, str | bytes]:
    """Return the parts of a small honest file, with some changed, added or (None) left out."""
    honest: dict[str, str | bytes | None] = {
        "[Content_Types].xml": types(),
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": workbook(),
        "xl/_rels/workbook.xml.rels": relations(("worksheet", "worksheets/sheet1.xml")),
        SHEET: sheet(),
        **(changed or {}),
    }
    return {name: content for name, content in honest.items() if content is not None}


def xlsx(changed: Mapping[str, str | bytes | None] | None = None) -> bytes:
    return packed(parts(changed))


def packed(contents: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method, compresslevel=9) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return file.getvalue()


def rows(*cells: str) -> bytes:
    """Return a file whose sheet has the headings and these rows, given as XML."""
    return xlsx({SHEET: sheet(HEADINGS + "".join(cells))})


def csv(*lines: str, encoding: str = "utf-8-sig", headings: str = "编码,名称,达标") -> bytes:
    return "\r\n".join([headings, *lines, ""]).encode(encoding)
