"""One pass over all files before anything is written: is the tree whole, and what does it cover?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from tracker.places.codes import ancestor_codes, level_of, parent_code
from tracker.places.reading.problems import BrokenFilesError, Problems
from tracker.places.reading.rows import LONGEST_NAME, AreaFile, FileRow
from tracker.places.reading.tree import Known, NamedRow, county_of, merged, named, within
from tracker.places.readings import fits
from tracker.places.terms import CODE_LENGTHS, Level


@dataclass
class Root:
    """An area whose subtree the files state in full, down to the levels they hold.

    While rows come in, `chain` is the single line down from the topmost row: a
    file of one city carries its province only to hang the city on, and must not
    end the province's other cities.
    """

    chain: list[str]
    branched: bool = False
    levels: set[str] = field(default_factory=set)

    @property
    def code(self) -> str:
        return self.chain[-1]

    def take(self, code: str) -> None:
        """Note a row below the topmost one."""
        self.levels.add(level_of(code))
        if code.startswith(self.code) and not self.branched:
            self.chain.append(code)
            return
        while not code.startswith(self.code):
            self.chain.pop()
            self.branched = True

    def covers(self, code: str) -> bool:
        """Tell whether the files would hold ``code`` if it still existed."""
        below = code.startswith(self.code) and len(code) > len(self.code)
        return below and level_of(code) in self.levels


@dataclass
class Survey:
    """What the files hold: rows by level, and the subtrees they state in full.

    `roots` are kept by their topmost row. A row without any below it states
    nothing but itself and is not among them. `first` is the smallest code.
    """

    levels: Counter[str] = field(default_factory=Counter)
    roots: dict[str, Root] = field(default_factory=dict)
    first: str = ""

    @property
    def rows(self) -> int:
        return self.levels.total()

    def covers(self, code: str) -> bool:
        """Tell whether the files would hold ``code`` if it still existed."""
        found = (self.roots.get(above) for above in ancestor_codes(code))
        return any(root.covers(code) for root in found if root)


class _Check:
    """Follows the walk down the tree and notes what does not hang together."""

    def __init__(self, problems: Problems, known: Known) -> None:
        self.problems, self.known = problems, known
        self.survey = Survey()
        self.path: dict[int, str] = {}
        self.root = Root([""])
        self.higher: set[str] = set()
        self.by_law: list[FileRow] = []
        # The first row that needs a parent which no file holds, by parent.
        self.orphans: dict[str, FileRow] = {}

    def take(self, one: NamedRow) -> None:
        row = one.row
        self.survey.first = self.survey.first or row.code
        self.survey.levels[level_of(row.code)] += 1
        self._hang(row)
        self.path[len(row.code)] = row.code
        if len(row.code) < CODE_LENGTHS[Level.VILLAGE]:
            self.higher.add(row.code)
        if row.statutory_parent:
            self.by_law.append(row)
        if len(one.short) > LONGEST_NAME:
            text = _("the short name is longer than %(longest)s characters")
            self._wrong(row, text, longest=LONGEST_NAME)
        if row.pinyin and not fits(row.pinyin, one.short):
            text = _("pinyin needs one syllable for each character of %(name)s")
            self._wrong(row, text, name=one.short)

    def _wrong(self, row: FileRow, message: str, **words: object) -> None:
        self.problems.add(row.file, row.line, message % words)

    def _hang(self, row: FileRow) -> None:
        if any(self.path.get(len(code)) == code for code in ancestor_codes(row.code)):
            self.root.take(row.code)
            self.survey.roots[self.root.chain[0]] = self.root
        else:
            self.root = Root([row.code])
        parent = parent_code(row.code)
        if parent and self.path.get(len(parent)) != parent:
            self.orphans.setdefault(parent, row)

    def finish(self) -> None:
        for parent, row in self.orphans.items():
            if self.survey.covers(parent) or parent not in self.known(county_of(parent)):
                self._wrong(row, _("the area above it, %(code)s, is missing"), code=parent)
        for row in self.by_law:
            code = row.statutory_parent or ""
            if code not in self.higher and code not in self.known(county_of(code)):
                text = _("the area it belongs to by law, %(code)s, is missing")
                self._wrong(row, text, code=code)


def survey(files: Sequence[AreaFile], *, known: Known, under: str = "") -> Survey:
    """Read all files through. Raises BrokenFilesError with every problem found.

    ``under`` leaves out everything but that area, all below it and the areas
    above it; the files are then taken to state that area's subtree in full.
    """
    problems = Problems()
    check = _Check(problems, known)
    inside: set[str] = set()
    for one in named(within(merged(files, problems), under), known):
        check.take(one)
        if one.row.code.startswith(under):
            inside.add(level_of(one.row.code))
    check.finish()
    if not inside and not problems:
        text = _("no row about %(area)s") % {"area": under} if under else _("no rows")
        problems.add(files[0].path.name, 0, text)
    if problems:
        raise BrokenFilesError(problems)
    if under:
        check.survey.roots = {under: Root([under], levels=inside)}
    return check.survey
