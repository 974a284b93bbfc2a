"""For which stars the level may stand that a paper reports of one branch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from tracker.campaigns.models import Campaign, Star
from tracker.campaigns.scoring import certain_stars
from tracker.campaigns.terms import State as Year
from tracker.declarations.actions.guards import rule_of
from tracker.figures.terms import FigureUnitKind
from tracker.places.models import Area, Branch
from tracker.places.terms import UnitKind
from tracker.ratings import wording


@dataclass(frozen=True)
class Meant:
    """`certain`: the level leaves no choice. Else a person names stars out of `scheme`.

    `against`: in words why there can be no record at all; then nothing else is filled in.
    Where the branch is not known, `scheme` holds the stars of every kind that it may be.
    """

    scheme: tuple[Star, ...] = ()
    certain: tuple[str, ...] = ()
    against: str = ""

    @property
    def by_kind(self) -> list[tuple[str, str, list[Star]]]:
        """The stars of each scheme, with the key of its kind and the kind in words."""
        kinds = groupby(self.scheme, key=lambda star: star.scheme.unit_kind)
        return [(kind, str(UnitKind(kind).label), list(stars)) for kind, stars in kinds]


def meant(area: Area, unit_kind: str, campaign: Campaign, level: int) -> Meant:
    """Return the stars meant by a level; ``unit_kind`` is the one that the paper names, or ""."""
    if campaign.state == Year.PREPARING:
        return Meant(against=wording.year_in_preparation(campaign.pk))
    branch = Branch.objects.filter(area=area).first()
    if branch is None or not may_be(branch.unit_kind, unit_kind):
        return Meant(against=wording.no_branch(area.name))
    kind = str(branch.unit_kind)
    scheme = _stars_of([kind], campaign)
    if not scheme:
        words = branch.get_unit_kind_display()
        return Meant(against=wording.scheme_missing(campaign.pk, words))
    return Meant(scheme, certain_stars(level, kind, rule_of(campaign)))


def meant_somewhere(unit_kind: str, campaign: Campaign, level: int) -> Meant:
    """Return the stars that a level may mean of a branch whose place is still open.

    Villages and communities have different stars: those of both are returned unless the paper
    says the kind. `certain` are those of all kinds, where the level leaves no choice in any.
    """
    if campaign.state == Year.PREPARING:
        return Meant(against=wording.year_in_preparation(campaign.pk))
    kinds = [kind for kind in UnitKind.values if may_be(kind, unit_kind)]
    scheme = _stars_of(kinds, campaign)
    if not scheme:
        words = " / ".join(str(UnitKind(kind).label) for kind in kinds)
        return Meant(against=wording.scheme_missing(campaign.pk, words))
    rule = rule_of(campaign)
    certain = [certain_stars(level, kind, rule) for kind in kinds]
    every = tuple(star for stars in certain for star in stars) if all(certain) else ()
    return Meant(scheme, every)


def may_be(kind: str, said: str) -> bool:
    """Tell whether one branch may be of a kind, where a paper says ``said``: of one, all count."""
    return said in ("", FigureUnitKind.ALL, kind)


def _stars_of(kinds: Sequence[str], campaign: Campaign) -> tuple[Star, ...]:
    stars = Star.objects.filter(scheme__campaign=campaign, scheme__unit_kind__in=kinds)
    return tuple(stars.select_related("scheme").order_by("scheme__unit_kind", "position"))
