"""Reads the files of kinds and of reported inspections. Pure: text in, values out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml


class FaultyKindsError(ValueError):
    """A file cannot be used; the message says what is wrong where."""


@dataclass(frozen=True)
class Dimension:
    """One of the things that are scored, and its most points."""

    key: str
    name: str
    name_en: str
    most: int


@dataclass(frozen=True)
class Kind:
    """A kind of inspection, as the owner names it."""

    key: str
    name: str
    name_en: str
    announced: bool
    blind: bool
    dimensions: tuple[Dimension, ...]


@dataclass(frozen=True)
class Reported:
    """Keys of reported figures that together are one inspection, round or bulletin."""

    kind: str
    event: str
    units: tuple[str, ...]
    counts: tuple[str, ...]
    findings: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        return (*([self.event] if self.event else []), *self.units, *self.counts, *self.findings)


def read_kinds(text: str) -> dict[str, Kind]:
    """Return the kinds of a file by key, in its order. Raises FaultyKindsError."""
    found: dict[str, Kind] = {}
    for place, entry in enumerate(_entries(text), start=1):
        kind = _kind(entry, place)
        if kind.key in found:
            raise FaultyKindsError(f"kind {place}: the key {kind.key} is taken")
        found[kind.key] = kind
    return found


def read_reported(text: str, kinds: dict[str, Kind]) -> list[Reported]:
    """Return what newspapers report of inspections. Raises FaultyKindsError."""
    found = []
    for place, entry in enumerate(_entries(text), start=1):
        if entry.get("kind") not in kinds:
            raise FaultyKindsError(f"entry {place}: there is no kind {entry.get('kind')}")
        lists = (tuple(map(str, entry.get(name) or ())) for name in ("units", "counts", "findings"))
        one = Reported(str(entry["kind"]), str(entry.get("event") or ""), *lists)
        if not one.keys:
            raise FaultyKindsError(f"entry {place}: it names no figure")
        found.append(one)
    return found


def _entries(text: str) -> list[dict[str, Any]]:
    try:
        entries = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise FaultyKindsError(f"not YAML: {error}") from error
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        raise FaultyKindsError("a list of entries is expected")
    return entries


def _kind(entry: dict[str, Any], place: int) -> Kind:
    where = f"kind {place}"
    texts = {name: str(entry.get(name) or "") for name in ("key", "name", "name_en")}
    if missing := [name for name, value in texts.items() if not value]:
        raise FaultyKindsError(f"{where}: {', '.join(missing)} missing")
    dimensions = tuple(_dimension(one, where) for one in entry.get("dimensions") or ())
    if len({one.key for one in dimensions}) != len(dimensions):
        raise FaultyKindsError(f"{where}: a dimension stands twice")
    return Kind(
        **texts,
        announced=bool(entry.get("announced")),
        blind=bool(entry.get("blind")),
        dimensions=dimensions,
    )


def _dimension(entry: dict[str, Any], where: str) -> Dimension:
    most = entry.get("most")
    if not entry.get("key") or not entry.get("name") or type(most) is not int or most < 1:
        raise FaultyKindsError(f"{where}: {entry} needs a key, a name and its most points")
    return Dimension(entry["key"], entry["name"], entry.get("name_en") or entry["name"], most)
