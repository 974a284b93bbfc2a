"""Targets: how many branches of a level an area plans to bring forward."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.access.refusals import Overtaken, Refused
from tracker.access.terms import Permission
from tracker.campaigns.holding import hold_year
from tracker.campaigns.models import Campaign
from tracker.campaigns.scoring import HIGHEST_LEVEL, STARS_OF_KIND
from tracker.declarations.actions.guards import against_year
from tracker.declarations.models import Target
from tracker.declarations.record import Kept, kept_of_target, target_change
from tracker.history.models import Head
from tracker.history.record import Change, record_all
from tracker.people.models import User
from tracker.people.permissions import require
from tracker.places.models import Area
from tracker.places.terms import Level

LARGEST = 999_999


@dataclass(frozen=True)
class Plan:
    """A number of branches at a level; `kind` is empty where both are meant; None takes it back."""

    level: int
    number: int | None
    kind: str = ""
    source: str = ""


Seen = Mapping[tuple[str, int], int]  # (kind, level) -> version; 0 or absent: none was there
Key = tuple[str, str, int]  # area code, kind, level


@transaction.atomic
def set_targets(
    *, by: User, area: Area, campaign: Campaign, rows: Sequence[Plan], seen: Seen
) -> list[Target]:
    """Make the targets of an area those of ``rows``; return what was changed.

    What no row names stays. Raises Denied; Refused for an impossible number or a
    closed year; Overtaken with the targets as they stand.
    """
    wanted = {(area.pk, plan.kind, plan.level): plan for plan in rows}
    versions = {(area.pk, *key): version for key, version in seen.items()}
    return _set(by, [area], campaign, wanted, versions)


@transaction.atomic
def set_targets_each(
    *,
    by: User,
    areas: Iterable[Area],
    campaign: Campaign,
    rows: Sequence[Plan],
    seen: Mapping[Key, int],
) -> list[Target]:
    """Give each of several areas the same numbers (每个乡镇1个五星、4个四星): all or none."""
    ordered = sorted(areas, key=lambda area: area.pk)
    wanted = {(area.pk, plan.kind, plan.level): plan for area in ordered for plan in rows}
    return _set(by, ordered, campaign, wanted, dict(seen))


def _set(
    by: User,
    areas: Sequence[Area],
    campaign: Campaign,
    wanted: Mapping[Key, Plan],
    seen: Mapping[Key, int],
) -> list[Target]:
    for area in areas:
        require(by, Permission.TARGETS_SET, area.pk)
        if area.level == Level.VILLAGE:
            raise Refused(_("Targets are set for a street or a larger area."))
    hold_year(campaign)
    if words := against_year_of_targets(campaign):
        raise Refused(words)
    for plan in wanted.values():
        _refuse_impossible(plan)
    there = _held(areas, campaign)
    if any((there[key].version if key in there else 0) != seen.get(key, 0) for key in wanted):
        raise _overtaken(there.values())
    places = {area.pk: area for area in areas}
    changes, kept = _write(by, campaign, places, wanted, there)
    record_all(changes, by=by)
    return kept


def against_year_of_targets(campaign: Campaign) -> str:
    """Say why targets of a year cannot be set; a year in preparation is planned already."""
    return "" if campaign.state == "preparing" else against_year(campaign)


def _refuse_impossible(plan: Plan) -> None:
    if not 1 <= plan.level <= HIGHEST_LEVEL:
        raise Refused(_("A level is a number from 1 to 5."))
    if plan.kind and plan.kind not in STARS_OF_KIND:
        raise Refused(_("No scheme rates this kind of unit."))
    if plan.number is not None and not 0 <= plan.number <= LARGEST:
        raise Refused(_("A target is a number from 0 to %(most)d.") % {"most": LARGEST})


def _held(areas: Iterable[Area], campaign: Campaign) -> dict[Key, Target]:
    rows = Target.objects.unscoped("the action asks for the right of each area")
    mine = rows.filter(campaign=campaign, area__in=areas)
    locked = mine.select_for_update(no_key=True).order_by("area_id", "pk")
    return {(row.area_id, row.unit_kind, row.level): row for row in locked}


def _overtaken(rows: Iterable[Target]) -> Overtaken:
    return Overtaken(
        _("Somebody set these targets after you had read them. Nothing was written."), tuple(rows)
    )


def _write(
    by: User,
    campaign: Campaign,
    places: Mapping[str, Area],
    wanted: Mapping[Key, Plan],
    there: Mapping[Key, Target],
) -> tuple[list[Change], list[Target]]:
    """Write what differs; return the events and the targets that changed."""
    changes: list[Change] = []
    fresh: list[Target] = []
    kept: list[Target] = []
    first = _first_version()
    for (code, kind, level), plan in sorted(wanted.items()):
        row = there.get((code, kind, level))
        before: Kept = kept_of_target(row) if row else {}
        if (plan.number, plan.source) == ((row.number, row.source) if row else (None, "")):
            continue
        if plan.number is None:
            if row:
                _take_back(row)
                changes.append(target_change(_named(row, places), before, {}))
            continue
        target = _changed(row, plan, by) or Target(
            area=places[code],
            campaign=campaign,
            unit_kind=kind,
            level=level,
            number=plan.number,
            version=first,
            source=plan.source,
            changed_by=by,
        )
        (kept if row else fresh).append(target)
        changes.append(target_change(_named(target, places), before, kept_of_target(target)))
    _insert(fresh)
    return changes, [*kept, *fresh]


def _first_version() -> int:
    """Return the version of a target that begins now: above what any page may still carry.

    One that was taken back and is set again must not look like the one that was read
    before. Each version is an event, so no target's version is above the log's last number.
    """
    sequence = Head.objects.filter(pk=1).values_list("sequence", flat=True).first()
    return (sequence or 0) + 1


def _named(row: Target, places: Mapping[str, Area]) -> Target:
    row.area = places[row.area_id]
    return row


def _changed(row: Target | None, plan: Plan, by: User) -> Target | None:
    """Write a new number on the condition of the old version; None where there was none."""
    if row is None:
        return None
    old = row.version
    row.number, row.source, row.version = plan.number, plan.source, old + 1
    row.changed_at, row.changed_by = timezone.now(), by
    written = Target.objects.unscoped("held and asked for").filter(pk=row.pk, version=old)
    values = ("number", "source", "version", "changed_at", "changed_by")
    if not written.update(**{name: getattr(row, name) for name in values}):
        raise _overtaken([row])
    return row


def _take_back(row: Target) -> None:
    gone, _of_each = (
        Target.objects.unscoped("held and asked for")
        .filter(pk=row.pk, version=row.version)
        .delete()
    )
    if not gone:
        raise _overtaken([row])


def _insert(rows: Sequence[Target]) -> None:
    try:
        with transaction.atomic():
            Target.objects.unscoped("asked for, area by area").bulk_create(rows)
    except IntegrityError as error:
        mine = ("area_id", "campaign_id", "unit_kind", "level")
        same = [Q(**{name: getattr(row, name) for name in mine}) for row in rows]
        everything = Target.objects.unscoped("asked for, area by area")
        if there := list(everything.filter(reduce(operator.or_, same))):
            raise _overtaken(there) from error  # someone else set it in this moment
        raise
