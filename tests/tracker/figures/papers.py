"""A made-up newspaper page with its file of figures, written into a test's own directory."""

from __future__ import annotations

import copy
import hashlib
import re
from pathlib import Path
from typing import Any

import yaml

TEXT = (
    "青石镇创星见成效\r\n"
    "青石镇去年四星3个,三星4个,二星5个,三星以上占58%。\r\n"
    "全镇网格67个,村里31个,社区里36个;实行“两单一卡”。\r\n"
)
TITLE = "青石镇创星见成效"
STREET = "410871061"


def digest(content: str | bytes) -> str:
    raw = content.encode() if isinstance(content, str) else content
    return hashlib.sha256(raw).hexdigest()


def figure(key: str, quote: str, **fields: Any) -> dict[str, Any]:
    """Return an entry for a quote of TEXT."""
    start = TEXT.index(quote)
    entry = {
        "key": key,
        "article": "900-a1",
        "label": f"青石镇数据{key}",
        "label_en": f"Qingshi {key}",
        "area": STREET,
        "named_as": "青石镇",
        "campaign": 2022,
        "unit_kind": "rural",
        "nature": "reported",
        "bearing": "campaign",
        "metric": "level_count",
        "level": None,
        "star": None,
        "term": None,
        "value": None,
        "value_to": None,
        "unit": "branch",
        "precision": "exact",
        "period": "2022",
        "as_of": "2022-12-31",
        "note": None,
        "note_en": None,
        "start": start,
        "end": start + len(quote),
        "sha256": digest(quote),
    }
    return entry | fields


def grids(key: str, quote: str, value: int, kind: str) -> dict[str, Any]:
    return figure(
        key, quote, metric="grid_count", unit="grid", unit_kind=kind, value=value, period=None
    )


PAGE = {
    "page": {
        "key": "900",
        "file": "900_page.txt",
        "sha256": digest(TEXT),
        "characters": len(TEXT),
        "paper": "焦作日报",
        "published_on": "2023-02-20",
        "date_precision": "day",
        "date_inferred": True,
        "date_basis": "据文中日期推定",
        "date_basis_en": "Inferred from days on the page.",
    },
    "articles": [{"key": "900-a1", "title": TITLE, "start": 0, "end": len(TEXT)}],
    "figures": [
        figure("900-001", "四星3个", level=4, value=3),
        figure("900-002", "三星4个", level=3, value=4),
        figure("900-003", "二星5个", level=2, value=5),
        figure(
            "900-004", "三星以上占58%", metric="share_at_least", unit="percent", level=3, value=58
        ),
        grids("900-005", "网格67个", 67, "all"),
        grids("900-006", "村里31个", 31, "rural"),
        grids("900-007", "社区里36个", 36, "urban"),
        figure(
            "900-008",
            "“两单一卡”",
            metric="mechanism",
            unit="none",
            unit_kind=None,
            term="两单一卡",
        ),
    ],
}


def check(key: str, kind: str, parts: list[str], **fields: Any) -> dict[str, Any]:
    """Return a cross-check about the township."""
    entry = {
        "key": key,
        "kind": kind,
        "area": STREET,
        "title": f"核对{key}",
        "title_en": f"Check {key}",
        "total": None,
        "total_gazetteer": None,
        "share": None,
        "parts": parts,
        "choice": None,
        "rule": None,
        "explanation": "说明",
        "explanation_en": "Explanation",
    }
    return entry | fields


CHECKS = {
    "crosschecks": [
        check("grids-sum", "sum", ["900-006", "900-007"], total="900-005"),
        check(
            "rural-share",
            "share",
            ["900-001", "900-002"],
            share="900-004",
            total_gazetteer="rural",
        ),
    ]
}


def page() -> dict[str, Any]:
    return copy.deepcopy(PAGE)


def checks() -> dict[str, Any]:
    return copy.deepcopy(CHECKS)


def _written(content: Any) -> str:
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
    # Dates stand plain in the files; only codes, keys and periods are quoted.
    return re.sub(r"((?:published_on|as_of): )'([0-9-]{10})'", r"\1\2", text)


def write(folder: Path, pages: Any = None, crosschecks: Any = None) -> Path:
    """Write data files; without arguments, those of the page above."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "900.yaml").write_text(_written(pages or PAGE), encoding="utf-8")
    (folder / "crosschecks.yaml").write_text(_written(crosschecks or CHECKS), encoding="utf-8")
    return folder


def write_articles(folder: Path, text: str = TEXT) -> Path:
    """Write the newspaper page itself."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "900_page.txt").write_bytes(text.encode("utf-8"))
    return folder
