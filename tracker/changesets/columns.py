"""Columns of the files that changesets are made from, read in every language of the site."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.core.signing import Signer
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from tracker.changesets.registry import Kind, Layout, Scope
from tracker.sheets.terms import Column, Holds

CODE, NAME, STREET, YEAR = "code", "name", "street", "year"
# Signs what a template says it was made for.
SIGNER = Signer(salt="changesets.template")
REASON = _("Reason of the refusal")
# What our own lists close with; read in no file.
NOT_READ = (REASON, _("source"), _("as of"))
# What offices call the column in their own tables.
_CODE_ALIASES = ("编码", "区划代码", "统计用区划代码", "村代码", "code")


def code_column(*, holds_villages: bool = True) -> Column:
    """Return the column that names the branch; it is locked and stays text."""
    lengths = (12,) if holds_villages else ()
    title = str(_("Area code"))
    return Column(CODE, title, Holds.CODE, _CODE_ALIASES, lengths=lengths, locked=True, width=16)


def words_column(key: str, title: Any, *, width: int = 18) -> Column:
    """Return a locked column that is there to be read; what stands in it changes nothing."""
    return Column(key, str(title), required=False, blank=True, locked=True, width=width)


def meta_of(changeset: Any) -> dict[str, Any]:
    """Return what a template for this changeset says of itself."""
    return {
        "kind": changeset.kind,
        "year": changeset.campaign_id,
        "area": changeset.area_id,
        "details": changeset.details,
    }


def name_columns() -> list[Column]:
    return [
        words_column(NAME, _("Village or community")),
        words_column(STREET, _("Street or township")),
    ]


def layouts_in_all_languages(kind: Kind, scope: Scope) -> list[Layout]:
    """Return a kind's layouts so that a file made in any language of the site is understood."""
    first, *others = _in_each_language(lambda: kind.layouts(scope))
    for other in others:
        first = [_joined(one, two) for one, two in zip(first, other, strict=True)]
    return first


def _in_each_language(made: Callable[[], list[Layout]]) -> list[list[Layout]]:
    found = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            layouts = made()
            closing = [*map(str, NOT_READ)]
            found.append(
                [replace(one, ignored=(*map(str, one.ignored), *closing)) for one in layouts]
            )
    return found


def _joined(one: Layout, other: Layout) -> Layout:
    pairs = zip(one.columns, other.columns, strict=True)
    columns = [_both(column, same) for column, same in pairs]
    return Layout(columns, one.wish, (*one.ignored, *other.ignored))


def _both(column: Column, same: Column) -> Column:
    return replace(
        column,
        aliases=_once([*column.aliases, same.title, *same.aliases]),
        synonyms=_once([*column.synonyms, *same.choices, *same.synonyms]),
    )


def _once(values: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(values))
