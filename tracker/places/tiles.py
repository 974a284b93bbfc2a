"""Where the counties of a city stand in its tile cartogram: a sketch, never a map."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

TILES = Path(__file__).resolve().parents[2] / "data" / "areas" / "tiles.csv"


@cache
def tile_positions(path: Path = TILES) -> dict[str, tuple[int, int]]:
    """Return (column, row) from 0 by area code; empty where no file was given.

    Areas without a position flow in code order instead.
    """
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["code"]: (int(row["column"]), int(row["row"])) for row in csv.DictReader(file)}
