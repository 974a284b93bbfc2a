"""What is odd about a text that came out of a recognition program. It is shown, never mended.

A text is read as it stands: positions count its characters, and what looks like a mistake of
the program may be one of the paper. So a person sees each oddity at its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Oddity(StrEnum):
    BROKEN_LINE = "broken_line"
    COLUMN = "column"
    REPEATED = "repeated"
    WIDTH = "width"
    QUOTES = "quotes"
    CONTROL = "control"


@dataclass(frozen=True, order=True)
class Defect:
    """One oddity at characters ``start`` to ``end`` of the text, end exclusive."""

    start: int
    end: int
    kind: Oddity


_LINE = re.compile(r"[^\r\n]+")
_SENTENCE = re.compile(r"[^。！？!?\r\n]+[。！？!?]?")
_ENDS = "。！？!?…：:；;”’\"'）)》】』」"
_FULL_WIDTH = re.compile("[０-９Ａ-Ｚａ-ｚ％．]+")
_STRAIGHT = re.compile('["＂「」『』〝〞]')
_CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\ufffe\uffff\ue000-\uf8ff]+")
# A line of prose; headlines and captions are shorter or have no comma.
_LEAST_LINE = 18
# A sentence that stands twice; shorter ones are subheads and formulas.
_LEAST_SENTENCE = 12
# What stands between two halves of a sentence, if it is a caption of another column.
_LONGEST_CAPTION = 30


def defects(text: str) -> list[Defect]:
    """Return what is odd, in the order of the text."""
    found = [*_lines(text), *_repeated(text), *_quotes(text)]
    found += [Defect(*match.span(), Oddity.CONTROL) for match in _CONTROL.finditer(text)]
    if re.search("[0-9]", text):
        found += [Defect(*match.span(), Oddity.WIDTH) for match in _FULL_WIDTH.finditer(text)]
    return sorted(found)


def _lines(text: str) -> Iterator[Defect]:
    """Yield line ends inside of sentences; where a caption stands between, that is a column."""
    lines = [match for match in _LINE.finditer(text) if match[0].strip()]
    for place, line in enumerate(lines[:-1]):
        said = line[0].rstrip()
        is_prose = len(said) >= _LEAST_LINE and re.search("[,，。]", said)
        if not is_prose or said[-1] in _ENDS:
            continue
        end = line.start() + len(said)
        after = lines[place + 1]
        caption = after[0].strip()
        between = len(caption) <= _LONGEST_CAPTION and not re.search("[,，]", caption)
        kind = Oddity.COLUMN if between and place + 2 < len(lines) else Oddity.BROKEN_LINE
        # The last sign of the line, so that something is there to be marked.
        yield Defect(end - 1, end, kind)


def _repeated(text: str) -> Iterator[Defect]:
    """Yield each sentence that stood in the text before."""
    seen: set[str] = set()
    for match in _SENTENCE.finditer(text):
        sentence = match[0].strip()
        if len(sentence) < _LEAST_SENTENCE:
            continue
        if sentence in seen:
            start = match.start() + match[0].index(sentence)
            yield Defect(start, start + len(sentence), Oddity.REPEATED)
        seen.add(sentence)


def _quotes(text: str) -> Iterator[Defect]:
    """Yield quotes of another kind than the paper's own “ ”."""
    if "“" in text or "”" in text:
        for match in _STRAIGHT.finditer(text):
            yield Defect(*match.span(), Oddity.QUOTES)
