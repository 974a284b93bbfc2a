"""The charts that rooms draw, gathered: tiles and bars."""

from tracker.ui.bars import (
    LevelRow,
    PartRow,
    level_bars,
    level_kind,
    level_name,
    part_bars,
)
from tracker.ui.drawing import Figure
from tracker.ui.tiles import Tile, tile_grid

__all__ = [
    "Figure",
    "LevelRow",
    "PartRow",
    "Tile",
    "level_bars",
    "level_kind",
    "level_name",
    "part_bars",
    "tile_grid",
]
