"""The page as one flow of reading: broken lines joined, characters folded, places kept.

The papers' text comes line by line, and many lines break inside a sentence. The
flow drops such breaks and the spaces of typesetting, writes full-width signs in
half width and every pair of quotes as “ ”. Nothing is mended in the original:
`Flow.original` gives the place of every character there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_OPENING, _CLOSING = "“‘「『〝﹁", "”’」』〞﹂"
_FOLDED = {
    **{ord(sign): "“" for sign in _OPENING},
    **{ord(sign): "”" for sign in _CLOSING},
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **{ord(sign): "-" for sign in "—–－―"},
    **{ord(sign): "~" for sign in "～∼〜"},
    **{ord(sign): " " for sign in "\u3000\xa0\t"},
    **{ord(sign): "·" for sign in "•‧・"},
    ord("﹐"): ",",
    ord("﹔"): ";",
    ord("〇"): "零",
}
_BODY_SIGN = re.compile(r"[,。;:!?、]")
_FINISHED = re.compile(r"[。!?…][”)》]*$")
_BYLINE = re.compile(
    r"(?:本报(?:讯|记者|通讯员|特约)|□|○|◎|记者|通讯员|文/|图/|\(?作者|\(?责任编辑|\(本|新华社)"
)
_LIST_ITEM = re.compile(
    r"(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|第[一二三四五六七八九十\d]+[步章]|[①-⑨])"
)
# 本报讯(记者 李娜)“去年我们街道: the report itself begins behind the names.
_REPORT_BEGINS = re.compile(r"本报讯[^)]{0,30}\)[^)]{4,}$")
_ROW = re.compile(
    r"[| ]*(?:\d{1,3}[.、| ]+)?[\u4e00-\u9fff][^\s|,。;:]{1,14}(?:[ |]+(?:\d{1,5}|[-/])){2,}[ |]*$"
)
# Items of a list that are short and bear no sign of a sentence are no headings either.
_BULLET = re.compile(r"(?:第[一二三四五六七八九十\d]{1,3}名|[◆◇★☆●■▲►👉])")
_LONGEST_HEADING = 60
_WRAPPED = 12  # characters; a shorter line without a sign of the body is a heading
_WIDE = re.compile(r"[\u3400-\u9fff0-9“”,。;:!?、()%]")


@dataclass(frozen=True, slots=True)
class Flow:
    """The folded text, and for each of its characters the position in the original."""

    text: str
    origin: list[int]
    length: int

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the flow stands in the original."""
        if start >= len(self.origin):
            return self.length, self.length
        last = self.origin[end - 1] + 1 if end > start else self.origin[start]
        return self.origin[start], last


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str
    gap: int  # line ends before it


def fold(text: str) -> str:
    """Write signs in half width and quotes in one way; the length stays the same."""
    folded = text.translate(_FOLDED)
    if '"' not in folded:
        return folded
    parts = folded.split('"')
    return "".join(
        part + ("" if number == len(parts) - 1 else "“”"[number % 2])
        for number, part in enumerate(parts)
    )


def is_byline(line: str) -> bool:
    """Tell whether a folded line names reporters, or begins a report with them."""
    return bool(_BYLINE.match(line))


def is_heading(line: str) -> bool:
    """Tell whether a folded line has none of the signs that sentences have."""
    if len(line) > _LONGEST_HEADING or re.search(r"[,。;!?]", line):
        return False
    return not (is_row(line) or _BULLET.match(line))


def is_row(line: str) -> bool:
    """Tell whether a folded line is a row of a table: a name and at least two numbers."""
    return bool(_ROW.match(line))


def flow_of(original: str) -> Flow:
    """Join what belongs together. A line end in the flow is a real one."""
    kept: list[str] = []
    origin: list[int] = []
    lines = list(_lines(original))
    for number, line in enumerate(lines):
        after = lines[number + 1] if number + 1 < len(lines) else None
        for place, sign in _signs(line.text):
            kept.append(sign)
            origin.append(line.start + place)
        if after is None or not _goes_on(line, after, lines, number):
            kept.append("\n")
            origin.append(line.start + len(line.text))
    return Flow("".join(kept), origin, len(original))


def _lines(original: str) -> Iterator[_Line]:
    start, gap = 0, 1
    for raw in original.split("\n"):
        text = fold(raw)
        bare = text.strip()
        if bare:
            yield _Line(start + text.index(bare[0]), bare, gap)
            gap = 0
        gap += 1
        start += len(raw) + 1


def _goes_on(line: _Line, after: _Line, lines: list[_Line], number: int) -> bool:
    """Tell whether a sentence runs from one line into the next."""
    text = line.text
    if _FINISHED.search(text) or is_byline(after.text) or _LIST_ITEM.match(after.text):
        return False
    if _BULLET.match(after.text):
        return False
    if is_row(text) or is_row(after.text) or (after.gap > 1 and is_heading(text)):
        return False
    if is_byline(text) and not _BODY_SIGN.search(text):
        return after.gap == 1 and bool(_REPORT_BEGINS.match(text))
    if not _BODY_SIGN.search(text):
        return after.gap == 1 and len(text) >= _WRAPPED and " " not in text
    following = lines[number + 2].text if number + 2 < len(lines) else ""
    return not (is_heading(after.text) and is_byline(following))


def _signs(line: str) -> Iterator[tuple[int, str]]:
    """Yield the characters of a line without the spaces of typesetting."""
    body, row = bool(re.search(r"[,。;]", line)), is_row(line)
    for place, sign in enumerate(line):
        if sign == " " and row:
            if line[place - 1] == " ":
                continue
        elif sign == " ":
            beside = line[place - 1 : place] + line[place + 1 : place + 2]
            if body and _WIDE.search(beside):
                continue
            if any(each.isdigit() for each in beside):
                continue
        if sign in "\r\ufeff":
            continue
        yield place, sign
