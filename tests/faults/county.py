"""A made-up county with as many villages as a test wants, all stars declared, and its table.

Run inside a rig's site (`Rig.shell`); rows are written by the thousand, no action is at work yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from itertools import islice
from typing import Any

COUNTY, YEAR, STREET_SIZE = "410822", 2023, 250
STAR = "industry"


def villages(number: int) -> Iterator[str]:
    """Yield the codes of the villages, 250 to a street."""
    for place in range(number):
        yield f"{COUNTY}{1 + place // STREET_SIZE:03d}{201 + place % STREET_SIZE:03d}"


def build(number: int) -> None:
    """Make the places, a running year, a rating of one star for each village, and a clerk."""
    cast = import_module("tests.tracker.ratings.cast")
    cast.campaign(YEAR, standards=0)
    clerk = cast.person("clerk", ("county_clerk", COUNTY))
    places, ratings = (import_module(f"tracker.{room}.models") for room in ("places", "ratings"))
    _in_parts(places.Area.objects, _streets(places.Area, number))
    _in_parts(places.Area.objects, _villages(places.Area, number))
    branches = (places.Branch(area_id=code, unit_kind="rural") for code in villages(number))
    _in_parts(places.Branch.objects, branches)
    rows = (
        ratings.Rating(branch_id=code, campaign_id=YEAR, unit_kind="rural", opened_by=clerk)
        for code in villages(number)
    )
    _in_parts(ratings.Rating.everything, rows)
    star = import_module("tracker.campaigns.models").Star.objects.get(
        scheme__unit_kind="rural", key=STAR
    )
    keys = ratings.Rating.everything.values_list("pk", flat=True)
    stars = (
        ratings.StarRating(rating_id=key, star=star, state="declared", changed_by=clerk)
        for key in keys
    )
    _in_parts(ratings.StarRating.everything, stars)


def _streets(area: Any, number: int) -> Iterator[Any]:
    codes = dict.fromkeys(code[:9] for code in villages(number))
    return (area(code=code, level="street", name=code, parent_id=COUNTY) for code in codes)


def _villages(area: Any, number: int) -> Iterator[Any]:
    return (
        area(code=code, level="village", kind="rural", name=code[-3:], parent_id=code[:9])
        for code in villages(number)
    )


def _in_parts(manager: Any, rows: Iterator[Any]) -> None:
    while some := list(islice(rows, 1000)):
        manager.bulk_create(some)


def table(number: int) -> bytes:
    lines = (f"{code},{'达标' if int(code) % 3 else '未达标'}" for code in villages(number))
    return "\r\n".join([f"编码,{STAR}", *lines, ""]).encode()


def upload(number: int) -> int:
    """Upload the table as the clerk does; return the number of the changeset."""
    actions = import_module("tracker.changesets.actions")
    campaign = import_module("tracker.campaigns.models").Campaign.objects.get(pk=YEAR)
    area = import_module("tracker.places.models").Area.objects.get(pk=COUNTY)
    made = actions.upload(
        by=_clerk(),
        subject=actions.Subject("ratings.statements", campaign, area),
        name="表.csv",
        chunks=[table(number)],
        most_bytes=2**28,
    )
    return int(made.pk)


def confirm(number: int) -> None:
    """Confirm a staged changeset as the clerk does."""
    model = import_module("tracker.changesets.models").Changeset
    made = model.everything.get(pk=number)
    import_module("tracker.changesets.actions").confirm(
        by=_clerk(), changeset=made, seen=made.version
    )


def _clerk() -> Any:
    return import_module("tracker.people.models").User.objects.get(username="clerk")
