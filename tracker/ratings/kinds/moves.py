"""Bulk moves of stars, kept so that they are listed; only a submission can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.changesets.registry import Going, Scope, Standing, Values
from tracker.ratings import wording
from tracker.ratings.actions import StarMove, move_many, preview
from tracker.ratings.kinds.units import (
    EntryKind,
    StarNow,
    against_year,
    codes_of,
    stars_now,
    stars_of_year,
    units_of,
)
from tracker.ratings.standing.words import SHORT, SIGNS
from tracker.ratings.terms import State, Verb

NAME = "ratings.moves"
VERB = "verb"
_BACK = {State.DECLARED: Verb.RECALL, State.ENTERED: Verb.SUBMIT}


class Moves(EntryKind):
    """Values by star key: its state. What leads back is a move of its own: a recall."""

    name = NAME
    title = gettext_lazy("Moves of stars")
    by_file = False

    def subtitle(self, scope: Scope) -> str:
        return str(Verb(scope.details[VERB]).label)

    def fields(self, scope: Scope) -> list[tuple[str, str]]:
        return [(key, star.title) for key, star in stars_of_year(scope.year).items()]

    def words(self, scope: Scope, name: str, value: str) -> str:
        return f"{SIGNS[State(value)]} {SHORT[State(value)]}"

    def against_undo(self, scope: Scope) -> str:
        if scope.details[VERB] in (Verb.SUBMIT, Verb.RECALL):
            return ""
        return _(
            "“%(verb)s” is not undone: others may have gone on from there. Return the stars with "
            "a reason instead."
        ) % {"verb": self.subtitle(scope)}

    def undone(self, scope: Scope, before: Values, after: Values) -> Values:
        """A recalled star is declared again, also where it had been returned before."""
        return {
            star: str(State.DECLARED if state == State.RETURNED else state)
            for star, state in before.items()
        }

    def look(self, scope: Scope, keys: Sequence[str], *, by: Any) -> dict[str, Standing]:
        codes = codes_of(keys)
        units, stars = units_of(codes), stars_now(scope.year, codes, by=by)
        year = against_year(scope.year)
        found = {}
        for code, unit in units.items():
            own = stars.get(code, {})
            words = year or self.against_unit(scope, unit, own, by)
            against = {"": words} if words else {}
            values = {key: one.state for key, one in own.items()}
            found[code] = Standing(name=unit.name, values=values, against=against, mark=own)
        return found

    def write(self, scope: Scope, rows: Sequence[Going], *, by: Any) -> dict[str, str]:
        """Recall or submit, whichever leads from what stands to what shall."""
        refused: dict[str, str] = {}
        for target, verb in _BACK.items():
            moves = {
                _move(row.now.mark[star], star): row.key
                for row in rows
                for star, state in row.after.items()
                if state == target
            }
            if not moves:
                continue
            outlooks = preview(by=by, moves=list(moves), verb=verb)
            against = {moves[one.move]: one.why_not for one in outlooks if not one.will}
            refused |= against
            if not against:
                move_many(by=by, moves=list(moves), verb=verb)
        others = {
            row.key: wording.no_such_verb()
            for row in rows
            if not set(row.after.values()) <= set(map(str, _BACK))
        }
        return refused | others


def _move(star: StarNow, key: str) -> StarMove:
    return StarMove(star.rating_id, key, star.version)
