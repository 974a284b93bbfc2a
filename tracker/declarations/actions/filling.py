"""Filling in: which stars branches aim at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tracker.access.refusals import Refused
from tracker.access.terms import Permission
from tracker.campaigns.holding import hold_year
from tracker.campaigns.models import Campaign
from tracker.campaigns.scoring import STARS_OF_KIND, LevelRule
from tracker.declarations.actions.guards import (
    against_branch,
    against_content,
    against_stars,
    against_year,
    kinds_with_scheme,
    rule_of,
)
from tracker.declarations.actions.turns import Turn, held, overtaken, write
from tracker.declarations.inputs import Wish
from tracker.declarations.models import Declaration
from tracker.declarations.terms import State, Verb
from tracker.declarations.workflow import move_for
from tracker.people.models import User
from tracker.people.permissions import require
from tracker.places.models import Branch


class Faulty(Refused):
    """Several branches at once: nothing was written, and `faults` says why of each branch.

    `faults` and `rows` are by branch code; `rows` holds what others have changed since,
    None where it was never begun.
    """

    def __init__(
        self, faults: Mapping[str, list[str]], rows: Mapping[str, Declaration | None]
    ) -> None:
        super().__init__(_("Nothing was saved. Correct the rows that are marked."))
        self.faults, self.rows = dict(faults), dict(rows)


def fill_in(
    *, by: User, branch: Branch, campaign: Campaign, stars: Sequence[str], seen: int
) -> Declaration:
    """Say which stars a branch aims at; ``seen`` is the version read, 0 for none.

    Raises Denied, Overtaken, and Refused with every reason. Filling in what is there
    already changes nothing.
    """
    wish = Wish(branch.pk, tuple(stars), seen)
    try:
        [row] = fill_in_many(by=by, campaign=campaign, wishes=[wish])
    except Faulty as error:
        if error.rows:
            raise overtaken(row for row in error.rows.values() if row) from error
        raise Refused(" ".join(error.faults[branch.pk])) from error
    return row


@transaction.atomic
def fill_in_many(
    *, by: User, campaign: Campaign, wishes: Iterable[Wish], submit: bool = False
) -> list[Declaration]:
    """Fill in the declarations of several branches, and ``submit`` them if asked: all or none.

    Raises Denied for the first branch out of reach, else Faulty with every fault of every
    branch. What says the same as before gets no new version.
    """
    ordered = sorted(wishes, key=lambda wish: wish.branch)
    for wish in ordered:
        require(by, Permission.DECLARATIONS_ENTER, wish.branch)
    hold_year(campaign)
    if words := against_year(campaign):
        raise Faulty({wish.branch: [words] for wish in ordered}, {})
    desk = _Desk(by, campaign, [wish.branch for wish in ordered])
    turns = [turn for wish in ordered if (turn := desk.turn(wish, submit=submit))]
    if desk.faults:
        raise Faulty(desk.faults, desk.overtaken)
    return write(turns, by=by)


class _Desk:
    """The branches, their declarations, rule and schemes: read once for all wishes."""

    def __init__(self, by: User, campaign: Campaign, codes: Sequence[str]) -> None:
        self.by, self.campaign = by, campaign
        mine = held(Q(campaign=campaign, branch_id__in=codes))
        self.rows = {row.branch_id: row for row in mine}
        self.branches = Branch.objects.select_related("area").in_bulk(list(codes))
        self.rule: LevelRule = rule_of(campaign)
        self.schemes = kinds_with_scheme(campaign)
        self.faults: dict[str, list[str]] = {}
        self.overtaken: dict[str, Declaration | None] = {}

    def turn(self, wish: Wish, *, submit: bool) -> Turn | None:
        """Return the way of one declaration, or None and a note of its faults."""
        faults = self._faults(wish)
        if not faults:
            turn = self._filled(wish)
            words = against_content(turn.row, self.rule) if submit else ""
            if not words:
                if submit and (move := move_for(turn.row.state, Verb.SUBMIT)):
                    turn.make(move)
                return turn
            faults = [words]
        self.faults[wish.branch] = faults
        return None

    def _faults(self, wish: Wish) -> list[str]:
        branch, row = self.branches.get(wish.branch), self.rows.get(wish.branch)
        if branch is None:
            return [_("There is no such branch.")]
        if (row.version if row else 0) != wish.seen:
            self.overtaken[wish.branch] = row
            return [_("Somebody changed this after you had read it.")]
        if row and move_for(row.state, Verb.FILL_IN) is None:
            state = State(row.state).label
            return [_("It cannot be changed now: the state is “%(state)s”.") % {"state": state}]
        if words := against_branch(branch):
            return [words]
        kind = row.kind_of_scheme if row else branch.unit_kind
        return against_stars(wish.stars, kind, self.rule, self.schemes)

    def _filled(self, wish: Wish) -> Turn:
        branch = self.branches[wish.branch]
        row = self.rows.get(wish.branch) or Declaration(
            branch=branch, campaign=self.campaign, unit_kind=branch.unit_kind, changed_by=self.by
        )
        turn = Turn(row, by=self.by)
        kind = row.kind_of_scheme
        stars = [key for key in STARS_OF_KIND[kind] if key in wish.stars]
        if turn.is_new or (row.star_keys, row.unit_kind) != (stars, kind):
            turn.fill_in(stars)
        return turn
