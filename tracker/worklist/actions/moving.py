"""Moving work along its table, and correcting what was set."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.access.refusals import Refused
from tracker.clocks.weeks import monday_of
from tracker.history.actions import change_seen
from tracker.history.record import recorded_last
from tracker.people.models import User
from tracker.people.permissions import require
from tracker.worklist.actions.guards import against_weeks, against_wish, refuse
from tracker.worklist.actions.setting import note_step
from tracker.worklist.inputs import Wish, Word
from tracker.worklist.models import WorkItem
from tracker.worklist.permissions import against_move, area_asked, setter_of
from tracker.worklist.terms import ENDED, Verb
from tracker.worklist.workflow import Move, move_for


def move_work(
    *, by: User, item: WorkItem, verb: str, seen: int, word: Word | None = None
) -> WorkItem:
    """Make one move of the table; return the work as it is then.

    Raises Denied; Overtaken where ``seen`` is no longer its version; Refused where the
    table has no such move, words are missing, or the person reported on it themselves.
    """
    word = word or Word()
    with recorded_last(by=by):
        row = held(item.pk)
        move = allowed(by, row, verb)
        refuse(_against_word(row, move, word))
        source = row.state
        values = {"state": move.target, **_said(move, word)}
        if move.target in ENDED:
            values["ended_on"] = timezone.localdate()
        change_seen(row, values, seen=seen, verb=verb, by=by, reason=word.text.strip())
        note_step(row, verb, source, by=by, text=word.text.strip())
    return row


def change_work(*, by: User, item: WorkItem, wish: Wish, seen: int) -> WorkItem:
    """Correct what was set. Saying the same once more changes nothing.

    Raises Denied, Overtaken, and Refused with the reason.
    """
    with recorded_last(by=by):
        row = held(item.pk)
        allowed(by, row, Verb.CHANGE)
        if wish.star != row.star:
            setter_of(by, row.area_id, wish.star)
        refuse(against_wish(wish))
        values = _wished(wish)
        if all(getattr(row, name) == value for name, value in values.items()):
            return row
        change_seen(row, values, seen=seen, verb=Verb.CHANGE, by=by)
        note_step(row, Verb.CHANGE, row.state, by=by)
    return row


def held(key: int) -> WorkItem:
    """Return one piece of work, held until the transaction ends."""
    rows = WorkItem.objects.unscoped("the action asks for the right of the row")
    return rows.select_for_update(no_key=True).get(pk=key)


def allowed(by: User, row: WorkItem, verb: str) -> Move:
    """Return the move that a person may make now. Raises Denied and Refused."""
    move = move_for(row.state, verb)
    if move:
        require(by, move.permission, area_asked(row, move), row.star)
    words = against_move(by, row, move, verb)
    if move is None or words:
        raise Refused(words)
    return move


def _against_word(row: WorkItem, move: Move, word: Word) -> str:
    if move.asks_text and not word.text.strip():
        return _("Say in words what was done, or why.")
    if move.verb != Verb.POSTPONE:
        return ""
    if word.due_week is None:
        return _("Say by which week it is to be done.")
    if monday_of(word.due_week) <= row.due_week:
        return _("The new last week must lie after the present one.")
    return against_weeks(row.start_week, word.due_week)


def _said(move: Move, word: Word) -> dict[str, Any]:
    if move.verb == Verb.FINISH:
        return {"result": word.text.strip(), "evidence": word.evidence.strip()}
    if move.verb == Verb.POSTPONE and word.due_week:
        return {"due_week": monday_of(word.due_week)}
    return {}


def _wished(wish: Wish) -> dict[str, Any]:
    return {
        "star": wish.star,
        "title": wish.title.strip(),
        "detail": wish.detail.strip(),
        "responsible": wish.responsible.strip(),
        "start_week": monday_of(wish.start_week),
        "due_week": monday_of(wish.due_week),
        "is_key": wish.is_key,
    }
