"""What is put right, inspected, worked on, built and looked after; claims of the papers."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from tracker.api.serializers.members import AmountField, Row
from tracker.contacts.masking import told
from tracker.contacts.models import HelpCount, Training


class PlacedRow(Row):
    """A row that lies in an area."""

    id = serializers.IntegerField(source="pk")
    area = serializers.CharField(source="area_id")
    area_name = serializers.CharField(source="area.name")


class YearRow(PlacedRow):
    """A row of one campaign year."""

    year = serializers.IntegerField(source="campaign_id")


class FindingRow(YearRow):
    """A finding and how far it is put right; its number is never used again."""

    number = serializers.CharField()
    star = serializers.CharField(help_text="empty: of no single star")
    what = serializers.CharField()
    severity = serializers.CharField()
    handling = serializers.CharField()
    weight = serializers.IntegerField()
    origin = serializers.CharField()
    found_on = serializers.DateField()
    responsible = serializers.CharField(source="responsible_id")
    responsible_name = serializers.CharField(source="responsible.name")
    due_on = serializers.DateField()
    climbed_to = serializers.CharField(help_text="empty: it has not climbed")
    state = serializers.CharField()
    round = serializers.IntegerField()
    closed_on = serializers.DateField(allow_null=True)
    version = serializers.IntegerField()
    changed_at = serializers.DateTimeField()


class WeeklyCardRow(PlacedRow):
    """The colour of an area at the end of a week, as it stood then."""

    week = serializers.DateField(source="week.starts_on", help_text="its Monday")
    year = serializers.IntegerField(source="week.campaign_id")
    colour = serializers.CharField(help_text="empty: nothing is open")
    words = serializers.CharField(source="said")
    legend = serializers.CharField()
    total = serializers.IntegerField()


class ClockRow(YearRow):
    """How an area counts days and what its colours mean; without a source it is unverified."""

    counting = serializers.CharField()
    feedback_days = serializers.IntegerField()
    ordinary_days = serializers.IntegerField()
    major_months = serializers.IntegerField()
    climb_days = serializers.IntegerField()
    legend = serializers.CharField()
    source = serializers.CharField()
    version = serializers.IntegerField()


class RoundRow(YearRow):
    """A round of inspections: planned and added, visited, missing."""

    kind = serializers.CharField()
    title = serializers.CharField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    route = serializers.CharField()
    seed = serializers.CharField(help_text="published; a drawn route follows from it")
    planned = serializers.IntegerField()
    added = serializers.IntegerField(help_text="to the running round, beside what was planned")
    visited = serializers.IntegerField()
    missing = serializers.IntegerField()
    state = serializers.CharField()


class PlannedVisitRow(PlacedRow):
    """A visit that a round plans, and how it stands."""

    year = serializers.IntegerField(source="round.campaign_id")
    round = serializers.IntegerField(source="round_id")
    kind = serializers.CharField(source="round.kind")
    why_added = serializers.CharField(help_text="empty: planned from the beginning")
    turn = serializers.IntegerField(help_text="2: a second, independent visit")
    ends_on = serializers.DateField(source="round.ends_on")
    stands = serializers.CharField(help_text="ahead, missing or visited")


class InspectionRow(YearRow):
    """One inspection of one unit."""

    round = serializers.IntegerField(source="visit.round_id")
    kind = serializers.CharField(source="visit.round.kind")
    inspected_on = serializers.DateField()
    points = serializers.IntegerField(source="sum_points", allow_null=True)
    not_met = serializers.IntegerField()
    state = serializers.CharField()


class SelfCheckRow(YearRow):
    """What a village found when it checked itself: no visit of an inspector."""

    checked_on = serializers.DateField()
    highlights = serializers.CharField()
    next_steps = serializers.CharField()


class BulletinRow(YearRow):
    """A bulletin of a period, without its text."""

    number = serializers.IntegerField(allow_null=True, help_text="null: not issued yet")
    title = serializers.CharField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    state = serializers.CharField()
    issued_on = serializers.DateField(allow_null=True)
    version = serializers.IntegerField()


class WorkRow(YearRow):
    """A piece of work of a list, with the weeks it is planned for."""

    star = serializers.CharField(help_text="empty: of no single star")
    title = serializers.CharField()
    responsible = serializers.CharField()
    set_in = serializers.CharField(source="set_in_id")
    start_week = serializers.DateField()
    due_week = serializers.DateField()
    severity = serializers.CharField(help_text="kind under 13710; empty: planned by weeks")
    due_on = serializers.DateField(allow_null=True, help_text="last day under 13710")
    climbed_to = serializers.CharField(help_text="highest level reached by being overdue")
    is_key = serializers.BooleanField()
    state = serializers.CharField()
    result = serializers.CharField()
    version = serializers.IntegerField()


class WorkRecordRow(Row):
    """One step of a piece of work, as the record keeps it."""

    id = serializers.IntegerField(source="pk")
    work = serializers.IntegerField(source="item_id")
    area = serializers.CharField(source="item.area_id")
    area_name = serializers.CharField(source="item.area.name")
    verb = serializers.CharField()
    text = serializers.CharField()
    state = serializers.CharField(source="target")
    due_week = serializers.DateField()
    done_at = serializers.DateTimeField()


class MeetingRow(PlacedRow):
    """A meeting, without its minutes."""

    title = serializers.CharField()
    held_on = serializers.DateField()
    occasion = serializers.CharField(source="slot")
    decisions = serializers.IntegerField(source="decided")
    version = serializers.IntegerField()


class ProjectRow(YearRow):
    """A project of an area; money in yuan."""

    star = serializers.CharField(help_text="empty: of no single star")
    title = serializers.CharField()
    responsible = serializers.CharField()
    planned = AmountField(allow_null=True)
    received = AmountField()
    income_planned = AmountField(allow_null=True)
    income_reached = AmountField(allow_null=True)
    steps = serializers.IntegerField()
    steps_reached = serializers.IntegerField()
    supply = serializers.IntegerField(source="supply_id", allow_null=True)
    state = serializers.CharField()
    version = serializers.IntegerField()


class SupplyRow(YearRow):
    """What a department offers; money in yuan."""

    star = serializers.CharField(help_text="empty: of no single star")
    title = serializers.CharField()
    department = serializers.CharField()
    amount = AmountField(allow_null=True, help_text="null: not stated")
    used = AmountField()
    served = serializers.IntegerField()
    version = serializers.IntegerField()


class TieRow(PlacedRow):
    """Which department and which post in it looks after a branch. Nobody is named."""

    department = serializers.CharField()
    post = serializers.CharField()
    starts_on = serializers.DateField()
    ended_on = serializers.DateField(allow_null=True)
    version = serializers.IntegerField()


class WeakBranchRow(PlacedRow):
    """A weak or lax branch, until somebody else releases it."""

    why = serializers.CharField()
    marked_on = serializers.DateField()
    state = serializers.CharField()
    released_on = serializers.DateField(allow_null=True)
    version = serializers.IntegerField()


class VisitRow(PlacedRow):
    """A visit to a branch and what was seen."""

    department = serializers.CharField()
    visited_on = serializers.DateField()
    seen = serializers.CharField()
    comes_next = serializers.CharField()
    findings = serializers.IntegerField()
    version = serializers.IntegerField()


class HelpRow(PlacedRow):
    """Help in numbers. A small number is told in words outside the own area, as on the page."""

    counted_on = serializers.DateField()
    families = serializers.SerializerMethodField()
    problems = serializers.SerializerMethodField()
    solved = serializers.SerializerMethodField()

    def get_families(self, row: HelpCount) -> str:
        return _told(row, "families")

    def get_problems(self, row: HelpCount) -> str:
        return _told(row, "problems")

    def get_solved(self, row: HelpCount) -> str:
        return _told(row, "solved")


class TrainingRow(PlacedRow):
    """A training that is asked for, planned or held. Small numbers as in `help`."""

    topic = serializers.CharField()
    audience = serializers.CharField()
    wanted = serializers.SerializerMethodField()
    planned_on = serializers.DateField(allow_null=True)
    held_on = serializers.DateField(allow_null=True)
    people = serializers.SerializerMethodField()
    stage = serializers.CharField()
    version = serializers.IntegerField()

    def get_wanted(self, row: Training) -> str:
        return _told(row, "wanted")

    def get_people(self, row: Training) -> str:
        return _told(row, "people")


def _told(row: Any, name: str) -> str:
    return told(getattr(row, name), is_own=row.is_own)


class PaperRow(Row):
    """An article of the archive and how many of its claims wait; no text."""

    key = serializers.CharField()
    page = serializers.CharField(source="page_id")
    title = serializers.CharField()
    paper = serializers.CharField(source="page.paper")
    published_on = serializers.DateField(source="page.published_on", allow_null=True)
    waiting = serializers.IntegerField()
    accepted = serializers.IntegerField()
    figures = serializers.IntegerField(source="figure_count")


class ClaimRow(Row):
    """What an article states as the engine read it, or as a person corrected it."""

    id = serializers.IntegerField(source="pk")
    page = serializers.CharField(source="page_id")
    area = serializers.CharField(source="area_id", allow_null=True)
    named_as = serializers.CharField()
    year = serializers.IntegerField(source="campaign_id", allow_null=True)
    nature = serializers.CharField()
    metric = serializers.CharField()
    level = serializers.IntegerField(allow_null=True)
    star = serializers.CharField()
    value = serializers.DecimalField(max_digits=18, decimal_places=4, allow_null=True)
    value_to = serializers.DecimalField(max_digits=18, decimal_places=4, allow_null=True)
    unit = serializers.CharField()
    period = serializers.CharField()
    start = serializers.IntegerField(help_text="first character in the text of the page, from 0")
    end = serializers.IntegerField(help_text="last character, exclusive")
    confidence = serializers.IntegerField(help_text="of the engine, in percent")
    state = serializers.CharField(help_text="proposed, accepted, rejected or withdrawn")
    figure = serializers.CharField(source="figure_id", allow_null=True)


class AliasRow(PlacedRow):
    """A name on a page that is proposed for a place."""

    name = serializers.CharField()
    state = serializers.CharField()
    proposed_at = serializers.DateTimeField()
