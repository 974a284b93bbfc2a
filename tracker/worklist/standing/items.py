"""Pieces of work, their record, and the people who look at them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case, Count, IntegerField, QuerySet, Value, When
from django.utils import timezone

from tracker.access.terms import Permission
from tracker.campaigns.models import Campaign
from tracker.clocks.colours import Line
from tracker.clocks.deadlines import Course
from tracker.clocks.standing import Clocks, Setting, Standing, line_at, standing_against
from tracker.clocks.terms import Severity
from tracker.people.models import User
from tracker.people.permissions import may, visible_or_404, within
from tracker.places.models import Area
from tracker.places.terms import Level
from tracker.worklist.models import Meeting, WorkItem, WorkStep
from tracker.worklist.permissions import against_move, area_asked
from tracker.worklist.terms import LIVE, Shade, State, Verb
from tracker.worklist.timing import say_timing, shade_of
from tracker.worklist.workflow import Move, moves_from

# Far or near to the end: the order in which the list sorts states.
_RANK = {state: number for number, state in enumerate(State)}
# What a person is offered on the page of one piece of work, in this order. Carrying over
# is done for a whole list.
OFFERED = (
    *(Verb.REPORT, Verb.FINISH, Verb.RECALL, Verb.CONFIRM),
    *(Verb.RETURN, Verb.POSTPONE, Verb.DROP),
)


def item_rows(user: User) -> QuerySet:
    """Return the work that a person may read, with all that a row shows of it."""
    ranks = [When(state=state, then=Value(rank)) for state, rank in _RANK.items()]
    rows = WorkItem.objects.visible_to(user)
    return (
        rows.select_related("area__parent__parent", "set_in", "changed_by", "campaign")
        .annotate(rank=Case(*ranks, output_field=IntegerField()))
        .order_by("due_week", "area_id", "pk")
    )


def step_rows(user: User) -> QuerySet:
    """Return the record of the work that a person may read."""
    rows = WorkStep.objects.visible_to(user)
    return rows.select_related("item__area__parent__parent", "done_by").order_by("-done_at", "-pk")


def meeting_rows(user: User) -> QuerySet:
    """Return the meetings of which a person may read the minutes."""
    rows = Meeting.objects.visible_to(user).annotate(decided=Count("decisions"))
    return rows.select_related("area__parent__parent", "rhythm", "changed_by").order_by(
        "-held_on", "-pk"
    )


def item_or_404(user: User, key: int) -> WorkItem:
    """Return one piece of work; out of reach it answers like one that does not exist."""
    return visible_or_404(item_rows(user).select_related("meeting", "carried_from"), pk=key)


def area_or_404(user: User, code: str) -> Area:
    """Return an area whose work a person reads."""
    mine = Area.objects.filter(within(user, Permission.WORK_READ, "code"))
    return visible_or_404(mine.select_related("parent__parent"), pk=code)


def year_or_404(year: int) -> Campaign:
    return visible_or_404(Campaign.objects.all(), pk=year)


def running_years() -> list[Campaign]:
    """Return the years in which work is set, newest first."""
    return list(Campaign.objects.filter(state="running"))


@dataclass(frozen=True)
class Offer:
    """A move that the page of a piece of work shows: possible, or why not."""

    move: Move
    against: str

    @property
    def verb(self) -> Verb:
        return Verb(self.move.verb)


def offers(user: User, item: WorkItem) -> list[Offer]:
    """Return the moves that a person has the right to, each with what stands against it."""
    found = [
        Offer(move, against_move(user, item, move, move.verb))
        for move in moves_from(item.state)
        if move.verb in OFFERED and _has_right(user, item, move)
    ]
    return sorted(found, key=lambda offer: OFFERED.index(offer.verb))


def may_change(user: User, item: WorkItem) -> bool:
    """Tell whether a person may correct what was set."""
    return any(
        move.verb == Verb.CHANGE and _has_right(user, item, move) for move in moves_from(item.state)
    )


def _has_right(user: User, item: WorkItem, move: Move) -> bool:
    return may(user, move.permission, area_asked(item, move), item.star)


def timing_of(item: WorkItem, today: dt.date | None = None) -> tuple[Shade, str]:
    """Return how a piece of work stands to its last week, and that in words."""
    today = today or timezone.localdate()
    asked = (item.state, item.due_week, today, item.due_on)
    return shade_of(*asked), say_timing(*asked)


def course_of(item: WorkItem) -> Course | None:
    """Return what the clock of 13710 looks at; None for work planned by weeks."""
    if item.clock_on is None:
        return None
    return Course(
        item.clock_on,
        Severity(item.severity),
        assigned_on=item.clock_on,
        feedback_on=item.feedback_on,
        solved_on=item.solved_on,
        due_on=item.due_on,
    )


def line_of(item: WorkItem, setting: Setting, today: dt.date) -> Line | None:
    """Return the line of the legend at which live work under 13710 stands; None for other."""
    course = course_of(item)
    if course is None or item.state not in LIVE:
        return None
    return line_at(course, setting, today, returned=item.is_sent_back)


def standing_of(item: WorkItem, today: dt.date) -> Standing | None:
    """Return how work stands against its clock; None for work planned by weeks."""
    course = course_of(item)
    if course is None:
        return None
    return standing_against(
        course,
        Clocks(item.campaign_id).of(item.area_id),
        Level(item.area.level),
        today,
        returned=item.is_sent_back,
        until=item.solved_on,
    )


def areas_to_set(area: Area) -> list[Area]:
    """Return the areas directly below one that take part: for which it sets the same work."""
    below = Area.objects.current().filter(parent=area).order_by("code")
    return [one for one in below if not one.is_excluded]
