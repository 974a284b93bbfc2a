"""The tables of a progress page: plain grids whose numbers lead to their rows."""

from tracker.dashboards.tables.grids import declarations_grid, stars_grid
from tracker.dashboards.tables.levels import branch_rows, level_groups, level_headers
from tracker.dashboards.tables.stages import stage_rows

__all__ = [
    "branch_rows",
    "declarations_grid",
    "level_groups",
    "level_headers",
    "stage_rows",
    "stars_grid",
]
