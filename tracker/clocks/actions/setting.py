"""Setting the clock of a county or city."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.access.refusals import Overtaken, Refused
from tracker.access.terms import Permission
from tracker.campaigns.holding import hold_year
from tracker.campaigns.models import Campaign
from tracker.campaigns.terms import State
from tracker.clocks.models import ClockRule
from tracker.clocks.standing import legends
from tracker.history.record import Change, record
from tracker.people.models import User
from tracker.people.permissions import require
from tracker.places.models import Area
from tracker.places.terms import Level

FIELDS = (
    *("counting", "feedback_days", "ordinary_days", "major_months"),
    *("climb_days", "legend", "source"),
)


@dataclass(frozen=True)
class Wish:
    """What a county or city wants its clock to be."""

    counting: str
    feedback_days: int
    ordinary_days: int
    major_months: int
    climb_days: int
    legend: str
    source: str = ""


@transaction.atomic
def set_rule(*, by: User, campaign: Campaign, area: Area, wish: Wish, seen: int) -> ClockRule:
    """Make the clock of an area that of ``wish``; ``seen`` is the version read, 0 for none.

    Last days that were given before stay. Raises Denied; Refused for a closed year, another
    level or an unknown legend; Overtaken with the rule as it stands.
    """
    require(by, Permission.CLOCKS_SET, area.pk)
    if area.level not in (Level.COUNTY, Level.CITY):
        raise Refused(_("A clock is set for a county or a city."))
    if wish.legend not in legends():
        raise Refused(_("There is no such legend."))
    hold_year(campaign)
    if campaign.state == State.CLOSED:
        raise Refused(_("%(year)s is closed.") % {"year": campaign.pk})
    rows = ClockRule.objects.unscoped("the right was asked for the area")
    row = rows.select_for_update(no_key=True).filter(campaign=campaign, area=area).first()
    if (row.version if row else 0) != seen:
        raise _overtaken(row)
    before = kept(row) if row else {}
    row = row or ClockRule(campaign=campaign, area=area, version=0)
    for name in FIELDS:
        setattr(row, name, getattr(wish, name))
    if kept(row) == before:
        return row
    row.version, row.changed_at, row.changed_by = row.version + 1, timezone.now(), by
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise _overtaken(rows.filter(campaign=campaign, area=area).first()) from error
    change = Change.of(row, "set", before=before, after=kept(row), object_name=area.official_name)
    record(change, by=by)
    return row


def kept(row: ClockRule) -> dict[str, object]:
    """Return what an event keeps of a rule."""
    return {name: getattr(row, name) for name in FIELDS}


def _overtaken(row: ClockRule | None) -> Overtaken:
    words = _("Somebody set this clock after you had read it. Nothing was written.")
    return Overtaken(words, (row,) if row else ())
