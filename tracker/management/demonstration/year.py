"""A made-up year, through the very actions that people use.

Nothing here writes a row by itself, with one exception that says so. Shares are
invented, close to what counties published for 2022 (most villages at two or three
stars, one or two in a hundred at five); a seed makes every demonstration the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from random import Random
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from tracker.access.refusals import Refused
from tracker.campaigns.models import Campaign, Standard
from tracker.campaigns.scoring import CAPSTONE_STAR, STARS_OF_KIND
from tracker.declarations.actions import fill_in_many as declare_many
from tracker.declarations.actions import move_many as move_declarations
from tracker.declarations.actions import set_targets_each
from tracker.declarations.actions.planning import Plan
from tracker.declarations.inputs import Item, Wish
from tracker.declarations.models import Declaration
from tracker.declarations.terms import State as Declared
from tracker.declarations.terms import Verb as DeclarationVerb
from tracker.history.record import Change, record
from tracker.management.demonstration.cast import County, Street
from tracker.places.models import Branch
from tracker.ratings.actions import (
    StarEntry,
    StarMove,
    StarProposal,
    fill_in_many,
    move_many,
    propose_many,
)
from tracker.ratings.models import StarRating
from tracker.ratings.terms import Proposal, Result, State, Verb

Thing = TypeVar("Thing")
WHY = "demonstration: all rows of one area, whoever reads them"
RETURNED = "佐证材料与标准不对应，请逐项补充后重新提交（演示）"
LEVELS, WEIGHTS = (5, 4, 3, 2, 1), (2, 10, 38, 42, 8)


class Year:
    """One campaign, brought forward county by county."""

    def __init__(self, campaign: Campaign, seed: int) -> None:
        self.campaign = campaign
        self.random = Random(seed)  # noqa: S311 - made-up figures, no secret

    # --- Declarations -------------------------------------------------------

    def declare(self, county: County, *, through: float) -> None:
        """Let the streets of a county declare: its first and ``through`` of the others pass all."""
        self._plan(county)
        for position, street in enumerate(county.streets):
            self._fill_in(street)
            if not position or self.random.random() < through:
                self._pass_declarations(street, county)

    def _plan(self, county: County) -> None:
        set_targets_each(
            by=county.office,
            areas=[street.area for street in county.streets],
            campaign=self.campaign,
            rows=[Plan(5, 1), Plan(4, 4)],
            seen={},
        )

    def _fill_in(self, street: Street) -> None:
        branches = list(Branch.objects.under(street.area.pk).filter(ended_on__isnull=True))
        wishes = [
            Wish(branch.pk, self._stars(branch.unit_kind), 0)
            for branch in branches
            if self.random.random() < 0.95  # a few have not begun
        ]
        declare_many(by=street.officer, campaign=self.campaign, wishes=wishes, submit=True)

    def _stars(self, kind: str) -> tuple[str, ...]:
        number = self.random.choices(LEVELS, WEIGHTS)[0]
        ordinary = [star for star in STARS_OF_KIND[kind] if star != CAPSTONE_STAR]
        chosen = self.random.sample(ordinary, min(number, len(ordinary)))
        return (*chosen, CAPSTONE_STAR) if number == len(STARS_OF_KIND[kind]) else tuple(chosen)

    def _pass_declarations(self, street: Street, county: County) -> None:
        submitted = self._declarations(street, Declared.SUBMITTED)
        back = self._some(submitted, 0.05)
        keep = [item for item in submitted if item not in back]
        self._move_declarations(street.reviewer, back, DeclarationVerb.RETURN, RETURNED)
        self._move_declarations(street.reviewer, keep, DeclarationVerb.REVIEW)
        reviewed = self._declarations(street, Declared.REVIEWED)
        self._move_declarations(county.office, reviewed, DeclarationVerb.CONFIRM)

    def _declarations(self, street: Street, state: Declared) -> list[Item]:
        rows = Declaration.objects.unscoped(WHY).under(street.area.pk)
        found = rows.filter(campaign=self.campaign, state=state).order_by("branch_id")
        return [Item(row.branch_id, row.campaign_id, row.version) for row in found]

    @staticmethod
    def _move_declarations(by, items: Sequence[Item], verb: DeclarationVerb, why: str = "") -> None:
        if items:
            move_declarations(by=by, items=items, verb=verb, reason=why)

    # --- Stars --------------------------------------------------------------

    def rate(self, county: County, *, pace: float) -> None:
        """Bring the stars of a county forward; ``pace`` is the share that passes each stage."""
        for position, street in enumerate(county.streets):
            if not position:
                self._check_standards(street)
            self._propose(street)
            self._pass(street.officer, self._met(street), Verb.SUBMIT, pace)
            entered = self._stars_in(street, State.ENTERED)
            self._pass(street.reviewer, entered, Verb.REVIEW, pace, back=0.06)
        here = county.area.pk
        self._pass(county.force, self._in(here, State.REVIEWED), Verb.VERIFY, pace, back=0.04)
        self._pass(county.office, self._in(here, State.VERIFIED), Verb.CONFIRM, pace)

    def award(self, county: County, *, share: float) -> None:
        """Put what is confirmed on notice; award a share of it, as if its notice were over."""
        here = county.area.pk
        ends_on = timezone.localdate() + dt.timedelta(days=30)
        self._pass(
            county.office, self._in(here, State.CONFIRMED), Verb.PUT_ON_NOTICE, 1, ends_on=ends_on
        )
        self._end_notices(county, share)
        over = self._in(here, State.ON_NOTICE, notice_ends_on__lt=timezone.localdate())
        self._pass(county.office, over, Verb.AWARD, 1)

    @transaction.atomic
    def _end_notices(self, county: County, share: float) -> None:
        # The one thing that no action does: no demonstration waits five working days.
        rows = StarRating.objects.unscoped(WHY).under(county.area.pk)
        on_notice = rows.filter(rating__campaign=self.campaign, state=State.ON_NOTICE)
        branches = sorted(set(on_notice.values_list("rating__branch_id", flat=True)))
        early = branches[: round(len(branches) * share)]
        yesterday = timezone.localdate() - dt.timedelta(days=1)
        keys = list(on_notice.filter(rating__branch__in=early).values_list("pk", flat=True))
        StarRating.objects.unscoped(WHY).filter(pk__in=keys).update(notice_ends_on=yesterday)
        change = Change(
            action="demonstration.end_notices",
            object_type="campaign",
            object_key=str(self.campaign.pk),
            area_code=county.area.pk,
            after={"notice_ends_on": yesterday.isoformat(), "stars": keys},
        )
        record(change, by=None)

    def _check_standards(self, street: Street) -> None:
        """Let a street look at the standards of half of its stars, most of which are met."""
        numbers: dict[int, list[int]] = {}
        for star, number in Standard.objects.filter(
            star__scheme__campaign=self.campaign
        ).values_list("star", "number"):
            numbers.setdefault(star, []).append(number)
        entries = [
            StarEntry(
                row.rating_id,
                row.star.key,
                row.version,
                results={number: self._result() for number in numbers.get(row.star_id, ())},
            )
            for row in self._some(self._rows(street.area.pk, State.DECLARED), 0.5)
        ]
        fill_in_many(by=street.officer, entries=entries)

    def _result(self) -> Result:
        return self.random.choices((Result.MET, Result.NOT_MET, Result.NOT_CHECKED), (8, 1, 1))[0]

    def _propose(self, street: Street) -> None:
        rows = self._rows(street.area.pk, State.DECLARED)
        proposals = [
            StarProposal(row.rating_id, row.star.key, self._finding(), row.version) for row in rows
        ]
        if proposals:
            propose_many(by=street.officer, proposals=proposals)

    def _finding(self) -> Proposal:
        return Proposal.MET if self.random.random() < 0.9 else Proposal.NOT_MET

    def _met(self, street: Street) -> list[StarMove]:
        return self._in(street.area.pk, State.DECLARED, proposal=Proposal.MET)

    def _stars_in(self, street: Street, state: State) -> list[StarMove]:
        return self._in(street.area.pk, state)

    def _in(self, code: str, state: State, **more: object) -> list[StarMove]:
        rows = self._rows(code, state, **more)
        return [StarMove(row.rating_id, row.star.key, row.version) for row in rows]

    def _rows(self, code: str, state: State, **more: object) -> list[StarRating]:
        found = StarRating.objects.unscoped(WHY).under(code).select_related("star")
        here = found.filter(rating__campaign=self.campaign, state=state, **more)
        return list(here.order_by("rating__branch_id", "star__position"))

    def _pass(
        self,
        by,
        moves: Sequence[StarMove],
        verb: Verb,
        share: float,
        *,
        back: float = 0,
        ends_on: dt.date | None = None,
    ) -> None:
        """Move ``share`` of the branches' stars; return ``back`` of them with a reason."""
        going = self._of_branches(moves, share)
        returned = self._some(going, back)
        rest = [move for move in going if move not in returned]
        if returned:
            move_many(by=by, moves=returned, verb=Verb.RETURN, reason=RETURNED)
        if rest:
            self._move(by, rest, verb, ends_on)

    @staticmethod
    def _move(by, moves: Sequence[StarMove], verb: Verb, ends_on: dt.date | None) -> None:
        try:
            move_many(by=by, moves=moves, verb=verb, notice_ends_on=ends_on)
        except Refused as refused:
            # The last star waits for the four others; the rest of the branches goes ahead.
            outlooks = getattr(refused, "outlooks", [])
            possible = [outlook.move for outlook in outlooks if outlook.will]
            if possible:
                move_many(by=by, moves=possible, verb=verb, notice_ends_on=ends_on)

    def _of_branches(self, moves: Sequence[StarMove], share: float) -> list[StarMove]:
        """Return the stars of ``share`` of the branches: work is done branch by branch."""
        ratings = sorted({move.rating_id for move in moves})
        chosen = {rating for rating in ratings if self.random.random() < share}
        return [move for move in moves if move.rating_id in chosen]

    def _some(self, things: Iterable[Thing], share: float) -> list[Thing]:
        return [thing for thing in things if share and self.random.random() < share]
