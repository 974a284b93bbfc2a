"""Areas begin, end and become others. Their rows stay, so past years keep their figures."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from tracker.places.actions.guards import (
    By,
    NotPossibleError,
    check_come,
    check_day,
    check_kind,
    check_name,
    check_no_children,
    check_official_name,
    correction,
    hold_provinces,
    locked,
    require_permission,
)
from tracker.places.actions.naming import write_search_text
from tracker.places.actions.units import Counts, own_units, settle_branches, shift_units
from tracker.places.codes import is_code, level_of, parent_code
from tracker.places.models import Area, Branch, Succession
from tracker.places.readings import usual_pinyin
from tracker.places.record import facts, tell, told_last
from tracker.places.terms import SuccessionKind

_NO_UNIT = (0, 0, 0)


def _settle(area: Area, before: Counts, on: dt.date, by: By) -> None:
    """Let the area's branch and all counts follow. ``before`` is what it added until now."""
    settle_branches(on=on, under=area.code, by=by)
    shift_units(area, before)


def check_new_code(code: str) -> None:
    if not is_code(code):
        raise NotPossibleError({"code": _("A code has 2, 4, 6, 9 or 12 digits 0 to 9.")})
    if Area.objects.filter(pk=code).exists():
        raise NotPossibleError({"code": _("This code is taken. A code is never used twice.")})
    above = parent_code(code)
    if above and not Area.objects.current().filter(pk=above).exists():
        raise NotPossibleError(
            {"code": _("The area above it, %(code)s, does not exist today.") % {"code": above}}
        )


def check_beginning(valid_from: dt.date | None) -> None:
    if valid_from:
        check_come(valid_from, "valid_from")


def check_statutory_parent(area_code: str, parent: Area | None) -> None:
    above = parent_code(area_code)
    if parent and (above is None or len(parent.pk) != len(above) or parent.pk == above):
        raise NotPossibleError(
            {"statutory_parent": _("Choose another area of the level above, or none.")}
        )


@told_last
def open_area(
    *,
    code: str,
    official_name: str,
    name: str,
    kind: str = "",
    valid_from: dt.date | None = None,
    statutory_parent: Area | None = None,
    reason: str = "",
    by: By,
) -> Area:
    """Enter a new area under the one its code begins with; a rated unit gets its branch."""
    require_permission(by, "add", "area")
    hold_provinces(code)
    check_new_code(code)
    check_beginning(valid_from)
    check_official_name(official_name)
    check_name(name, "name")
    check_kind(level_of(code), kind)
    check_statutory_parent(code, statutory_parent)
    area = Area.objects.create(
        code=code,
        level=level_of(code),
        kind=kind,
        name=name,
        official_name=official_name,
        parent_id=parent_code(code),
        statutory_parent=statutory_parent,
        pinyin=usual_pinyin(name),
        valid_from=valid_from,
        source=correction(reason),
    )
    write_search_text(area)
    tell("open_area", area, {}, facts(area), by=by, reason=reason)
    _settle(area, _NO_UNIT, valid_from or dt.date.min, by)
    area.refresh_from_db()
    return area


def _check_no_successor(area: Area) -> None:
    if area.successions.exists():
        raise NotPossibleError({"valid_until": _("It became another area. The end stays.")})


def check_ending(area: Area, on: dt.date) -> None:
    """Raise NotPossibleError unless the area may end on that day, without a successor."""
    _check_no_successor(area)
    if area.valid_until:
        raise NotPossibleError(
            {
                "valid_until": _(
                    "It ended on %(day)s. Take that end back before you enter another."
                )
                % {"day": area.valid_until.isoformat()}
            }
        )
    check_day(on, area, "valid_until")
    check_no_children(area)


@told_last
def end_area(*, area: Area, on: dt.date, reason: str = "", by: By) -> Area:
    """End an area without a successor. ``on`` is the first day on which it is no more."""
    require_permission(by, "change", "area")
    area = locked(area)
    check_ending(area, on)
    _end(area, on, reason, by)
    return area


def _end(area: Area, on: dt.date, reason: str, by: By) -> None:
    before, counted = facts(area), own_units(area)
    area.valid_until, area.source = on, correction(reason)
    area.save(update_fields=["valid_until", "source"])
    tell("end_area", area, before, facts(area), by=by, reason=reason)
    _settle(area, counted, on, by)
    area.refresh_from_db()


def check_reopening(area: Area) -> None:
    _check_no_successor(area)
    if area.parent and area.parent.valid_until:
        raise NotPossibleError({"valid_until": _("The area above it has ended.")})


@told_last
def reopen_area(*, area: Area, reason: str = "", by: By) -> Area:
    """Take an end back that was entered by mistake."""
    require_permission(by, "change", "area")
    area = locked(area)
    check_reopening(area)
    before, counted = facts(area), own_units(area)
    area.valid_until, area.source = None, correction(reason)
    area.save(update_fields=["valid_until", "source"])
    tell("reopen_area", area, before, facts(area), by=by, reason=reason)
    _settle(area, counted, dt.date.min, by)
    area.refresh_from_db()
    return area


def check_succession(predecessor: Area, successor: Area, kind: str, on: dt.date) -> None:
    """Raise NotPossibleError unless ``predecessor`` may have become ``successor`` on that day."""
    if predecessor.pk == successor.pk or predecessor.level != successor.level:
        raise NotPossibleError({"successor": _("Choose another area of the same level.")})
    if successor.valid_until or (successor.valid_from and successor.valid_from > on):
        raise NotPossibleError({"successor": _("This area does not exist on that day.")})
    check_day(on, predecessor, "happened_on")
    others = list(predecessor.successions.values_list("kind", "successor_id"))
    if any(code == successor.pk for _kind, code in others):
        raise NotPossibleError({"successor": _("This is recorded already.")})
    if others and {kind, *(other for other, _code in others)} != {SuccessionKind.SPLIT}:
        raise NotPossibleError({"kind": _("Only an area that was split has several successors.")})
    if predecessor.valid_until and predecessor.valid_until != on:
        raise NotPossibleError({"happened_on": _("The former area ended on another day.")})
    check_no_children(predecessor)


@told_last
def succeed(
    *, predecessor: Area, successor: Area, kind: str, on: dt.date, note: str = "", by: By
) -> Succession:
    """Record that an area merged into, was split into, or became another, and end it.

    An area that was split gets one record for each part, all of one day. A
    village that became a community under a new code is `converted`.
    """
    require_permission(by, "add", "succession")
    predecessor, successor = locked(predecessor, successor), locked(successor)
    check_succession(predecessor, successor, kind, on)
    record = Succession.objects.create(
        predecessor=predecessor, successor=successor, kind=kind, happened_on=on, note=note
    )
    tell("succeed", record, {}, facts(record), by=by, reason=note)
    if predecessor.valid_until is None:
        _end(predecessor, on, note, by)
    return record


@told_last
def correct_kind(*, area: Area, kind: str, on: dt.date, reason: str = "", by: By) -> Area:
    """Put right what an area counts as; its branch and all counts above it follow.

    ``on`` is the day its branch ends when the unit is rated no longer. A street that is
    excluded (a farm, a zone) is not counted among the streets; the real villages in it
    are rated all the same, each by its own kind.
    """
    require_permission(by, "change", "area")
    check_kind(area.level, kind)
    area = locked(area)
    before, counted = facts(area), own_units(area)
    area.kind, area.source = kind, correction(reason)
    area.save(update_fields=["kind", "source"])
    tell("correct_kind", area, before, facts(area), by=by, reason=reason)
    _settle(area, counted, on, by)
    area.refresh_from_db()
    return area


@told_last
def correct_statutory_parent(*, area: Area, parent: Area | None, reason: str = "", by: By) -> Area:
    """Say which area it belongs to by law, where that is not the one that manages it."""
    require_permission(by, "change", "area")
    check_statutory_parent(area.pk, parent)
    area = locked(area, *filter(None, [parent]))
    before = facts(area)
    area.statutory_parent, area.source = parent, correction(reason)
    area.save(update_fields=["statutory_parent", "source"])
    tell("correct_statutory_parent", area, before, facts(area), by=by, reason=reason)
    return area


@told_last
def name_branch(*, branch: Branch, official_name: str, by: By) -> Branch:
    """Give a branch its own official name; empty means the village's name with 党支部."""
    require_permission(by, "change", "branch")
    if official_name:
        check_official_name(official_name)
    hold_provinces(branch.pk)
    before = facts(Branch.objects.get(pk=branch.pk))
    branch.official_name = official_name
    branch.save(update_fields=["official_name"])
    tell("name_branch", branch, before, facts(branch), by=by)
    return branch
