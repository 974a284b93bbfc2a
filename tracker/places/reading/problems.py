"""What is wrong with a file: every place named, the list kept short."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

SHOWN = 50  # problems kept in full; a hostile file could have millions


class Problem(NamedTuple):
    """One thing wrong; `line` counts from 1, 0 means the file as a whole."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.message}"


@dataclass
class Problems:
    """All problems of a set of files: the first ones in full, the others counted."""

    shown: list[Problem] = field(default_factory=list)
    total: int = 0

    def add(self, file: str, line: int, message: str) -> None:
        self.total += 1
        if len(self.shown) < SHOWN:
            self.shown.append(Problem(file, line, message))

    def __bool__(self) -> bool:
        return self.total > 0


class BrokenFilesError(Exception):
    """Files are refused as a whole; `problems` says why."""

    def __init__(self, problems: Problems) -> None:
        super().__init__("\n".join(map(str, problems.shown)))
        self.problems = problems
