"""What reading an uploaded table costs, beside the bare readers on the same file.

    python bench/read_sheets.py                    CSV of 1,000,000 rows, XLSX of 100,000 rows
    python bench/read_sheets.py --share 100        a hundredth of the rows, to see that it runs

"read" is the whole way of an upload: pre-scan, child process, pipe, headings, every cell checked.
"pre-scan" is its first part alone. "bare" is the csv module, or openpyxl as a stream, in one
process, with nothing checked. "processor" is what both processes used, whatever else the machine
does. Memory is the peak of the resident set: of this process for "read" and of its child. Goals:
CSV 120 s and 300 MiB, XLSX 30 s and 400 MiB in the child. "refused" is a file of the largest size
with one formula at its end, "hostile" each file of tests/tracker/sheets/hostile.py in turn: goal
5 s for the slowest.
"""

from __future__ import annotations

import argparse
import csv
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
CSV_ROWS, XLSX_ROWS = 1_000_000, 100_000
CHILD_PEAKS = [0]  # MiB
STARS = ["产业兴旺星", "生态宜居星", "平安法治星", "文明幸福星", "支部过硬星"]
HEADINGS = ["编码", "名称", *STARS, "日期", "备注"]


def row(number: int) -> list[str]:
    """Return one honest row: no two alike, as many Chinese characters as real ones have."""
    met = [("达标", "未达标")[(number >> bit) & 1] for bit in range(5)]
    day = f"2026年{number % 12 + 1}月{number % 28 + 1}日"
    return [
        f"41{number:010d}",
        f"测试村第{number}号",
        *met,
        day,
        f"第{number % 977}次核对，材料齐全",
    ]


def write_csv(path: Path, rows: int, encoding: str) -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        writer.writerows(row(number) for number in range(rows))


def write_xlsx(path: Path, rows: int, *, shared: bool, formula: bool = False) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"constant_memory": not shared}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, HEADINGS)
        for number in range(rows):
            for place, cell in enumerate(row(number)):
                page.write_string(number + 1, place, cell)
        if formula:
            page.write_formula(rows, len(HEADINGS) - 1, "=1+1")


def read_all(path: Path) -> int:
    """Read a file as an upload is read; return how many rows had no fault."""
    from tracker.sheets.entries import read_entries
    from tracker.sheets.reading import open_table
    from tracker.sheets.terms import Column, Holds

    stars = [Column(f"star{n}", title, Holds.TRUTH) for n, title in enumerate(STARS)]
    columns = [
        Column("code", HEADINGS[0], Holds.CODE, lengths=(12,)), Column("name", HEADINGS[1]),
        *stars, Column("day", HEADINGS[7], Holds.DAY), Column("note", HEADINGS[8]),
    ]  # fmt: skip
    good = 0
    with open_table(path) as table:
        for entry in read_entries(table.rows(), columns):
            good += not entry.faults
            if entry.row % 5000 == 0:
                note_child()
    return good


def note_child() -> None:
    """Keep the peak of the child: what the system adds up for children begins with our own."""
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii")
    for child in children.split():
        status = Path(f"/proc/{child}/status").read_text(encoding="utf-8")
        if found := re.search(r"VmHWM:\s*(\d+) kB", status):
            CHILD_PEAKS.append(int(found[1]) // 1024)


def prescan(path: Path) -> int:
    from tracker.sheets.prescan import judge

    with path.open("rb") as file:
        return judge(file).last_row


def refuse(path: Path) -> int:
    from tracker.sheets.faults import UnreadableError

    try:
        prescan(path)
    except UnreadableError as error:
        return len(error.faults)
    raise AssertionError("the file should have been refused")


def refuse_all(_path: Path) -> int:
    """Read every hostile file of the tests; say which took longest."""
    from tests.tracker.sheets import hostile
    from tests.tracker.sheets.test_hostile import faults_of

    seconds = {}
    with tempfile.TemporaryDirectory() as folder:
        for file in hostile.ALL:
            path = Path(folder) / "upload"
            path.write_bytes(file.make())
            started = time.perf_counter()
            assert faults_of(path), file.name
            seconds[file.name] = time.perf_counter() - started
    slowest = max(seconds, key=lambda name: seconds[name])
    print(f"slowest: {slowest}, {seconds[slowest]:.1f} s;", end=" ")
    # The system's own sum: at least as large as this process was when it started a child.
    CHILD_PEAKS.append(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
    return len(seconds)


def bare_csv(path: Path) -> int:
    encoding = "gb18030" if "gb" in path.name else "utf-8"
    with path.open(encoding=encoding, newline="") as file:
        return sum(1 for _cells in csv.reader(file))


def bare_xlsx(path: Path) -> int:
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True)
    return sum(1 for _cells in book.active.iter_rows(values_only=True))


WORK: dict[str, Callable[[Path], int]] = {
    "read": read_all, "pre-scan": prescan, "refused": refuse, "hostile": refuse_all,
    "bare csv": bare_csv, "bare xlsx": bare_xlsx,
}  # fmt: skip


def measure_here(what: str, path: Path) -> None:
    """Do one piece of work and print seconds, peaks and rows. In a process of its own."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    started = time.perf_counter()
    rows = WORK[what](path)
    seconds = time.perf_counter() - started
    used = time.process_time() + sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{seconds:8.1f} s {used:8.1f} s {own:8.0f} MiB {max(CHILD_PEAKS):8.0f} MiB {rows:10,}")


def report(path: Path, works: list[str]) -> None:
    for what in works:
        command = [sys.executable, __file__, "--work", what, "--file", str(path)]
        told = subprocess.run(command, capture_output=True, text=True, check=True)
        print(f"{path.name:18} {what:10} {told.stdout.rstrip()}", flush=True)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    arguments.add_argument("--share", type=int, default=1, help="divide the rows by this")
    arguments.add_argument("--work", choices=WORK, help=argparse.SUPPRESS)
    arguments.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    asked = arguments.parse_args()
    if asked.work:
        measure_here(asked.work, asked.file)
        return
    print(f"{'file':30}{'clock':>9}{'processor':>11}{'process':>13}{'child':>13}{'rows':>11}")
    with tempfile.TemporaryDirectory() as folder:
        at = Path(folder)
        for name, encoding in (("utf8.csv", "utf-8-sig"), ("gb.csv", "gb18030")):
            write_csv(at / name, CSV_ROWS // asked.share, encoding)
            report(at / name, ["read", "pre-scan", "bare csv"])
        for name, shared in (("strings.xlsx", True), ("inline.xlsx", False)):
            write_xlsx(at / name, XLSX_ROWS // asked.share, shared=shared)
            report(at / name, ["read", "pre-scan", "bare xlsx"])
        write_xlsx(at / "formula.xlsx", XLSX_ROWS // asked.share, shared=True, formula=True)
        report(at / "formula.xlsx", ["refused"])
        report(at / "all", ["hostile"])


if __name__ == "__main__":
    main()
