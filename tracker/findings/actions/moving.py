"""Moving findings along the table of moves, many at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.access.refusals import Denied, Refused
from tracker.access.terms import Permission
from tracker.campaigns.holding import hold_years
from tracker.campaigns.terms import State as Year
from tracker.clocks.standing import ClocksByYear
from tracker.findings.actions.turns import Turn, held, overtaken, write
from tracker.findings.inputs import Charge, Item
from tracker.findings.models import LONGEST_TEXT, Finding
from tracker.findings.terms import RESPONSIBLE, Duty, State, Verb
from tracker.findings.wording import denied_in_words
from tracker.findings.workflow import Move, move_for, permissions_of, says
from tracker.history.record import record_all
from tracker.people.models import User
from tracker.people.permissions import may, within
from tracker.places.terms import CODE_LENGTHS, Level

MOST_AT_ONCE = 500  # findings of one bulk move: more than a county has open in a month
CHARGING = (Verb.ASSIGN, Verb.REASSIGN)


@dataclass(frozen=True)
class Outlook:
    """What a verb would do to one finding: `against` says why nothing, "" that it will.

    `row` is None where there is no such finding for this person.
    """

    item: Item
    row: Finding | None
    against: str = ""

    @property
    def will(self) -> bool:
        return not self.against


class NotAllRefused(Refused):
    """Several moves at once, and a rule forbids some: nothing was written. `outlooks` has them."""

    def __init__(self, outlooks: Sequence[Outlook]) -> None:
        super().__init__(_("Nothing was done, because not everything was possible."))
        self.outlooks = tuple(outlooks)


def preview(
    *, by: User, items: Iterable[Item], verb: str, charge: Charge | None = None
) -> list[Outlook]:
    """Return for each finding whether the verb would move it now, and why not.

    Writes and holds nothing. A finding out of reach answers like a missing one.
    """
    wanted = sorted(items)
    rows = Finding.objects.visible_to(by).filter(number__in=[item.number for item in wanted])
    found = {row.number: row for row in rows.select_related("area__parent", "campaign")}
    return [_outlook(item, found.get(item.number), by, verb, charge) for item in wanted]


@transaction.atomic
def move_many(
    *,
    by: User,
    items: Iterable[Item],
    verb: str,
    said: str = "",
    charge: Charge | None = None,
) -> list[Finding]:
    """Do one verb to all findings, or to none; return them as they are now.

    Raises Denied for a missing right, Overtaken with the rows that changed since they were
    read, Refused for one move or for what is wrong with all of them, and NotAllRefused
    where a rule forbids some of many.
    """
    wanted, words = sorted(items), said.strip()
    _refuse_whole(wanted, verb, words, charge)
    hold_years({int(item.number[:4]) for item in wanted})
    # Out of reach is missing, here as in the preview: a refusal would say that it is there.
    mine = within(by, Permission.FINDINGS_READ, "area_id")
    rows = {row.number: row for row in held(Q(number__in=[one.number for one in wanted]) & mine)}
    _require_verb(rows.values(), by=by, verb=verb)
    if stale := [rows[one.number] for one in wanted if _is_stale(one, rows)]:
        raise overtaken(stale)
    outlooks = [_outlook(one, rows.get(one.number), by, verb, charge) for one in wanted]
    _stop_unless_all_will(outlooks)
    clocks, today = ClocksByYear(), timezone.localdate()
    turns = []
    for row in rows.values():
        turn = Turn(row, by=by, today=today)
        turn.climb(clocks[row.campaign_id].of(row.area_id).clock)
        if move := move_for(row.state, verb):
            turn.make(move, words, charge if verb in CHARGING else None)
        turns.append(turn)
    record_all(write(turns), by=by)
    return list(rows.values())


def place_of(row: Finding, move: Move) -> str:
    """Return the area in which a move's right is asked for: who puts it right is responsible."""
    return row.responsible_id if move.permission == Permission.FINDINGS_RECTIFY else row.area_id


def _refuse_whole(items: Sequence[Item], verb: str, said: str, charge: Charge | None) -> None:
    """Raise Refused for what no row could mend."""
    if verb not in Verb.values or not permissions_of(verb):
        raise Refused(_("There is no such step."))
    if not items:
        raise Refused(_("Nothing was chosen. Tick at least one row."))
    if len(items) > MOST_AT_ONCE:
        words = {"most": MOST_AT_ONCE}
        raise Refused(_("At most %(most)d findings at once. Filter the list first.") % words)
    if says(verb) and not said:
        raise Refused(_("Say in words what was done, or why."))
    if len(said) > LONGEST_TEXT:
        raise Refused(_("Use at most %(longest)s characters.") % {"longest": LONGEST_TEXT})
    if verb in CHARGING and (
        charge is None or charge.level not in RESPONSIBLE or charge.duty not in ("", *Duty.values)
    ):
        raise Refused(_("Say which level has to put it right."))


def _require_verb(rows: Iterable[Finding], *, by: User, verb: str) -> None:
    """Raise Denied where nothing gives the verb to the person, in whatever state."""
    for row in rows:
        rights = permissions_of(verb)
        if not any(may(by, right, row.area_id) for right in rights):
            raise Denied(verb)


def _is_stale(item: Item, rows: Mapping[str, Finding]) -> bool:
    row = rows.get(item.number)
    return row is not None and row.version != item.seen


def _stop_unless_all_will(outlooks: Sequence[Outlook]) -> None:
    against = [one for one in outlooks if not one.will]
    if against and len(outlooks) == 1:
        raise Refused(against[0].against)
    if against:
        raise NotAllRefused(outlooks)


def _outlook(
    item: Item, row: Finding | None, by: User, verb: str, charge: Charge | None
) -> Outlook:
    if row is None:
        return Outlook(item, None, _("There is no such finding."))
    move = move_for(row.state, verb)
    if move and not may(by, move.permission, place_of(row, move)):
        return Outlook(item, row, denied_in_words(move.permission))
    if row.version != item.seen:
        return Outlook(item, row, _("Somebody changed this after you had read it."))
    return Outlook(item, row, _against(row, move, verb, by, charge))


def _against(row: Finding, move: Move | None, verb: str, by: User, charge: Charge | None) -> str:
    if move is None:
        words = {"state": State(row.state).label, "verb": Verb(verb).label}
        return _("“%(verb)s” is not possible now: the state is “%(state)s”.") % words
    if row.campaign.state == Year.PREPARING:
        return _("%(year)s is not running.") % {"year": row.campaign_id}
    if move.fresh_eyes and row.rectified_by_id == by.pk:
        return _("You have put it right yourself. Somebody else has to do this.")
    if charge and len(row.area_id) < CODE_LENGTHS[Level(charge.level)]:
        return _("It was found at a street: no village can be made responsible.")
    return ""
