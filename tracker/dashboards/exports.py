"""A dashboard as JSON: the same figures, each with its passport's address."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from tracker.dashboards.addresses import listed
from tracker.dashboards.distributions import Cell, Distribution
from tracker.dashboards.recorded import Recorded
from tracker.dashboards.standing import Standing
from tracker.figures.models import Crosscheck, ReportedFigure
from tracker.places.models import Area
from tracker.ratings.standing import PublicRecord


def plain(value: Decimal | None) -> int | float | None:
    """Return a number as JSON has it: whole numbers stay whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _address(request: HttpRequest, name: str, key: str) -> str:
    return request.build_absolute_uri(reverse(name, args=[key]))


def _area(area: Area, request: HttpRequest) -> dict[str, Any]:
    return {
        "code": area.code,
        "name": area.name,
        "name_en": area.english,
        "official_name": area.official_name,
        "level": area.level,
        "kind": area.kind,
        "units": {
            "rural": area.rural_units,
            "urban": area.urban_units,
            "rated": area.rated_units,
            "not_rated": area.excluded_units,
        },
        "valid_until": area.valid_until,
        "url": _address(request, "area-detail", area.code),
    }


def _cell(cell: Cell, request: HttpRequest) -> dict[str, Any]:
    return {"value": plain(cell.value), "passport": _address(request, "figure-detail", cell.figure)}


def _distribution(said: Distribution, request: HttpRequest) -> dict[str, Any]:
    return {
        "area": {"code": said.area, "name": said.area_name},
        "campaign": said.campaign,
        "nature": said.nature,
        "unit_kind": said.unit_kind,
        "denominator": said.denominator,
        "levels": {str(n): _cell(cell, request) for n, cell in said.counts.items()},
        "levels_implied_zero": [str(n) for n in said.implied_zeros],
        "accounted_for": plain(said.total),
        "printed_shares_at_least": {str(n): _cell(c, request) for n, c in said.shares.items()},
        "computed_share_at_least_3": plain(said.computed_three_share),
    }


def _figure(figure: ReportedFigure, request: HttpRequest) -> dict[str, Any]:
    return {
        "key": figure.key,
        "label": figure.label,
        "area": {"code": figure.area_id, "name": figure.area.name},
        "nature": figure.nature,
        "metric": figure.metric,
        "value": plain(figure.value),
        "value_to": plain(figure.value_to),
        "unit": figure.unit,
        "precision": figure.precision,
        "term": figure.term,
        "source": {
            "article": figure.article_id,
            "title": figure.article.title,
            "published": figure.article.page.published_known,
            "characters": [figure.start, figure.end],
        },
        "passport": _address(request, "figure-detail", figure.key),
    }


def _crosscheck(check: Crosscheck, request: HttpRequest) -> dict[str, Any]:
    return {
        "key": check.key,
        "title": check.title,
        "result": check.result,
        "explanation": check.explanation,
        "url": _address(request, "crosscheck-detail", check.key),
    }


def _recorded(kind: Recorded, standing: Standing, request: HttpRequest) -> dict[str, Any]:
    """What is on record of one kind of unit, each level with its list and what was published."""
    where = {"area": standing.area, "campaign": standing.campaign, "kind": kind.unit_kind}
    return {
        "unit_kind": kind.unit_kind,
        "denominator": kind.denominator,
        "branches": kind.total,
        "share_at_least_3": plain(kind.share),
        "levels": {
            str(row.level): {
                "value": row.recorded,
                "list": request.build_absolute_uri(listed("star-list", **where, level=row.level)),
                "beyond_plan": plain(row.beyond_plan),
                "beyond_report": plain(row.beyond_report),
            }
            for row in kind.rows
        },
    }


def _record(record: PublicRecord) -> dict[str, Any]:
    """What is on record of one branch; a star from a paper has no day of its award."""
    return {
        "campaign": record.year,
        "level": record.level,
        "stars": {
            one.star.key: {"awarded_on": one.awarded_on, "accepted_on": one.accepted_on}
            if one.is_on_record
            else None
            for one in record.stars
        },
        "passport": record.passport or None,
    }


def payload(standing: Standing, request: HttpRequest) -> dict[str, Any]:
    """Return the dashboard in plain values. Shares are percent, money is yuan."""
    return {
        "area": _area(standing.area, request),
        "lineage": [{"code": above.code, "name": above.name} for above in standing.lineage],
        "campaign": standing.campaign.year if standing.campaign else None,
        "campaigns": [
            {"year": year.campaign.year, "figures": year.figures} for year in standing.years
        ],
        "coverage": {"units": standing.coverage.units, "out_of": standing.coverage.out_of},
        "figures": standing.coverage.figures,
        "figures_on_other_work": standing.other_work,
        "levels": [_distribution(said, request) for said in standing.own],
        "recorded": [_recorded(kind, standing, request) for kind in standing.recorded],
        "record": _record(standing.record) if standing.record else None,
        "levels_below": [_distribution(said, request) for said in standing.below],
        "more_levels_below": standing.more_below,
        "targets_per_unit": [_figure(figure, request) for figure in standing.targets],
        "stars": [
            {
                "key": row.key,
                "name": row.name,
                "unit_kind": row.unit_kind,
                "planned": _figure(row.planned, request) if row.planned else None,
                "reported": _figure(row.reported, request) if row.reported else None,
                "recorded": standing.recorded_stars.get((row.unit_kind, row.key)),
            }
            for row in standing.stars
        ],
        "children": [
            {
                **_area(child.area, request),
                "figures": child.figures,
                "branches_on_record": child.recorded,
            }
            for child in standing.children
        ],
        "topics": [
            {
                "topic": said.topic.value,
                "total": said.total,
                "figures": [_figure(figure, request) for figure in said.figures],
            }
            for said in standing.topics
        ],
        "contradictions": [_crosscheck(check, request) for check in standing.crosschecks],
        "contradictions_total": standing.open_crosschecks,
        "sources": [
            {
                "article": source.article.key,
                "title": source.article.title,
                "paper": source.article.page.paper,
                "published": source.article.page.published_known,
                "date_inferred": source.article.page.date_inferred,
                "figures": source.figures,
            }
            for source in standing.sources
        ],
    }
