"""Times as papers say them, against the day of the page: 去年, 上半年, 2022年度, 6月份以来."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from articles.extraction.numerals import read_chinese

_YEAR = r"(?P<year>20\d\d|二零[零一二三四五六七八九]{2}|19\d\d)年(?:度)?"
_RELATIVE = (
    r"(?P<relative>今年(?:年初)?|本年度?|当年|新年伊始|去年|上一?年度?|前年|明年|新的?一年|"
    r"年初|年底|年末|年终)"
)
_WITHIN = (
    r"(?:第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年|"
    r"(?P<month>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月(?:份|底|初|中旬|上旬|下旬)?(?:(?P<day>\d{1,2})日)?)"
)
_TIME = re.compile(
    rf"(?:{_YEAR}|{_RELATIVE})?(?:的)?{_WITHIN}"
    rf"|{_YEAR.replace('year', 'year2')}"
    rf"|{_RELATIVE.replace('relative', 'relative2')}"
    r"|(?P<recent>连日来|近日|日前|近期|本月|昨日)|(?P<last_month>上月|上个月)"
    r"|(?P<now>截至目前|截止目前|目前|如今|现已)"
)
_YEARS_AWAY = {"去": -1, "上": -1, "前": -2, "明": 1}
_HALVES = {"上": "H1", "下": "H2"}
_SINCE = re.compile(r"以来|年来|起")
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}


@dataclass(frozen=True, slots=True)
class Time:
    """A time that is said. `period` is empty where it is open (以来 of an earlier year, 目前)."""

    start: int
    end: int
    year: int
    period: str
    now: bool = False


def times_in(text: str, published_on: dt.date) -> Iterator[Time]:
    """Yield the times said in a text, in order."""
    for found in _TIME.finditer(text):
        start, end = found.span()
        if found["now"]:
            yield Time(start, end, published_on.year, "", now=True)
        elif found["recent"]:
            yield Time(start, end, published_on.year, f"{published_on:%Y-%m}")
        elif found["last_month"]:
            before = published_on.replace(day=1) - dt.timedelta(days=1)
            yield Time(start, end, before.year, f"{before:%Y-%m}")
        else:
            yield _stated(found, text, published_on)


def _stated(found: re.Match[str], text: str, published_on: dt.date) -> Time:
    start, end = found.span()
    year = _year(found, published_on)
    since = bool(_SINCE.match(text, end))
    if found["quarter"]:
        quarter = found["quarter"]
        number = int(quarter) if quarter.isdigit() else _QUARTERS[quarter]
        return Time(start, end, year, f"{year}-Q{number}")
    if found["half"]:
        return Time(start, end, year, f"{year}-{_HALVES[found['half']]}")
    if found["month"]:
        return _within_month(found, year, published_on)
    earlier = since and year < published_on.year
    return Time(start, end, year, "" if earlier else str(year))


def _within_month(found: re.Match[str], year: int, published_on: dt.date) -> Time:
    start, end = found.span()
    month = int(found["month"]) if found["month"].isdigit() else read_chinese(found["month"]) or 1
    said = found["year"] or found["relative"]
    if not said and month > published_on.month + 1 and published_on.month <= 3:
        year -= 1
    try:
        day = dt.date(year, month, int(found["day"])) if found["day"] else None
    except ValueError:
        day = None
    return Time(start, end, year, f"{day:%Y-%m-%d}" if day else f"{year}-{month:02d}")


def _year(found: re.Match[str], published_on: dt.date) -> int:
    printed = found["year"] or found["year2"]
    if printed:
        return int(printed) if printed.isdigit() else read_chinese(printed) or published_on.year
    relative = found["relative"] or found["relative2"] or ""
    return published_on.year + _YEARS_AWAY.get(relative[:1], 0)
