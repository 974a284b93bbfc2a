"""Where a campaign year stands: until when its parts are due, and what no longer moves in it."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.campaigns.deadlines import Due, last_days
from tracker.campaigns.models import Campaign, CampaignDate, Standard
from tracker.campaigns.terms import State


def dues(campaign: Campaign) -> dict[str, Due]:
    """Return the last days of the year's work by stage; a campaign that is not running has none."""
    if campaign.state != State.RUNNING:
        return {}
    dates = CampaignDate.objects.filter(campaign=campaign).exclude(stage="")
    return last_days(
        dates.values_list("stage", "starts_on", "ends_on").order_by("pk"), timezone.localdate()
    )


def against_moving(standard: Standard) -> str:
    """Say why a standard stays with its star: results of it belong to the rating of that star."""
    if not standard.results.exists():  # rows of a room above: known by their reverse name only
        return ""
    return _("Results have been entered for this standard, so it stays with its star.")
