"""What stands against a change: words with the remedy, or ""."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from tracker.access.refusals import Refused
from tracker.campaigns.models import Campaign
from tracker.campaigns.terms import State as CampaignState
from tracker.places.models import Area
from tracker.places.terms import Level
from tracker.projects.inputs import Offer, Wish
from tracker.projects.money import LARGEST, say_yuan


def refuse(words: str) -> None:
    """Raise Refused with words, if there are any."""
    if words:
        raise Refused(words)


def against_year(campaign: Campaign) -> str:
    """Say why nothing is listed in this year."""
    if campaign.state == CampaignState.CLOSED:
        return _("%(year)s is closed. Projects are listed in a year that is not.") % {
            "year": campaign.pk
        }
    return ""


def against_area(area: Area) -> str:
    if area.valid_until is None and area.level != Level.PROVINCE and not area.is_excluded:
        return ""
    return _("%(area)s takes no part: no project is listed for it.") % {"area": area.title}


def against_wish(wish: Wish) -> str:
    if not wish.title.strip() or not wish.responsible.strip():
        return _("Say what the project is and which post or department is responsible.")
    return against_money(wish.planned) or against_income(wish.income_planned)


def against_offer(said: Offer) -> str:
    if not said.title.strip() or not said.department.strip():
        return _("Say what is offered and which department gives it.")
    return against_money(said.amount)


def against_promise(planned: Decimal | None, left: Decimal | None) -> str:
    """Say why a supply that somebody above keeps is not promised; both may be unstated."""
    if left is None or (planned or 0) <= left:
        return ""
    return _(
        "Of this supply %(left)s is still free, and the project plans %(planned)s. Choose another "
        "one, or ask those who keep it to match the project."
    ) % {"left": say_yuan(max(left, Decimal(0))), "planned": say_yuan(planned)}


def against_money(amount: Decimal | None) -> str:
    if amount is None or 0 < amount < LARGEST:
        return ""
    return _("An amount of money is more than nothing. Leave the box empty if it is not known.")


def against_income(amount: Decimal | None) -> str:
    if amount is None or 0 <= amount < LARGEST:
        return ""
    return _("An income is not negative. Leave the box empty if it is not known.")
