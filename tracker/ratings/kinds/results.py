"""Results of the standards of one star, branch by branch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.campaigns.models import Standard
from tracker.changesets.columns import CODE, code_column, name_columns
from tracker.changesets.registry import Going, Layout, Scope, Standing, Wish
from tracker.ratings.actions import StarEntry, fill_in_many
from tracker.ratings.grid import OF_STANDARD, synonyms
from tracker.ratings.kinds.units import (
    EntryKind,
    StarNow,
    against_year,
    codes_of,
    given,
    stars_now,
    stars_of_year,
    units_of,
    units_under,
)
from tracker.ratings.models import StandardResult
from tracker.ratings.terms import Result
from tracker.sheets.entries import Entry
from tracker.sheets.terms import Column, Holds

NAME = "ratings.results"
STAR = "star"  # names in the details which star it is
LONGEST_HEADING = 40


class Results(EntryKind):
    """Values by number of the standard: a `Result`. The mark is the star as it stands."""

    name = NAME
    title = gettext_lazy("Results of standards")

    def subtitle(self, scope: Scope) -> str:
        star = stars_of_year(scope.year).get(scope.details[STAR])
        return star.title if star else scope.details[STAR]

    def variants(self, year: int) -> list[tuple[Mapping[str, str], str]]:
        return [
            ({STAR: key}, _("%(kind)s: %(star)s") % {"kind": self.title, "star": star.title})
            for key, star in stars_of_year(year).items()
        ]

    def fields(self, scope: Scope) -> list[tuple[str, str]]:
        return [(number, f"{number} {words}") for number, words in _headings(scope).items()]

    def words(self, scope: Scope, name: str, value: str) -> str:
        return str(OF_STANDARD[Result(value)])

    # --- Files ------------------------------------------------------------------------

    def layouts(self, scope: Scope) -> list[Layout]:
        choices = tuple((value.value, str(words)) for value, words in OF_STANDARD.items())
        columns = [
            Column(
                number,
                f"{number} {words[:LONGEST_HEADING]}",
                Holds.CHOICE,
                (number, f"标准{number}"),
                required=False,
                blank=True,
                choices=choices,
                synonyms=synonyms([value for value, _words in choices]),
                width=14,
            )
            for number, words in _headings(scope).items()
        ]
        return [Layout([code_column(), *name_columns(), *columns], _wish)]

    def sheet(self, scope: Scope, *, by: Any) -> Iterator[Mapping[str, str]]:
        units = units_under(scope.area)
        for start in range(0, len(units), 1000):
            some = units[start : start + 1000]
            found = _results(scope.year, scope.details[STAR], [one.code for one in some], by=by)
            for unit in some:
                yield given(unit) | found.get(unit.code, {})

    # --- What it does -----------------------------------------------------------------

    def look(self, scope: Scope, keys: Sequence[str], *, by: Any) -> dict[str, Standing]:
        codes, key = codes_of(keys), scope.details[STAR]
        units = units_of(codes)
        stars = stars_now(scope.year, codes, by=by, star=key)
        now = _results(scope.year, key, codes, by=by)
        before = _results(scope.year - 1, key, codes, by=by)
        year, standards = against_year(scope.year), _standards(scope.year, key)
        foreign = _("This standard belongs to the other scheme. Leave the cell empty.")
        found = {}
        for code, unit in units.items():
            star = stars.get(code, {}).get(key)
            own = standards.get(star.star_id, []) if star else []
            values = dict.fromkeys(own, Result.NOT_CHECKED.value) | now.get(code, {})
            against = {
                one: foreign for some in standards.values() for one in some if one not in own
            }
            whole = year or self.against_unit(scope, unit, stars.get(code, {}), by)
            if words := whole or (self.against_star(star) if star else ""):
                against = {"": words}
            found[code] = Standing(
                name=unit.name,
                values=values if star else {},
                is_new=not now.get(code),
                last_year=before.get(code, {}),
                against=against,
                mark=star,
            )
        return found

    def write(self, scope: Scope, rows: Sequence[Going], *, by: Any) -> dict[str, str]:
        entries = [_entry(row, scope.details[STAR]) for row in rows]
        outlooks = fill_in_many(by=by, entries=entries, partly=True)
        return {
            row.key: outlook.why_not
            for row, outlook in zip(rows, outlooks, strict=True)
            if not outlook.will
        }


def _headings(scope: Scope) -> dict[str, str]:
    """Return {number: text}; where both schemes number a standard so, both texts."""
    texts: dict[str, list[str]] = defaultdict(list)
    rows = Standard.objects.filter(
        star__scheme__campaign=scope.year, star__key=scope.details[STAR]
    ).order_by("number", "star__scheme__unit_kind")
    for one in rows:
        if one.words not in texts[str(one.number)]:
            texts[str(one.number)].append(one.words)
    return {number: " / ".join(words) for number, words in texts.items()}


def _standards(year: int, star: str) -> dict[int, list[str]]:
    """Return {star: numbers of its standards}."""
    rows = Standard.objects.filter(star__scheme__campaign=year, star__key=star).order_by("number")
    found: dict[int, list[str]] = defaultdict(list)
    for key, number in rows.values_list("star_id", "number"):
        found[key].append(str(number))
    return found


def _results(year: int, star: str, codes: Collection[str], *, by: Any) -> dict[str, dict[str, str]]:
    """Return {branch: {number: result}} of what was looked at, in one query."""
    stars = stars_now(year, codes, by=by, star=star)
    branch_of = {one.pk: code for code, some in stars.items() for one in some.values()}
    found: dict[str, dict[str, str]] = defaultdict(dict)
    rows = StandardResult.objects.filter(star_rating__in=branch_of).order_by()
    for key, number, result in rows.values_list("star_rating_id", "standard__number", "result"):
        found[branch_of[key]][str(number)] = result
    return found


def _wish(entry: Entry) -> Wish | None:
    """Read a row: a blank cell leaves what stands."""
    values = {name: value for name, value in entry.values.items() if value and name.isdecimal()}
    if not values and not entry.faults:
        return None
    return Wish(entry.row, entry.values.get(CODE, ""), values)


def _entry(row: Going, star: str) -> StarEntry:
    now: StarNow = row.now.mark
    results = {int(number): value for number, value in row.after.items()}
    return StarEntry(now.rating_id, star, now.version, results=results)
