"""Declarations of branches, filled in from a table: which stars each aims at."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from tracker.access.terms import Permission
from tracker.campaigns.models import Campaign, Star
from tracker.campaigns.scoring import STARS_OF_KIND, LevelRule
from tracker.campaigns.terms import StarKey
from tracker.changesets.columns import CODE, NAME, STREET, YEAR, code_column, name_columns
from tracker.changesets.registry import (
    Complaint,
    Going,
    Kind,
    Layout,
    Scope,
    Standing,
    Values,
    Wish,
)
from tracker.declarations.actions import Faulty, fill_in_many
from tracker.declarations.actions.guards import (
    against_branch,
    against_stars,
    against_year,
    kinds_with_scheme,
    rule_of,
)
from tracker.declarations.exports import LISTED, declaration_columns
from tracker.declarations.inputs import Wish as Filled
from tracker.declarations.models import Declaration
from tracker.declarations.tables import DeclarationTable
from tracker.declarations.terms import State, Verb
from tracker.declarations.wording import stars_in_words
from tracker.declarations.workflow import move_for
from tracker.jobs.wording import say
from tracker.people.permissions import may
from tracker.places.models import Branch
from tracker.places.querysets import under
from tracker.sheets.entries import Entry
from tracker.sheets.terms import Column, Holds

ENTRIES = "declarations.entries"
STARS = "stars"
OF_YEAR = gettext_noop("This row is of %(theirs)s, not of %(ours)s.")
NO_STAR = gettext_noop("There is no star “%(star)s” in this year.")


@dataclass(frozen=True)
class Mark:
    """What writing needs: the version that was compared, and by what the stars are judged."""

    seen: int
    unit_kind: str
    rule: LevelRule
    schemes: frozenset[str]


class Entries(Kind):
    """One value, `stars`: keys in the order of the scheme, separated by commas."""

    name = ENTRIES
    title = gettext_lazy("Declarations of branches")
    permission = Permission.DECLARATIONS_ENTER
    read_permission = Permission.DECLARATIONS_READ
    by_file = True

    def fields(self, scope: Scope) -> list[tuple[str, str]]:
        return [(STARS, _("Stars aimed at"))]

    def words(self, scope: Scope, name: str, value: str) -> str:
        return stars_in_words(value.split(",") if value else [])

    def address(self, scope: Scope, key: str) -> str:
        return reverse("declaration-detail", args=[scope.year, key])

    # --- Files ------------------------------------------------------------------------

    def layouts(self, scope: Scope) -> list[Layout]:
        return [
            Layout([code_column(), *name_columns(), *_star_columns(scope)], _wish),
            _listed(scope),
        ]

    def sheet(self, scope: Scope, *, by: Any) -> Iterator[Mapping[str, str]]:
        branches = Branch.objects.filter(under(scope.area, "area_id"), ended_on=None)
        rows = branches.order_by("area_id").values_list(
            "area_id", "area__name", "area__parent__name"
        )
        declared = Declaration.objects.visible_to(by).filter(
            under(scope.area, "branch_id"), campaign=scope.year
        )
        said = dict(declared.values_list("branch_id", "stars"))
        for code, name, street in rows.iterator(chunk_size=2000):
            named = said.get(code, "")
            yield {CODE: code, NAME: name, STREET: street} | {
                star: "1" for star in named.split(",") if star
            }

    # --- What it does -----------------------------------------------------------------

    def look(self, scope: Scope, keys: Sequence[str], *, by: Any) -> dict[str, Standing]:
        campaign = Campaign.objects.select_related("level_rule").get(pk=scope.year)
        branches = Branch.objects.select_related("area").in_bulk(list(keys))
        rows = _rows(scope.year, keys, by)
        before = _rows(scope.year - 1, keys, by)
        year, rule, schemes = against_year(campaign), rule_of(campaign), kinds_with_scheme(campaign)
        found = {}
        for code, branch in branches.items():
            row, last = rows.get(code), before.get(code)
            words = year or self._against(branch, row, by)
            kind = row.kind_of_scheme if row and row.unit_kind != branch.unit_kind else ""
            found[code] = Standing(
                name=branch.area.name,
                values={STARS: row.stars if row else ""},
                is_new=row is None,
                last_year={STARS: last.stars} if last else {},
                against={"": words} if words else {},
                mark=Mark(row.version if row else 0, kind or branch.unit_kind, rule, schemes),
            )
        return found

    def _against(self, branch: Branch, row: Declaration | None, by: Any) -> str:
        if not may(by, self.permission, branch.pk):
            return _("Only the branch or its street fills in and submits.")
        if row and move_for(row.state, Verb.FILL_IN) is None:
            state = State(row.state).label
            return _("It cannot be changed now: the state is “%(state)s”.") % {"state": state}
        return against_branch(branch)

    def objections(self, scope: Scope, now: Standing, after: Values) -> list[Complaint]:
        mark: Mark = now.mark
        stars = after[STARS].split(",") if after.get(STARS) else []
        return [
            Complaint(words)
            for words in against_stars(stars, mark.unit_kind, mark.rule, mark.schemes)
        ]

    def write(self, scope: Scope, rows: Sequence[Going], *, by: Any) -> dict[str, str]:
        wishes = [
            Filled(row.key, tuple(_keys(row.after[STARS])), row.now.mark.seen) for row in rows
        ]
        try:
            fill_in_many(by=by, campaign=Campaign.objects.get(pk=scope.year), wishes=wishes)
        except Faulty as error:
            return {code: " ".join(words) for code, words in error.faults.items()}
        return {}


def _rows(year: int, codes: Collection[str], by: Any) -> dict[str, Declaration]:
    rows = Declaration.objects.visible_to(by).filter(campaign=year, branch__in=codes)
    return {row.branch_id: row for row in rows.select_related("branch")}


def _keys(stars: str) -> list[str]:
    return stars.split(",") if stars else []


def _stars_of(scope: Scope) -> dict[str, Star]:
    found: dict[str, Star] = {}
    stars = Star.objects.filter(scheme__campaign=scope.year)
    for star in stars.order_by("scheme__unit_kind", "position"):
        found.setdefault(star.key, star)
    return found


def _star_columns(scope: Scope) -> list[Column]:
    choices = (("1", _("yes")), ("0", _("no")))
    return [
        Column(
            key,
            star.title,
            Holds.TRUTH,
            tuple(dict.fromkeys((star.name, star.name_en, key))),
            required=False,
            blank=True,
            choices=choices,
            width=14,
        )
        for key, star in _stars_of(scope).items()
    ]


def _wish(entry: Entry) -> Wish | None:
    """Read a row of the template: whoever names one star names all that the branch aims at."""
    truths = {
        name: value
        for name, value in entry.values.items()
        if value and name not in (CODE, NAME, STREET)
    }
    if not truths and not entry.faults:
        return None
    stars = [name for name, value in truths.items() if value == "1"]
    return Wish(entry.row, entry.values.get(CODE, ""), {STARS: _in_order(stars)})


def _in_order(stars: Collection[str]) -> str:
    """Return keys in the order of the scheme that has them all, else as they came."""
    for keys in STARS_OF_KIND.values():
        if set(stars) <= set(keys):
            return ",".join(key for key in keys if key in stars)
    return ",".join(stars)


def _listed(scope: Scope) -> Layout:
    """Return the layout of the exported list: one row is one declaration, stars in words."""
    labels = dict(StarKey.choices)
    names = {
        str(name): key
        for key, star in _stars_of(scope).items()
        for name in (star.name, star.name_en, labels[key])
    }

    def wish(entry: Entry) -> Wish | None:
        return _listed_wish(scope, names, entry)

    columns = [
        code_column(),
        Column(YEAR, str(LISTED[YEAR]), Holds.WHOLE),
        Column(STARS, str(LISTED[STARS]), blank=True),
    ]
    others = [str(column.verbose_name) for column in DeclarationTable.base_columns.values()]
    others += [str(column.header) for column in declaration_columns()]
    read = {column.title for column in columns}
    return Layout(columns, wish, [heading for heading in others if heading not in read])


def _listed_wish(scope: Scope, names: Mapping[str, str], entry: Entry) -> Wish | None:
    words = entry.values.get(STARS, "")
    parts = [part.strip() for part in words.replace(",", "、").split("、") if part.strip()]
    if words == stars_in_words([]):
        parts = []
    unknown = [part for part in parts if part not in names]
    complaints = [Complaint(say(NO_STAR, star=part)) for part in unknown]
    if entry.values.get(YEAR, str(scope.year)) != str(scope.year):
        complaints.append(Complaint(say(OF_YEAR, theirs=entry.values[YEAR], ours=scope.year)))
    stars = _in_order([names[part] for part in parts if part in names])
    code = entry.values.get(CODE, "")
    return Wish(entry.row, code, {STARS: stars}, complaints=tuple(complaints))
