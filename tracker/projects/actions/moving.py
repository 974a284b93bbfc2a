"""Moving projects along their table, correcting proposals, matching supply and demand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from tracker.access.refusals import Refused
from tracker.access.terms import Permission
from tracker.history.actions import change_seen
from tracker.history.record import recorded_last
from tracker.people.models import User
from tracker.people.permissions import may, require
from tracker.projects.actions.guards import against_income, against_promise, against_wish, refuse
from tracker.projects.actions.proposing import wished
from tracker.projects.inputs import Wish, Word
from tracker.projects.models import Project, Supply
from tracker.projects.permissions import against_move
from tracker.projects.terms import STANDING, State, Verb
from tracker.projects.workflow import Move, move_for


def move_project(
    *, by: User, project: Project, verb: str, seen: int, word: Word | None = None
) -> Project:
    """Make one move of the table; return the project as it is then.

    Raises Denied; Overtaken; Refused where the table has no such move, words are missing,
    or the person wrote themselves what is to be judged. To match, say `match`.
    """
    word = word or Word()
    with recorded_last(by=by):
        row = held(project.pk)
        move = allowed(by, row, verb)
        if verb in (Verb.MATCH, Verb.CHANGE):
            raise ValueError(f"{verb} has an action of its own")
        if move.asks_text and not word.text.strip():
            raise Refused(_("Say in words what came of it, or why."))
        refuse(against_income(word.income_reached))
        values = {"state": move.target, **_said(move, word, by)}
        change_seen(row, values, seen=seen, verb=verb, by=by, reason=word.text.strip())
    return row


def change_project(*, by: User, project: Project, wish: Wish, seen: int) -> Project:
    """Correct a proposal; one that was returned is proposed anew by it."""
    with recorded_last(by=by):
        row = held(project.pk)
        move = allowed(by, row, Verb.CHANGE)
        require(by, move.permission, row.area_id, wish.star)
        refuse(against_wish(wish))
        values = {**wished(wish), "state": move.target}
        if all(getattr(row, name) == value for name, value in values.items()):
            return row
        values |= {"written_by": by, "reason": ""}
        change_seen(row, values, seen=seen, verb=Verb.CHANGE, by=by)
    return row


def match(*, by: User, project: Project, supply: Supply, seen: int) -> Project:
    """Match a project with a supply of the same year, kept where it lies or above.

    Who keeps a supply may promise more than it has: the list says so. Whoever is offered it
    from above promises what is free. The supply is held, so that two do not promise the last.
    """
    with recorded_last(by=by):
        row = held(project.pk)
        move = allowed(by, row, Verb.MATCH)
        given = _held_supply(supply.pk)
        if not row.area_id.startswith(given.area_id) or row.campaign_id != given.campaign_id:
            raise Refused(_("This supply is of another area or year."))
        if not may(by, Permission.PROJECTS_CONFIRM, given.area_id):
            refuse(against_promise(row.planned, _left(given)))
        values = {"state": move.target, "supply": given}
        change_seen(row, values, seen=seen, verb=Verb.MATCH, by=by)
    return row


def _held_supply(key: int) -> Supply:
    rows = Supply.objects.unscoped("the action asks for the right of the project")
    return rows.select_for_update(no_key=True).get(pk=key)


def _left(supply: Supply) -> Decimal | None:
    """Return what of a supply is promised to nobody; None where its money is not stated."""
    if supply.amount is None:
        return None
    promised = Project.objects.unscoped("what is left is left by all").filter(
        supply=supply, state__in=STANDING
    )
    used: Decimal = promised.aggregate(sum=Coalesce(Sum("planned"), Decimal(0)))["sum"]
    return supply.amount - used


def held(key: int) -> Project:
    """Return one project, held until the transaction ends."""
    rows = Project.objects.unscoped("the action asks for the right of the row")
    return rows.select_for_update(no_key=True).get(pk=key)


def allowed(by: User, row: Project, verb: str) -> Move:
    """Return the move that a person may make now. Raises Denied and Refused."""
    move = move_for(row.state, verb)
    if move:
        require(by, move.permission, row.area_id, row.star)
    words = against_move(by, row, move, verb)
    if move is None or words:
        raise Refused(words)
    return move


def _said(move: Move, word: Word, by: User) -> dict[str, Any]:
    if move.verb == Verb.FINISH:
        return {
            "result": word.text.strip(),
            "income_reached": word.income_reached,
            "written_by": by,
        }
    if move.verb == Verb.RETURN:
        return {"reason": word.text.strip()[:500]}
    if move.verb == Verb.UNMATCH or (move.verb == Verb.DROP and move.source == State.MATCHED):
        return {"supply": None}
    return {}
