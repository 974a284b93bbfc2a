"""Claim against check, counted by the database for each area below, for any number of units."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Concat, StrIndex, Substr

from tracker.campaigns.models import Campaign
from tracker.declarations.models import Declaration
from tracker.inspections.gaps import MET, NOT_MET, Checked, Gap, gap
from tracker.inspections.standing.claims import newest_results
from tracker.people.models import User
from tracker.places.models import Area
from tracker.places.terms import CODE_LENGTHS, Level
from tracker.ratings.models import StarRating
from tracker.ratings.terms import State as Rated

_LEVELS = (Level.PROVINCE, Level.CITY, Level.COUNTY, Level.STREET, Level.VILLAGE)
_BELOW = dict(pairwise(_LEVELS))


@dataclass(frozen=True)
class Line:
    """One area below, with its counts."""

    area: Area
    gap: Gap


def lines_of(user: User, area: Area, campaign: Campaign) -> tuple[list[Line], Gap]:
    """Return a line for each area directly below that has claims, and all together."""
    below = _BELOW.get(Level(area.level))
    gaps = gaps_of(user, area.pk, campaign, CODE_LENGTHS[below or Level.VILLAGE])
    together = sum(gaps.values(), Gap())
    if below is None:
        return [], together
    places = Area.objects.in_bulk(list(gaps))
    return [Line(places[code], gaps[code]) for code in sorted(gaps)], together


def gaps_of(user: User, area: str, campaign: Campaign, length: int) -> dict[str, Gap]:
    """Return {code: gap} for the codes of ``length`` in an area; three queries.

    What is declared and awarded is counted everywhere, the rest from the results of inspections.
    """
    declared = _declared(user, area, campaign, length)
    awarded = _awarded(user, area, campaign, length)
    checked = _checked(user, area, campaign, length)
    codes = {*declared, *awarded, *checked}
    return {code: gap(declared[code], awarded[code], checked[code]) for code in codes}


def _declared(user: User, area: str, campaign: Campaign, length: int) -> Counter[str]:
    """Count declared stars: what a declaration aims at is one text, and few are different."""
    rows = _declarations(user, campaign).under(area).exclude(stars="")
    found: Counter[str] = Counter()
    grouped = rows.values(code=Substr("branch_id", 1, length), named=F("stars"))
    for code, named, count in grouped.annotate(n=Count("pk")).values_list("code", "named", "n"):
        found[code] += count * (named.count(",") + 1)
    return found


def _awarded(user: User, area: str, campaign: Campaign, length: int) -> Counter[str]:
    rows = _awards(user, campaign).under(area)
    grouped = rows.values(code=Substr("rating__branch_id", 1, length)).annotate(n=Count("pk"))
    return Counter(dict(grouped.values_list("code", "n")))


def _checked(
    user: User, area: str, campaign: Campaign, length: int
) -> defaultdict[str, list[Checked]]:
    """Count the stars that inspections have looked at; one standard not met is against a star."""
    unit, star = "inspection__area_id", "standard__star__key"
    declared = _declarations(user, campaign).filter(branch=OuterRef(unit))
    declared = declared.annotate(place=StrIndex(_in_commas("stars"), _in_commas(OuterRef(star))))
    awarded = _awards(user, campaign).filter(
        rating__branch=OuterRef(unit), star__key=OuterRef(star)
    )
    rows = newest_results(area, campaign).filter(result__in=(MET, NOT_MET))
    grouped = rows.values(
        code=Substr(unit, 1, length),
        is_declared=Exists(declared.filter(place__gt=0)),
        is_awarded=Exists(awarded),
    )
    one_star = Concat(unit, Value(" "), star, output_field=CharField())
    counted = grouped.annotate(
        seen=Count(one_star, distinct=True),
        against=Count(one_star, distinct=True, filter=Q(result=NOT_MET)),
    )
    found: defaultdict[str, list[Checked]] = defaultdict(list)
    for code, *facts in counted.values_list("code", "is_declared", "is_awarded", "seen", "against"):
        found[code].append(Checked(*facts))
    return found


def _declarations(user: User, campaign: Campaign) -> Any:
    return Declaration.objects.visible_to(user).order_by().filter(campaign=campaign)


def _awards(user: User, campaign: Campaign) -> Any:
    rows = StarRating.objects.visible_to(user).order_by()
    return rows.filter(rating__campaign=campaign, state=Rated.AWARDED)


def _in_commas(words: Any) -> Concat:
    """Return keys so that each stands between commas, whichever others begin or end like it."""
    return Concat(Value(","), words, Value(","), output_field=CharField())
