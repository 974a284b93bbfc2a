"""Reading through the child: formats, numbers of rows, and what happens when the child does not."""

import json
import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from tests.tracker.sheets.files import (
    COLUMNS,
    HEADINGS,
    SHEET,
    csv,
    parts,
    relations,
    rows,
    sheet,
    types,
    workbook,
    xlsx,
)
from tracker.sheets import faults as faults_module
from tracker.sheets.entries import collect, read_entries
from tracker.sheets.faults import Fault, UnreadableError, refusal
from tracker.sheets.reading import open_table
from tracker.sheets.terms import LIMITS, Column, Kind, Row, Wrong
from tracker.sheets.wording import SENTENCES

LINES = ["410822105223,郑村,1", "", "410822105224,李村,×"]
FORMS = {
    "UTF-8 with a mark": csv(*LINES),
    "UTF-8": csv(*LINES, encoding="utf-8"),
    "GB18030": csv(*LINES, encoding="gb18030"),
    "GB18030 with a mark": "\ufeff".encode("gb18030") + csv(*LINES, encoding="gb18030"),
    "semicolons": csv(*LINES).replace(b",", b";"),
    "tabs": csv(*LINES).replace(b",", b"\t"),
    "told separator": b"sep=;\r\n" + csv(*LINES, encoding="utf-8").replace(b",", b";"),
    "line feeds": csv(*LINES).replace(b"\r\n", b"\n"),
    "old Macintosh": csv(*LINES).replace(b"\r\n", b"\r"),
    "quotation marks": csv('"410822105223","郑村","1"', "", '410822105224,"李村",×'),
    "title above": "评定汇总表\r\n\r\n".encode() + csv(*LINES, encoding="utf-8"),
}


@pytest.fixture
def upload(tmp_path):
    """Keep bytes as an upload and return where."""

    def keep(content):
        path = tmp_path / "upload.bin"
        path.write_bytes(content)
        return path

    return keep


def read(path, limits=LIMITS):
    with open_table(path, limits) as table:
        return list(table.rows())


@pytest.mark.parametrize("form", FORMS)
def test_a_csv_file_is_read_in_every_form_that_offices_save(form, upload):
    shift = {"told separator": 1, "title above": 2}.get(form, 0)

    with open_table(upload(FORMS[form])) as table:
        entries = list(read_entries(table.rows(), COLUMNS))

    assert table.kind == Kind.CSV
    assert [(entry.row, entry.values["name"], entry.values["met"]) for entry in entries] == [
        (2 + shift, "郑村", "1"),
        (4 + shift, "李村", "0"),
    ]


def test_a_line_break_inside_a_cell_makes_no_row(upload):
    path = upload(csv('410822105223,"郑\r\n村",1', LINES[2]))

    assert [(row.number, row.cells[1]) for row in read(path)] == [
        (1, "名称"),
        (2, "郑\r\n村"),
        (3, "李村"),
    ]


def test_cells_of_a_sheet_come_as_a_person_would_type_them(upload):
    styles = (
        "<styleSheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"
        "<fonts><font/></fonts><fills><fill><patternFill/></fill></fills><borders><border/></borders>"
        "<cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf/><xf numFmtId='14'/></cellXfs>"
        "</styleSheet>"
    )
    named = types().replace(
        "</Types>",
        "<Override PartName='/xl/styles.xml' ContentType='application/vnd.openxmlformats-"
        "officedocument.spreadsheetml.styles+xml'/></Types>",
    )
    cells = [
        "<v>410822105223</v>", "<v>4.10822105223E11</v>", "<v>4.1</v>", "<v>1E-7</v>",
        "<v>12345678901234567890</v>", "", "<v>0</v>", "<v>-3</v>",
    ]  # fmt: skip
    row = "".join(f"<c r='{chr(65 + n)}2'>{cell}</c>" for n, cell in enumerate(cells))
    words = (
        "<c r='I2' t='b'><v>1</v></c><c r='J2' s='1'><v>46270</v></c>"
        "<c r='K2' s='1'><v>46270.5</v></c>"
        "<c r='L2' t='inlineStr'><is><r><t>=1</t></r><r><t>+1_x000D_</t></r></is></c>"
    )
    content = sheet(f"{HEADINGS}<row r='2'>{row}{words}</row><row r='5'><c r='B5' t='str'/></row>")
    path = upload(xlsx({SHEET: content, "xl/styles.xml": styles, "[Content_Types].xml": named}))

    assert read(path)[1:] == [
        Row(
            2,
            (
                "410822105223", "410822105223", "4.1", "0.0000001", "1.23456789012346E+19", "", "0",
                "-3", "1", "2026-09-05", "2026-09-05 12:00:00", "'=1+1",
            ),
        )
    ]  # fmt: skip


def test_the_first_sheet_that_is_shown_is_read_wherever_its_part_lies(upload):
    book = workbook("_meta", "隐藏", "填报").replace("state='visible'", "state='hidden'", 2)
    changed = {
        "[Content_Types].xml": types(3),
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": relations(
            *(("worksheet", f"/xl/worksheets/sheet{n}.xml") for n in (3, 2, 1))
        ),
        "xl/worksheets/sheet2.xml": sheet(""),
        "xl/worksheets/sheet3.xml": sheet("<row r='1'><c t='str'><v>year</v></c></row>"),
    }

    with open_table(upload(xlsx(changed))) as table:
        assert table.meta == [["year"]]
        assert [row.cells[0] for row in table.rows()] == ["编码", "410822105223"]


def test_what_stands_behind_the_rows_is_never_looked_at(upload):
    after = "<mergeCells><mergeCell ref='?'/></mergeCells><dataValidations count='x'/>"

    assert len(read(upload(xlsx({SHEET: sheet(after=after)})))) == 2


def test_links_that_are_only_words_and_pictures_are_let_through(upload):
    mode = " TargetMode='External'"
    extra = {
        "xl/worksheets/_rels/sheet1.xml.rels": relations(
            ("hyperlink", "mailto:a@localhost"), mode=mode
        ),
        "xl/media/image1.png": b"\x89PNG\r\n\x1a\n",
        "xl/printerSettings/printerSettings1.bin": b"H\0P\0",
        "xl/drawings/vmlDrawing1.vml": "<xml><br></xml>",
        "docProps/": "",
    }

    assert len(read(upload(xlsx(extra)))) == 2


def test_rows_come_in_order_through_many_frames(upload):
    many = csv(*(f"{410822000000 + n},村{n},1" for n in range(5000)))

    got = read(upload(many))

    assert [row.number for row in got] == list(range(1, 5002))
    assert got[-1] == Row(5001, ("410822004999", "村4999", "1"))


def test_an_upload_of_the_largest_honest_size_is_let_through_and_one_more_row_is_not(upload):
    limits = replace(LIMITS, csv_rows=4, xlsx_rows=4)
    quoted = csv('"1",a,1', LINES[0], LINES[0], LINES[0])

    assert len(read(upload(csv(*[LINES[0]] * 3)), limits)) == 4
    for content in (csv(*[LINES[0]] * 4), quoted, rows("<row r='5'><c r='A5'/></row>")):
        with pytest.raises(UnreadableError) as told:
            read(upload(content), limits)
        assert told.value.faults == (Fault(Wrong.TOO_MANY_ROWS, 5, values={"limit": 4}),)


@pytest.mark.parametrize(
    ("limits", "wrong"),
    [
        (replace(LIMITS, xlsx_bytes=10), Wrong.TOO_LARGE),
        (replace(LIMITS, prescan_seconds=-1), Wrong.TIME),
        (replace(LIMITS, waiting_seconds=0), Wrong.TIME),
    ],
)
def test_a_limit_that_is_reached_is_named(limits, wrong, upload):
    with pytest.raises(UnreadableError) as told:
        read(upload(xlsx()), limits)

    assert [fault.wrong for fault in told.value.faults] == [wrong]


def test_a_child_without_memory_says_so_and_its_parent_goes_on(upload):
    words = "".join(
        f"<row r='{n}'><c r='A{n}' t='inlineStr'><is><t>{'x' * 30_000}</t></is></c></row>"
        for n in range(2, 3000)
    )
    strings = "<sst xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>" + "".join(
        f"<si><t>{n}{'长' * 5_000}</t></si>" for n in range(4000)
    )
    changed = {
        SHEET: sheet(HEADINGS + words),
        "[Content_Types].xml": types(strings=True),
        "xl/sharedStrings.xml": strings + "</sst>",
    }
    path = upload(xlsx(changed))

    with pytest.raises(UnreadableError) as told:
        read(path, replace(LIMITS, child_memory=60 * 1024 * 1024))

    assert told.value.faults == refusal(Wrong.MEMORY).faults
    assert len(read(upload(xlsx()))) == 2


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [(signal.SIGKILL, Wrong.MEMORY), (signal.SIGXCPU, Wrong.TIME), (signal.SIGTERM, Wrong.STOPPED)],
)
def test_a_child_that_is_killed_half_way_is_named(sent, wrong, upload):
    path = upload(csv(*["410822105223,郑村,1"] * 200_000))

    with open_table(path) as table:
        stream = table.rows()
        next(stream)
        os.kill(table.process, sent)
        with pytest.raises(UnreadableError) as told:
            list(stream)

    assert [fault.wrong for fault in told.value.faults] == [wrong]


def test_a_child_is_gone_when_nobody_reads_on(upload):
    with open_table(upload(csv(*["410822105223,郑村,1"] * 200_000))) as table:
        next(table.rows())

    with pytest.raises(ProcessLookupError):
        os.kill(table.process, 0)


def test_the_child_gets_no_secrets(upload, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "canary")

    with open_table(upload(csv(*["410822105223,郑村,1"] * 200_000))) as table:
        environment = Path(f"/proc/{table.process}/environ").read_text(encoding="utf-8")

    assert "PYTHONDONTWRITEBYTECODE" in environment
    assert "canary" not in environment


def test_faulty_rows_come_beside_good_ones_and_are_counted(upload):
    lines = [*["41082210522x,郑村,1"] * 5, LINES[0], "410822105224,李村,maybe"]

    with open_table(upload(csv(*lines))) as table:
        good, collected = collect(read_entries(table.rows(), COLUMNS), limit=4)

    assert [entry.row for entry in good] == [7]
    assert [(fault.row, fault.column) for fault in collected.faults] == [
        (row, "编码") for row in (2, 3, 4, 5)
    ]
    assert collected.count == 6


def test_columns_stand_in_any_order_and_others_are_passed_over_by_name(upload):
    path = upload(csv("手工,郑村,1,410822105223,x", headings="来源,名称 *,达 标,统计编码,截至"))
    columns = [Column("code", "编码", COLUMNS[0].holds, aliases=("统计编码",)), *COLUMNS[1:3]]

    with open_table(path) as table:
        entries = list(read_entries(table.rows(), columns, ignored=("来源", "截至")))

    assert [(entry.values, entry.raw, entry.faults) for entry in entries] == [
        (
            {"code": "410822105223", "name": "郑村", "met": "1"},
            {"code": "410822105223", "name": "郑村", "met": "1"},
            (),
        )
    ]


def test_figures_that_read_like_a_heading_are_no_headings(upload):
    columns = [
        Column("code", "编码"),
        Column("a", "达标"),
        Column("b", "核验"),
        Column("c", "认定"),
    ]
    path = upload(csv("1,达标,达标,达标", headings="编码,达标,核验,认定"))

    with open_table(path) as table:
        assert [entry.row for entry in read_entries(table.rows(), columns)] == [2]


@pytest.mark.parametrize(
    "sent",
    [b"\xff\xff\xff\xff", b"\0\0\0\1{", b"\0\0\0\2[]", b'\0\0\0\x10{"faults":[[1]]}', b"\0\0"],
)
def test_a_child_that_says_something_else_is_stopped(sent, upload, monkeypatch):
    """As if the file had made the process its own."""
    told = f"import os; os.write(1, {sent!r})"
    monkeypatch.setattr("tracker.sheets.reading.CHILD", ["-c", told])

    with pytest.raises(UnreadableError) as error:
        read(upload(csv(*LINES)))

    assert error.value.faults == refusal(Wrong.STOPPED).faults


def test_a_fault_survives_being_kept():
    fault = Fault(Wrong.CODE_LENGTH, 7, "编码", {"text": "41", "count": 2, "lengths": "12"})

    assert Fault.from_json(json.loads(json.dumps(fault.as_json()))) == fault


def test_every_fault_has_a_sentence_of_its_own():
    assert set(SENTENCES) == set(Wrong)
    assert len({str(sentence) for sentence in SENTENCES.values()}) == len(Wrong)


def test_what_a_sentence_repeats_is_short_and_printable():
    assert faults_module.quoted("a\x1b[2J" + "长" * 100) == "a�[2J" + "长" * 35 + "…"


def test_parts_of_the_sample_are_what_they_seem():
    assert sorted(parts({SHEET: None})) == sorted(set(parts()) - {SHEET})
