"""One rating and its stars: read, and changed by the site's own actions."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ValidationError

from tracker.access.refusals import Overtaken
from tracker.access.terms import Permission
from tracker.api.handling import Endpoint, overtaken
from tracker.api.schema import ALWAYS, IF_MATCH, KEY, VERSIONED, refusals
from tracker.api.sent import members, once, version_of
from tracker.api.serializers.ratings import (
    RatingRow,
    StarDetailRow,
    StarMoveSent,
    StarSent,
)
from tracker.api.versions import tag_of
from tracker.people.permissions import require, visible_or_404
from tracker.ratings.actions import StarMove, fill_in, move_many
from tracker.ratings.models import StarRating
from tracker.ratings.standing.one import Line, lines_of, rating_for
from tracker.ratings.standing.stars import star_rows

TAGS = [gettext_lazy("Ratings")]


class RatingPoint(Endpoint):
    @extend_schema(
        operation_id="rating_read",
        summary=gettext_lazy("All stars of one branch in a campaign"),
        tags=TAGS,
        responses={200: RatingRow, **refusals(*ALWAYS, "not-found")},
    )
    def get(self, request: Request, year: int, code: str) -> HttpResponse:
        rating = rating_for(request.user, year, code)
        stars = star_rows(request.user).filter(rating=rating)
        return Response(RatingRow({"year": year, "branch": code, "stars": stars}).data)


def _star(request: Request, year: int, code: str, key: str) -> StarRating:
    """Return one star with its standards in `lines`, or answer 404."""
    rows = star_rows(request.user).prefetch_related("results", "star__standards")
    star = visible_or_404(rows, rating__campaign_id=year, rating__branch_id=code, star__key=key)
    star.results_by_line = lines_of(star)
    return star  # type: ignore[no-any-return]


def _said(star: Any) -> Any:
    return StarDetailRow(star).data


def _shown(star: StarRating) -> Response:
    return Response(_said(star), headers={"ETag": tag_of(star.version)})


class StarPoint(Endpoint):
    @extend_schema(
        operation_id="star_read",
        summary=gettext_lazy("One star of a branch with its standards"),
        tags=TAGS,
        responses={200: StarDetailRow, **refusals(*ALWAYS, "not-found")},
    )
    def get(self, request: Request, year: int, code: str, key: str) -> HttpResponse:
        return _shown(_star(request, year, code, key))

    @extend_schema(
        operation_id="star_fill_in",
        summary=gettext_lazy("Enter the street's statement and results of standards"),
        tags=TAGS,
        parameters=[IF_MATCH],
        request=StarSent,
        responses={200: StarDetailRow, **refusals(*VERSIONED)},
    )
    def patch(self, request: Request, year: int, code: str, key: str) -> HttpResponse:
        star: Any = _star(request, year, code, key)
        require(request.user, Permission.RATINGS_ENTER, code, key)
        sent, seen = members(StarSent, request), version_of(request)
        try:
            fill_in(
                by=request.user,
                star_rating=star,
                results=_results(star.results_by_line, sent.get("results", [])),
                seen=seen,
                proposal=sent.get("proposal"),
            )
        except Overtaken as error:
            return _late(request, (year, code, key), error, sent)
        return _shown(_star(request, year, code, key))


class StarMoves(Endpoint):
    @extend_schema(
        operation_id="star_move",
        summary=gettext_lazy(
            "Move one star a step: submit, review, verify, confirm, notice, award"
        ),
        tags=TAGS,
        parameters=[IF_MATCH, KEY],
        request=StarMoveSent,
        responses={200: StarDetailRow, **refusals(*VERSIONED, "repeated-differently")},
    )
    @once
    def post(self, request: Request, year: int, code: str, key: str) -> HttpResponse:
        star = _star(request, year, code, key)
        sent, seen = members(StarMoveSent, request), version_of(request)
        try:
            move_many(by=request.user, moves=[StarMove(star.rating_id, key, seen)], **sent)
        except Overtaken as error:
            return _late(request, (year, code, key), error, sent)
        return _shown(_star(request, year, code, key))


def _late(
    request: Request, named: tuple[int, str, str], error: Overtaken, sent: Any
) -> HttpResponse:
    now = _star(request, *named)
    return overtaken(error, yours=sent, current=_said(now), tag=tag_of(now.version))


def _results(lines: list[Line], sent: list[dict[str, Any]]) -> dict[int, tuple[str, str]]:
    """Return {key of the standard: (result, note)}; a note that is left out stays."""
    by_number = {line.standard.number: line for line in lines}
    unknown = sorted(one["standard"] for one in sent if one["standard"] not in by_number)
    if unknown:
        words = _("This star has no standard %(number)s.") % {"number": unknown[0]}
        raise ValidationError({"results": [words]})
    found = {}
    for one in sent:
        line = by_number[one["standard"]]
        found[line.standard.pk] = (one["result"], one.get("note", line.note))
    return found
