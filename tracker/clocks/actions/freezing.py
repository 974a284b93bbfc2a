"""Freezing the weeks that are over: each village's and street's card, once."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterator

from django.db import transaction

from tracker.campaigns.models import Campaign
from tracker.campaigns.terms import State
from tracker.clocks.colours import card
from tracker.clocks.models import FrozenWeek, WeeklyCard
from tracker.clocks.sources import matters
from tracker.clocks.standing import Clocks
from tracker.clocks.terms import Condition
from tracker.clocks.weeks import WEEK, last_day_of, monday_of
from tracker.history.record import Change, record_all
from tracker.places.terms import CODE_LENGTHS, Level

FARTHEST_BACK = 26  # weeks; a site that slept longer has nothing to compare with


@transaction.atomic
def freeze_weeks(*, today: dt.date, by: None = None) -> list[FrozenWeek]:
    """Freeze every week that is over and was not frozen yet, of each running campaign.

    What a week showed is told from what had happened by its Sunday: a week without the
    scheduler changes nothing. A week without any matter is frozen, too, so that one which
    is entered late does not slip into it.
    """
    frozen = []
    changes: list[Change] = []
    for campaign in Campaign.objects.filter(state=State.RUNNING).order_by("pk"):
        clocks = Clocks(campaign.pk)
        for monday in _waiting(campaign, today):
            week, new = FrozenWeek.objects.get_or_create(
                campaign=campaign, starts_on=monday, defaults={"frozen_on": today}
            )
            if new:
                changes += _freeze(week, clocks)
                frozen.append(week)
    record_all(changes, by=by)
    return frozen


def _waiting(campaign: Campaign, today: dt.date) -> Iterator[dt.date]:
    """Yield the Mondays of the weeks after the last one frozen, up to the one that just ended.

    The first time that one alone: nobody was shown older ones.
    """
    last_over = monday_of(today) - WEEK
    newest = FrozenWeek.objects.filter(campaign=campaign).order_by("-starts_on").first()
    monday = newest.starts_on + WEEK if newest else last_over
    monday = max(monday, last_over - FARTHEST_BACK * WEEK)
    while monday <= last_over:
        yield monday
        monday += WEEK


def _freeze(week: FrozenWeek, clocks: Clocks) -> list[Change]:
    cards = WeeklyCard.objects.unscoped("the clock freezes all").bulk_create(_cards(week, clocks))
    told = Change.of(week, "freeze", after={"starts_on": week.starts_on.isoformat()})
    if not cards:
        return [told]
    names = {str(one.pk): f"{one.area_id} {one.words}" for one in cards}
    kind = WeeklyCard._meta.model_name
    return [told, Change("clocks.freeze", str(kind), str(week), after={"added": names})]


def _cards(week: FrozenWeek, clocks: Clocks) -> Iterator[WeeklyCard]:
    found: dict[str, list[Condition]] = defaultdict(list)
    street = CODE_LENGTHS[Level.STREET]
    for code, condition in matters(week.campaign_id, last_day_of(week.starts_on), clocks):
        found[code].append(condition)
        if len(code) > street:
            found[code[:street]].append(condition)
    for code in sorted(found):
        legend = clocks.of(code).legend.legend
        made = card(found[code], legend)
        if made.line:
            yield WeeklyCard(
                week=week,
                area_id=code,
                colour=made.line.colour,
                condition=made.line.condition,
                words=made.line.words,
                words_en=made.line.words_en,
                legend=legend.key,
                total=made.total,
                counts=json.dumps({str(one): number for one, number in made.counts.items()}),
            )
