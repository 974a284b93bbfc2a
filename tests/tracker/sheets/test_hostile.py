"""Every hostile file is refused by name and place, and whoever reads it goes on."""

import pytest
from django.utils import translation

from tests.tracker.sheets import hostile
from tests.tracker.sheets.files import COLUMNS, HEADINGS, HONEST, rows
from tracker.sheets.entries import read_entries
from tracker.sheets.faults import UnreadableError
from tracker.sheets.reading import open_table
from tracker.sheets.terms import Wrong


def faults_of(path):
    """Read a file to its end and return everything that is wrong with it."""
    faults = []
    try:
        with open_table(path) as table:
            for entry in read_entries(table.rows(), COLUMNS):
                faults += entry.faults
    except UnreadableError as error:
        faults += error.faults
    return faults


@pytest.mark.parametrize("file", hostile.ALL, ids=lambda file: file.name)
def test_it_is_refused_and_says_where(file, tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(file.make())

    with translation.override("en"):
        faults = faults_of(path)
        first = faults[0]

        assert (first.wrong, first.row, first.column) == (file.wrong, file.row, file.column)
        assert file.said in first.message
        assert "%(" not in str(first)


def test_there_are_at_least_sixty_and_each_has_a_name_of_its_own():
    assert len(hostile.ALL) >= 60
    assert len({file.name for file in hostile.ALL}) == len(hostile.ALL)


def test_an_honest_file_beside_them_is_read(tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(rows(HONEST))

    with open_table(path) as table:
        entries = list(read_entries(table.rows(), COLUMNS))

    assert [(entry.row, entry.values, entry.faults) for entry in entries] == [
        (2, {"code": "410822105223", "name": "郑村", "met": "1", "on": "", "note": ""}, ())
    ]


def test_all_formulas_are_named_up_to_a_limit_and_then_counted(tmp_path):
    path = tmp_path / "upload"
    cells = [f"<row r='{n}'><c r='A{n}'><f>1</f></c></row>" for n in range(2, 152)]
    path.write_bytes(rows(*cells))

    faults = faults_of(path)

    assert [fault.row for fault in faults] == [*range(2, 102), None]
    assert faults[-1].wrong == Wrong.MORE_FORMULAS
    assert faults[-1].values == {"count": 150, "shown": 100}


def test_headings_are_all_named_at_once(tmp_path):
    path = tmp_path / "upload"
    path.write_bytes("编码,编码,口令\n".encode())

    places = [(fault.wrong, fault.row, fault.column) for fault in faults_of(path)]

    assert places == [
        (Wrong.HEADING_TWICE, 1, "B"),
        (Wrong.HEADING_UNKNOWN, 1, "C"),
        (Wrong.HEADING_MISSING, 1, "名称"),
        (Wrong.HEADING_MISSING, 1, "达标"),
    ]


def test_the_sample_headings_are_those_of_the_columns():
    assert HEADINGS.count("<c ") == len(COLUMNS)
