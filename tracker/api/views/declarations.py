"""One declaration, and the targets of one area: read, and changed by the site's own actions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from tracker.access.refusals import Overtaken, Refused
from tracker.access.terms import Permission
from tracker.api.handling import Endpoint, overtaken
from tracker.api.schema import ALWAYS, IF_MATCH, IF_NONE_MATCH, KEY, VERSIONED, refusals
from tracker.api.sent import has_read, members, once, version_of
from tracker.api.serializers.declarations import (
    DeclarationMoveSent,
    DeclarationRow,
    DeclarationSent,
    TargetRow,
    TargetsRow,
    TargetsSent,
)
from tracker.api.versions import tag_of, tag_of_several
from tracker.campaigns.models import Campaign
from tracker.declarations.actions import fill_in, move_many, set_targets
from tracker.declarations.actions.planning import Plan
from tracker.declarations.inputs import Item
from tracker.declarations.models import Declaration, Target
from tracker.declarations.standing.branches import Subject, campaign_or_404, subject_or_404
from tracker.declarations.standing.planned import target_rows
from tracker.declarations.standing.sheet import area_or_404
from tracker.people.permissions import require
from tracker.places.models import Area

TAGS = [gettext_lazy("Declarations and targets")]


def _shown(row: Declaration | None, status: int = 200) -> Response:
    if row is None:
        raise Http404
    return Response(DeclarationRow(row).data, status=status, headers={"ETag": tag_of(row.version)})


def _late(request: Request, subject: Subject, error: Overtaken, yours: Any) -> HttpResponse:
    now = subject_or_404(request.user, subject.campaign.pk, subject.branch.pk)
    current = DeclarationRow(now.row).data if now.row else None
    return overtaken(error, yours=yours, current=current, tag=tag_of(now.seen))


class DeclarationPoint(Endpoint):
    @extend_schema(
        operation_id="declaration_read",
        summary=gettext_lazy("One declaration"),
        tags=TAGS,
        responses={200: DeclarationRow, **refusals(*ALWAYS, "not-found")},
    )
    def get(self, request: Request, year: int, code: str) -> HttpResponse:
        return _shown(subject_or_404(request.user, year, code).row)

    @extend_schema(
        operation_id="declaration_fill_in",
        summary=gettext_lazy("Say which stars a branch aims at"),
        tags=TAGS,
        parameters=[IF_MATCH, IF_NONE_MATCH],
        request=DeclarationSent,
        responses={200: DeclarationRow, 201: DeclarationRow, **refusals(*VERSIONED)},
    )
    def put(self, request: Request, year: int, code: str) -> HttpResponse:
        subject = subject_or_404(request.user, year, code)
        require(request.user, Permission.DECLARATIONS_ENTER, code)
        sent, seen = members(DeclarationSent, request), version_of(request)
        try:
            fill_in(
                by=request.user,
                branch=subject.branch,
                campaign=subject.campaign,
                stars=sent["stars"],
                seen=seen,
            )
        except Overtaken as error:
            return _late(request, subject, error, sent)
        now = subject_or_404(request.user, year, code)
        return _shown(now.row, status=200 if subject.row else 201)


class DeclarationMoves(Endpoint):
    @extend_schema(
        operation_id="declaration_move",
        summary=gettext_lazy("Submit, review, confirm, recall or return a declaration"),
        tags=TAGS,
        parameters=[IF_MATCH, KEY],
        request=DeclarationMoveSent,
        responses={200: DeclarationRow, **refusals(*VERSIONED, "repeated-differently")},
    )
    @once
    def post(self, request: Request, year: int, code: str) -> HttpResponse:
        subject = subject_or_404(request.user, year, code)
        if subject.row is None:
            raise Http404
        sent, seen = members(DeclarationMoveSent, request), version_of(request)
        try:
            move_many(by=request.user, items=[Item(code, year, seen)], **sent)
        except Overtaken as error:
            return _late(request, subject, error, sent)
        return _shown(subject_or_404(request.user, year, code).row)


# --- Targets -------------------------------------------------------------------------


def _targets(request: Request, area: Area, campaign: Campaign) -> list[Any]:
    mine = target_rows(request.user).filter(area=area, campaign=campaign)
    return list(mine.order_by("-level", "unit_kind", "pk"))


def _tag(rows: list[Target]) -> str:
    return tag_of_several((row.unit_kind, row.level, row.version) for row in rows)


def _said(rows: list[Any], area: Area, campaign: Campaign) -> dict[str, Any]:
    plans = TargetRow(rows, many=True).data
    return {"year": campaign.pk, "area": area.pk, "plans": plans}


class TargetsPoint(Endpoint):
    @extend_schema(
        operation_id="targets_read",
        summary=gettext_lazy("All targets of one area in a campaign"),
        tags=TAGS,
        responses={200: TargetsRow, **refusals(*ALWAYS, "not-found")},
    )
    def get(self, request: Request, year: int, code: str) -> HttpResponse:
        area, campaign = area_or_404(request.user, code), campaign_or_404(year)
        return self._answer(request, area, campaign)

    @extend_schema(
        operation_id="targets_set",
        summary=gettext_lazy("Set some targets of an area, or take them back"),
        tags=TAGS,
        parameters=[IF_MATCH],
        request=TargetsSent,
        responses={200: TargetsRow, **refusals(*VERSIONED)},
    )
    def patch(self, request: Request, year: int, code: str) -> HttpResponse:
        area, campaign = area_or_404(request.user, code), campaign_or_404(year)
        require(request.user, Permission.TARGETS_SET, code)
        sent = members(TargetsSent, request)
        there = _targets(request, area, campaign)
        if not has_read(request, _tag(there)):
            words = _("Somebody set these targets after you had read them. Nothing was written.")
            return self._late(request, area, campaign, Overtaken(words), sent)
        seen = {(row.unit_kind, row.level): row.version for row in there}
        try:
            set_targets(by=request.user, area=area, campaign=campaign, rows=_plans(sent), seen=seen)
        except Overtaken as error:
            return self._late(request, area, campaign, error, sent)
        return self._answer(request, area, campaign)

    def _answer(self, request: Request, area: Area, campaign: Campaign) -> HttpResponse:
        rows = _targets(request, area, campaign)
        return Response(_said(rows, area, campaign), headers={"ETag": _tag(rows)})

    def _late(
        self, request: Request, area: Area, campaign: Campaign, error: Overtaken, sent: Any
    ) -> HttpResponse:
        rows = _targets(request, area, campaign)
        current = _said(rows, area, campaign)
        return overtaken(error, yours=sent, current=current, tag=_tag(rows))


def _plans(sent: dict[str, Any]) -> list[Plan]:
    plans = [
        Plan(one["level"], one["number"], one["unit_kind"], one["source"]) for one in sent["plans"]
    ]
    if len({(plan.kind, plan.level) for plan in plans}) != len(plans):
        raise Refused(_("A level of a kind stands here twice. Name each once."))
    # What is taken back has no source any more.
    return [replace(plan, source="") if plan.number is None else plan for plan in plans]
