"""Reads `data/schemes`: a file for each campaign year, a file for each scheme.

Pure: bytes in, entries and faults out. `docs/operations.md` and the comments of
the shipped files say how to write one.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from typing import TypedDict

from django.utils.translation import gettext as _

from tracker.campaigns.checks import Fault, Sheet, Value
from tracker.campaigns.entries import (
    CampaignEntry,
    DateEntry,
    LeadEntry,
    RuleEntry,
    SchemeEntry,
    StandardEntry,
    StarEntry,
    VetoEntry,
)
from tracker.campaigns.scoring import STARS_OF_KIND
from tracker.campaigns.terms import StarKey, State, Wording

_COLOUR = re.compile(r"#[0-9a-f]{6}", re.ASCII)
_SOURCED = ("source", "verified")


class _Sourced(TypedDict):
    source: str
    source_en: str
    verified: bool


def read_files(
    files: Mapping[str, bytes], areas: Container[str]
) -> tuple[list[CampaignEntry], list[Fault]]:
    """Return the campaigns in order of years, and every fault of every file.

    ``files`` maps a file's bare name to its bytes; ``areas`` holds the codes of
    the cities and counties that exist. When there are faults the campaigns are
    not to be used.
    """
    sheets = {name: Sheet(name, content) for name, content in sorted(files.items())}
    schemes = {
        name: _scheme(sheet.root) for name, sheet in sheets.items() if sheet.root.has("unit_kind")
    }
    named: set[str] = set()
    campaigns: dict[int, CampaignEntry] = {}
    for name, sheet in sheets.items():
        if name in schemes or not sheet.root.is_given:
            continue
        entry = _campaign(sheet.root, schemes, named, areas)
        if entry.year in campaigns:
            sheet.root.fault(_("Another file already gives this year. Keep one of the two."))
        campaigns[entry.year] = entry
    for name in schemes:
        if name not in named:
            sheets[name].root.fault(
                _("No campaign names this file. Name it under “schemes” or take it away.")
            )
    faults = [fault for sheet in sheets.values() for fault in sheet.faults]
    return [campaigns[year] for year in sorted(campaigns)], faults


def _campaign(
    root: Value, schemes: Mapping[str, SchemeEntry], named: set[str], areas: Container[str]
) -> CampaignEntry:
    parts = root.fields(("campaign", "level_rule", "dates", "vetoes", "leads", "schemes"))
    own = parts["campaign"].fields(
        ("year", "wording", "state", "notice_days", "notice_days_verified")
    )
    rule = parts["level_rule"].fields(("capstone", *_SOURCED), ("source_en",))
    return CampaignEntry(
        year=own["year"].whole(2022, 2099),
        wording=own["wording"].one_of(Wording.values),
        state=own["state"].one_of(State.values),
        notice_days=own["notice_days"].whole(0, 60),
        notice_days_verified=own["notice_days_verified"].truth(),
        level_rule=RuleEntry(capstone=rule["capstone"].truth(), **_sourced(rule)),
        dates=_dates(parts["dates"]),
        vetoes=_vetoes(parts["vetoes"]),
        leads=_leads(parts["leads"], areas),
        schemes=_named_schemes(parts["schemes"], schemes, named),
    )


def _sourced(fields: Mapping[str, Value]) -> _Sourced:
    return {
        "source": fields["source"].text(200),
        "source_en": fields["source_en"].text(300),
        "verified": fields["verified"].truth(),
    }


def _dates(value: Value) -> tuple[DateEntry, ...]:
    entries = []
    names: set[object] = set()
    for item in value.items():
        fields = item.fields(("name", "starts_on", *_SOURCED), ("ends_on", "name_en", "source_en"))
        entry = DateEntry(
            name=fields["name"].text(60),
            name_en=fields["name_en"].text(120),
            starts_on=fields["starts_on"].day(),
            ends_on=fields["ends_on"].day() if fields["ends_on"].is_given else None,
            **_sourced(fields),
        )
        if entry.ends_on is not None and entry.ends_on < entry.starts_on:
            fields["ends_on"].fault(_("The last day lies before the first. Correct one of them."))
        _once(fields["name"], entry.name, names)
        entries.append(entry)
    return tuple(entries)


def _vetoes(value: Value) -> tuple[VetoEntry, ...]:
    entries = []
    texts: set[object] = set()
    for item in value.items():
        fields = item.fields(("text", *_SOURCED), ("text_en", "source_en"))
        entry = VetoEntry(
            text=fields["text"].text(200), text_en=fields["text_en"].text(400), **_sourced(fields)
        )
        _once(fields["text"], entry.text, texts)
        entries.append(entry)
    return tuple(entries)


def _leads(value: Value, areas: Container[str]) -> tuple[LeadEntry, ...]:
    entries = []
    seen: set[object] = set()
    for item in value.items():
        fields = item.fields(
            ("unit_kind", "star", "area", "department", *_SOURCED), ("department_en", "source_en")
        )
        kind = fields["unit_kind"].one_of(list(STARS_OF_KIND))
        entry = LeadEntry(
            unit_kind=kind,
            star=fields["star"].one_of(STARS_OF_KIND.get(kind) or StarKey.values),
            area=fields["area"].text(12),
            department=fields["department"].text(60),
            department_en=fields["department_en"].text(120),
            **_sourced(fields),
        )
        if entry.area and entry.area not in areas:
            fields["area"].fault(
                _("No city or county here has this code. Correct it, or run load_areas first.")
            )
        _once(item, (entry.unit_kind, entry.star, entry.area, entry.department), seen)
        entries.append(entry)
    return tuple(entries)


def _named_schemes(
    value: Value, schemes: Mapping[str, SchemeEntry], named: set[str]
) -> tuple[SchemeEntry, ...]:
    entries = []
    for kind, field in value.fields(tuple(STARS_OF_KIND)).items():
        name = field.text(100)
        scheme = schemes.get(name)
        if name and scheme is None:
            field.fault(
                _("The scheme file “%(name)s” was not given. Give it, or the whole directory.")
                % {"name": name}
            )
        elif scheme is not None and scheme.unit_kind != kind:
            field.fault(_("That file holds the scheme of the other kind of unit."))
        elif scheme is not None:
            entries.append(scheme)
        named.add(name)
    return tuple(entries)


def _scheme(root: Value) -> SchemeEntry:
    fields = root.fields(("unit_kind", "stars", *_SOURCED), ("source_en",))
    kind = fields["unit_kind"].one_of(list(STARS_OF_KIND))
    own = _sourced(fields)
    items = fields["stars"].items()
    stars = tuple(_star(item, position, own) for position, item in enumerate(items, start=1))
    wanted = STARS_OF_KIND.get(kind)
    if wanted is not None and tuple(star.key for star in stars) != wanted:
        fields["stars"].fault(
            _("Give exactly these five stars in this order: %(keys)s.")
            % {"keys": ", ".join(wanted)}
        )
    _check_numbers(fields["stars"], stars)
    return SchemeEntry(unit_kind=kind, stars=stars)


def _star(item: Value, position: int, scheme_source: _Sourced) -> StarEntry:
    fields = item.fields(
        ("key", "name", "colour", "meaning", "standards"), ("name_en", "meaning_en")
    )
    colour = fields["colour"].text(7)
    if colour and not _COLOUR.fullmatch(colour):
        fields["colour"].fault(_("Write the colour as “#1b4f91”, in small letters."))
    standards = tuple(_standard(entry, scheme_source) for entry in fields["standards"].items())
    if fields["standards"].is_given and not standards:
        fields["standards"].fault(_("A star needs at least one standard."))
    return StarEntry(
        key=fields["key"].one_of(StarKey.values),
        name=fields["name"].text(20),
        name_en=fields["name_en"].text(60),
        position=position,
        colour=colour,
        meaning=fields["meaning"].text(120),
        meaning_en=fields["meaning_en"].text(240),
        standards=standards,
    )


def _standard(item: Value, scheme_source: _Sourced) -> StandardEntry:
    """Read a standard; without a source of its own it has the scheme's."""
    fields = item.fields(("number", "text"), ("text_en", "source_en", *_SOURCED))
    own = scheme_source.copy()
    if fields["source"].is_given:
        own["source"] = fields["source"].text(200)
        own["source_en"] = fields["source_en"].text(300)
    if fields["verified"].is_given:
        own["verified"] = fields["verified"].truth()
    return StandardEntry(
        number=fields["number"].whole(1, 999),
        text=fields["text"].text(300),
        text_en=fields["text_en"].text(500),
        **own,
    )


def _check_numbers(value: Value, stars: tuple[StarEntry, ...]) -> None:
    numbers = [standard.number for star in stars for standard in star.standards]
    if numbers != list(range(1, len(numbers) + 1)):
        value.fault(
            _("Number the standards 1 to %(count)d through all stars, without gap or repetition.")
            % {"count": len(numbers)}
        )
    texts: set[object] = set()
    for star in stars:
        for standard in star.standards:
            if standard.text and standard.text in texts:
                value.fault(
                    _("Standard %(number)d repeats the text of another.")
                    % {"number": standard.number}
                )
            texts.add(standard.text)


def _once(value: Value, key: object, seen: set[object]) -> None:
    if key in seen:
        value.fault(_("This entry stands here twice. Keep one."))
    seen.add(key)
