"""Writes campaign years as the scheme files give them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import structlog
from django.db import transaction
from django.db.models import Model, QuerySet

from tracker.access.refusals import Refused
from tracker.campaigns.entries import CampaignEntry, SchemeEntry, StarEntry
from tracker.campaigns.models import (
    Campaign,
    LeadDepartment,
    LevelRule,
    Scheme,
    Standard,
    Star,
)
from tracker.campaigns.standing import against_moving
from tracker.history.actions import delete_recorded, watched
from tracker.history.record import recorded_last
from tracker.places.terms import UnitKind

logger = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Change:
    """One row added or removed, or one field of a row changed.

    `field` is empty for a whole row; `what` names year, kind of row and row in words.
    """

    kind: str  # "added", "changed", "removed"
    what: str
    field: str = ""
    before: str = ""
    after: str = ""


class _Ledger:
    """Writes the rows of one year and notes what it changed; each row gets its event."""

    def __init__(self, year: int) -> None:
        self.year = year
        self.changes: list[Change] = []

    def put(
        self,
        row: Model,
        found: Any,
        values: Mapping[str, Any],
        label: str = "",
    ) -> Any:
        """Make ``found`` hold ``values``, or save the new ``row`` with them; return it."""
        if found is None:
            for name, value in values.items():
                setattr(row, name, value)
            with watched(row, by=None):
                row.save(force_insert=True)
            self.changes.append(Change("added", self._in_words(row, label)))
            return row
        differing = [name for name, value in values.items() if getattr(found, name) != value]
        for name in differing:
            self._note_field(found, name, values[name], label)
            setattr(found, name, values[name])
        if differing:
            with watched(found, by=None):
                found.save(update_fields=differing)
        return found

    def put_named(
        self, campaign: Campaign, old: QuerySet, key: str, entries: Sequence[Any]
    ) -> None:
        """Write a campaign's rows that are known by one text; remove the others."""
        model = old.model
        rows = {getattr(row, key): row for row in old}
        for entry in entries:
            values = asdict(entry)
            name = values.pop(key)
            self.put(model(campaign=campaign, **{key: name}), rows.pop(name, None), values, name)
        self.remove(rows.values())

    def remove(self, rows: Iterable[Model]) -> None:
        for row in rows:
            self.changes.append(Change("removed", self._in_words(row, str(row))))
            delete_recorded([row], by=None)

    def _note_field(self, row: Model, name: str, value: object, label: str) -> None:
        verbose = str(row._meta.get_field(name).verbose_name)
        before, after = str(getattr(row, name)), str(value)
        self.changes.append(Change("changed", self._in_words(row, label), verbose, before, after))

    def _in_words(self, row: Model, label: str) -> str:
        return f"{self.year} {row._meta.verbose_name} {label}".rstrip()


@transaction.atomic
def load_campaigns(
    *, by: str, entries: Sequence[CampaignEntry], commit: bool, only_new: bool = False
) -> list[Change]:
    """Make the database say what ``entries`` say; return the differences found.

    Rows that the files no longer name are removed, except the lead departments
    of areas that a file does not mention: counties enter their own. Without
    ``commit`` everything is undone again; with ``only_new`` a year that is
    already there is left alone. A year that is there keeps its state. ``by`` names
    who runs this, for the program's log; the events say it by their origin.
    Raises Refused, and writes nothing, where a standard with results would move.
    """
    changes: list[Change] = []
    with recorded_last(by=None):
        for entry in entries:
            if only_new and Campaign.objects.filter(pk=entry.year).exists():
                continue
            changes += _load_campaign(entry)
    if commit:
        logger.info("schemes_loaded", by=by, changes=len(changes))
    else:
        transaction.set_rollback(True)
    return changes


def _load_campaign(entry: CampaignEntry) -> list[Change]:
    ledger = _Ledger(entry.year)
    found = Campaign.objects.filter(pk=entry.year).first()
    values: dict[str, Any] = {
        "wording": entry.wording,
        "notice_days": entry.notice_days,
        "notice_days_verified": entry.notice_days_verified,
    }
    if found is None:  # later it is opened and closed by people, not by a file
        values["state"] = entry.state
    campaign = ledger.put(Campaign(year=entry.year), found, values)
    rule = LevelRule.objects.filter(campaign=campaign).first()
    ledger.put(LevelRule(campaign=campaign), rule, asdict(entry.level_rule))
    ledger.put_named(campaign, campaign.dates.all(), "name", entry.dates)
    ledger.put_named(campaign, campaign.vetoes.all(), "text", entry.vetoes)
    stars: dict[tuple[str, str], Star] = {}
    for scheme in entry.schemes:
        stars |= _load_scheme(campaign, scheme, ledger)
    _load_leads(campaign, entry, stars, ledger)
    return ledger.changes


def _load_scheme(
    campaign: Campaign, entry: SchemeEntry, ledger: _Ledger
) -> dict[tuple[str, str], Star]:
    """Write a scheme; return its stars by (kind of unit, key).

    A standard is known by its number in the scheme, so it keeps its row when it
    moves to another star. Raises Refused where it has been entered for a branch.
    """
    kind = UnitKind(entry.unit_kind)
    found = campaign.schemes.filter(unit_kind=kind).first()
    scheme = ledger.put(Scheme(campaign=campaign, unit_kind=kind), found, {}, str(kind.label))
    old_stars = {star.key: star for star in scheme.stars.all()}
    stars = {
        star.key: _load_star(scheme, star, old_stars.get(star.key), ledger) for star in entry.stars
    }
    rows = Standard.objects.filter(star__scheme=scheme).select_related("star")
    old = {row.number: row for row in rows}
    for star in entry.stars:
        for standard in star.standards:
            values = {"star": stars[star.key], **asdict(standard)}
            label = f"{kind.label} {standard.number}"
            before = old.pop(standard.number, None)
            if before and before.star != stars[star.key] and (words := against_moving(before)):
                raise Refused(f"{label}: {words}")
            ledger.put(Standard(), before, values, label)
    ledger.remove(old.values())
    return {(entry.unit_kind, key): star for key, star in stars.items()}


def _load_star(scheme: Scheme, entry: StarEntry, found: Star | None, ledger: _Ledger) -> Star:
    values = {
        "name": entry.name,
        "position": entry.position,
        "colour": entry.colour,
        "meaning": entry.meaning,
        "name_en": entry.name_en,
        "meaning_en": entry.meaning_en,
    }
    return ledger.put(Star(scheme=scheme, key=entry.key), found, values, entry.name)


def _load_leads(
    campaign: Campaign,
    entry: CampaignEntry,
    stars: Mapping[tuple[str, str], Star],
    ledger: _Ledger,
) -> None:
    rows = LeadDepartment.objects.filter(
        star__scheme__campaign=campaign, area__in={lead.area for lead in entry.leads}
    )
    old = {(row.star_id, row.area_id, row.department): row for row in rows}
    for lead in entry.leads:
        star = stars[lead.unit_kind, lead.star]
        row = LeadDepartment(star=star, area_id=lead.area, department=lead.department)
        values = {
            "department_en": lead.department_en,
            "source": lead.source,
            "source_en": lead.source_en,
            "verified": lead.verified,
        }
        found = old.pop((star.pk, lead.area, lead.department), None)
        ledger.put(row, found, values, f"{lead.area} {star.name} {lead.department}")
    ledger.remove(old.values())
