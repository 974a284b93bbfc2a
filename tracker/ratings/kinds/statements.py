"""Statements of the streets on stars, branch by branch: 达标, 未达标, none yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from tracker.changesets.columns import CODE, YEAR, code_column, name_columns
from tracker.changesets.registry import Complaint, Going, Layout, Scope, Standing, Values, Wish
from tracker.jobs.wording import say
from tracker.ratings.actions import Said, state_many
from tracker.ratings.exports import LISTED, star_columns
from tracker.ratings.grid import OF_STAR, synonyms
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
from tracker.ratings.standing.words import SHORT, SIGNS
from tracker.ratings.tables import StarTable
from tracker.ratings.terms import Proposal, State
from tracker.sheets.entries import Entry
from tracker.sheets.terms import Column, Holds

NAME = "ratings.statements"
STAR, STATEMENT = "star", "statement"
OF_YEAR = gettext_noop("This row is of %(theirs)s, not of %(ours)s.")
_CLEARED = "-"  # how a file says "no statement yet": a blank cell leaves what stands


class Statements(EntryKind):
    """Values by star key: a `Proposal`. The mark is {star key: StarNow}."""

    name = NAME
    title = gettext_lazy("Statements on stars")

    def fields(self, scope: Scope) -> list[tuple[str, str]]:
        return [(key, star.title) for key, star in stars_of_year(scope.year).items()]

    def words(self, scope: Scope, name: str, value: str) -> str:
        if value in OF_STAR:
            return str(OF_STAR[Proposal(value)])
        return f"{SIGNS[State(value)]} {SHORT[State(value)]}" if value in State else value

    # --- Files ------------------------------------------------------------------------

    def layouts(self, scope: Scope) -> list[Layout]:
        template = Layout([code_column(), *name_columns(), *_star_columns(scope)], _wish)
        return [template, _listed(scope)]

    def sheet(self, scope: Scope, *, by: Any) -> Iterator[Mapping[str, str]]:
        units = units_under(scope.area)
        for start in range(0, len(units), 1000):
            some = units[start : start + 1000]
            found = stars_now(scope.year, [unit.code for unit in some], by=by)
            for unit in some:
                said = {key: one.proposal for key, one in found.get(unit.code, {}).items()}
                yield given(unit) | {key: value for key, value in said.items() if value}

    # --- What it does -----------------------------------------------------------------

    def look(self, scope: Scope, keys: Sequence[str], *, by: Any) -> dict[str, Standing]:
        codes = codes_of(keys)
        units = units_of(codes)
        stars = stars_now(scope.year, codes, by=by)
        before = stars_now(scope.year - 1, codes, by=by)
        year, known = against_year(scope.year), stars_of_year(scope.year)
        foreign = _("This star belongs to the other scheme. Leave the cell empty.")
        found = {}
        for code, unit in units.items():
            own = stars.get(code, {})
            against = {key: words for key, one in own.items() if (words := self.against_star(one))}
            if own:
                against |= {key: foreign for key in known if key not in own}
            if words := year or self.against_unit(scope, unit, own, by):
                against = {"": words}
            values = {key: one.proposal for key, one in own.items()}
            found[code] = Standing(
                name=unit.name,
                values=values,
                is_new=not any(values.values()),
                last_year={key: one.state for key, one in before.get(code, {}).items()},
                against=against,
                mark=own,
            )
        # A row of the exported list is one star: "410822105223.industry".
        return {key: found[code] for key in keys if (code := key.partition(".")[0]) in found}

    def write(self, scope: Scope, rows: Sequence[Going], *, by: Any) -> dict[str, str]:
        said = [_said(row, star) for row in rows for star in row.after]
        state_many(by=by, year=scope.year, said=said)
        return {}


def _star_columns(scope: Scope) -> list[Column]:
    choices = tuple(
        (value or _CLEARED, str(OF_STAR[Proposal(value)]))
        for value in (Proposal.MET, Proposal.NOT_MET, Proposal.NONE)
    )
    spoken = tuple(
        (value or _CLEARED, word) for value, word in synonyms([str(one) for one in Proposal])
    )
    return [
        Column(
            key,
            star.title,
            Holds.CHOICE,
            tuple(dict.fromkeys((star.name, star.name_en, key))),
            required=False,
            blank=True,
            choices=choices,
            synonyms=spoken,
            width=14,
        )
        for key, star in stars_of_year(scope.year).items()
    ]


def _wish(entry: Entry) -> Wish | None:
    """Read a row: a blank cell leaves what stands, "no statement" takes it back."""
    values: Values = {
        name: "" if value == _CLEARED else value
        for name, value in entry.values.items()
        if value and name not in (CODE, "name", "street")
    }
    code = entry.values.get(CODE, "")
    if not values and not entry.faults:
        return None
    return Wish(entry.row, code, values)


def _listed(scope: Scope) -> Layout:
    """Return the layout of the exported list of stars: one row is one star of one branch."""
    stars = [(key, star.title) for key, star in stars_of_year(scope.year).items()]
    columns = [
        code_column(),
        Column(YEAR, str(LISTED["year"]), Holds.WHOLE),
        Column(STAR, str(LISTED["star"]), Holds.CHOICE, choices=tuple(stars)),
        Column(
            STATEMENT,
            str(LISTED["statement"]),
            Holds.CHOICE,
            choices=tuple((value or _CLEARED, str(words)) for value, words in Proposal.choices),
        ),
    ]
    others = [str(column.verbose_name) for column in StarTable.base_columns.values()]
    others += [str(column.header) for column in star_columns()]
    read = {column.title for column in columns}

    def wish(entry: Entry) -> Wish | None:
        return _listed_wish(scope, entry)

    return Layout(columns, wish, [heading for heading in others if heading not in read])


def _listed_wish(scope: Scope, entry: Entry) -> Wish | None:
    values = entry.values
    complaints = []
    if values.get(YEAR, str(scope.year)) != str(scope.year):
        complaints.append(Complaint(say(OF_YEAR, theirs=values[YEAR], ours=scope.year)))
    star, said = values.get(STAR, ""), values.get(STATEMENT, "")
    key = f"{values.get(CODE, '')}.{star}".strip(".")
    after = {star: "" if said == _CLEARED else said} if star and said else {}
    return Wish(entry.row, key, after, complaints=tuple(complaints))


def _said(row: Going, star: str) -> Said:
    now: StarNow = row.now.mark[star]
    return Said(
        row.key.partition(".")[0],
        row.now.name,
        now.rating_id,
        star,
        now.pk,
        now.state,
        now.version,
        now.proposal,
        row.after[star],
    )
