"""People as totals: staff, volunteers, participants; households as totals; grids."""

from __future__ import annotations

import re

from articles.extraction.marking import gettext_noop
from articles.extraction.rules.counted import Counted, each
from articles.extraction.rules.nouns import Kind
from articles.extraction.rules.passage import Found, Rule
from articles.extraction.terms import Metric, Unit

_PERSONS = frozenset({"人", "名", "位", "人次"})
_TAUGHT = re.compile(r"培训|参训|轮训|授课|听课|受训|讲座")
_TOOK_PART = re.compile(r"参加|参与|参会|规模|覆盖|到会|与会|出席|发言|聆听|受教育|动员大会|观看")
_VOLUNTEERED = re.compile(r"志愿")
_CERTIFIED = re.compile(r"取证|取得证书|持证|获得证书|获证|拿到证书")
_APPOINTED = re.compile(
    r"选派|抽调|配备|选配|选聘|选优配强|录用|考录|招募|下派|储备|回引|吸纳|培养|选拔|聘请|招录|组建|配齐|明确|充实"
)
_HOUSED = re.compile(r"摸排|排查|评选|帮扶|帮助|评定|走访|创建|结对|建档|惠及|涉及|打造|命名|挂牌")
_NOT_HOUSED = re.compile(r"文明户|文明家庭|拆迁|安置|增收|承包|种植|抢收|新冠|患者|党员户|中心户")
_TEAM_PEOPLE = re.compile(r"^$|^[,、]?(?:共|计|总数)?$")


def read_grids(one: Counted) -> Found | None:
    """67个全科网格, 网格421个."""
    if one.kind != Kind.GRID or one.quantity.measure != "个" or one.quantity.value <= 1:
        return None
    return _total(one, Metric.GRID_COUNT, Unit.GRID, 0.92)


def read_people(one: Counted) -> Found | None:
    """1047名网格员, 32名组工干部, 党员志愿者500余人次, 培训3100余人次, 542人取得证书."""
    quantity = one.quantity
    head = quantity.measure == "个" and one.kind == Kind.STAFF  # 28个村党支部书记
    if not (quantity.measure in _PERSONS or head) or (quantity.words and quantity.value < 10):
        return None
    if quantity.value <= 1:
        return None
    metric = _metric(one)
    if metric is None:
        return None
    times = quantity.measure == "人次" and metric in (
        Metric.PARTICIPANT_COUNT,
        Metric.VOLUNTEER_COUNT,
    )
    return _total(one, metric, Unit.PERSON_TIME if times else Unit.PERSON, 0.86)


def _metric(one: Counted) -> Metric | None:
    if _CERTIFIED.search(one.right[:8]) or _CERTIFIED.search(one.left[-8:]):
        return Metric.CERTIFICATE_COUNT
    fixed = {
        Kind.MEMBERS: Metric.HOUSEHOLD_MEMBER_COUNT,
        Kind.GRID_STAFF: Metric.GRID_STAFF_COUNT,
        Kind.VOLUNTEER: Metric.VOLUNTEER_COUNT,
    }
    if one.kind in fixed:
        return fixed[one.kind]
    if one.kind == Kind.HONOUR:
        return None
    if one.kind == Kind.TRAINING or one.says(_TAUGHT):
        return Metric.PARTICIPANT_COUNT
    return _staff_or_guests(one)


def _staff_or_guests(one: Counted) -> Metric | None:
    guests = one.says(_TOOK_PART)
    if one.kind == Kind.STAFF:
        return Metric.PARTICIPANT_COUNT if guests else Metric.STAFF_COUNT
    if guests:
        volunteered = _VOLUNTEERED.search(one.passage.around)
        return Metric.VOLUNTEER_COUNT if volunteered else Metric.PARTICIPANT_COUNT
    if one.kind == Kind.PEOPLE and one.quantity.measure == "人次":
        return Metric.PARTICIPANT_COUNT
    beside_a_team = one.before == Kind.TEAM and _TEAM_PEOPLE.match(one.quantity.left)
    if beside_a_team or one.says(_APPOINTED):
        return Metric.STAFF_COUNT
    return None


def read_households(one: Counted) -> Found | None:
    """五美庭院54户, 共摸排17户. Totals only."""
    if one.quantity.measure != "户" or one.quantity.value <= 1 or one.says(_NOT_HOUSED):
        return None
    if one.kind not in (Kind.HOUSEHOLD, None) or not (one.kind or one.says(_HOUSED)):
        return None
    return _total(one, Metric.HOUSEHOLD_COUNT, Unit.HOUSEHOLD, 0.8)


def _total(one: Counted, metric: Metric, unit: Unit, sure: float) -> Found:
    return Found(
        one.start,
        one.end,
        metric,
        one.quantity.value,
        unit,
        precision=one.quantity.precision,
        sure=sure,
    )


RULES = (
    Rule("grids", gettext_noop("A number of grids is stated."), each(read_grids)),
    Rule(
        "people",
        gettext_noop("A number of people as a total: staff, volunteers or those taking part."),
        each(read_people),
    ),
    Rule(
        "households",
        gettext_noop("A number of households as a total."),
        each(read_households),
    ),
)
