"""What can be wrong with an uploaded table, what a column holds, and how much is read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

MEBI = 1024 * 1024
META_SHEET = "_meta"  # hidden; says what a template was made for
CHOICES_SHEET = "_choices"  # hidden; feeds the drop-downs

# A spreadsheet would run a cell that begins with one of these. Our files put an apostrophe
# before such words; the same list stands in tracker.ui.cells, and a test compares the two.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class Wrong(StrEnum):
    """One kind of fault; `wording` has a sentence for each."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_A_TABLE = "not_a_table"
    OLD_FORMAT = "old_format"
    BINARY_BOOK = "binary_book"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    TOO_MANY_PARTS = "too_many_parts"
    TOO_MUCH = "too_much"
    ODD_PART = "odd_part"
    NESTED = "nested"
    MACROS = "macros"
    EXTERNAL = "external"
    ENTITIES = "entities"
    TOO_DEEP = "too_deep"
    NO_SHEET = "no_sheet"
    NOT_CELLS = "not_cells"
    TOO_MANY_SHEETS = "too_many_sheets"
    CLAIMS_TOO_MUCH = "claims_too_much"
    TOO_MANY_COLUMNS = "too_many_columns"
    TOO_MANY_ROWS = "too_many_rows"
    MISPLACED = "misplaced"
    FORMULA = "formula"
    MORE_FORMULAS = "more_formulas"
    UTF16 = "utf16"
    NUL = "nul"
    MIXED = "mixed"
    ENCODING = "encoding"
    LONG_LINE = "long_line"
    QUOTES = "quotes"
    LONG_ROW = "long_row"
    TIME = "time"
    MEMORY = "memory"
    STOPPED = "stopped"
    META_CHANGED = "meta_changed"
    HEADINGS_NOT_FOUND = "headings_not_found"
    HEADING_UNKNOWN = "heading_unknown"
    HEADING_TWICE = "heading_twice"
    HEADING_MISSING = "heading_missing"
    HEADING_BLANK = "heading_blank"
    BEYOND_HEADINGS = "beyond_headings"
    BLANK = "blank"
    INVISIBLE = "invisible"
    LOST = "lost"
    LIKE_FORMULA = "like_formula"
    ERROR_VALUE = "error_value"
    TOO_LONG = "too_long"
    LOOKALIKE = "lookalike"
    SHORTENED = "shortened"
    NOT_CODE = "not_code"
    CODE_LENGTH = "code_length"
    NOT_WHOLE = "not_whole"
    NOT_NUMBER = "not_number"
    NOT_DAY = "not_day"
    NOT_TRUTH = "not_truth"
    NOT_CHOICE = "not_choice"


class Holds(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    CODE = "code"  # ASCII digits that are a name, not a quantity
    WHOLE = "whole"
    NUMBER = "number"
    DAY = "day"
    TRUTH = "truth"
    CHOICE = "choice"


class Kind(StrEnum):
    """What a file is, judged by its contents."""

    CSV = "csv"
    XLSX = "xlsx"


class Row(NamedTuple):
    """One row as a spreadsheet numbers it, from 1; blank ones are left out but counted."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Column:
    """A column of a table: how it is headed, what it holds, how a template shows it.

    `choices` are (stored value, words) as Django has them; a cell may hold either. `required`:
    the column must be there; `blank`: its cells may be empty. `lengths`: how many digits a code
    may have, none for any. `longest` in characters, `width` in characters. `synonyms` are further
    (stored value, words) that a cell may hold and no drop-down offers.
    """

    key: str
    title: str
    holds: Holds = Holds.TEXT
    aliases: tuple[str, ...] = ()
    required: bool = True
    blank: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    synonyms: tuple[tuple[str, str], ...] = ()
    lengths: tuple[int, ...] = ()
    longest: int = 500
    locked: bool = False
    width: int = 16


@dataclass(frozen=True)
class Limits:
    """How much of an upload is read. Bytes, counts, characters and seconds.

    Measured, not guessed: 100,000 rows of XLSX are what half a minute reads, and Excel itself
    keeps no more than 32,767 characters in a cell.
    """

    xlsx_bytes: int = 30 * MEBI
    csv_bytes: int = 256 * MEBI
    parts: int = 500
    directory_bytes: int = 256 * 1024
    unpacked_bytes: int = 200 * MEBI
    strings_bytes: int = 64 * MEBI
    strings: int = 1_000_000
    small_part_bytes: int = 8 * MEBI  # styles, themes, relations: everything but cells and words
    elements: int = 5_000_000
    small_part_elements: int = 400_000
    cell_elements: int = 5_000  # of one cell or string: its pieces with letters of their own
    depth: int = 40
    token_bytes: int = MEBI
    sheets: int = 20
    columns: int = 200
    xlsx_rows: int = 100_001  # with the headings
    csv_rows: int = 1_000_001
    line_bytes: int = MEBI
    cell_characters: int = 32_767
    row_characters: int = 262_144
    # Of processor time: a busy machine is no fault of the file.
    prescan_seconds: float = 10.0
    child_seconds: int = 60
    child_memory: int = 512 * MEBI
    waiting_seconds: int = 300  # by the clock, for a child that says nothing
    faults: int = 100


LIMITS = Limits()
