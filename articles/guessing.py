"""What a page says about itself: newspaper, date, page, headlines. All of it is only a guess.

The date is that of the masthead, else that of the file's name, else the latest day, month or
year that the text names and that is not in the future: then the page was printed soon after.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Basis(StrEnum):
    """What a guess of the date rests on."""

    MASTHEAD = "masthead"
    FILE_NAME = "file_name"
    LATEST_DAY = "latest_day"
    LATEST_MONTH = "latest_month"
    LATEST_YEAR = "latest_year"
    NONE = "none"


@dataclass(frozen=True)
class DateGuess:
    """`precision` as in `articles.terms.DatePrecision`."""

    day: dt.date
    precision: str
    basis: Basis


@dataclass(frozen=True)
class Headline:
    """A title and the span of the article that it heads."""

    title: str
    start: int
    end: int


_MASTHEAD = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日\s*(?:星期[一二三四五六日天])")
_DAY = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日")
_MONTH = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月")
_YEAR = re.compile(r"((?:19|20)\d\d)(?:年|—|-)")
_IN_NAME = re.compile(r"(?<!\d)(20\d\d)[-_.年]?(\d{2})[-_.月]?(\d{2})(?!\d)")
# Names of more than two signs would take in the words before them, so those are listed.
_PAPER = re.compile(
    "驻马店日报|三门峡日报|平顶山日报|乡村干部报|农村版|[\u4e00-\u9fff]{2}(?:日报|晚报|晨报|时报)"
)
_SHEET = re.compile(r"(?:第\s*)?([A-Z]?\d{1,2})\s*版")
_EDGE = 300  # characters at either end of a page where its masthead may stand

_LINE = re.compile(r"[^\r\n]+")
_BYLINE = re.compile(r"^\s*[(（]?\s*(?:本报)?(?:记者|通讯员)|^\s*本报讯")
_LONGEST_BYLINE, _LONGEST_TITLE, _MOST_TITLE_LINES = 45, 45, 3
_NO_TITLE_END = "。！？!?；;，,、"


def guess_paper(text: str, *more: str) -> str:
    """Return the newspaper that is named most often, the masthead first; "" for none."""
    edges = [*more, text[:_EDGE], text[-_EDGE:]]
    for said in (*edges, text):
        if found := Counter(_PAPER.findall(said)).most_common(1):
            return found[0][0]
    return ""


def guess_sheet(text: str) -> str:
    """Return the number of the page (版次) as printed at its edges; "" for none."""
    found = _SHEET.search(text[:_EDGE]) or _SHEET.search(text[-_EDGE:])
    return found[1] if found else ""


def guess_date(text: str, file_name: str, today: dt.date) -> DateGuess:
    """Return the day as far as it is known. Without any hint: ``today``, precision "unknown"."""
    for pattern, said, precision, basis in (
        (_MASTHEAD, text, "day", Basis.MASTHEAD),
        (_IN_NAME, file_name, "day", Basis.FILE_NAME),
        (_DAY, text, "month", Basis.LATEST_DAY),
        (_MONTH, text, "month", Basis.LATEST_MONTH),
        (_YEAR, text, "year", Basis.LATEST_YEAR),
    ):
        if days := [day for day in _days(pattern, said) if day <= today]:
            return DateGuess(max(days), precision, basis)
    return DateGuess(today, "unknown", Basis.NONE)


def _days(pattern: re.Pattern[str], said: str) -> Iterator[dt.date]:
    for match in pattern.finditer(said):
        year, month, day = (*map(int, match.groups()), 1, 1)[:3]
        try:
            yield dt.date(year, month, day)
        except ValueError:
            continue


def guess_headlines(text: str, title: str = "") -> list[Headline]:
    """Return the articles of a page: each begins with the lines above a byline.

    A page without bylines is one article; ``title`` is what the file calls itself.
    """
    lines = [match for match in _LINE.finditer(text) if match[0].strip()]
    if not lines:
        return []
    heads = [head for place in range(len(lines)) if (head := _head_above(lines, place))]
    if not heads:
        first = lines[0][0].strip()
        heads = [((title.strip() or first)[:200], lines[0].start())]
    else:
        # What stands above the first headline (a lead, a kicker) belongs to its article.
        heads[0] = (heads[0][0], lines[0].start())
    return _spans(heads, text)


def headlines_at(text: str, titles: Iterable[str]) -> list[Headline]:
    """Return the articles whose titles a person gives, in the order of the text.

    Raises ValueError with the first title that does not stand in the text behind the one before.
    """
    found, at = [], 0
    for title in titles:
        place = text.find(title, at)
        if place < 0:
            raise ValueError(title)
        found.append((title[:200], place))
        at = place + len(title)
    if found:
        begins = len(text) - len(text.lstrip())
        found[0] = (found[0][0], begins)
    return _spans(found, text)


def _spans(heads: list[tuple[str, int]], text: str) -> list[Headline]:
    ends = [*(start for _title, start in heads[1:]), len(text)]
    return [
        Headline(title, start, start + len(text[start:end].rstrip()))
        for (title, start), end in zip(heads, ends, strict=True)
    ]


def _head_above(lines: list[re.Match[str]], place: int) -> tuple[str, int] | None:
    """Return title and position of the headline above a byline; None where no byline stands."""
    said = lines[place][0].strip()
    is_byline = _BYLINE.match(said) and (len(said) <= _LONGEST_BYLINE or said.startswith("本报讯"))
    if not is_byline:
        return None
    head: list[re.Match[str]] = []
    for line in reversed(lines[max(0, place - _MOST_TITLE_LINES) : place]):
        text = line[0].strip()
        if len(text) > _LONGEST_TITLE or text[-1] in _NO_TITLE_END or _BYLINE.match(text):
            break
        head.insert(0, line)
    if not head:
        return None
    title = " ".join(line[0].strip() for line in head)[:200]
    return title, head[0].start()
