"""Reads the file of rhythms: a list of rows, checked before anything is written. Pure."""

from __future__ import annotations

from dataclasses import dataclass

import yaml
from django.utils.translation import gettext as _

from tracker.worklist.terms import Frequency, Purpose

_KEYS = ("area", "name", "frequency", "purpose", "figure")
LONGEST_NAME = 40


@dataclass(frozen=True)
class Entry:
    """What comes round in an area, as a file has it."""

    area: str
    name: str
    frequency: str
    purpose: str
    figure: str = ""


def read_rhythms(text: str) -> tuple[list[Entry], list[str]]:
    """Return the rows of a file, and its faults in words; with a fault nothing counts."""
    try:
        rows = yaml.safe_load(text) or []
    except yaml.YAMLError as error:
        return [], [_("The file is no YAML: %(error)s") % {"error": error}]
    if not isinstance(rows, list):
        return [], [_("The file must be a list of rhythms.")]
    faults = [fault for number, row in enumerate(rows, 1) if (fault := _fault(row, number))]
    if faults:
        return [], faults
    entries = [Entry(**{key: str(row[key]) for key in _KEYS if key in row}) for row in rows]
    named = [(entry.area, entry.name) for entry in entries]
    return entries, [
        _("“%(name)s” stands twice for %(area)s.") % {"name": name, "area": area}
        for area, name in sorted({one for one in named if named.count(one) > 1})
    ]


def _fault(row: object, number: int) -> str:
    if not isinstance(row, dict) or not {"area", "name", "frequency", "purpose"} <= set(row):
        wanted = ", ".join(_KEYS)
        return _("Row %(n)s: it needs %(keys)s.") % {"n": number, "keys": wanted}
    if unknown := [str(key) for key in row if key not in _KEYS]:
        return _("Row %(n)s: nothing is called %(keys)s.") % {
            "n": number,
            "keys": ", ".join(unknown),
        }
    if not 0 < len(str(row["name"])) <= LONGEST_NAME:
        return _("Row %(n)s: a name has 1 to 40 characters.") % {"n": number}
    for key, known in (("frequency", Frequency.values), ("purpose", Purpose.values)):
        if row[key] not in known:
            words = {"n": number, "key": key, "known": ", ".join(known)}
            return _("Row %(n)s: %(key)s is one of %(known)s.") % words
    return ""
