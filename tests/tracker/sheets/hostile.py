"""Uploads that nobody should send, made by code, each with what has to be said about it."""

from __future__ import annotations

from tests.tracker.sheets.hostile_cells import CELLS, CHINESE, CONTENTS, LINE, PLAIN
from tests.tracker.sheets.hostile_files import ARCHIVES, FOREIGN
from tests.tracker.sheets.hostile_parts import MARKUP, PROGRAMS

ALL = [*FOREIGN, *ARCHIVES, *MARKUP, *PROGRAMS, *CELLS, *PLAIN, *CONTENTS]

__all__ = ["ALL", "CHINESE", "LINE"]
