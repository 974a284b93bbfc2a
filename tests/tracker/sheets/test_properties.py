"""What holds for any table and any bytes."""

import csv as plain_csv
import io
import tempfile
from functools import partial
from pathlib import Path

import pytest
from django.core.signing import Signer
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.tracker.sheets import files, hostile
from tracker.sheets.cells import read_cell
from tracker.sheets.csvrows import csv_rows
from tracker.sheets.entries import read_entries
from tracker.sheets.faults import UnreadableError
from tracker.sheets.prescan import judge
from tracker.sheets.reading import open_table
from tracker.sheets.template import write_template
from tracker.sheets.terms import FORMULA_STARTS, LIMITS, Column, Holds, Kind
from tracker.ui.cells import csv_cell

COLUMNS = (
    Column("code", "编码", Holds.CODE, lengths=(12,)),
    Column("met", "达标", Holds.TRUTH, blank=True, choices=(("1", "达标"), ("0", "未达标"))),
    Column("on", "日期", Holds.DAY, blank=True),
    Column("note", "备注", blank=True),
)
SIGNER = Signer(key="k" * 50)


def is_kept(text):
    """Tell whether a text is one that tables keep: composed, trimmed, nothing invisible.

    Not "'=1": our CSV files put an apostrophe before "=1" but none before an apostrophe.
    """
    if text.startswith("'"):
        return False
    try:
        return (
            read_cell(COLUMNS[3], f"'{text}" if text.startswith(FORMULA_STARTS) else text) == text
        )
    except UnreadableError:
        return False


TEXTS = st.just("") | st.text(max_size=12).filter(is_kept)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "code": st.text("0123456789", min_size=12, max_size=12),
            "met": st.sampled_from(["", "1", "0"]),
            "on": st.dates().map(lambda day: day.isoformat()),
            "note": TEXTS,
        }
    ),
    max_size=8,
)


@pytest.fixture(autouse=True)
def _cells_of_any_length():
    """The child limits cells for its whole process; here that would be everybody's."""
    kept = plain_csv.field_size_limit()
    yield
    plain_csv.field_size_limit(kept)


def read_here(content):
    """Read without the child what can be read without it; return the rows' values."""
    file = io.BytesIO(content)
    judged = judge(file)
    if judged.kind != Kind.CSV:
        return []
    rows = csv_rows(file, judged.encoding, judged.separator, judged.skipped, LIMITS)
    return list(read_entries(rows, COLUMNS))


def read_there(content):
    """Read as an upload is read, through the child."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "upload"
        path.write_bytes(content)
        with open_table(path) as table:
            return list(read_entries(table.rows(), COLUMNS))


def said_or_read(read, content):
    """Return what is read, or the sentences of why not. Any other error is a failure."""
    try:
        return read(content)
    except UnreadableError as error:
        return tuple(str(fault) for fault in error.faults) or None


def as_csv(rows, encoding):
    file = io.StringIO()
    writer = plain_csv.writer(file)
    writer.writerow([column.title for column in COLUMNS])
    writer.writerows([csv_cell(row[column.key]) for column in COLUMNS] for row in rows)
    return file.getvalue().encode(encoding)


@given(rows=ROWS, encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]))
def test_a_csv_file_is_read_as_it_was_written(rows, encoding):
    entries = read_here(as_csv(rows, encoding))

    assert [(entry.values, entry.faults) for entry in entries] == [(row, ()) for row in rows]


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(rows=ROWS)
@example(rows=[{"code": "4" * 12, "met": "1", "on": "2026-09-05", "note": "''=1"}])
def test_a_template_is_read_as_it_was_written(rows):
    file = io.BytesIO()
    write_template(file, columns=COLUMNS, rows=rows, meta={}, signer=SIGNER)

    entries = read_there(file.getvalue())

    assert [(entry.values, entry.faults) for entry in entries] == [(row, ()) for row in rows]


@given(content=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_by_name(content):
    assert said_or_read(read_here, content) is not None


@given(text=st.text(max_size=60), encoding=st.sampled_from(["utf-8-sig", "gb18030"]))
def test_any_text_is_read_or_refused_by_name(text, encoding):
    assert (
        said_or_read(read_here, f"编码,达标,日期,备注\n{text}".encode(encoding, errors="replace"))
        is not None
    )


@pytest.mark.parametrize("holds", Holds)
@given(text=st.text(max_size=30))
def test_any_cell_is_kept_or_refused_by_name(holds, text):
    column = Column("any", "any", holds, choices=(("1", "一"),))
    kept = said_or_read(partial(read_cell, column), text)

    # What is kept is kept again: nothing changes on the way through a file and back.
    if isinstance(kept, str) and not kept.startswith("'"):
        assert read_cell(column, csv_cell(kept)) == kept


CHANGES = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=6)


@given(changes=CHANGES, kind=st.sampled_from(["packed", "stored", "csv"]))
def test_a_file_with_changed_bytes_is_read_or_refused_by_name(changes, kind):
    seeds = {
        "packed": files.xlsx(),
        "stored": files.packed(files.parts(), 0),
        "csv": files.csv(hostile.LINE, hostile.CHINESE, encoding="gb18030"),
    }
    content = bytearray(seeds[kind])
    for place, byte in changes:
        content[place % len(content)] = byte
    assert said_or_read(read_here, bytes(content)) is not None


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(changes=CHANGES)
def test_the_child_reads_a_changed_file_or_refuses_it_by_name(changes):
    content = bytearray(files.packed(files.parts(), 0))
    start = content.find(files.SHEET.encode())
    for place, byte in changes:
        content[start + place % (len(content) - start)] = byte
    assert said_or_read(read_there, bytes(content)) is not None
