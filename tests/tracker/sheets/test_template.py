"""Templates: written, filled in, read back; and what is done when somebody changed the seal."""

import io
import shutil
import subprocess

import openpyxl
import pytest
from django.core.signing import Signer

from tests.tracker.sheets.files import csv
from tracker.sheets.entries import read_entries
from tracker.sheets.faults import UnreadableError, refusal
from tracker.sheets.reading import open_table
from tracker.sheets.template import read_meta, write_refused, write_template
from tracker.sheets.terms import Column, Holds, Wrong

COLUMNS = (
    Column("code", "编码", Holds.CODE, lengths=(12,), locked=True),
    Column("name", "名称", locked=True, width=24),
    Column("met", "产业兴旺星", Holds.TRUTH, blank=True, choices=(("1", "达标"), ("0", "未达标"))),
    Column("level", "星级", Holds.CHOICE, blank=True, choices=(("5", "五星"), ("4", "四星"))),
    Column("note", "备注", blank=True),
)
ROWS = [
    {"code": "410822105223", "name": "郑村", "met": "1", "level": "5", "note": "=1+1"},
    {"code": "410822105224", "name": "李村", "met": "0", "level": "", "note": "0391"},
    {"code": "410822105225", "name": "'王村", "met": "", "level": "4", "note": "一行\n二行"},
]
META = {"year": 2026, "area": "410822", "version": 1}
SIGNER = Signer(salt="tests.sheets", key="k" * 50)


def template(path, rows=ROWS):
    with path.open("wb") as file:
        write_template(file, columns=COLUMNS, rows=rows, meta=META, signer=SIGNER, sheet="填报")
    return path


def values_of(path, columns=COLUMNS, ignored=()):
    with open_table(path) as table:
        return [
            (entry.values, entry.faults) for entry in read_entries(table.rows(), columns, ignored)
        ]


def test_what_is_written_is_read_back(tmp_path):
    path = template(tmp_path / "template.xlsx")

    with open_table(path) as table:
        meta = read_meta(table.meta, SIGNER)

    assert meta == META
    assert values_of(path) == [(row, ()) for row in ROWS]


def test_codes_are_text_given_columns_are_locked_and_the_heading_stays_in_sight(tmp_path):
    book = openpyxl.load_workbook(template(tmp_path / "template.xlsx"))
    page = book["填报"]

    assert [(sheet.title, sheet.sheet_state) for sheet in book] == [
        ("填报", "visible"),
        ("_choices", "hidden"),
        ("_meta", "hidden"),
    ]
    assert (page["A2"].value, page["A2"].data_type, page["A2"].number_format) == (
        "410822105223", "s", "@",
    )  # fmt: skip
    assert page["E2"].data_type == "s"
    assert [cell.protection.locked for cell in page[2]] == [True, True, False, False, False]
    assert (page.protection.sheet, page.protection.password) == (True, None)
    assert page.freeze_panes == "A2"
    assert {(str(rule.sqref), rule.formula1) for rule in page.data_validations.dataValidation} == {
        ("C2:C4", "_choices!$A$1:$B$1"),
        ("D2:D4", "_choices!$A$2:$B$2"),
    }
    assert [[cell.value for cell in row] for row in book["_choices"]] == [
        ["达标", "未达标"],
        ["五星", "四星"],
    ]


def test_an_empty_template_is_one_too(tmp_path):
    assert values_of(template(tmp_path / "template.xlsx", rows=[])) == []


@pytest.mark.parametrize(
    "changed",
    [
        lambda page: page.cell(1, 2, SIGNER.sign_object({**META, "area": "410823"})[:-1] + "!"),
        lambda page: page.cell(1, 2, Signer(salt="other", key="k" * 50).sign_object(META)),
        lambda page: page.cell(1, 2, SIGNER.sign_object(["not", "a", "mapping"])),
        lambda page: page.cell(1, 2, "x" * 40),
        lambda page: page.delete_rows(1),
        lambda page: page.cell(1, 2, ""),
    ],
)
def test_a_changed_seal_is_refused(changed, tmp_path):
    path = template(tmp_path / "template.xlsx")
    book = openpyxl.load_workbook(path)
    changed(book["_meta"])
    book.save(path)

    with open_table(path) as table, pytest.raises(UnreadableError) as told:
        read_meta(table.meta, SIGNER)

    assert told.value.faults == refusal(Wrong.META_CHANGED).faults


def test_a_table_that_came_from_no_template_has_no_seal(tmp_path):
    path = tmp_path / "own.csv"
    path.write_bytes(csv())

    with open_table(path) as table:
        assert read_meta(table.meta, SIGNER) is None


def test_refused_rows_come_back_as_they_were_typed_with_a_reason(tmp_path):
    upload = tmp_path / "upload.csv"
    lines = ["4108221O5223,'=x,√,五星,", "410822105224,李\ufffe\x01村,maybe,,\"=cmd|'x'!A0\""]
    upload.write_bytes(csv(*lines, headings=",".join(column.title for column in COLUMNS)))
    with open_table(upload) as table:
        refused = list(read_entries(table.rows(), COLUMNS))
    back = io.BytesIO()

    write_refused(
        back,
        columns=COLUMNS,
        rows=((entry.raw, "；".join(fault.wrong for fault in entry.faults)) for entry in refused),
        reason="原因",
        meta=META,
        signer=SIGNER,
    )
    path = tmp_path / "refused.xlsx"
    path.write_bytes(back.getvalue())

    cells = [cell.value for cell in openpyxl.load_workbook(path).worksheets[0][2]]
    assert cells == ["4108221O5223", "=x", "√", "五星", None, "lookalike"]
    again = [[fault.wrong for fault in faults] for _values, faults in values_of(
        path, ignored=("原因",)
    )]  # fmt: skip
    # In XLSX a text is a text, so the formula of the CSV file is harmless words there.
    assert again == [[Wrong.LOOKALIKE], [Wrong.LOST, Wrong.NOT_TRUTH]]


OFFICE = shutil.which("soffice")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_codes_survive_libreoffice(ending, tmp_path):
    path = template(tmp_path / "template.xlsx")
    # 76 is UTF-8; the field before it the quotation mark, the ones behind: as shown, as text.
    form = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true" if ending == "csv" else ending
    out = tmp_path / "out"

    subprocess.run(
        [OFFICE, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", form, "--outdir", out, path],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip

    saved = next(out.glob(f"*.{ending}"))
    with open_table(saved) as table:
        entries = list(read_entries(table.rows(), COLUMNS))
        meta = read_meta(table.meta, SIGNER)
    codes = [(entry.values["code"], entry.values["name"]) for entry in entries]
    assert codes == [(row["code"], row["name"]) for row in ROWS]
    if ending == "xlsx":
        assert meta == META
        assert [(entry.values, entry.faults) for entry in entries] == [(row, ()) for row in ROWS]
