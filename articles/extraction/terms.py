"""The words claims are made of.

Metrics, units and precisions carry the same words as the tracker's closed list
(`docs/metrics.md`); a test compares the two. `printed_metric` says under which
name `read_article` prints a metric.
"""

from __future__ import annotations

from enum import StrEnum


def words(text: str) -> tuple[str, ...]:
    """Return the words of a list that is easier to read without quotes and commas."""
    return tuple(text.split())


class Metric(StrEnum):
    LEVEL_COUNT = "level_count"
    STAR_COUNT = "star_count"
    SHARE_AT_LEAST = "share_at_least"
    UNIT_COUNT = "unit_count"
    TARGET_PER_UNIT = "target_per_unit"
    STANDARD_COUNT = "standard_count"
    FINDING_COUNT = "finding_count"
    RECTIFIED_COUNT = "rectified_count"
    IMMEDIATE_COUNT = "immediate_count"
    DEADLINE_COUNT = "deadline_count"
    INSPECTED_COUNT = "inspected_count"
    INSPECTED_OBJECT_COUNT = "inspected_object_count"
    INSPECTION_COUNT = "inspection_count"
    BULLETIN_COUNT = "bulletin_count"
    PROJECT_COUNT = "project_count"
    PROJECT_MONEY = "project_money"
    TASK_COUNT = "task_count"
    MEASURE_COUNT = "measure_count"
    MEETING_COUNT = "meeting_count"
    PARTICIPANT_COUNT = "participant_count"
    TRAINING_COUNT = "training_count"
    SITE_COUNT = "site_count"
    VISIT_COUNT = "visit_count"
    GRID_COUNT = "grid_count"
    GRID_STAFF_COUNT = "grid_staff_count"
    STAFF_COUNT = "staff_count"
    ACTIVITY_COUNT = "activity_count"
    VOLUNTEER_COUNT = "volunteer_count"
    HOUSEHOLD_COUNT = "household_count"
    HOUSEHOLD_MEMBER_COUNT = "household_member_count"
    ISSUE_CASE_COUNT = "issue_case_count"
    AWARD_COUNT = "award_count"
    AWARD_MONEY = "award_money"
    PAY_ADJUSTMENT = "pay_adjustment"
    INCOME = "income"
    INCOME_GROWTH = "income_growth"
    PARTICIPATION_SHARE = "participation_share"
    RANK = "rank"
    SCORE = "score"
    AREA_COUNT = "area_count"
    CLEARANCE_AMOUNT = "clearance_amount"
    ENTERPRISE_COUNT = "enterprise_count"
    CERTIFICATE_COUNT = "certificate_count"
    MECHANISM = "mechanism"
    EVENT = "event"
    OTHER = "other_campaign_figure"


class Unit(StrEnum):
    NONE = "none"
    BRANCH = "branch"
    STAR = "star"
    VILLAGE = "village"
    COMMUNITY = "community"
    UNIT = "unit"
    STREET = "street"
    DEPARTMENT = "department"
    TASK_FORCE = "task_force"
    ISSUE = "issue"
    PLACE = "place"
    ITEM = "item"
    TIME = "time"
    EVENT = "event"
    BULLETIN = "bulletin"
    PROJECT = "project"
    SESSION = "session"
    PERSON = "person"
    PERSON_TIME = "person_time"
    ENTERPRISE = "enterprise"
    HOUSEHOLD = "household"
    GRID = "grid"
    CASE = "case"
    AWARD = "award"
    YUAN = "yuan"
    PERCENT = "percent"
    HECTARE = "hectare"
    MU = "mu"
    SQUARE_METRE = "square_metre"
    BUILDING = "building"
    TONNE = "tonne"
    TREE = "tree"
    TEAM = "team"
    VEHICLE = "vehicle"
    HOUR = "hour"
    FLAT = "flat"
    ESTATE = "estate"
    INSTITUTION = "institution"
    LIST = "list"
    STEP = "step"
    CATEGORY = "category"
    MATTER = "matter"
    POINT = "point"


class Nature(StrEnum):
    PLANNED = "planned"
    REPORTED = "reported"


class Bearing(StrEnum):
    CAMPAIGN = "campaign"
    CONTEXT = "context"


class UnitKind(StrEnum):
    RURAL = "rural"
    URBAN = "urban"
    ALL = "all"


class Precision(StrEnum):
    EXACT = "exact"
    ABOUT = "about"
    OVER = "over"
    NEARLY = "nearly"
    UP_TO = "up_to"
    AT_LEAST = "at_least"


class Star(StrEnum):
    """Keys of the stars of both schemes; the names are the province's."""

    PARTY_BRANCH = "party_branch"
    INDUSTRY = "industry"
    ECOLOGY = "ecology"
    SAFETY = "safety"
    CIVILITY = "civility"
    SHARING = "sharing"
    HARMONY = "harmony"
    BUSINESS = "business"


STAR_NAMES = {
    "支部过硬": Star.PARTY_BRANCH,
    "产业兴旺": Star.INDUSTRY,
    "生态宜居": Star.ECOLOGY,
    "平安法治": Star.SAFETY,
    "文明幸福": Star.CIVILITY,
    "共建共享": Star.SHARING,
    "幸福和谐": Star.HARMONY,
    "宜业兴业": Star.BUSINESS,
}
URBAN_STARS = frozenset({Star.SHARING, Star.HARMONY, Star.BUSINESS})
RURAL_STARS = frozenset({Star.INDUSTRY, Star.ECOLOGY, Star.CIVILITY})

# `read_article` prints these names; every finer metric is printed beside it.
# What is neither here nor in `_SAME` is printed as other_campaign_figure.
_SAME = frozenset(
    {
        Metric.LEVEL_COUNT,
        Metric.STAR_COUNT,
        Metric.SHARE_AT_LEAST,
        Metric.UNIT_COUNT,
        Metric.FINDING_COUNT,
        Metric.RECTIFIED_COUNT,
        Metric.INSPECTED_COUNT,
        Metric.PROJECT_COUNT,
        Metric.TASK_COUNT,
        Metric.MECHANISM,
        Metric.EVENT,
    }
)
_PRINTED = {
    Metric.TARGET_PER_UNIT: "level_count",
    Metric.IMMEDIATE_COUNT: "rectified_count",
    Metric.DEADLINE_COUNT: "finding_count",
    Metric.AWARD_COUNT: "award",
    Metric.AWARD_MONEY: "award",
    Metric.PAY_ADJUSTMENT: "award",
}


def printed_metric(metric: Metric) -> str:
    """Return the name of the short list under which a metric is printed."""
    if metric in _SAME:
        return metric.value
    return _PRINTED.get(metric, Metric.OTHER.value)
