"""Spreadsheets whose parts are made to cost memory, to hide something, or to run."""

from __future__ import annotations

from tests.tracker.sheets.files import MAIN, SHEET, relations, rows, sheet, workbook, xlsx
from tests.tracker.sheets.hostile_files import OLE
from tests.tracker.sheets.hostile_terms import MEBI, Hostile, bomb, part
from tracker.sheets.terms import Wrong

LAUGHS = (
    "<!DOCTYPE x [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9))
    + "]>"
)
FOREIGN_ENTITY = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
PARAMETERS = "<!DOCTYPE x [<!ENTITY % p SYSTEM 'http://localhost/x'> %p;]>"


def _deep() -> bytes:
    return xlsx({SHEET: sheet(after="<x>" * 5000 + "</x>" * 5000)})


def _flood() -> bytes:
    return bomb(SHEET, f"<worksheet xmlns='{MAIN}'><sheetData/><x>", b"<a/>", 31, "</x>")


def _many_strings() -> bytes:
    content = f"<sst xmlns='{MAIN}'>" + "<si/>" * 1_000_001 + "</sst>"
    return xlsx({"xl/sharedStrings.xml": content})


def _two_books() -> bytes:
    return xlsx({"xl/other.xml": workbook()})


MARKUP = [
    Hostile("entities in the sheet", part(SHEET, LAUGHS + sheet()), Wrong.ENTITIES, said=SHEET),
    Hostile(
        "entities in the strings",
        part("xl/sharedStrings.xml", LAUGHS + f"<sst xmlns='{MAIN}'><si><t>&j;</t></si></sst>"),
        Wrong.ENTITIES, said="sharedStrings",
    ),
    Hostile(
        "file as an entity", part("xl/workbook.xml", FOREIGN_ENTITY + workbook()),
        Wrong.ENTITIES, said="workbook.xml",
    ),
    Hostile(
        "address as an entity", part("_rels/.rels", PARAMETERS + "<Relationships/>"),
        Wrong.ENTITIES, said=".rels",
    ),
    Hostile(
        "entities in UTF-16", part(SHEET, (LAUGHS + sheet()).encode("utf-16")),
        Wrong.ENTITIES, said=SHEET,
    ),
    Hostile(
        "entities in a picture", part("xl/media/e.png", LAUGHS + "<x/>"),
        Wrong.ENTITIES, said="e.png",
    ),
    Hostile("nested deeply", _deep, Wrong.TOO_DEEP, said=SHEET),
    Hostile("endless tag", part(SHEET, f"<worksheet a='{'x' * 3 * MEBI}'/>"), Wrong.TOO_MUCH),
    Hostile("endless comment", part(SHEET, f"<x><!--{'x' * 3 * MEBI}--></x>"), Wrong.TOO_MUCH),
    Hostile("flood of elements", _flood, Wrong.TOO_MUCH, said=SHEET),
    Hostile("flood of strings", _many_strings, Wrong.TOO_MUCH, said="sharedStrings"),
    Hostile(
        "large styles", part("xl/styles.xml", f"<styleSheet xmlns='{MAIN}'>{' ' * 9 * MEBI}"),
        Wrong.TOO_MUCH, said="styles.xml",
    ),
    Hostile("cell of a million elements",
            lambda: rows("<row r='2'><c r='A2'><is>" + "<r/>" * MEBI + "</is></c></row>"),
            Wrong.TOO_MUCH, said=SHEET),
    Hostile("string of a million elements",
            part("xl/sharedStrings.xml", f"<sst xmlns='{MAIN}'><si>{'<r/>' * MEBI}</si></sst>"),
            Wrong.TOO_MUCH, said="sharedStrings"),
    Hostile("styles of a million elements",
            part("xl/styles.xml", f"<styleSheet xmlns='{MAIN}'>{'<a/>' * MEBI}</styleSheet>"),
            Wrong.TOO_MUCH, said="styles.xml"),
    Hostile("sheet without a place for rows", part(SHEET, f"<worksheet xmlns='{MAIN}'/>"),
            Wrong.DAMAGED, said=SHEET),
    Hostile("broken XML", part(SHEET, sheet()[:-5]), Wrong.DAMAGED, said=SHEET),
    Hostile("unknown encoding", part(SHEET, "<?xml version='1.0' encoding='utf-7'?><x/>"),
            Wrong.DAMAGED, said=SHEET),
    Hostile("two workbooks", _two_books, Wrong.DAMAGED, said="workbook"),
    Hostile("sheet that is nowhere", part(SHEET, None), Wrong.DAMAGED, said=SHEET),
    Hostile("hidden sheets only", part("xl/workbook.xml", workbook(state="hidden")),
            Wrong.NO_SHEET),
    Hostile("chart as a sheet", part(SHEET, f"<chartsheet xmlns='{MAIN}'/>"), Wrong.NOT_CELLS),
    Hostile("macro as a sheet", part(SHEET, f"<x:macrosheet xmlns:x='{MAIN}'/>"),
            Wrong.NOT_CELLS),
]  # fmt: skip


PROGRAMS = [
    Hostile("macros", part("xl/vbaProject.bin", OLE), Wrong.MACROS, said="vbaProject"),
    Hostile("old macros", part("xl/macrosheets/sheet1.xml", "<x/>"), Wrong.MACROS),
    Hostile("controls", part("xl/activeX/activeX1.xml", "<x/>"), Wrong.MACROS, said="activeX"),
    Hostile(
        "macros by relation", part("xl/_rels/x.rels", relations(("vbaProject", "media/a.png"))),
        Wrong.MACROS, said="x.rels",
    ),
    Hostile(
        "external link", part("xl/externalLinks/externalLink1.xml", "<x/>"), Wrong.EXTERNAL,
        said="externalLink1",
    ),
    Hostile("connection", part("xl/connections.xml", "<x/>"), Wrong.EXTERNAL, said="connections"),
    Hostile("web extension", part("xl/webextensions/a.xml", "<x/>"), Wrong.EXTERNAL),
    Hostile(
        "external picture",
        part(
            "xl/worksheets/_rels/sheet1.xml.rels",
            relations(("image", "http://localhost/a.png"), mode=" TargetMode='External'"),
        ),
        Wrong.EXTERNAL, said="sheet1.xml.rels",
    ),
]  # fmt: skip
