"""Names, readings and further names; the search text always follows them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tracker.places.actions.guards import (
    By,
    NotPossibleError,
    check_name,
    check_official_name,
    correction,
    locked,
    require_permission,
)
from tracker.places.models import Area, AreaName
from tracker.places.readings import fits, search_text, usual_pinyin
from tracker.places.record import facts, tell, told_last
from tracker.places.terms import NameKind


def write_search_text(area: Area) -> None:
    """Make the text that search looks in anew, from the names as stored."""
    area.search_text = search_text(
        code=area.code,
        name=area.name,
        official_name=area.official_name,
        pinyin=area.pinyin,
        others=area.names.order_by("pk").values_list("name", flat=True),
    )
    area.save(update_fields=["search_text"])


def check_pinyin(pinyin: str, name: str) -> None:
    if not (pinyin.isascii() and pinyin.replace(" ", "").isalnum() and pinyin == pinyin.lower()):
        raise NotPossibleError({"pinyin": _("Write syllables a to z with one space between.")})
    if not fits(pinyin, name):
        raise NotPossibleError({"pinyin": _("Write one syllable for each character of the name.")})


def check_further_name(name: str, area: Area, further: AreaName | None = None) -> None:
    check_name(name, "name")
    if name in (area.name, area.official_name):
        raise NotPossibleError({"name": _("The area has this name already.")})
    others = area.names.exclude(pk=further.pk) if further else area.names.all()
    if others.filter(name=name).exists():
        raise NotPossibleError({"name": _("The area has this name already.")})


@told_last
def rename_area(*, area: Area, official_name: str, name: str, reason: str = "", by: By) -> Area:
    """Give an area another name; the one it had stays as a former name.

    Its pinyin follows the new name and may then be corrected.
    """
    require_permission(by, "change", "area")
    check_official_name(official_name)
    check_name(name, "name")
    area = locked(area)
    before = facts(area)
    if area.name != name:
        _swap_names(area, name, by=by)
        area.pinyin = usual_pinyin(name)
    area.name, area.official_name, area.source = name, official_name, correction(reason)
    area.save(update_fields=["name", "official_name", "pinyin", "source"])
    write_search_text(area)
    tell("rename_area", area, before, facts(area), by=by, reason=reason)
    return area


def _swap_names(area: Area, name: str, *, by: By) -> None:
    """Keep the present name as a former one; the new name is no further name any more."""
    for further in area.names.filter(name=name):
        tell("remove_name", further, facts(further), {}, by=by)
        further.delete()
    former, new = area.names.get_or_create(name=area.name, defaults={"kind": NameKind.FORMER})
    if new:
        tell("add_name", former, {}, facts(former), by=by)


@told_last
def correct_pinyin(*, area: Area, pinyin: str, reason: str = "", by: By) -> Area:
    """Put right how a name is read; empty means the usual reading."""
    require_permission(by, "change", "area")
    area = locked(area)
    if pinyin:
        check_pinyin(pinyin, area.name)
    before = facts(area)
    area.pinyin = pinyin or usual_pinyin(area.name)
    area.source = correction(reason)
    area.save(update_fields=["pinyin", "source"])
    write_search_text(area)
    tell("correct_pinyin", area, before, facts(area), by=by, reason=reason)
    return area


@told_last
def add_name(
    *, area: Area, name: str, kind: str = NameKind.ALIAS, note: str = "", by: By
) -> AreaName:
    """Add an alias, a former name or the name a newspaper prints."""
    require_permission(by, "add", "areaname")
    area = locked(area)
    check_further_name(name, area)
    further = area.names.create(name=name, kind=kind, note=note)
    write_search_text(area)
    tell("add_name", further, {}, facts(further), by=by)
    return further


@told_last
def change_name(*, further: AreaName, name: str, kind: str, note: str, by: By) -> AreaName:
    """Put a further name right."""
    require_permission(by, "change", "areaname")
    area = locked(further.area)
    check_further_name(name, area, further)
    before = facts(AreaName.objects.get(pk=further.pk))
    further.name, further.kind, further.note = name, kind, note
    further.save(update_fields=["name", "kind", "note"])
    write_search_text(area)
    tell("change_name", further, before, facts(further), by=by)
    return further


@told_last
def remove_name(*, further: AreaName, by: By) -> None:
    """Take a further name away that was entered by mistake."""
    require_permission(by, "delete", "areaname")
    area = locked(further.area)
    tell("remove_name", further, facts(further), {}, by=by)
    further.delete()
    write_search_text(area)
