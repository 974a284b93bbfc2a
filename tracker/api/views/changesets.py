"""Changesets as a resource: staged by rows, looked at, decided, confirmed, followed, undone.

They are the changesets of the site: what a program stages is listed there, and the other way
round. Only who staged one goes on with it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ValidationError

from tracker.access.refusals import Overtaken
from tracker.api.handling import Endpoint, overtaken
from tracker.api.pages import ChangesetRowPage
from tracker.api.schema import (
    ALWAYS,
    CHANGING,
    IF_MATCH,
    KEY,
    VERSIONED,
    page_of,
    parameters_of,
    refusals,
)
from tracker.api.sent import members, once, version_of
from tracker.api.serializers.changesets import (
    ChangesetLine,
    ChangesetRowLine,
    ChangesetSent,
    ChoicesSent,
)
from tracker.api.versions import tag_of
from tracker.api.views.lists import Listing
from tracker.campaigns.models import Campaign
from tracker.changesets.actions import (
    Subject,
    choose,
    confirm,
    stage,
    undo,
    wishes_sent,
    withdraw,
)
from tracker.changesets.models import Changeset
from tracker.changesets.registry import KINDS
from tracker.changesets.views.lists import ChangesetList
from tracker.people.models import User
from tracker.people.permissions import visible_or_404, within
from tracker.places.models import Area

TAGS = [gettext_lazy("Changesets")]


def _one(request: Request, pk: int) -> Changeset:
    rows = Changeset.objects.visible_to(request.user).select_related("area", "staged_by", "job")
    return visible_or_404(rows, pk=pk)


def _shown(changeset: Changeset, status: int = 200) -> Response:
    address = reverse("api-changeset", args=[changeset.pk])
    headers = {"ETag": tag_of(changeset.version)}
    if status == 201:
        headers["Location"] = address
    return Response(ChangesetLine(changeset).data, status=status, headers=headers)


class Changesets(Listing):
    page = ChangesetList
    row = ChangesetLine

    @extend_schema(
        operation_id="changesets_list",
        summary=gettext_lazy("Changesets"),
        tags=TAGS,
        parameters=parameters_of(ChangesetList),
        responses={200: page_of(ChangesetLine, "Changeset"), **refusals(*ALWAYS)},
    )
    def get(self, request: Request) -> HttpResponse:
        return super().get(request)

    @extend_schema(
        operation_id="changeset_stage",
        summary=gettext_lazy(
            "Stage rows: they are compared with what stands, nothing more is written"
        ),
        tags=TAGS,
        parameters=[KEY],
        request=ChangesetSent,
        responses={201: ChangesetLine, **refusals(*CHANGING, "repeated-differently")},
    )
    @once
    def post(self, request: Request) -> HttpResponse:
        sent = members(ChangesetSent, request)
        subject = _subject(request.user, sent)
        wishes = wishes_sent(subject, sent["rows"], by=request.user)
        made = stage(by=request.user, subject=subject, wishes=wishes)
        return _shown(_one(request, made.pk), status=201)


def _subject(user: User, sent: dict[str, Any]) -> Subject:
    """Return what the rows are about; an area out of reach is as good as none."""
    faults = {}
    kind = KINDS.get(sent["kind"])
    if kind is None or not kind.by_program:
        known = "、".join(sorted(name for name, one in KINDS.items() if one.by_program))
        faults["kind"] = [_("There is no such kind. These are: %(kinds)s.") % {"kinds": known}]
    campaign = Campaign.objects.filter(pk=sent["year"]).first()
    if campaign is None:
        faults["year"] = [_("There is no such campaign year.")]
    area = None
    if kind:
        mine = Area.objects.filter(within(user, kind.permission, "code"))
        area = mine.filter(pk=sent["area"]).first()
    if kind and area is None:
        faults["area"] = [_("There is no such area in which you may do this.")]
    if faults or campaign is None or area is None:
        raise ValidationError(faults)
    return Subject(sent["kind"], campaign, area, sent["details"])


class ChangesetPoint(Endpoint):
    @extend_schema(
        operation_id="changeset_read",
        summary=gettext_lazy("One changeset"),
        tags=TAGS,
        responses={200: ChangesetLine, **refusals(*ALWAYS, "not-found")},
    )
    def get(self, request: Request, pk: int) -> HttpResponse:
        return _shown(_one(request, pk))


class ChangesetRows(Listing):
    page = ChangesetRowPage
    row = ChangesetRowLine

    @extend_schema(
        operation_id="changeset_rows",
        summary=gettext_lazy(
            "The rows of a changeset; verdict=wrong are those that cannot be written"
        ),
        tags=TAGS,
        parameters=parameters_of(ChangesetRowPage),
        responses={
            200: page_of(ChangesetRowLine, "ChangesetRow"),
            **refusals(*ALWAYS, "not-found"),
        },
    )
    def get(self, request: Request, pk: int) -> HttpResponse:
        return super().get(request, pk=pk)


Act = Callable[[Request, Changeset, int], object]


def _act(request: Request, pk: int, act: Act, status: int = 200) -> HttpResponse:
    """Hand one changeset to one action, with the version that was read."""
    changeset, seen = _one(request, pk), version_of(request)
    try:
        act(request, changeset, seen)
    except Overtaken as error:
        now = _one(request, pk)
        current = ChangesetLine(now).data
        return overtaken(error, yours=request.data, current=current, tag=tag_of(now.version))
    return _shown(_one(request, pk), status=status)


class ChangesetChoices(Endpoint):
    @extend_schema(
        operation_id="changeset_choose",
        summary=gettext_lazy("Decide about rows that somebody else has changed since"),
        tags=TAGS,
        parameters=[IF_MATCH],
        request=ChoicesSent,
        responses={200: ChangesetLine, **refusals(*VERSIONED)},
    )
    def post(self, request: Request, pk: int) -> HttpResponse:
        def act(request: Request, changeset: Changeset, seen: int) -> None:
            sent = members(ChoicesSent, request)
            rest = {0: sent["rest"]} if sent["rest"] else {}
            choices = {key: chosen for key, chosen in sent["choices"].items() if key}
            choose(by=request.user, changeset=changeset, choices=choices | rest, seen=seen)

        return _act(request, pk, act)


class ChangesetConfirm(Endpoint):
    @extend_schema(
        operation_id="changeset_confirm",
        summary=gettext_lazy(
            "Confirm: a job writes all rows or none, with the person's rights of then"
        ),
        tags=TAGS,
        parameters=[IF_MATCH],
        request=None,
        responses={202: ChangesetLine, **refusals(*VERSIONED)},
    )
    def post(self, request: Request, pk: int) -> HttpResponse:
        def act(request: Request, changeset: Changeset, seen: int) -> None:
            confirm(by=request.user, changeset=changeset, seen=seen)

        return _act(request, pk, act, status=202)


class ChangesetWithdraw(Endpoint):
    @extend_schema(
        operation_id="changeset_withdraw",
        summary=gettext_lazy("Withdraw what is not applied"),
        tags=TAGS,
        parameters=[IF_MATCH],
        request=None,
        responses={200: ChangesetLine, **refusals(*VERSIONED)},
    )
    def post(self, request: Request, pk: int) -> HttpResponse:
        def act(request: Request, changeset: Changeset, seen: int) -> None:
            withdraw(by=request.user, changeset=changeset, seen=seen)

        return _act(request, pk, act)


class ChangesetUndo(Endpoint):
    @extend_schema(
        operation_id="changeset_undo",
        summary=gettext_lazy(
            "Stage the undoing of an applied changeset; confirm it like any other"
        ),
        tags=TAGS,
        parameters=[KEY],
        request=None,
        responses={201: ChangesetLine, **refusals(*CHANGING, "repeated-differently")},
    )
    @once
    def post(self, request: Request, pk: int) -> HttpResponse:
        made = undo(by=request.user, changeset=_one(request, pk))
        return _shown(_one(request, made.pk), status=201)
