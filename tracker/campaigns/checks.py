"""Strict values out of a YAML file, each with its line, and every fault at once.

PyYAML's own constructor keeps the last of two equal keys, reads `1_0` as ten
and loses the line; so the node tree is read here instead.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import yaml
from django.utils.translation import gettext as _

LARGEST_FILE = 1024 * 1024  # bytes; the real files are below 10 KiB
_TAG = "tag:yaml.org,2002:"
_WHOLE = re.compile(r"0|[1-9][0-9]{0,8}", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


@dataclass(frozen=True)
class Fault:
    """What is wrong, where, and what to do about it."""

    file: str
    line: int
    place: str
    remedy: str

    def __str__(self) -> str:
        where = _("%(file)s, line %(line)d, %(place)s: %(remedy)s")
        return where % {
            "file": self.file,
            "line": self.line,
            "place": self.place or _("whole file"),
            "remedy": self.remedy,
        }


class Sheet:
    """One file while it is read; its faults gather in `faults`."""

    def __init__(self, file: str, content: bytes) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.root = Value(self, self._compose(content), "")

    def note(self, line: int, place: str, remedy: str) -> None:
        self.faults.append(Fault(self.file, line, place, remedy))

    def _compose(self, content: bytes) -> yaml.Node | None:
        if len(content) > LARGEST_FILE:
            self.note(1, "", _("The file is larger than 1 MiB. Give a scheme file."))
            return None
        try:
            root = yaml.compose(content.decode("utf-8-sig"), Loader=yaml.SafeLoader)
        except UnicodeDecodeError:
            self.note(1, "", _("The file is not UTF-8. Save it as UTF-8."))
            return None
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            self.note(line, "", _("This is not YAML. Check indents, colons and quotation marks."))
            return None
        except (yaml.YAMLError, RecursionError):
            self.note(1, "", _("This is not YAML. Check indents, colons and quotation marks."))
            return None
        if root is None:
            self.note(1, "", _("The file is empty."))
        return root


class Value:
    """One node of the file. A wrong or missing one notes a fault and reads as blank.

    Reading goes on after a fault, so that one run finds them all; the caller
    throws the result away when the sheet has faults.
    """

    def __init__(self, sheet: Sheet, node: yaml.Node | None, place: str) -> None:
        self._sheet = sheet
        self._node = node
        self._place = place

    @property
    def is_given(self) -> bool:
        return self._node is not None

    def fault(self, remedy: str) -> None:
        line = self._node.start_mark.line + 1 if self._node else 1
        self._sheet.note(line, self._place, remedy)

    def fields(self, required: Sequence[str], optional: Sequence[str] = ()) -> dict[str, Value]:
        """Return a value for every named field; a missing one reads as blank."""
        found = self._entries()
        for name in found:
            if name not in (*required, *optional):
                found[name].fault(
                    _("Unknown field. Allowed here: %(names)s.")
                    % {"names": ", ".join((*required, *optional))}
                )
        if isinstance(self._node, yaml.MappingNode):
            for name in required:
                if name not in found:
                    self.fault(_("The field “%(name)s” is missing. Add it.") % {"name": name})
        blank = Value(self._sheet, None, self._place)
        return {name: found.get(name, blank) for name in (*required, *optional)}

    def has(self, name: str) -> bool:
        """Tell whether this is a mapping with the field ``name``."""
        return isinstance(self._node, yaml.MappingNode) and any(
            key.value == name for key, _value in self._node.value
        )

    def items(self) -> list[Value]:
        """Return the entries of a list."""
        if self._node is None:
            return []
        if not isinstance(self._node, yaml.SequenceNode):
            self.fault(_("A list is wanted here: one “- ” line for each entry, or [] for none."))
            return []
        return [
            Value(self._sheet, node, self._under(str(position)))
            for position, node in enumerate(self._node.value, start=1)
        ]

    def text(self, longest: int) -> str:
        """Return a text of 1 to ``longest`` characters."""
        raw = self._scalar("str", _("Write a text here; put codes and numbers in quotation marks."))
        if raw is None:
            return ""
        if not raw.strip():
            self.fault(_("The text is empty. Fill it in."))
        elif raw != raw.strip() or raw != unicodedata.normalize("NFC", raw):
            self.fault(_("The text has spaces around it or uncombined signs. Type it again."))
        elif any(unicodedata.category(char).startswith("C") for char in raw):
            self.fault(_("The text holds an invisible character or a line break. Type it again."))
        elif len(raw) > longest:
            self.fault(
                _("The text has %(length)d characters; at most %(longest)d fit. Shorten it.")
                % {"length": len(raw), "longest": longest}
            )
        return raw

    def whole(self, low: int, high: int) -> int:
        """Return a whole number of ASCII digits from ``low`` to ``high``."""
        remedy = _("Write a whole number from %(low)d to %(high)d.") % {"low": low, "high": high}
        raw = self._scalar("int", remedy)
        if raw is None:
            return 0
        if not _WHOLE.fullmatch(raw) or not low <= int(raw) <= high:
            self.fault(remedy)
            return 0
        return int(raw)

    def truth(self) -> bool:
        """Return true or false; YAML's yes, no, on and off are refused."""
        remedy = _("Write true or false.")
        raw = self._scalar("bool", remedy)
        if raw is not None and raw not in ("true", "false"):
            self.fault(remedy)
        return raw == "true"

    def day(self) -> dt.date:
        """Return a date written 2022-05-17."""
        remedy = _("Write a date that exists, as 2022-05-17, without quotation marks.")
        raw = self._scalar("timestamp", remedy)
        if raw is None:
            return dt.date.min
        try:
            if _DAY.fullmatch(raw):
                return dt.date.fromisoformat(raw)
        except ValueError:
            pass
        self.fault(remedy)
        return dt.date.min

    def one_of(self, choices: Collection[str]) -> str:
        """Return one of the texts of ``choices``."""
        remedy = _("Write one of: %(choices)s.") % {"choices": ", ".join(choices)}
        raw = self._scalar("str", remedy)
        if raw is not None and raw not in choices:
            self.fault(remedy)
        return raw or ""

    def _entries(self) -> dict[str, Value]:
        if self._node is None:
            return {}
        if not isinstance(self._node, yaml.MappingNode):
            self.fault(_("Fields are wanted here: “name: value”, one to a line."))
            return {}
        found: dict[str, Value] = {}
        for key, node in self._node.value:
            value = Value(self._sheet, node, self._under(str(key.value)))
            if str(key.value) in found:
                value.fault(_("This field stands here twice. Keep one."))
            found[str(key.value)] = value
        return found

    def _under(self, step: str) -> str:
        return f"{self._place} › {step}" if self._place else step

    def _scalar(self, kind: str, remedy: str) -> str | None:
        """Return the written characters of a value of this YAML kind, None after a fault."""
        if self._node is None:
            return None
        if not isinstance(self._node, yaml.ScalarNode) or self._node.tag != _TAG + kind:
            self.fault(remedy)
            return None
        return str(self._node.value)
