"""Whether stars may move: what `preview` says and `move_many` keeps to is decided here once."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils import timezone

from tracker.access.refusals import Refused
from tracker.campaigns.terms import State as Year
from tracker.people.models import User
from tracker.ratings import wording
from tracker.ratings.actions.loading import Scene
from tracker.ratings.actions.terms import Outlook, StarMove
from tracker.ratings.holding import objections
from tracker.ratings.models import LONGEST_REASON, StarRating
from tracker.ratings.permissions import may_do, may_move
from tracker.ratings.terms import Verb
from tracker.ratings.workflow import (
    AFTER_THE_YEAR,
    MOVES,
    ONWARD,
    PEOPLE_VERBS,
    Move,
    earliest_end_of_notice,
    move_for,
    needs_reason,
)


@dataclass(frozen=True)
class Question:
    """What a person wants done to stars."""

    by: User
    verb: str
    reason: str = ""
    notice_ends_on: dt.date | None = None

    @property
    def fresh_eyes(self) -> bool:
        return any(move.fresh_eyes for move in MOVES if move.verb == self.verb)


def refuse_question(question: Question) -> None:
    """Raise Refused for what is wrong with it, whatever the stars."""
    if question.verb not in PEOPLE_VERBS:
        raise Refused(wording.no_such_verb())
    if needs_reason(question.verb) and not question.reason:
        raise Refused(wording.reason_missing())
    if len(question.reason) > LONGEST_REASON:
        raise Refused(wording.reason_too_long(LONGEST_REASON))
    if question.verb == Verb.PUT_ON_NOTICE and question.notice_ends_on is None:
        raise Refused(wording.notice_end_missing())


def judge(question: Question, moves: Sequence[StarMove], scene: Scene) -> list[Outlook]:
    """Return for each move whether it will be made and why not, in the order given."""
    outlooks = []
    seen: set[tuple[int, str]] = set()
    for one in moves:
        key = one.rating_id, one.star_key
        row = scene.rows.get(key)
        outlook = _alone(question, one, row, scene)
        if key in seen and outlook.will:
            outlook = replace(outlook, why_not=wording.named_twice())
        seen.add(key)
        outlooks.append(outlook)
    return _together(question, outlooks, scene)


def _alone(question: Question, one: StarMove, row: StarRating | None, scene: Scene) -> Outlook:
    """Judge one star by itself: right, version, table, year, fresh eyes, notice."""
    if row is None:
        return Outlook(one, None, wording.not_there())
    if not may_do(question.by, question.verb, row):
        return Outlook(one, row, wording.right_missing(), denied=True)
    if row.version != one.seen:
        return Outlook(one, row, wording.changed_since(), overtaken=True)
    move = move_for(row.state, question.verb)
    if move is None:
        return Outlook(one, row, wording.wrong_state(row.state, question.verb))
    if not may_move(question.by, move, row):
        return Outlook(one, row, wording.right_missing(), denied=True)
    return Outlook(one, row, _rule_against(question, row, move, scene))


def _rule_against(question: Question, row: StarRating, move: Move, scene: Scene) -> str:
    """Return the rule that forbids a move for which the right is there; empty without one."""
    campaign, today = row.rating.campaign, timezone.localdate()
    if campaign.state != Year.RUNNING and move.verb not in AFTER_THE_YEAR:
        return wording.year_not_running(campaign.year)
    if move.verb in ONWARD and (gone := _ground_gone(row, scene)):
        return gone
    if move.fresh_eyes and row.pk in scene.own:
        return wording.own_hand()
    if move.verb == Verb.PUT_ON_NOTICE:
        earliest = earliest_end_of_notice(today, campaign.notice_days)
        if question.notice_ends_on and question.notice_ends_on < earliest:
            return wording.notice_too_short(campaign.notice_days, earliest)
    if move.verb == Verb.AWARD and (row.notice_ends_on is None or row.notice_ends_on >= today):
        return wording.notice_not_over(row.notice_ends_on)
    return ""


def _ground_gone(row: StarRating, scene: Scene) -> str:
    """Return why a star may not go on: its branch has ended, its declaration does not stand.

    What was accepted from a paper rests on no declaration.
    """
    rating = row.rating
    if rating.branch.ended_on is not None:
        return wording.branch_ended(rating.branch.name, rating.branch.ended_on)
    if not rating.source_id and (rating.branch_id, rating.campaign_id) not in scene.declared:
        return wording.declaration_not_confirmed(rating.branch.name, rating.campaign_id)
    return ""


def _together(question: Question, outlooks: list[Outlook], scene: Scene) -> list[Outlook]:
    """Judge the stars of each branch as one set by the rule of levels.

    What is objected to leaves the set, and the rest is asked about again.
    """
    judged = list(outlooks)
    of_rating: dict[int, list[int]] = defaultdict(list)
    for place, outlook in enumerate(judged):
        if outlook.will:
            of_rating[outlook.move.rating_id].append(place)
    states = scene.states()
    for key, places in of_rating.items():
        while going := {
            judged[place].move.star_key: place for place in places if judged[place].will
        }:
            targets = {
                star: str(move.target)
                for star in going
                if (move := move_for(states[key][star], question.verb))
            }
            rating = scene.ratings()[key]
            against = objections(states[key], targets, rating.unit_kind, scene.rule(rating))
            if not against:
                break
            for star, objection in against.items():
                why_not = wording.impossible_set(objection.lacks, objection.bears)
                judged[going[star]] = replace(judged[going[star]], why_not=why_not)
    return judged
