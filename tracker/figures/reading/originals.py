"""Compares the entries of one page with the page's own file, where that is at hand."""

from __future__ import annotations

import hashlib
import re
from decimal import Decimal

from django.utils.translation import gettext as _

from tracker.figures.reading.entries import FigureEntry, PageFile, Problem

# What a printed number may be followed by: nothing, 万 or 亿.
SCALES = (Decimal(1), Decimal(10_000), Decimal(100_000_000))


def original_faults(file: PageFile, raw: bytes) -> list[Problem]:
    """Return what does not agree with ``raw``, the bytes of the page's file.

    The file's own digest comes first: when the file is another one, its
    positions mean nothing and are not looked at.
    """
    page = file.page
    if hashlib.sha256(raw).hexdigest() != page.sha256:
        message = _("the file in the articles directory is not the one that was read")
        return [Problem(page.file, page.key, "sha256", message)]
    text = raw.decode("utf-8")
    if len(text) != page.characters:
        message = _("the file has %(length)s characters") % {"length": len(text)}
        return [Problem(page.file, page.key, "characters", message)]
    return [
        Problem(page.file, figure.key, *fault)
        for figure in file.figures
        if (fault := _span_fault(figure, text[figure.start : figure.end]))
    ]


def _span_fault(figure: FigureEntry, span: str) -> tuple[str, str] | None:
    """Return (field, message) where a span is another one, or does not print the number."""
    if digest_of(span) != figure.sha256:
        return "sha256", _("the span in the file has another digest")
    unprinted = [
        number
        for number in (figure.value, figure.value_to)
        if number is not None and not prints(span, number)
    ]
    if unprinted and not figure.value_in_words:
        message = _("the span does not print %(number)s; if it says it in words, say so")
        return "value", message % {"number": unprinted[0]}
    return None


def prints(span: str, number: Decimal) -> bool:
    """Whether the digits of a number stand in a span: 50000 also as 5万, but not in 150000."""
    written = (f"{abs(number) / scale:f}" for scale in SCALES)
    forms = (form.rstrip("0").rstrip(".") if "." in form else form for form in written)
    return any(re.search(rf"(?<![\d.]){re.escape(form)}(?![\d.])", span) for form in forms)


def digest_of(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
