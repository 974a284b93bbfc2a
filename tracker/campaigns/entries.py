"""What the scheme files say, as plain values: the entries that `load_schemes` writes.

The English texts may be empty; pages show the Chinese then.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class StandardEntry:
    number: int
    text: str
    source: str
    verified: bool
    text_en: str = ""
    source_en: str = ""


@dataclass(frozen=True)
class StarEntry:
    key: str
    name: str
    position: int
    colour: str
    meaning: str
    standards: tuple[StandardEntry, ...]
    name_en: str = ""
    meaning_en: str = ""


@dataclass(frozen=True)
class SchemeEntry:
    unit_kind: str
    stars: tuple[StarEntry, ...]


@dataclass(frozen=True)
class RuleEntry:
    capstone: bool
    source: str
    verified: bool
    source_en: str = ""


@dataclass(frozen=True)
class DateEntry:
    name: str
    starts_on: dt.date
    ends_on: dt.date | None
    source: str
    verified: bool
    name_en: str = ""
    source_en: str = ""


@dataclass(frozen=True)
class VetoEntry:
    text: str
    source: str
    verified: bool
    text_en: str = ""
    source_en: str = ""


@dataclass(frozen=True)
class LeadEntry:
    unit_kind: str
    star: str
    area: str
    department: str
    source: str
    verified: bool
    department_en: str = ""
    source_en: str = ""


@dataclass(frozen=True)
class CampaignEntry:
    """Everything `load_schemes` writes for one year."""

    year: int
    wording: str
    state: str
    notice_days: int
    notice_days_verified: bool
    level_rule: RuleEntry
    dates: tuple[DateEntry, ...]
    vetoes: tuple[VetoEntry, ...]
    leads: tuple[LeadEntry, ...]
    schemes: tuple[SchemeEntry, ...]
