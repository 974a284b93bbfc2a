"""Reads the file of legends. Pure: text in, legends out, every fault at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

from tracker.clocks.colours import Legend, Line
from tracker.clocks.terms import Colour, Condition

_COLOURS = {"none": Colour.NONE} | {str(one.value): one for one in Colour if one.value}


class FaultyLegendsError(ValueError):
    """The file cannot be used; `faults` says what is wrong where."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class NamedLegend:
    """A legend with what people call it and where it comes from."""

    legend: Legend
    name: str
    name_en: str
    source: str

    @property
    def key(self) -> str:
        return self.legend.key


def read_legends(text: str) -> dict[str, NamedLegend]:
    """Return the legends of a file by key, in its order. Raises FaultyLegendsError."""
    try:
        entries = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise FaultyLegendsError([f"not YAML: {error}"]) from error
    if not isinstance(entries, list) or not entries:
        raise FaultyLegendsError(["a list of legends is expected"])
    faults: list[str] = []
    found: dict[str, NamedLegend] = {}
    for place, entry in enumerate(entries, start=1):
        named = _legend(entry, f"legend {place}", faults)
        if named and named.key in found:
            faults.append(f"legend {place}: the key {named.key} is taken")
        elif named:
            found[named.key] = named
    if faults:
        raise FaultyLegendsError(faults)
    return found


def _legend(entry: Any, where: str, faults: list[str]) -> NamedLegend | None:
    if not isinstance(entry, dict):
        faults.append(f"{where}: keys and values are expected")
        return None
    before = len(faults)
    words = {name: entry.get(name) for name in ("key", "name", "name_en", "source")}
    faults += [f"{where}: {name} is missing" for name, value in words.items() if not value]
    numbers = {name: entry.get(name) for name in ("soon_days", "lag")}
    faults += [
        f"{where}: {name} is a whole number from 0 to 100"
        for name, value in numbers.items()
        if type(value) is not int or not 0 <= value <= 100
    ]
    lines = _lines(entry.get("lines"), where, faults)
    if len(faults) > before:
        return None
    legend = Legend(str(words["key"]), lines, entry["soon_days"], entry["lag"])
    return NamedLegend(legend, str(words["name"]), str(words["name_en"]), str(words["source"]))


def _lines(entries: Any, where: str, faults: list[str]) -> tuple[Line, ...]:
    lines = []
    for entry in entries if isinstance(entries, list) else []:
        condition, colour = entry.get("condition"), _COLOURS.get(str(entry.get("colour")))
        if condition not in Condition.values or colour is None or not entry.get("words"):
            faults.append(f"{where}: {entry} needs a condition, a colour and its words")
            continue
        words = (str(entry["words"]), str(entry.get("words_en") or ""))
        lines.append(Line(Condition(condition), colour, *words))
    given = sorted(line.condition for line in lines)
    if given != sorted(Condition):
        faults.append(f"{where}: each condition has one line: {', '.join(Condition.values)}")
    return tuple(lines)
