"""A bulletin as .docx in the layout of GB/T 9704-2012. Pure but for the library: text in, file out.

A4, margins 37 mm above and 28 mm left (so that the type area is 156 by 225 mm), title in
22 point 小标宋, text in 16 point 仿宋 with two characters' indent and 28 point lines, first
headings in 黑体. Fonts are named, not shipped: offices have them. No emblem and no red
head is drawn; whoever issues it prints on their own paper.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

TITLE_FONT, TEXT_FONT, HEAD_FONT = "方正小标宋简体", "仿宋_GB2312", "黑体"
_TITLE, _TEXT, _LEADING = Pt(22), Pt(16), Pt(28)
_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Letter:
    """What stands in it: `mark` is the number as issued, empty for a draft."""

    issuer: str
    mark: str
    title: str
    text: str
    signed: str
    dated: str


def letter(one: Letter) -> bytes:
    """Return the file."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    document.core_properties.author = one.issuer
    document.core_properties.title = one.title
    document.core_properties.comments = ""
    if one.mark:
        _line(document.add_paragraph(), one.mark, align=WD_ALIGN_PARAGRAPH.CENTER)
    title = document.add_paragraph()
    _line(title, one.title, font=TITLE_FONT, size=_TITLE, align=WD_ALIGN_PARAGRAPH.CENTER)
    document.add_paragraph()
    for text in one.text.splitlines():
        if text.strip():
            heading = text[:1] in _NUMERALS and text[1:2] == "、"
            _line(document.add_paragraph(), text.strip(), font=HEAD_FONT if heading else TEXT_FONT,
                  indent=True)  # fmt: skip
    document.add_paragraph()
    for text in (one.signed, one.dated):
        _line(document.add_paragraph(), text, align=WD_ALIGN_PARAGRAPH.RIGHT)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _line(
    paragraph: Paragraph,
    text: str,
    *,
    font: str = TEXT_FONT,
    size: Pt = _TEXT,
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY,
    indent: bool = False,
) -> None:
    shape = paragraph.paragraph_format
    paragraph.alignment = align
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, _LEADING
    shape.space_before = shape.space_after = Pt(0)
    if indent:
        shape.first_line_indent = Pt(2 * size.pt)
    run = paragraph.add_run(text)
    run.font.size, run.font.name = size, font
    # Word takes the font of Chinese characters from an attribute of its own.
    run.font.element.rPr.rFonts.set(qn("w:eastAsia"), font)
