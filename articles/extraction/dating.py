"""The day of a page that states none, guessed from what it tells of."""

from __future__ import annotations

import datetime as dt
import re

_BEGAN = 2022
_LATEST = 2035  # what is printed beyond is a plan, not the page's year
_YEAR = re.compile(r"(?<!\d)(20[2-9]\d)年")
_DAY = re.compile(r"(?<![\d年])(1[0-2]|[1-9])月(\d{1,2})日")
# Said of the year that runs: 2023年申报, 2023年第二季度, 2023年6月.
_RUNS = re.compile(
    r"^(?:度)?[,第]?(?:第?[一二三四1-4]季度|[上下]半年|\d{1,2}月|以来|[^。;]{0,12}(?:计划|申报|规划|拟|将|力争|"
    r"目标|确保|争创))"
)
_ENDS = re.compile(r"^(?:年?底|末|年终|12月底)")
_LAST_YEAR = re.compile(r"去年[^。;]{0,24}(?:创成|评为|获评|星)")
# Where no year is printed, what everyone spoke of at the time tells it.
_OF_THE_TIME = (
    (re.compile(r"主题教育|二十大"), 2023),
    (re.compile(r"能力作风建设年|十九届六中全会"), 2022),
)
USUAL = dt.date(2023, 7, 1)  # where nothing tells the year


def guess_date(text: str) -> dt.date | None:
    """Guess the day of a page: the day after the latest day it tells of, else mid-year.

    A year that the page only looks back at (2022年创成, 2022年度评定) was followed by
    the year of the page. None where nothing tells the year.
    """
    year = _year(text)
    if year is None:
        return None
    days = []
    for month, day in _DAY.findall(text):
        try:
            days.append(dt.date(year, int(month), int(day)))
        except ValueError:
            continue
    return max(days) + dt.timedelta(days=1) if days else dt.date(year, 7, 1)


def _year(text: str) -> int | None:
    printed = [found for found in _YEAR.finditer(text) if _BEGAN <= int(found[1]) <= _LATEST]
    if not printed:
        return _told_otherwise(text)
    latest = max(int(found[1]) for found in printed)
    after = [text[found.end() : found.end() + 24] for found in printed if int(found[1]) == latest]
    runs = any(_RUNS.match(words) and not _ENDS.match(words) for words in after)
    return latest if runs else latest + 1


def _told_otherwise(text: str) -> int | None:
    if _LAST_YEAR.search(text):
        return USUAL.year
    for words, year in _OF_THE_TIME:
        if words.search(text):
            return year
    return None
