"""The events of places as sentences."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.places.terms import AreaKind, SuccessionKind

# What a verb says, and the field whose old and new value it names.
CHANGES = {
    "places.correct_kind": (
        "kind",
        gettext_lazy("counts the area as “%(new)s”, before as “%(old)s”"),
    ),
    "places.correct_pinyin": (
        "pinyin",
        gettext_lazy("corrected the pinyin from “%(old)s” to “%(new)s”"),
    ),
    "places.correct_statutory_parent": (
        "statutory_parent",
        gettext_lazy("entered that by law the area belongs to “%(new)s”, before to “%(old)s”"),
    ),
    "places.end_area": ("valid_until", gettext_lazy("ended the area on %(new)s")),
    "places.ended": (
        "valid_until",
        gettext_lazy("ended the area on %(new)s, because the files no longer name it"),
    ),
    "places.reopen_area": ("valid_until", gettext_lazy("took back the end on %(old)s")),
    "places.name_branch": (
        "official_name",
        gettext_lazy("named the branch “%(new)s”, before “%(old)s”"),
    ),
}
RENAMED = gettext_lazy("renamed the area from “%(old)s” to “%(new)s”")
ENTERED = {
    "places.open_area": gettext_lazy("entered the area"),
    "places.add_name": gettext_lazy("added the further name “%(name)s”"),
    "places.succeed": gettext_lazy("recorded what the area became: %(successor)s (%(kind)s)"),
}


def sentence(action: str, before: Mapping[str, object], after: Mapping[str, object]) -> str:
    """Return what happened, without who and when; "" for what the row's own fields say best."""
    if action == "places.recount_units":
        areas = after.get("changed")
        number = len(areas) if isinstance(areas, dict) else 0
        return _("counted the units of %(n)s areas anew") % {"n": number}
    if action == "places.rename_area":
        return _renamed(before, after)
    if action == "places.remove_name":
        return _("removed the further name “%(name)s”") % {"name": before.get("name", "")}
    if action in ENTERED:
        words = {**after, "kind": _kind(after.get("kind", ""), dict(SuccessionKind.choices))}
        return str(ENTERED[action]) % words
    return _changed(action, before, after)


def _renamed(before: Mapping[str, object], after: Mapping[str, object]) -> str:
    for field in ("name", "official_name"):
        if field in after:
            return str(RENAMED) % {"old": before.get(field, ""), "new": after[field]}
    return ""


def _changed(action: str, before: Mapping[str, object], after: Mapping[str, object]) -> str:
    field, words = CHANGES.get(action, ("", ""))
    if not field or field not in after:
        return ""
    kinds = dict(AreaKind.choices) if field == "kind" else {}
    said = {"old": _kind(before.get(field), kinds), "new": _kind(after[field], kinds)}
    return str(words) % said


def _kind(value: object, kinds: Mapping[str, object]) -> str:
    if value in kinds:
        return str(kinds[str(value)])
    return _("none") if value in (None, "") else str(value)
