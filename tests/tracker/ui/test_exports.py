"""Files: read back by other programs as they were meant."""

import csv
import datetime
import io
import re
from decimal import Decimal

import openpyxl
import pytest
from django.utils import timezone, translation

from tracker.ui import exports
from tracker.ui.cells import csv_cell
from tracker.ui.exports import ExportColumn, TooManyRowsError, csv_response, xlsx_response

COLUMNS = [
    ExportColumn("code", lambda row: row["code"]),
    ExportColumn("name", lambda row: row["name"]),
    ExportColumn("value", lambda row: row["value"]),
    ExportColumn("day", lambda row: row["day"]),
]
ROWS = [
    {
        "code": "410822102001",
        "name": "磨头村",
        "value": Decimal("34.0000"),
        "day": datetime.date(2022, 8, 5),
    },
    {"code": "0012", "name": '=HYPERLINK("http://x")', "value": -2.5, "day": None},
]
DAY = datetime.date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def read_csv(response):
    content = b"".join(response.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def read_xlsx(response):
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    return [[cell.value for cell in row] for row in book.active.iter_rows()]


def test_csv_says_what_it_is_and_carries_source_and_day():
    response = csv_response("places", COLUMNS, ROWS, source="http://x/areas/", as_of=DAY)

    assert read_csv(response) == [
        ["code", "name", "value", "day", "source", "as of"],
        ["410822102001\t", "磨头村", "34", "2022-08-05", "http://x/areas/", "2026-11-20"],
        ["0012\t", '\'=HYPERLINK("http://x")', "-2.5", "", "http://x/areas/", "2026-11-20"],
    ]
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    today = f"{timezone.localdate():%Y%m%d}"
    assert response["Content-Disposition"] == f'attachment; filename="places-{today}.csv"'


def test_csv_lines_end_as_windows_programs_expect():
    content = b"".join(csv_response("x", COLUMNS, ROWS, source="", as_of="").streaming_content)

    assert content.count(b"\r\n") == 3
    assert content.count(b"\n") == 3


def test_csv_is_made_while_it_is_sent():
    """Nothing is read before the server asks, and then only some hundred rows."""
    taken = []

    def rows():
        for number in range(10_000):
            taken.append(number)
            yield {"code": str(number), "name": "", "value": number, "day": None}

    stream = iter(csv_response("x", COLUMNS, rows(), source="", as_of="").streaming_content)
    next(stream)
    assert taken == []
    next(stream)
    assert len(taken) == exports.BATCH


def test_csv_speaks_the_language_of_the_page_that_asked():
    """The server asks for the rows after the page's language is over."""
    columns = [ExportColumn("language", lambda _row: translation.get_language())]
    with translation.override("zh-hans"):
        response = csv_response("x", columns, [1], source="", as_of="")

    assert read_csv(response)[1][0] == "zh-hans"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", *"＝＋－＠"])
def test_text_that_a_spreadsheet_would_run_is_made_harmless(start):
    assert csv_cell(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        ("", ""),
        (True, "True"),
        (-5, "-5"),
        (Decimal("-2.50"), "-2.5"),
        (Decimal("100"), "100"),
        (Decimal("1E+3"), "1000"),
        (0.5, "0.5"),
        ("410822", "410822"),
        ("410822102001", "410822102001\t"),
        ("0412", "0412\t"),
        (410822102001, "410822102001"),
        (datetime.date(2022, 8, 5), "2022-08-05"),
        (datetime.datetime(2022, 8, 5, 20, 30, tzinfo=datetime.UTC), "2022-08-06 04:30"),
    ],
)
def test_a_value_keeps_its_meaning_in_csv(value, cell):
    assert csv_cell(value) == cell


def test_xlsx_keeps_codes_as_text_numbers_as_numbers_and_days_as_days():
    response = xlsx_response("places", COLUMNS, ROWS, source="http://x/areas/", as_of=DAY)

    day, printed = datetime.datetime(2022, 8, 5), datetime.datetime(2026, 11, 20)  # noqa: DTZ001
    assert read_xlsx(response) == [
        ["code", "name", "value", "day", "source", "as of"],
        ["410822102001", "磨头村", 34, day, "http://x/areas/", printed],
        ["0012", '=HYPERLINK("http://x")', -2.5, None, "http://x/areas/", printed],
    ]
    assert re.fullmatch(
        r'attachment; filename="places-\d{8}\.xlsx"', response["Content-Disposition"]
    )


def test_a_formula_stands_in_xlsx_as_words():
    response = xlsx_response("x", COLUMNS, ROWS, source="", as_of=DAY)

    book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    assert [book.active["B3"].data_type, book.active["A2"].data_type] == ["s", "s"]
    assert book.active.freeze_panes == "A2"


def test_source_and_day_may_differ_from_row_to_row():
    response = csv_response(
        "x",
        COLUMNS[:1],
        ROWS,
        source=lambda row: f"row {row['code']}",
        as_of=lambda row: row["day"],
    )

    assert [row[1:] for row in read_csv(response)[1:]] == [
        ["row 410822102001", "2022-08-05"],
        ["row 0012", ""],
    ]


def test_xlsx_refuses_more_rows_than_it_takes(monkeypatch):
    monkeypatch.setattr(exports, "LARGEST_XLSX", 1)

    with pytest.raises(TooManyRowsError):
        xlsx_response("x", COLUMNS, ROWS, source="", as_of=DAY)

    assert not exports._making.locked()
