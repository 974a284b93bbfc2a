"""For which stars the level may stand that a paper reports of one branch."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.campaigns.models import Campaign, Star
from tracker.campaigns.scoring import certain_stars
from tracker.campaigns.terms import State as Year
from tracker.declarations.actions.guards import rule_of
from tracker.places.models import Area, Branch
from tracker.ratings import wording


@dataclass(frozen=True)
class Meant:
    """`certain`: the level leaves no choice. Else a person names stars out of `scheme`.

    `against`: in words why there can be no record at all; then nothing else is filled in.
    """

    scheme: tuple[Star, ...] = ()
    certain: tuple[str, ...] = ()
    against: str = ""


def meant(area: Area, unit_kind: str, campaign: Campaign, level: int) -> Meant:
    """Return the stars meant by a level; ``unit_kind`` is the one that the paper names, or ""."""
    if campaign.state == Year.PREPARING:
        return Meant(against=wording.year_in_preparation(campaign.pk))
    branch = Branch.objects.filter(area=area).first()
    if branch is None or unit_kind not in ("", branch.unit_kind):
        return Meant(against=wording.no_branch(area.name))
    kind = str(branch.unit_kind)
    stars = Star.objects.filter(scheme__campaign=campaign, scheme__unit_kind=kind)
    scheme = tuple(stars.order_by("position"))
    if not scheme:
        words = branch.get_unit_kind_display()
        return Meant(against=wording.scheme_missing(campaign.pk, words))
    return Meant(scheme, certain_stars(level, kind, rule_of(campaign)))
