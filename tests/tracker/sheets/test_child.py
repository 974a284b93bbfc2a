"""What the child sends, frame by frame: the same code as in its own process."""

import csv as plain_csv
import datetime as dt
import io
import json
from dataclasses import asdict, replace

import pytest

from tests.tracker.sheets.files import HEADINGS, SHEET, csv, relations, sheet, types, workbook, xlsx
from tracker.sheets import child
from tracker.sheets.prescan import Judged, judge
from tracker.sheets.terms import LIMITS, Kind, Wrong
from tracker.sheets.xlsxrows import as_text

ONE = (
    "<row r='2'><c r='A2'><v>410822105223</v></c></row>"
    "<row r='4'><c r='B4' t='b'><v>0</v></c></row>"
)


@pytest.fixture(autouse=True)
def _cells_of_any_length():
    """The child limits cells for its whole process; here that would be everybody's."""
    kept = plain_csv.field_size_limit()
    yield
    plain_csv.field_size_limit(kept)


def frames(content, limits=LIMITS):
    """Return what the child sends for a file that the pre-scan let through."""
    file, out = io.BytesIO(content), io.BytesIO()
    child.answer(file, out, asdict(judge(file)), limits)
    sent, got = io.BytesIO(out.getvalue()), []
    while length := sent.read(4):
        got.append(json.loads(sent.read(int.from_bytes(length, "big"))))
    return got


def test_a_csv_file_is_sent_with_its_row_numbers():
    assert frames(csv("1,郑村,是", "", "2,李村,否")) == [
        {"meta": []},
        {"rows": [[1, "编码", "名称", "达标"], [2, "1", "郑村", "是"], [4, "2", "李村", "否"]]},
        {"end": True},
    ]


def test_a_sheet_is_sent_with_its_row_numbers_and_what_it_is_for():
    changed = {
        "[Content_Types].xml": types(2),
        "xl/workbook.xml": workbook("填报", "_meta"),
        "xl/_rels/workbook.xml.rels": relations(
            *(("worksheet", f"worksheets/sheet{n}.xml") for n in (1, 2))
        ),
        SHEET: sheet(ONE),
        "xl/worksheets/sheet2.xml": sheet(HEADINGS),
    }

    assert frames(xlsx(changed)) == [
        {"meta": [["编码", "名称"]]},
        {"rows": [[2, "410822105223"], [4, "", "0"]]},
        {"end": True},
    ]


def test_many_rows_and_long_ones_are_sent_in_several_frames():
    rows = [f"{n},{'长' * 30_000},1" for n in range(20)] + ["1,a,1"] * 1200

    counts = [len(frame["rows"]) for frame in frames(csv(*rows))[1:-1]]

    assert counts == [10, 9, 500, 500, 202]


@pytest.mark.parametrize(
    ("content", "limits", "fault"),
    [
        (xlsx({SHEET: sheet(ONE)}), {"columns": 0}, (Wrong.TOO_MANY_COLUMNS, 2, {"limit": 0})),
        (csv("1,2,3,4"), {"columns": 3}, (Wrong.TOO_MANY_COLUMNS, 2, {"limit": 3})),
        (csv('"1",2,3', "4,5,6"), {"csv_rows": 2}, (Wrong.TOO_MANY_ROWS, 3, {"limit": 2})),
        (csv('"1,2,3'), {}, (Wrong.QUOTES, 2, {"limit": 32_767})),
        (csv("1,2," + "x" * 41), {"cell_characters": 40}, (Wrong.QUOTES, 2, {"limit": 40})),
        (csv("1,2," + "x" * 40), {"row_characters": 30, "cell_characters": 40},
         (Wrong.LONG_ROW, 2, {"limit": 40})),
    ],
)  # fmt: skip
def test_what_only_the_child_can_see_is_sent_as_a_fault(content, limits, fault):
    wrong, row, values = fault

    told = frames(content, replace(LIMITS, **limits))[-1]

    assert told == {"faults": [[wrong, row, "", values]]}


def test_running_out_of_memory_is_sent_as_a_fault(monkeypatch):
    def read(*_asked):
        raise MemoryError

    monkeypatch.setattr(child, "_read", read)

    assert frames(csv()) == [{"faults": [["memory", None, "", {}]]}]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("郑村", "郑村"),
        ("=1+1", "'=1+1"),
        ("'=1", "''=1"),
        ("一_x000D_\n二", "一\n二"),
        ("a_x0001_", "a\x01"),
        (True, "1"),
        (False, "0"),
        (410822105223, "410822105223"),
        (410822105223.0, "410822105223"),
        (0.1, "0.1"),
        (1e-7, "0.0000001"),
        (-2.5, "-2.5"),
        (12345678901234567890, "1.23456789012346E+19"),
        (dt.datetime(2026, 9, 5), "2026-09-05"),  # noqa: DTZ001 -- a spreadsheet knows no zone
        (dt.datetime(2026, 9, 5, 8, 30), "2026-09-05 08:30:00"),  # noqa: DTZ001
        (dt.time(8, 30), "08:30:00"),
    ],
)
def test_a_value_of_a_sheet_as_a_person_would_type_it(value, text):
    assert as_text(value) == text


def test_a_byte_order_mark_is_no_part_of_the_first_heading():
    rows = [frames("\ufeff编码,名称\n".encode(encoding))[1] for encoding in ("utf-8", "gb18030")]

    assert rows == [{"rows": [[1, "编码", "名称"]]}] * 2


def test_what_the_child_is_told_about_a_file():
    assert judge(io.BytesIO(csv(encoding="gb18030"))) == Judged(Kind.CSV, "gb18030", ",")
    assert judge(io.BytesIO(xlsx())) == Judged(Kind.XLSX, sheet="表", last_row=2)
