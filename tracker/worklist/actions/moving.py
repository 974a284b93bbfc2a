"""Moving work along its table, and correcting what was set."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.access.refusals import Refused
from tracker.clocks.standing import Clocks
from tracker.clocks.weeks import monday_of
from tracker.history.actions import change_seen
from tracker.history.record import recorded_last
from tracker.people.models import User
from tracker.people.permissions import require
from tracker.worklist.actions.climbing import make_good
from tracker.worklist.actions.guards import against_weeks, against_wish, refuse
from tracker.worklist.actions.setting import note_step, wished
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
        row, today = held(item.pk), timezone.localdate()
        move = allowed(by, row, verb)
        refuse(_against_word(row, move, word, today))
        seen += _late_rungs(row, seen, today)
        source = row.state
        values = {"state": move.target, **_marked(row, move, today), **_said(row, move, word)}
        if move.target in ENDED:
            values["ended_on"] = today
        change_seen(row, values, seen=seen, verb=verb, by=by, reason=word.text.strip())
        note_step(row, verb, source, by=by, text=word.text.strip())
    return row


def change_work(*, by: User, item: WorkItem, wish: Wish, seen: int) -> WorkItem:
    """Correct what was set. Saying the same once more changes nothing.

    Raises Denied, Overtaken, and Refused with the reason.
    """
    with recorded_last(by=by):
        row, today = held(item.pk), timezone.localdate()
        allowed(by, row, Verb.CHANGE)
        if wish.star != row.star:
            setter_of(by, row.area_id, wish.star)
        refuse(against_wish(wish))
        values = _wished(row, wish, today)
        if all(getattr(row, name) == value for name, value in values.items()):
            return row
        seen += _late_rungs(row, seen, today)
        change_seen(row, values, seen=seen, verb=Verb.CHANGE, by=by)
        note_step(row, Verb.CHANGE, row.state, by=by)
    return row


def held(key: int) -> WorkItem:
    """Return one piece of work, held until the transaction ends."""
    rows = WorkItem.objects.unscoped("the action asks for the right of the row")
    return rows.select_related("area").select_for_update(no_key=True, of=("self",)).get(pk=key)


def allowed(by: User, row: WorkItem, verb: str) -> Move:
    """Return the move that a person may make now. Raises Denied and Refused."""
    move = move_for(row.state, verb)
    if move:
        require(by, move.permission, area_asked(row, move), row.star)
    words = against_move(by, row, move, verb)
    if move is None or words:
        raise Refused(words)
    return move


def _late_rungs(row: WorkItem, seen: int, today: dt.date) -> int:
    """Write the rungs that nobody wrote yet: they belong to the last day as it was.

    Nothing for who read an older version: `change_seen` refuses it.
    """
    if row.version != seen:
        return 0
    return make_good(row, Clocks(row.campaign_id), today)


def _against_word(row: WorkItem, move: Move, word: Word, today: dt.date) -> str:
    if move.asks_text and not word.text.strip():
        return _("Say in words what was done, or why.")
    if move.verb != Verb.POSTPONE:
        return ""
    if word.due_week is None:
        return _("Say by which week it is to be done.")
    if row.due_on and word.due_week <= max(row.due_on, today):
        return _("Ask for a day after the last one, and after today.")
    if row.due_on is None and monday_of(word.due_week) <= row.due_week:
        return _("The new last week must lie after the present one.")
    return against_weeks(row.start_week, word.due_week)


def _marked(row: WorkItem, move: Move, today: dt.date) -> dict[str, Any]:
    """Return the days that the clock looks at."""
    marks: dict[str, Any] = {}
    if move.verb in (Verb.REPORT, Verb.FINISH) and row.feedback_on is None:
        marks["feedback_on"] = today
    if move.verb == Verb.FINISH:
        marks |= {"solved_on": today, "is_sent_back": False}
    elif move.verb in (Verb.RECALL, Verb.RETURN):
        marks |= {"solved_on": None, "is_sent_back": move.verb == Verb.RETURN}
    return marks


def _said(row: WorkItem, move: Move, word: Word) -> dict[str, Any]:
    if move.verb == Verb.FINISH:
        return {"result": word.text.strip(), "evidence": word.evidence.strip()}
    if move.verb == Verb.POSTPONE and word.due_week:
        week = {"due_week": monday_of(word.due_week)}
        return {**week, "due_on": word.due_week, "climbed_to": ""} if row.due_on else week
    return {}


def _wished(row: WorkItem, wish: Wish, today: dt.date) -> dict[str, Any]:
    """Return what a wish makes of a row. The clock of a kind that stays runs on as it does."""
    clock = Clocks(row.campaign_id).of(row.area_id).clock
    values = wished(wish, row.clock_on or today, clock)
    if wish.severity and wish.severity == row.severity:
        return values | {name: getattr(row, name) for name in ("due_on", "due_week", "climbed_to")}
    return values
