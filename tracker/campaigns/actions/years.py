"""A campaign year from its preparation to its close."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from tracker.access.refusals import Overtaken, Refused
from tracker.access.terms import Permission
from tracker.campaigns.models import (
    Campaign,
    CampaignDate,
    LeadDepartment,
    LevelRule,
    Scheme,
    Standard,
    Star,
    Veto,
)
from tracker.campaigns.terms import NAMES_OF_STAGES, State
from tracker.history.actions import delete_recorded, watched
from tracker.history.record import Change, record_all, recorded_last
from tracker.history.rows import name_of, values_of
from tracker.people.models import User
from tracker.people.permissions import require

FIRST_YEAR, LAST_YEAR = 2022, 2099


def _require_site(by: User) -> None:
    """A year is everybody's: the right must cover all that the site is about."""
    require(by, Permission.CAMPAIGNS_CHANGE, settings.HOME_AREA)


@transaction.atomic
def start_campaign(*, by: User, year: int, like: Campaign) -> Campaign:
    """Begin to prepare a year with what another one has; return it.

    Rule, schemes, stars, standards, lead departments and vetoes are copied with their
    sources and whether they are verified; days are not, they differ every year.
    Raises Denied; Refused for a year that is there already or lies out of range.
    """
    _require_site(by)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        words = {"first": FIRST_YEAR, "last": LAST_YEAR}
        raise Refused(_("A campaign year lies between %(first)d and %(last)d.") % words)
    if Campaign.objects.filter(pk=year).exists():
        raise Refused(_there_already(year))
    campaign = Campaign(
        year=year,
        wording=like.wording,
        state=State.PREPARING,
        notice_days=like.notice_days,
        notice_days_verified=like.notice_days_verified,
    )
    try:
        with transaction.atomic():
            campaign.save(force_insert=True)
    except IntegrityError as error:  # someone was faster
        raise Refused(_there_already(year)) from error
    made = _copy(campaign, like)
    after = {**values_of(campaign), "like": like.pk}
    first = Change.of(campaign, "start", after=after)
    record_all([first, *(_added(rows, campaign) for rows in made if rows)], by=by)
    return campaign


def _there_already(year: int) -> str:
    return _("%(year)s is there already.") % {"year": year}


def _copy(campaign: Campaign, like: Campaign) -> list[list[Model]]:
    """Write the copies, kind by kind; return them."""
    rules = _again(LevelRule.objects.filter(campaign=like), campaign=campaign)
    vetoes = _again(Veto.objects.filter(campaign=like).order_by("pk"), campaign=campaign)
    old_schemes = list(Scheme.objects.filter(campaign=like).order_by("pk"))
    schemes = _again(old_schemes, campaign=campaign)
    scheme_of = dict(zip((row.pk for row in old_schemes), schemes, strict=True))
    old_stars = list(Star.objects.filter(scheme__campaign=like).order_by("pk"))
    stars = _again(old_stars, scheme=scheme_of)
    star_of = dict(zip((row.pk for row in old_stars), stars, strict=True))
    standards = Standard.objects.filter(star__scheme__campaign=like).order_by("pk")
    leads = LeadDepartment.objects.filter(star__scheme__campaign=like).order_by("pk")
    copied = [_again(standards, star=star_of), _again(leads, star=star_of)]
    return [rules, vetoes, schemes, stars, *copied]


def _again(rows: Any, **owners: Any) -> list[Any]:
    """Write rows once more under another owner: a row, or {key of the old owner: the new one}."""
    [(name, owner)] = owners.items()
    copies = []
    for row in rows:
        values = {
            field.attname: getattr(row, field.attname)
            for field in row._meta.concrete_fields
            if field.name not in (name, "id")
        }
        new = owner[getattr(row, f"{name}_id")] if isinstance(owner, dict) else owner
        copies.append(type(row)(**values, **{name: new}))
    return type(copies[0]).objects.bulk_create(copies) if copies else []


def _added(rows: Sequence[Model], campaign: Campaign) -> Change:
    """Return one event that names all rows of a kind."""
    names = {str(row.pk): name_of(row) for row in rows}
    return Change(
        action="campaigns.start",
        object_type=str(rows[0]._meta.model_name),
        object_key=str(campaign.pk),
        object_name=str(campaign),
        after={"added": names},
    )


@transaction.atomic
def open_campaign(*, by: User, campaign: Campaign) -> Campaign:
    """Let people declare and enter; also a year that was closed.

    Raises Denied; Refused where it is open, or has no scheme to declare by.
    """
    _require_site(by)
    if campaign.state == State.RUNNING:
        raise Refused(_("%(year)s is open already.") % {"year": campaign.pk})
    if not Star.objects.filter(scheme__campaign=campaign).exists():
        raise Refused(
            _("%(year)s has no stars yet. Load its schemes, or start it like another year.")
            % {"year": campaign.pk}
        )
    return _turn(by, campaign, "open", State.RUNNING)


@transaction.atomic
def close_campaign(*, by: User, campaign: Campaign) -> Campaign:
    """End the year's work: from now on nothing is declared, entered or confirmed in it."""
    _require_site(by)
    if campaign.state != State.RUNNING:
        raise Refused(_("%(year)s is not open.") % {"year": campaign.pk})
    return _turn(by, campaign, "close", State.CLOSED)


def _turn(by: User, campaign: Campaign, verb: str, target: State) -> Campaign:
    old = campaign.state
    if not Campaign.objects.filter(pk=campaign.pk, state=old).update(state=target):
        raise Overtaken(_("Somebody else has just changed the state of this year."), (campaign,))
    campaign.state = target
    before, after = {"state": str(old)}, {"state": str(target)}
    record_all([Change.of(campaign, verb, before=before, after=after)], by=by)
    return campaign


@transaction.atomic
def set_last_days(
    *, by: User, campaign: Campaign, days: Mapping[str, dt.date | None], source: str = ""
) -> int:
    """Say until when each part of the work is due; None takes the day back. Return what changed.

    A day or period that carries the stage already keeps its name and its beginning.
    """
    _require_site(by)
    Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)
    found = {row.stage: row for row in campaign.dates.exclude(stage="").order_by("-pk")}
    changed = 0
    with recorded_last(by=by):
        for stage, day in days.items():
            row = found.get(stage)
            if (row.ends_on or row.starts_on) == day if row else day is None:
                continue
            changed += 1
            row = row or CampaignDate(campaign=campaign, stage=stage)
            _due(row, day, source, by=by)
    return changed


def _due(row: CampaignDate, day: dt.date | None, source: str, *, by: User) -> None:
    if day is None:
        delete_recorded([row], by=by)
        return
    if not row.pk:
        row.name, row.name_en = NAMES_OF_STAGES[row.stage]
        row.starts_on = day
    row.starts_on, row.ends_on = min(row.starts_on, day), day
    row.source = source or row.source
    with watched(row, by=by):
        row.save()
