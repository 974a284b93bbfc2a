"""Articles, paragraphs, sentences and clauses of a flow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from articles.extraction.flow import is_byline, is_heading

_SENTENCE_END = re.compile(r"[。!?…]+[”)]*")
_REPORT = re.compile(r"本报讯")
_LONGEST = 1000  # characters of a sentence
_CREDIT = re.compile(r"[摄影]\)?$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of the flow. Headings and lines of authors are sentences of their own."""

    start: int
    end: int
    article: int
    paragraph: int
    heading: bool = False
    byline: bool = False


def sentences_of(text: str) -> list[Sentence]:
    """Return the sentences of a flow in order, each with its article and paragraph."""
    lines = list(_lines(text))
    begins = _article_starts(text, lines)
    found: list[Sentence] = []
    article = 0
    for paragraph, (start, end) in enumerate(lines):
        article += start in begins
        line = text[start:end]
        if is_byline(line) and not re.search(r"[,。;]", line):
            found.append(Sentence(start, end, article, paragraph, byline=True))
        elif is_heading(line):
            found.append(Sentence(start, end, article, paragraph, heading=True))
        else:
            found.extend(
                Sentence(start + first, start + last, article, paragraph)
                for first, last in _sentence_spans(line)
            )
    return found


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        if line:
            yield start, start + len(line)
        start += len(line) + 1


def _article_starts(text: str, lines: list[tuple[int, int]]) -> set[int]:
    """Return where articles begin: at the headings before a byline, or at 本报讯.

    Two headings or more in a row begin one, too: the name of a column over a title.
    """
    starts: set[int] = set()
    first_heading: int | None = None
    headings = 0
    for start, end in lines:
        line = text[start:end]
        credit = _CREDIT.search(line)
        signed = is_byline(line) and is_heading(line) and not credit and line[0] != "("
        if _REPORT.match(line) or signed:
            starts.add(start if first_heading is None else first_heading)
        if is_heading(line) and not is_byline(line):
            first_heading = start if first_heading is None else first_heading
            headings += 1
            continue
        if headings > 1 and first_heading is not None:
            starts.add(first_heading)
        first_heading, headings = None, 0
    return starts


def _sentence_spans(line: str) -> Iterator[tuple[int, int]]:
    start = 0
    for sign in _SENTENCE_END.finditer(line):
        yield from _short_enough(line, start, sign.end())
        start = sign.end()
    if line[start:].strip():
        yield from _short_enough(line, start, len(line))


def _short_enough(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut what no sentence of a paper reaches, so that no text costs more than its length."""
    while end - start > _LONGEST:
        cut = max(line.rfind(sign, start, start + _LONGEST) for sign in ",;") + 1
        cut = cut if cut > start else start + _LONGEST
        yield start, cut
        start = cut
    yield start, end
