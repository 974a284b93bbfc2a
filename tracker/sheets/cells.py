"""One cell: what a person typed becomes the text that is stored, or a fault that says why not.

Numbers are parsed strictly (ASCII digits only): Python's own `int` takes underscores, full-width
and Arabic digits. Codes are never guessed: what a spreadsheet has shortened is restored only if
every digit is still there.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable

from tracker.sheets.faults import quoted, refusal
from tracker.sheets.terms import FORMULA_STARTS, Column, Holds, Wrong

_TRUE = {"1", "true", "yes", "y", "是", "对", "达标", "已达标", "√", "✓", "✔", "☑"}
_FALSE = {
    "0", "false", "no", "n", "否", "不", "未达标", "不达标", "×", "x", "✗", "✘", "✕", "╳", "☒",
}  # fmt: skip
_ERRORS = {
    "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NUM!", "#NAME?", "#NULL!", "#SPILL!", "#CALC!",
    "#GETTING_DATA",
}  # fmt: skip
# Controls but tab and line breaks; what joins, hides or turns letters around; letters that
# show nothing; and tags. They make two names look alike that are not.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff0-\ufffb"
    "\U000e0000-\U000e0fff]"
)
# The sign for what could not be decoded, halves of characters, and places no character has.
_LOST = re.compile("[\ufffd\ufffe\uffff\ud800-\udfff]")
_RUNS = ("=", "＝", "@", "＠")  # a spreadsheet runs a cell that begins so, whatever follows
_MAY_RUN = re.compile(r"[+\-＋－].*[(|!]", re.DOTALL)
_TOLD_AS_TEXT = re.compile(r'="([^"]*)"')  # how a CSV file keeps a code from being a number
_DIGITS = re.compile(r"[0-9]+", re.ASCII)
_WITH_ZEROS = re.compile(r"([0-9]+)\.0+", re.ASCII)
_SHORTENED = re.compile(r"([0-9])(?:\.([0-9]+))?[eE]\+?([0-9]{1,2})", re.ASCII)
# Letters and signs that are typed or recognised in place of a digit.
_LOOKALIKE = re.compile("[oOlI|oＯｏ〇○оОΟοІіӀ]")
_WHOLE = re.compile(r"-?[0-9]{1,15}", re.ASCII)
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,10})?", re.ASCII)
_DAY = re.compile(
    r"([0-9]{4})(?:年([0-9]{1,2})月([0-9]{1,2})日?"
    r"|([-./])([0-9]{1,2})\4([0-9]{1,2})|([0-9]{2})([0-9]{2}))",
    re.ASCII,
)


def read_cell(column: Column, raw: str) -> str:
    """Return a cell as it is stored: "" when blank, days as ISO, truths as 1 or 0.

    Raises UnreadableError with one fault without its place, which the caller adds.
    """
    text = raw if raw.isascii() and raw.isprintable() else _visible(raw)
    text = text.strip()
    if not text:
        if column.blank:
            return ""
        raise refusal(Wrong.BLANK)
    if text in _ERRORS:
        raise refusal(Wrong.ERROR_VALUE, text=text)
    value = _READERS[column.holds](column, _unquoted(column, text))
    if len(value) > column.longest:
        raise refusal(Wrong.TOO_LONG, count=len(value), limit=column.longest)
    return value


def _visible(raw: str) -> str:
    """Return a text in the composed form (NFC). Raises for what cannot be seen or was lost."""
    if match := _LOST.search(raw):
        raise refusal(Wrong.LOST, character=f"U+{ord(match[0]):04X}")
    if match := _INVISIBLE.search(raw):
        raise refusal(Wrong.INVISIBLE, character=f"U+{ord(match[0]):04X}")
    return unicodedata.normalize("NFC", raw)


def _unquoted(column: Column, text: str) -> str:
    """Take off the apostrophe that keeps words from running. Raises for what would run."""
    if text.startswith("'") and text[1:].startswith((*FORMULA_STARTS, "'")):
        text = text[1:].strip()
        return text.removeprefix("'") if column.holds == Holds.CODE else text
    if column.holds == Holds.CODE:
        if match := _TOLD_AS_TEXT.fullmatch(text):
            return match[1]
        return text.removeprefix("'")
    if text.startswith(_RUNS) or _MAY_RUN.match(text):
        raise refusal(Wrong.LIKE_FORMULA, text=quoted(text))
    return text


def _text(column: Column, text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _code(column: Column, text: str) -> str:
    """Return ASCII digits. Look-alikes are refused, not changed: nobody would see the change."""
    code = text
    if match := _WITH_ZEROS.fullmatch(text):
        code = match[1]
    elif match := _SHORTENED.fullmatch(text):
        code = _restored(text, match[1], match[2] or "", int(match[3]))
    if not _DIGITS.fullmatch(code):
        for sign in code:
            is_digit = unicodedata.category(sign) in ("Nd", "Nl", "No") and sign not in "0123456789"
            if is_digit or (_LOOKALIKE.match(sign) and _is_mostly_digits(code)):
                raise refusal(Wrong.LOOKALIKE, character=sign, text=quoted(text))
        raise refusal(Wrong.NOT_CODE, text=quoted(text))
    if column.lengths and len(code) not in column.lengths:
        lengths = " / ".join(map(str, column.lengths))
        raise refusal(Wrong.CODE_LENGTH, text=quoted(code), count=len(code), lengths=lengths)
    return code


def _restored(text: str, first: str, decimals: str, exponent: int) -> str:
    """Return the digits of 4.10822105223E+11 when all are there; 4.1E+11 has lost some."""
    if len(decimals) > exponent and not decimals[exponent:].strip("0"):
        decimals = decimals[:exponent]
    if len(decimals) != exponent:
        raise refusal(Wrong.SHORTENED, text=quoted(text))
    return first + decimals


def _is_mostly_digits(text: str) -> bool:
    return sum(sign.isdigit() for sign in text) * 2 > len(text)


def _whole(column: Column, text: str) -> str:
    match = _WITH_ZEROS.fullmatch(text)
    digits = match[1] if match else text
    if not _WHOLE.fullmatch(digits):
        raise refusal(Wrong.NOT_WHOLE, text=quoted(text))
    return str(int(digits))


def _number(column: Column, text: str) -> str:
    if not _NUMBER.fullmatch(text):
        raise refusal(Wrong.NOT_NUMBER, text=quoted(text))
    return text


def _day(column: Column, text: str) -> str:
    """Return YYYY-MM-DD for the forms that offices write; years have four digits."""
    plain = unicodedata.normalize("NFKC", text).replace(" ", "").removesuffix("00:00:00")
    match = _DAY.fullmatch(plain)
    if match is None:
        raise refusal(Wrong.NOT_DAY, text=quoted(text))
    year, *others = (int(group) for group in match.groups() if group and group not in "-./")
    month, day = others
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        raise refusal(Wrong.NOT_DAY, text=quoted(text)) from None


def _truth(column: Column, text: str) -> str:
    word = _folded(text)
    # What the template's drop-down offers.
    for stored, title in (*column.choices, *column.synonyms):
        if text == title:
            return stored
    if word in _TRUE:
        return "1"
    if word in _FALSE:
        return "0"
    raise refusal(Wrong.NOT_TRUTH, text=quoted(text))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _choice(column: Column, text: str) -> str:
    for stored, title in column.choices:
        if text in (title, stored):
            return stored
    spoken = _folded(text)
    for stored, word in column.synonyms:
        if spoken == _folded(word):
            return stored
    choices = "、".join(title for _stored, title in column.choices)
    raise refusal(Wrong.NOT_CHOICE, text=quoted(text), choices=choices)


_READERS: dict[Holds, Callable[[Column, str], str]] = {
    Holds.TEXT: _text,
    Holds.CODE: _code,
    Holds.WHOLE: _whole,
    Holds.NUMBER: _number,
    Holds.DAY: _day,
    Holds.TRUTH: _truth,
    Holds.CHOICE: _choice,
}
