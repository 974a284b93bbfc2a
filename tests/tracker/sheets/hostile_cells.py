"""Tables whose cells, lines or headings are not what they should be."""

from __future__ import annotations

from collections.abc import Callable

from tests.tracker.sheets.files import (
    HONEST,
    MAIN,
    SHEET,
    csv,
    relations,
    rows,
    sheet,
    types,
    workbook,
    xlsx,
)
from tests.tracker.sheets.hostile_terms import MEBI, Hostile, given, text
from tracker.sheets.terms import Wrong

FORMULA = "<row r='3'><c r='B3'><f>1+1</f><v>2</v></c></row>"


def _second_sheet(content: str) -> bytes:
    return xlsx(
        {
            "[Content_Types].xml": types(2),
            "xl/workbook.xml": workbook("表", "说明"),
            "xl/_rels/workbook.xml.rels": relations(
                ("worksheet", "worksheets/sheet1.xml"), ("worksheet", "/xl/worksheets/sheet2.xml")
            ),
            "xl/worksheets/sheet2.xml": content,
        }
    )


def _prefixed() -> bytes:
    content = (
        f"<x:worksheet xmlns:x='{MAIN}'><x:sheetData><x:row r='1'><x:c r='D1'><x:f>A1</x:f>"
        "</x:c></x:row></x:sheetData></x:worksheet>"
    )
    return xlsx({SHEET: content})


def _rows_of(count: int) -> bytes:
    """More rows than XLSX may have here, each with one cell."""
    return xlsx({SHEET: sheet("".join(f"<row r='{n}'><c/></row>" for n in range(1, count + 1)))})


def _wide() -> bytes:
    return rows("<row r='2'>" + "<c><v>1</v></c>" * 201 + "</row>")


def _sheets_of(count: int) -> bytes:
    return xlsx({"xl/workbook.xml": workbook(*(f"s{n}" for n in range(count)))})


def _claims(reach: str) -> Callable[[], bytes]:
    return lambda: xlsx({SHEET: sheet(before=f"<dimension ref='A1:{reach}'/>")})


def _text(cell: str, text: str) -> str:
    return f"<c r='{cell}' t='inlineStr'><is><t>{text}</t></is></c>"


CELLS = [
    Hostile("formula", given(HONEST, FORMULA), Wrong.FORMULA, 3, "B", "B3"),
    Hostile(
        "array formula", given("<row r='2'><c r='A2'><f t='array' ref='A2:B9'>1</f></c></row>"),
        Wrong.FORMULA, 2, "A", "A2",
    ),
    Hostile(
        "shared formula", given("<row r='2'><c r='C2'><f t='shared' si='0'/></c></row>"),
        Wrong.FORMULA, 2, "C", "C2",
    ),
    Hostile(
        "formula on another sheet", lambda: _second_sheet(sheet(FORMULA)),
        Wrong.FORMULA, 3, "B", "说明",
    ),
    Hostile("formula under a prefix", _prefixed, Wrong.FORMULA, 1, "D", "D1"),
    Hostile("claim to fill the sheet", _claims("XFD1048576"), Wrong.CLAIMS_TOO_MUCH,
            said="XFD1048576"),
    Hostile("claim to many rows", _claims("C1000000"), Wrong.CLAIMS_TOO_MUCH, said="C1000000"),
    Hostile("claim to nothing", _claims("?"), Wrong.DAMAGED, said=SHEET),
    Hostile("last cell of all", given("<row r='1048576'><c r='XFD1048576'/></row>"),
            Wrong.TOO_MANY_ROWS, 1048576, said="100001"),
    Hostile("last column of all", given("<row r='2'><c r='A2'/><c r='XFD2'/></row>"),
            Wrong.TOO_MANY_COLUMNS, 2, "XFD"),
    Hostile("too many columns", _wide, Wrong.TOO_MANY_COLUMNS, 2, "GS"),
    Hostile("too many rows", lambda: _rows_of(100_002), Wrong.TOO_MANY_ROWS, 100_002),
    Hostile("too many sheets", lambda: _sheets_of(21), Wrong.TOO_MANY_SHEETS, said="20"),
    Hostile("cell of another row", given("<row r='2'><c r='A9'/></row>"), Wrong.MISPLACED, 2,
            said="A9"),
    Hostile("cell twice", given("<row r='2'><c r='A2'/><c r='A2'/></row>"), Wrong.MISPLACED, 2,
            said="A2"),
    Hostile("row twice", given("<row r='2'/><row r='2'/>"), Wrong.MISPLACED, 2),
    Hostile("rows backwards", given("<row r='3'/><row r='2'/>"), Wrong.MISPLACED, 2),
    Hostile("row nought", lambda: xlsx({SHEET: sheet("<row r='0'/>")}), Wrong.MISPLACED, 0),
    Hostile("row of letters", lambda: xlsx({SHEET: sheet("<row r='x'/>")}), Wrong.DAMAGED),
    Hostile("reference of four letters", given("<row r='2'><c r='AAAA2'/></row>"),
            Wrong.MISPLACED, 2, said="AAAA2"),
    Hostile("cells outside of rows", lambda: xlsx({SHEET: sheet(after="<row r='9'/>")}),
            Wrong.DAMAGED, said=SHEET),
    Hostile(
        "costly parts before the rows",
        lambda: xlsx({SHEET: sheet(before="<mergeCells><mergeCell ref='A1:B1'/></mergeCells>")}),
        Wrong.TOO_MUCH, said=SHEET,
    ),
    Hostile("string that is nowhere", given("<row r='2'><c r='A2' t='s'><v>9</v></c></row>"),
            Wrong.STOPPED),
    Hostile("number of letters", given("<row r='2'><c r='A2'><v>x</v></c></row>"), Wrong.STOPPED),
    Hostile("long cell", given(f"<row r='2'>{_text('A2', 'x' * 40_000)}</row>"),
            Wrong.LONG_ROW, 2),
    Hostile(
        "long row",
        lambda: rows(
            "<row r='2'>" + "".join(_text(f"{c}2", "x" * 30_000) for c in "ABCDEFGHIJ") + "</row>"
        ),
        Wrong.LONG_ROW, 2,
    ),
]  # fmt: skip


LINE = "410822105223,郑村,1"
CHINESE = "410822105224,人民政府办公室,1"
GB = CHINESE.encode("gb18030") + b"\r\n"
UTF8 = (CHINESE + "\r\n").encode()

PLAIN = [
    Hostile("UTF-16 LE", text(LINE, encoding="utf-16"), Wrong.UTF16),
    Hostile("UTF-16 BE", lambda: b"\xfe\xff" + csv(LINE, encoding="utf-16-be"), Wrong.UTF16),
    Hostile("UTF-16 LE without a mark", text(LINE, encoding="utf-16-le"), Wrong.UTF16),
    Hostile("UTF-16 BE without a mark", text(LINE, encoding="utf-16-be"), Wrong.UTF16),
    Hostile("UTF-32", text(LINE, encoding="utf-32"), Wrong.UTF16),
    Hostile("NUL", text(LINE, LINE + "\0" + LINE * 9), Wrong.NUL, 3, said="Line 3"),
    Hostile("GB18030 in UTF-8", lambda: csv(LINE, CHINESE) + GB, Wrong.MIXED, 4, said="Line 4"),
    Hostile(
        "UTF-8 in GB18030", lambda: csv(CHINESE, encoding="gb18030") + GB + UTF8,
        Wrong.MIXED, 4, said="Line 4",
    ),
    Hostile("short lines of both encodings", lambda: "村\n".encode() + "郑村村\n".encode("gb18030"),
            Wrong.MIXED, 2, said="Line 2"),
    Hostile("neither encoding", lambda: csv(LINE) + b"1,\xff\xff,1\r\n", Wrong.ENCODING, 3,
            said="Line 3"),
    Hostile("half a character", lambda: csv(encoding="gb18030") + b"1,\xd6", Wrong.ENCODING, 2),
    Hostile("open quotation mark", text(LINE, '"410822105224,郑村,1', LINE), Wrong.QUOTES, 3),
    Hostile("text behind quotation marks", text(LINE, '"4108"22105224,x,1'), Wrong.QUOTES, 3),
    Hostile("swallowed rows", text(LINE, '"' + LINE, *[LINE] * 3000), Wrong.QUOTES, 3),
    Hostile("endless line", text(LINE, "x" * 2 * MEBI), Wrong.LONG_LINE, 3, said="Line 3"),
    Hostile("wide row", text(LINE, "," * 200), Wrong.TOO_MANY_COLUMNS, 3),
    Hostile("more than a million rows", lambda: csv() + b"1,a,1\n" * 1_000_001,
            Wrong.TOO_MANY_ROWS, 1_000_002),
]  # fmt: skip


FULL_WIDTH, ARABIC = "４１０８２２１０５２２３", "٤١٠٨٢٢١٠٥٢٢٣"

CONTENTS = [
    Hostile("no headings", lambda: b"1,2,3\n4,5,6\n", Wrong.HEADINGS_NOT_FOUND, 1,
            said="编码、名称"),
    Hostile("heading twice", text(headings="编码,名称,达标,编码"), Wrong.HEADING_TWICE, 1,
            "D", "编码"),
    Hostile("heading twice in XLSX",
            lambda: xlsx({SHEET: sheet("<row r='1'>" + _text("A1", "编码") + _text("B1", "名称")
                                       + _text("C1", "达标") + _text("D1", "名称") + "</row>")}),
            Wrong.HEADING_TWICE, 1, "D", "名称"),
    Hostile("unknown heading", text(headings="编码,名称,达标,密码"), Wrong.HEADING_UNKNOWN, 1, "D",
            "密码"),
    Hostile("missing heading", text(headings="编码,名称"), Wrong.HEADING_MISSING, 1, "达标"),
    Hostile("cells without a heading", text(LINE + ",x"), Wrong.BEYOND_HEADINGS, 2, "D", "x"),
    Hostile("blank heading", lambda: csv("410822105223,x,郑村,1", headings="编码,,名称,达标"),
            Wrong.HEADING_BLANK, 2, "B", "x"),
    Hostile("full-width digits", text(f"{FULL_WIDTH},郑村,1"), Wrong.LOOKALIKE, 2, "编码",
            "４"),
    Hostile("Arabic digits", text(f"{ARABIC},郑村,1"), Wrong.LOOKALIKE, 2, "编码", "٤"),
    Hostile("letter O", text("41O822105223,郑村,1"), Wrong.LOOKALIKE, 2, "编码", "O"),
    Hostile("Chinese nought", text("41〇822105223,郑村,1"), Wrong.LOOKALIKE, 2, "编码", "〇"),
    Hostile("shortened code", text("4.10822E+11,郑村,1"), Wrong.SHORTENED, 2, "编码"),
    Hostile("code in words", text("DROP TABLE,郑村,1"), Wrong.NOT_CODE, 2, "编码"),
    Hostile("code of nine digits", text("410822105,郑村,1"), Wrong.CODE_LENGTH, 2, "编码", "9"),
    Hostile("text turned around", text("410822105223,郑\u202e村,1"), Wrong.INVISIBLE, 2, "名称",
            "U+202E"),
    Hostile("joined without width", text("410822105223,郑\u200b村,1"), Wrong.INVISIBLE, 2, "名称"),
    Hostile("mark inside a code", text("410822\ufeff105223,郑村,1"), Wrong.INVISIBLE, 2, "编码"),
    Hostile("letter that shows nothing", text("410822105223,\u3164,1"), Wrong.INVISIBLE, 2, "名称"),
    Hostile("lost character", text("410822105223,郑\ufffd村,1"), Wrong.LOST, 2, "名称"),
    Hostile("command", text("410822105223,=cmd|'/C calc'!A0,1"), Wrong.LIKE_FORMULA, 2, "名称"),
    Hostile("function", text("410822105223,@SUM(1),1"), Wrong.LIKE_FORMULA, 2, "名称"),
    Hostile("sum with a command", text("410822105223,+1+cmd|' /C calc'!A0,1"), Wrong.LIKE_FORMULA,
            2, "名称"),
    Hostile("error of the spreadsheet", given("<row r='2'><c r='A2'><v>410822105223</v></c>"
            "<c r='B2' t='e'><v>#REF!</v></c><c r='C2'><v>1</v></c></row>"),
            Wrong.ERROR_VALUE, 2, "名称", "#REF!"),
    Hostile("neither yes nor no", text("410822105223,郑村,maybe"), Wrong.NOT_TRUTH, 2, "达标"),
    Hostile("day that never was", text("410822105223,郑村,1,2026年2月30日",
            headings="编码,名称,达标,日期"), Wrong.NOT_DAY, 2, "日期"),
    Hostile("long text", text("410822105223,郑村,1," + "长" * 101, headings="编码,名称,达标,备注"),
            Wrong.TOO_LONG, 2, "备注", "101"),
]  # fmt: skip
