"""Moving stars along the table of moves, many at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from tracker.access.refusals import Denied, Refused
from tracker.history.record import tell
from tracker.people.models import User
from tracker.ratings.actions.judging import Question, judge, refuse_question
from tracker.ratings.actions.loading import hold, load_for
from tracker.ratings.actions.seals import seal
from tracker.ratings.actions.terms import NotAllRefused, Outlook, StarMove
from tracker.ratings.actions.writing import Step, overtaken, write
from tracker.ratings.models import Rating, StarRating
from tracker.ratings.terms import Verb
from tracker.ratings.wording import not_all
from tracker.ratings.workflow import move_for
from tracker.tallies.rollups import shift


def move_many(
    *,
    by: User,
    moves: Sequence[StarMove],
    verb: str,
    reason: str = "",
    notice_ends_on: dt.date | None = None,
) -> list[StarRating]:
    """Make all moves of one verb in one transaction, or none; return the stars as they are now.

    ``verb``: SUBMIT, RECALL, REVIEW, VERIFY, CONFIRM, PUT_ON_NOTICE, AWARD, WITHDRAW
    or RETURN. Several stars of one branch count as one set for the rule of levels.
    Raises Denied; Overtaken where a star has moved on since it was read; Refused (one
    move, or something said of all of them, such as a missing reason) or
    NotAllRefused (several moves) where a rule forbids it.
    """
    question = Question(by, verb, reason.strip(), notice_ends_on)
    refuse_question(question)
    with transaction.atomic():
        keys = hold(Rating.objects.visible_to(by).filter(pk__in={one.rating_id for one in moves}))
        scene = load_for(by, keys, fresh_eyes=question.fresh_eyes)
        outlooks = judge(question, moves, scene)
        stop_unless_all_will(outlooks)
        steps = [
            Step(outlook.row, made)
            for outlook in outlooks
            if outlook.row and (made := move_for(outlook.row.state, verb))
        ]
        written = write(steps, scene, by=by, reason=question.reason, notice_ends_on=notice_ends_on)
        if verb == Verb.CONFIRM:
            digests = seal(written.rows, by=by)
            for row, change in zip(written.rows, written.changes, strict=True):
                change.after["seal"] = digests[row.pk]
        shift(written.shifts)
        tell(written.changes, by=by)
    return written.rows


def preview(
    *,
    by: User,
    moves: Sequence[StarMove],
    verb: str,
    reason: str = "",
    notice_ends_on: dt.date | None = None,
) -> list[Outlook]:
    """Return for each move, in the order given, whether it will be made and why not.

    Writes nothing. Moves that will not be made are left out of the sets that the rule
    of levels judges, so `move_many` of those that will succeeds if nobody is faster.
    Raises Refused for what is wrong with all of them: a missing reason, a verb that
    people do not make.
    """
    question = Question(by, verb, reason.strip(), notice_ends_on)
    refuse_question(question)
    scene = load_for(by, {one.rating_id for one in moves}, fresh_eyes=question.fresh_eyes)
    return judge(question, moves, scene)


def stop_unless_all_will(outlooks: list[Outlook]) -> None:
    against = [outlook for outlook in outlooks if not outlook.will]
    if not against:
        return
    if any(outlook.denied for outlook in against):
        raise Denied(next(outlook.why_not for outlook in against if outlook.denied))
    late = [outlook.row for outlook in against if outlook.overtaken and outlook.row]
    if late:
        raise overtaken(late)
    if len(outlooks) == 1:
        raise Refused(against[0].why_not)
    raise NotAllRefused(not_all(len(outlooks), len(against), against[0].why_not), outlooks)
