"""The closed list of metrics, their units and topics, and other stored words.

`docs/metrics.md` explains each metric; a test compares the two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    # Django ships no types; for the pure modules its choices are enums of strings.
    from enum import StrEnum

    class TextChoices(StrEnum):
        label: str
        values: list[str]

else:
    from django.db.models import TextChoices


class Nature(TextChoices):
    """What kind of statement a figure is; the kinds never mix in one sum."""

    PLANNED = "planned", _("Planned")
    REPORTED = "reported", _("Reported")


class Bearing(TextChoices):
    CAMPAIGN = "campaign", _("On the campaign")
    CONTEXT = "context", _("Other work on the page")


class FigureUnitKind(TextChoices):
    """Which units a figure counts; empty when it counts none."""

    RURAL = "rural", _("Villages")
    URBAN = "urban", _("Communities")
    ALL = "all", _("Villages and communities")


class Precision(TextChoices):
    EXACT = "exact", _("exact number")
    ABOUT = "about", _("about")
    OVER = "over", _("more than")
    NEARLY = "nearly", _("nearly")
    UP_TO = "up_to", _("at most")
    AT_LEAST = "at_least", _("at least")


class Topic(TextChoices):
    """Chapters in which dashboards and lists group the metrics."""

    RATINGS = "ratings", _("Levels and stars")
    TARGETS = "targets", _("Targets and units")
    INSPECTIONS = "inspections", _("Inspections and bulletins")
    FINDINGS = "findings", _("Findings and rectification")
    WORK = "work", _("Tasks, lists and projects")
    TRAINING = "training", _("Training, meetings and visits")
    GRIDS = "grids", _("Grids, staff and volunteers")
    REWARDS = "rewards", _("Honours and rewards")
    ECONOMY = "economy", _("Collective income and building")
    MECHANISMS = "mechanisms", _("Mechanisms")
    EVENTS = "events", _("Events")
    OTHER = "other", _("Other figures")


class Metric(TextChoices):
    """What a figure measures."""

    LEVEL_COUNT = "level_count", _("Branches at a level")
    STAR_COUNT = "star_count", _("Branches holding a star")
    SHARE_AT_LEAST = "share_at_least", _("Share at a level or above")
    UNIT_COUNT = "unit_count", _("Number of units")
    TARGET_PER_UNIT = "target_per_unit", _("Target for each unit")
    STANDARD_COUNT = "standard_count", _("Number of standards")
    FINDING_COUNT = "finding_count", _("Findings")
    RECTIFIED_COUNT = "rectified_count", _("Findings put right")
    IMMEDIATE_COUNT = "immediate_count", _("Findings to put right at once")
    DEADLINE_COUNT = "deadline_count", _("Findings to put right by a date")
    INSPECTED_COUNT = "inspected_count", _("Units inspected")
    INSPECTED_OBJECT_COUNT = "inspected_object_count", _("Objects inspected")
    INSPECTION_COUNT = "inspection_count", _("Inspections")
    BULLETIN_COUNT = "bulletin_count", _("Bulletins")
    PROJECT_COUNT = "project_count", _("Projects")
    PROJECT_MONEY = "project_money", _("Project money")
    TASK_COUNT = "task_count", _("Tasks")
    MEASURE_COUNT = "measure_count", _("Measures and rules")
    MEETING_COUNT = "meeting_count", _("Meetings")
    PARTICIPANT_COUNT = "participant_count", _("Participants")
    TRAINING_COUNT = "training_count", _("Trainings")
    SITE_COUNT = "site_count", _("Sites and facilities")
    VISIT_COUNT = "visit_count", _("Visits")
    GRID_COUNT = "grid_count", _("Grids")
    GRID_STAFF_COUNT = "grid_staff_count", _("Grid staff")
    STAFF_COUNT = "staff_count", _("Staff and cadres")
    ACTIVITY_COUNT = "activity_count", _("Activities")
    VOLUNTEER_COUNT = "volunteer_count", _("Volunteers")
    HOUSEHOLD_COUNT = "household_count", _("Households, total")
    HOUSEHOLD_MEMBER_COUNT = "household_member_count", _("Household members, total")
    ISSUE_CASE_COUNT = "issue_case_count", _("Cases mediated")
    AWARD_COUNT = "award_count", _("Honours")
    AWARD_MONEY = "award_money", _("Reward")
    PAY_ADJUSTMENT = "pay_adjustment", _("Pay adjustment")
    INCOME = "income", _("Income")
    INCOME_GROWTH = "income_growth", _("Growth of income")
    PARTICIPATION_SHARE = "participation_share", _("Share taking part")
    RANK = "rank", _("Rank")
    SCORE = "score", _("Score of an observation round")
    AREA_COUNT = "area_count", _("Land and buildings")
    CLEARANCE_AMOUNT = "clearance_amount", _("Cleared away")
    ENTERPRISE_COUNT = "enterprise_count", _("Enterprises")
    CERTIFICATE_COUNT = "certificate_count", _("Certificates")
    MECHANISM = "mechanism", _("Mechanism")
    EVENT = "event", _("Event")
    OTHER = "other_campaign_figure", _("Other figure")


TOPIC_METRICS: dict[Topic, list[Metric]] = {
    Topic.RATINGS: [Metric.LEVEL_COUNT, Metric.STAR_COUNT, Metric.SHARE_AT_LEAST],
    Topic.TARGETS: [Metric.TARGET_PER_UNIT, Metric.UNIT_COUNT, Metric.STANDARD_COUNT],
    Topic.INSPECTIONS: [
        Metric.INSPECTED_COUNT,
        Metric.INSPECTION_COUNT,
        Metric.INSPECTED_OBJECT_COUNT,
        Metric.BULLETIN_COUNT,
        Metric.RANK,
        Metric.SCORE,
    ],
    Topic.FINDINGS: [
        Metric.FINDING_COUNT,
        Metric.RECTIFIED_COUNT,
        Metric.IMMEDIATE_COUNT,
        Metric.DEADLINE_COUNT,
        Metric.ISSUE_CASE_COUNT,
        Metric.CLEARANCE_AMOUNT,
    ],
    Topic.WORK: [
        Metric.TASK_COUNT,
        Metric.PROJECT_COUNT,
        Metric.PROJECT_MONEY,
        Metric.MEASURE_COUNT,
    ],
    Topic.TRAINING: [
        Metric.MEETING_COUNT,
        Metric.TRAINING_COUNT,
        Metric.PARTICIPANT_COUNT,
        Metric.CERTIFICATE_COUNT,
        Metric.VISIT_COUNT,
    ],
    Topic.GRIDS: [
        Metric.GRID_COUNT,
        Metric.GRID_STAFF_COUNT,
        Metric.STAFF_COUNT,
        Metric.ACTIVITY_COUNT,
        Metric.VOLUNTEER_COUNT,
        Metric.PARTICIPATION_SHARE,
        Metric.HOUSEHOLD_COUNT,
        Metric.HOUSEHOLD_MEMBER_COUNT,
    ],
    Topic.REWARDS: [Metric.AWARD_COUNT, Metric.AWARD_MONEY, Metric.PAY_ADJUSTMENT],
    Topic.ECONOMY: [
        Metric.INCOME,
        Metric.INCOME_GROWTH,
        Metric.SITE_COUNT,
        Metric.AREA_COUNT,
        Metric.ENTERPRISE_COUNT,
    ],
    Topic.MECHANISMS: [Metric.MECHANISM],
    Topic.EVENTS: [Metric.EVENT],
    Topic.OTHER: [Metric.OTHER],
}
TOPIC_OF = {metric: topic for topic, metrics in TOPIC_METRICS.items() for metric in metrics}


class Unit(TextChoices):
    """What is counted. Money is stored in yuan."""

    NONE = "none", ""
    BRANCH = "branch", _("branches")
    STAR = "star", _("stars")
    VILLAGE = "village", _("villages")
    COMMUNITY = "community", _("communities")
    UNIT = "unit", _("villages and communities")
    STREET = "street", _("streets and townships")
    DEPARTMENT = "department", _("departments")
    TASK_FORCE = "task_force", _("task forces")
    ISSUE = "issue", _("issues")
    PLACE = "place", _("places")
    ITEM = "item", _("items")
    TIME = "time", _("times")
    EVENT = "event", _("events")
    BULLETIN = "bulletin", _("bulletins")
    PROJECT = "project", _("projects")
    SESSION = "session", _("sessions")
    PERSON = "person", _("people")
    PERSON_TIME = "person_time", _("person-times")
    ENTERPRISE = "enterprise", _("enterprises")
    HOUSEHOLD = "household", _("households")
    GRID = "grid", _("grids")
    CASE = "case", _("cases")
    AWARD = "award", _("honours")
    YUAN = "yuan", _("yuan")
    PERCENT = "percent", "%"
    HECTARE = "hectare", _("hectares")
    MU = "mu", _("mu")
    SQUARE_METRE = "square_metre", _("square metres")
    BUILDING = "building", _("buildings")
    TONNE = "tonne", _("tonnes")
    TREE = "tree", _("trees")
    TEAM = "team", _("teams")
    VEHICLE = "vehicle", _("vehicles")
    HOUR = "hour", _("hours")
    FLAT = "flat", _("flats")
    ESTATE = "estate", _("residential estates")
    INSTITUTION = "institution", _("institutions")
    LIST = "list", _("lists")
    STEP = "step", _("steps")
    CATEGORY = "category", _("categories")
    MATTER = "matter", _("matters")
    POINT = "point", _("points of a score")


# The units a metric may be stated in, the usual one first.
METRIC_UNITS: dict[Metric, list[Unit]] = {
    Metric.LEVEL_COUNT: [Unit.BRANCH],
    Metric.STAR_COUNT: [Unit.BRANCH, Unit.STAR],
    Metric.SHARE_AT_LEAST: [Unit.PERCENT],
    Metric.UNIT_COUNT: [
        Unit.VILLAGE,
        Unit.COMMUNITY,
        Unit.UNIT,
        Unit.STREET,
        Unit.BRANCH,
        Unit.DEPARTMENT,
        Unit.TASK_FORCE,
        Unit.TEAM,
    ],
    Metric.TARGET_PER_UNIT: [Unit.BRANCH],
    Metric.STANDARD_COUNT: [Unit.ITEM],
    Metric.FINDING_COUNT: [Unit.ISSUE],
    Metric.RECTIFIED_COUNT: [Unit.ISSUE],
    Metric.IMMEDIATE_COUNT: [Unit.ISSUE],
    Metric.DEADLINE_COUNT: [Unit.ISSUE],
    Metric.INSPECTED_COUNT: [Unit.VILLAGE, Unit.UNIT],
    Metric.INSPECTED_OBJECT_COUNT: [Unit.PLACE, Unit.ITEM],
    Metric.INSPECTION_COUNT: [Unit.TIME, Unit.EVENT],
    Metric.BULLETIN_COUNT: [Unit.BULLETIN],
    Metric.PROJECT_COUNT: [Unit.PROJECT, Unit.ESTATE],
    Metric.PROJECT_MONEY: [Unit.YUAN],
    Metric.TASK_COUNT: [Unit.ITEM, Unit.MATTER],
    Metric.MEASURE_COUNT: [Unit.ITEM, Unit.LIST, Unit.STEP],
    Metric.MEETING_COUNT: [Unit.TIME],
    Metric.PARTICIPANT_COUNT: [Unit.PERSON, Unit.PERSON_TIME],
    Metric.TRAINING_COUNT: [Unit.TIME, Unit.SESSION],
    Metric.SITE_COUNT: [Unit.PLACE, Unit.FLAT, Unit.INSTITUTION],
    Metric.VISIT_COUNT: [Unit.ENTERPRISE, Unit.HOUSEHOLD, Unit.TIME],
    Metric.GRID_COUNT: [Unit.GRID],
    Metric.GRID_STAFF_COUNT: [Unit.PERSON],
    Metric.STAFF_COUNT: [Unit.PERSON],
    Metric.ACTIVITY_COUNT: [Unit.TIME, Unit.EVENT],
    Metric.VOLUNTEER_COUNT: [Unit.PERSON, Unit.PERSON_TIME],
    Metric.HOUSEHOLD_COUNT: [Unit.HOUSEHOLD],
    Metric.HOUSEHOLD_MEMBER_COUNT: [Unit.PERSON],
    Metric.ISSUE_CASE_COUNT: [Unit.CASE],
    Metric.AWARD_COUNT: [Unit.AWARD, Unit.BRANCH],
    Metric.AWARD_MONEY: [Unit.YUAN],
    Metric.PAY_ADJUSTMENT: [Unit.PERCENT],
    Metric.INCOME: [Unit.YUAN],
    Metric.INCOME_GROWTH: [Unit.PERCENT],
    Metric.PARTICIPATION_SHARE: [Unit.PERCENT],
    Metric.RANK: [Unit.PLACE],
    Metric.SCORE: [Unit.POINT],
    Metric.AREA_COUNT: [
        Unit.HECTARE,
        Unit.MU,
        Unit.SQUARE_METRE,
        Unit.BUILDING,
        Unit.PLACE,
    ],
    Metric.CLEARANCE_AMOUNT: [Unit.TONNE, Unit.PLACE, Unit.TREE],
    Metric.ENTERPRISE_COUNT: [Unit.ENTERPRISE],
    Metric.CERTIFICATE_COUNT: [Unit.PERSON],
    Metric.MECHANISM: [Unit.NONE],
    Metric.EVENT: [Unit.NONE, Unit.HOUR],
    Metric.OTHER: list(Unit),
}

# Metrics that say a level: the level itself, or "at least" the level.
LEVEL_METRICS = frozenset({Metric.LEVEL_COUNT, Metric.SHARE_AT_LEAST})
# Metrics that may stand without a number.
NUMBERLESS_METRICS = frozenset({Metric.MECHANISM, Metric.EVENT})


class CheckKind(TextChoices):
    """What a cross-check compares."""

    SUM = "sum", _("Parts add up to the total")
    SHARE = "share", _("Share follows from its parts")
    UNIT_COUNT = "unit_count", _("Number of units as in the gazetteer")
    DIFFER = "differ", _("Two figures for one thing")
    DISTINCT = "distinct", _("Looks like a contradiction, is none")
    MISPRINT = "misprint", _("Misprint on the page")
    RECORD = "record", _("A figure and the records of this site")


class GazetteerCount(TextChoices):
    """Which count of the gazetteer stands for a printed total."""

    RURAL = "rural", _("villages in the gazetteer")
    URBAN = "urban", _("communities in the gazetteer")
    UNIT = "unit", _("villages and communities in the gazetteer")
    STREET = "street", _("streets and townships in the gazetteer")


class CheckResult(TextChoices):
    AGREES = "agrees", _("Agrees")
    CONTRADICTS = "contradicts", _("Contradiction")
    UNPROVEN = "unproven", _("Cannot be proven")
    AS_PRINTED = "as_printed", _("As printed")


class ChoiceRule(TextChoices):
    """The written rule that chooses the figure shown; the other stays beside it."""

    PARTS_ADD_UP = "parts_add_up", _("the figure whose parts add up")
    MATCHES_GAZETTEER = "matches_gazetteer", _("the figure that matches the gazetteer")
    FITS_DISTRICT_TOTAL = "fits_district_total", _("the figure that fits the district's total")
    LATER_SOURCE = "later_source", _("the later source")
    PERSON = "person", _("a person of the office chose, with a reason")
    OWN_PERIOD = "own_period", _("each figure holds for its own period or matter")
    NONE = "none", _("no rule chooses: both are shown")


class PartRole(TextChoices):
    TOTAL = "total", _("total")
    PART = "part", _("part")
    SHARE = "share", _("share")
    CHOSEN = "chosen", _("shown")
    OTHER = "other", _("kept beside it")
