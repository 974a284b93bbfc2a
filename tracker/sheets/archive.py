"""The outside of an XLSX file: a ZIP archive whose directory is looked at before it is believed.

`zipfile` reads the whole directory into objects, so its size is checked first. Sizes that the
directory states are never used: `Parts` counts what really comes out.
"""

from __future__ import annotations

import stat
import time
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from tracker.sheets.faults import refusal
from tracker.sheets.terms import Limits, Wrong

CHUNK = 64 * 1024
_END = b"PK\x05\x06"
_END_LENGTH = 22
_END_64_LOCATOR = b"PK\x06\x07"
_LONGEST_COMMENT = 0xFFFF
_ENCRYPTED = 0x1 | 0x40 | 0x2000  # flag bits: encrypted, strongly encrypted, directory masked
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_LONGEST_NAME = 200
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)
# Parts that bring programs or other files with them, by a piece of their lower-case names.
_MACROS = ("vbaproject", "vbadata", "/macrosheets/", "/dialogsheets/", "/activex/", "/ctrlprops/")
_LINKS = ("/externallinks/", "/connections.xml", "/querytables/", "/webextensions/", "/model/")
_NESTED = ("/embeddings/", "/oleobjects/")


class Parts:
    """The parts of an archive, read as streams under a common cap. Close with `close`."""

    def __init__(self, file: IO[bytes], limits: Limits) -> None:
        _check_directory(file, limits)
        try:
            self._archive = zipfile.ZipFile(file)
        except _UNREADABLE:
            raise refusal(Wrong.DAMAGED, part="ZIP") from None
        self._limits = limits
        self._left = limits.unpacked_bytes
        self._until = time.thread_time() + limits.prescan_seconds
        self.names = [entry.filename for entry in self._archive.infolist()]
        self._check_names()

    def close(self) -> None:
        self._archive.close()

    def _check_names(self) -> None:
        """Refuse by names alone, before anything is unpacked."""
        if len(self.names) > self._limits.parts:
            raise refusal(Wrong.TOO_MANY_PARTS, limit=self._limits.parts)
        seen: set[str] = set()
        for entry in self._archive.infolist():
            name = entry.filename
            if _is_odd(entry) or name.lower() in seen:
                raise refusal(Wrong.ODD_PART, part=printable(name))
            seen.add(name.lower())
            if entry.flag_bits & _ENCRYPTED:
                raise refusal(Wrong.ENCRYPTED, part=printable(name))
            for wrong, pieces in (
                (Wrong.MACROS, _MACROS), (Wrong.EXTERNAL, _LINKS), (Wrong.NESTED, _NESTED)
            ):  # fmt: skip
                if any(piece in f"/{name.lower()}" for piece in pieces):
                    raise refusal(wrong, part=printable(name))

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield a part's bytes, at most 64 KiB at a time, until a cap is reached."""
        part = printable(name)
        try:
            with self._archive.open(name) as stream:
                while chunk := stream.read(CHUNK):
                    self._left -= len(chunk)
                    if self._left < 0:
                        raise refusal(Wrong.TOO_MUCH, part=part)
                    if time.thread_time() > self._until:
                        raise refusal(Wrong.TIME)
                    yield chunk
        except _UNREADABLE:
            raise refusal(Wrong.DAMAGED, part=part) from None


def printable(name: str) -> str:
    """Return a part's name short and harmless enough for a sentence."""
    return "".join(sign if sign.isprintable() else "�" for sign in name[:80])


def _check_directory(file: IO[bytes], limits: Limits) -> None:
    """Find the archive's end as `zipfile` does, and refuse a directory too large to be read."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _LONGEST_COMMENT - _END_LENGTH))
    tail = file.read()
    file.seek(0)
    at = len(tail) - _END_LENGTH
    if at < 0 or tail[at : at + 4] != _END or tail[-2:] != b"\0\0":
        at = tail.rfind(_END)
    if at < 0 or len(tail) < at + _END_LENGTH:
        raise refusal(Wrong.DAMAGED, part="ZIP")
    if int.from_bytes(tail[at + 10 : at + 12], "little") > limits.parts:
        raise refusal(Wrong.TOO_MANY_PARTS, limit=limits.parts)
    # The long form is for archives of more than 65,535 parts or 4 GB.
    is_long = at >= 20 and tail[at - 20 : at - 16] == _END_64_LOCATOR
    if is_long or int.from_bytes(tail[at + 12 : at + 16], "little") > limits.directory_bytes:
        raise refusal(Wrong.TOO_MANY_PARTS, limit=limits.parts)


def _is_odd(entry: zipfile.ZipInfo) -> bool:
    """Tell whether a part's name or kind could mislead whoever unpacks the file."""
    name = entry.filename
    pieces = name.removesuffix("/").split("/")
    return (
        entry.orig_filename != name  # cut at a NUL, or with backslashes
        or "\\" in name
        or ":" in name
        or len(name) > _LONGEST_NAME
        or not name.isprintable()
        or any(piece in ("", ".", "..") for piece in pieces)
        or stat.S_ISLNK(entry.external_attr >> 16)
        or entry.compress_type not in _METHODS
    )
