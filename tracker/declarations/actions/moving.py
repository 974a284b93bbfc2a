"""Moving declarations along the table of moves, many at once."""

from __future__ import annotations

import operator
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from tracker.access.refusals import Denied, Refused
from tracker.access.terms import Permission
from tracker.campaigns.holding import hold_years
from tracker.declarations.actions.guards import against_move
from tracker.declarations.actions.turns import Turn, held, overtaken, write
from tracker.declarations.inputs import Item
from tracker.declarations.models import LONGEST_REASON, Declaration, DeclarationStep
from tracker.declarations.terms import Verb
from tracker.declarations.wording import denied_in_words
from tracker.declarations.workflow import MOVES, move_for, needs_reason, permissions_of
from tracker.people.models import User
from tracker.people.permissions import may, require, within

MOST_AT_ONCE = 3000  # declarations of one bulk move: a city of 1,800 villages fits


@dataclass(frozen=True)
class Outlook:
    """What a verb would do to one declaration: `against` says why nothing, "" that it will.

    `row` is None where there is no such declaration for this person.
    """

    item: Item
    row: Declaration | None
    against: str = ""

    @property
    def will(self) -> bool:
        return not self.against


class NotAllRefused(Refused):
    """Several moves at once, and a rule forbids some: nothing was written. `outlooks` has them."""

    def __init__(self, outlooks: Sequence[Outlook]) -> None:
        super().__init__(_("Nothing was done, because not everything was possible."))
        self.outlooks = tuple(outlooks)


def preview(*, by: User, items: Iterable[Item], verb: str) -> list[Outlook]:
    """Return for each declaration whether the verb would move it now, and why not.

    Writes and holds nothing. A declaration out of reach answers like a missing one.
    """
    wanted = sorted(items)
    rows = Declaration.objects.visible_to(by).filter(_these(wanted))
    loaded = rows.select_related("branch__area__parent", "campaign__level_rule")
    found = {(row.branch_id, row.campaign_id): row for row in loaded}
    acted = _acted(found.values(), by=by, verb=verb)
    return [_outlook(item, found.get((item.branch, item.year)), by, verb, acted) for item in wanted]


@transaction.atomic
def move_many(*, by: User, items: Iterable[Item], verb: str, reason: str = "") -> list[Declaration]:
    """Do one verb to all declarations, or to none; return them as they are now.

    Raises Denied for a missing right, Overtaken with the rows that changed since they
    were read, Refused for one move or for what is wrong with all of them, and
    NotAllRefused where a rule forbids some of many.
    """
    wanted, why = sorted(items), reason.strip()
    _refuse_whole(wanted, verb, why)
    # Out of reach is missing, here as in the preview: a refusal would say that it is there.
    hold_years(item.year for item in wanted)
    in_reach = _these(wanted) & within(by, Permission.DECLARATIONS_READ, "branch_id")
    rows = {(row.branch_id, row.campaign_id): row for row in held(in_reach)}
    acted = _acted(rows.values(), by=by, verb=verb)
    _require_verb(rows.values(), by=by, verb=verb)
    if stale := _stale(wanted, rows):
        raise overtaken(stale)
    for row in rows.values():
        if move := move_for(row.state, verb):
            require(by, move.permission, row.branch_id)
    views = [_outlook(item, rows.get((item.branch, item.year)), by, verb, acted) for item in wanted]
    if any(not one.will for one in views):
        raise NotAllRefused(views) if len(views) > 1 else Refused(views[0].against)
    turns = []
    for row in rows.values():
        turn = Turn(row, by=by)
        turn.make(move_for(row.state, verb), why)
        turns.append(turn)
    return write(turns, by=by)


def _refuse_whole(items: Sequence[Item], verb: str, reason: str) -> None:
    """Raise Refused for what no row could mend."""
    if verb not in Verb.values or verb == Verb.FILL_IN:
        raise Refused(_("There is no such step."))
    if not items:
        raise Refused(_("Nothing was chosen. Tick at least one row."))
    if len(items) > MOST_AT_ONCE:
        words = {"most": MOST_AT_ONCE}
        raise Refused(_("At most %(most)d declarations at once. Filter the list first.") % words)
    if needs_reason(verb) and not reason:
        raise Refused(_("Say why, so that the branch knows what to correct."))
    if len(reason) > LONGEST_REASON:
        raise Refused(_("The reason takes at most %(most)d characters.") % {"most": LONGEST_REASON})


def _require_verb(rows: Iterable[Declaration], *, by: User, verb: str) -> None:
    """Raise Denied where nothing gives the verb to the person, in whatever state.

    The state's own right is asked after the version: who was only late is overtaken.
    """
    for row in rows:
        if not any(may(by, right, row.branch_id) for right in permissions_of(verb)):
            raise Denied(verb)


def _stale(items: Sequence[Item], rows: Mapping[tuple[str, int], Declaration]) -> list[Declaration]:
    """Return the declarations that changed since they were read."""
    found = [(item, rows.get((item.branch, item.year))) for item in items]
    return [row for item, row in found if row and row.version != item.seen]


def _outlook(
    item: Item,
    row: Declaration | None,
    by: User,
    verb: str,
    acted: Mapping[int, bool],
) -> Outlook:
    if row is None:
        return Outlook(item, None, _("There is no such declaration."))
    move = move_for(row.state, verb)
    if move and not may(by, move.permission, row.branch_id):
        return Outlook(item, row, denied_in_words(move.permission))
    if row.version != item.seen:
        return Outlook(item, row, _("Somebody changed this after you had read it."))
    return Outlook(item, row, against_move(row, move, verb, acted=acted.get(row.pk, False)))


def _acted(rows: Iterable[Declaration], *, by: User, verb: str) -> dict[int, bool]:
    """Return the keys of the declarations that the person had a hand in: what they say is
    theirs, in whatever round it was filled in, or they did something else in this round.
    """
    keys = [row.pk for row in rows]
    if not keys or not any(move.fresh_eyes for move in MOVES if move.verb == verb):
        return {}
    filled = DeclarationStep.objects.filter(declaration=OuterRef("declaration"), verb=Verb.FILL_IN)
    last = Subquery(filled.order_by("-version").values("version")[:1])
    in_this_round = Q(round=F("declaration__round")) & ~Q(verb=verb)
    theirs = DeclarationStep.objects.filter(in_this_round | Q(version=last), done_by=by)
    found = theirs.filter(declaration__in=keys).order_by().values_list("declaration_id", flat=True)
    return dict.fromkeys(found, True)


def _these(items: Sequence[Item]) -> Q:
    codes: dict[int, list[str]] = defaultdict(list)
    for item in items:
        codes[item.year].append(item.branch)
    conditions = [Q(campaign=year, branch_id__in=some) for year, some in sorted(codes.items())]
    return reduce(operator.or_, conditions) if conditions else Q(pk__in=[])
