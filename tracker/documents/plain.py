"""Bytes of a text file become text: UTF-8, UTF-16 or GB18030, strictly and to the end.

Nothing is replaced or left out but the byte order mark, which is no character of the text.
Line ends stay as they are: positions count them.
"""

from __future__ import annotations

import codecs
import re

from tracker.documents.faults import UnreadError
from tracker.documents.terms import Unread

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# GB18030 takes nearly any bytes for some rare characters. A text in it consists of the common
# ones, which GB 2312 had already; other encodings do not.
_LEAST_COMMON = 0.7
_MEANINGLESS = re.compile("[\ufffe\uffff\ue000-\uf8ff]")


def decode(raw: bytes) -> tuple[str, str]:
    """Return the text and the name of its encoding. Raises UnreadError."""
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return _strictly(raw[len(mark) :], encoding), encoding
    if b"\0" in raw:
        if encoding := _unmarked_utf16(raw):
            text = raw.decode(encoding, errors="replace")
            if _reads_like_chinese(text):
                return _strictly(raw, encoding), encoding
        raise UnreadError(Unread.NUL)
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _gb18030(raw), "gb18030"


def _strictly(raw: bytes, encoding: str) -> str:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        raise UnreadError(Unread.ENCODING) from None
    if "\0" in text:
        raise UnreadError(Unread.NUL)
    return text


def _unmarked_utf16(raw: bytes) -> str:
    """Return which UTF-16 a text without mark is in, by its line ends and digits; "" for none."""
    if len(raw) % 2:
        return ""
    low, high = raw[0::2].count(0), raw[1::2].count(0)
    # Digits and line ends have their zero byte on one side; 一 and few others on the other.
    if high > 2 * low:
        return "utf-16-le"
    return "utf-16-be" if low > 2 * high else ""


def _gb18030(raw: bytes) -> str:
    try:
        text = raw.decode("gb18030")
    except UnicodeDecodeError:
        raise UnreadError(Unread.ENCODING) from None
    if not _reads_like_chinese(text):
        raise UnreadError(Unread.ENCODING)
    return text


def _reads_like_chinese(text: str) -> bool:
    letters = [sign for sign in text if not sign.isascii()]
    common = sum(_is_common(sign) for sign in letters)
    return not _MEANINGLESS.search(text) and common >= _LEAST_COMMON * len(letters)


def _is_common(sign: str) -> bool:
    try:
        return bool(sign.encode("gb2312"))
    except UnicodeEncodeError:
        return sign in "—·…“”‘’"
