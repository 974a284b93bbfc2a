"""Invented work for the benchmarks: declarations and ratings in all states, with their tallies."""

from __future__ import annotations

import datetime as dt
from collections import Counter

YEAR = 2023
STATES = ("declared", "entered", "reviewed", "verified", "confirmed", "on_notice", "awarded")
EVERY = 40  # of the branches outside the county that is measured


def invent_work(county: str) -> object:
    """Fill a county whole, and every fortieth branch elsewhere; return the county's officer."""
    from tracker.campaigns.models import Campaign, CampaignDate
    from tracker.people.models import Grant, User

    officer = User.objects.create(username="bench", display_name="bench")
    Grant.objects.create(user=officer, role="county_office", area_id=county)
    Grant.objects.create(user=officer, role="inspector", area_id=county[:4])
    reader = User.objects.create(username="reader", display_name="reader")
    campaign = Campaign.objects.get_or_create(year=YEAR)[0]
    Campaign.objects.filter(pk=YEAR).update(state="running")
    CampaignDate.objects.create(
        campaign=campaign, name="bench", stage="review", starts_on=dt.date(2023, 6, 1)
    )
    counts: Counter[tuple[str, str, str]] = Counter()
    _fill(campaign, _stars(campaign), reader, _some(county), counts)
    _keep(campaign, counts)
    return officer


def _stars(campaign: object) -> dict[str, list]:
    from tracker.campaigns.models import Scheme, Star
    from tracker.campaigns.scoring import STARS_OF_KIND

    found = {}
    for kind, keys in STARS_OF_KIND.items():
        scheme = Scheme.objects.get_or_create(campaign=campaign, unit_kind=kind)[0]
        found[kind] = [
            Star.objects.get_or_create(
                scheme=scheme, key=key, defaults={"name": key, "position": place}
            )[0]
            for place, key in enumerate(keys, 1)
        ]
    return found


def _some(county: str) -> list:
    from tracker.places.models import Branch

    own = list(Branch.objects.under(county))
    codes = list(Branch.objects.values_list("pk", flat=True))[::EVERY]
    others = Branch.objects.in_bulk([code for code in codes if not code.startswith(county)])
    return [*own, *others.values()]


def _fill(campaign: object, stars: dict, who: object, branches: list, counts: Counter) -> None:
    """Write rows by the thousand; actions would take hours for a nation."""
    from tracker.declarations.measures import measures as declared
    from tracker.declarations.models import Declaration
    from tracker.places.codes import ancestor_codes
    from tracker.ratings.measures import measures as rated
    from tracker.ratings.models import Rating, StarRating
    from tracker.ratings.terms import HELD

    declarations, ratings, rows = [], [], []
    for n, branch in enumerate(branches):
        kind, five = branch.unit_kind, stars[branch.unit_kind]
        keys = [star.key for star in five]
        states = {key: STATES[(n + place) % len(STATES)] for place, key in enumerate(keys)}
        level = sum(state in HELD for state in states.values())
        declarations.append(
            Declaration(
                branch=branch, campaign=campaign, unit_kind=kind, stars=",".join(keys), level=5,
                state="confirmed", changed_by=who,
            )
        )  # fmt: skip
        rating = Rating(
            branch=branch, campaign=campaign, unit_kind=kind, level=level, opened_by=who
        )
        ratings.append(rating)
        for star in five:
            confirmed = who if states[star.key] in HELD else None
            rows.append((rating, star, states[star.key], confirmed))
        for measure in [*declared("confirmed", keys), *rated(states)]:
            counts.update((area, kind, measure) for area in ancestor_codes(branch.pk))
    Declaration.everything.bulk_create(declarations, batch_size=1000)
    Rating.everything.bulk_create(ratings, batch_size=1000)
    StarRating.everything.bulk_create(
        [
            StarRating(rating=rating, star=star, state=state, changed_by=who, confirmed_by=by)
            for rating, star, state, by in rows
        ],
        batch_size=1000,
    )


def _keep(campaign: object, counts: Counter) -> None:
    from tracker.tallies.models import Tally

    Tally.objects.bulk_create(
        [
            Tally(area_id=area, campaign=campaign, unit_kind=kind, measure=measure, number=number)
            for (area, kind, measure), number in counts.items()
        ],
        batch_size=1000,
    )


def token_for(officer: object) -> str:
    """Return the secret of a token with which a program reads for somebody."""
    from django.utils import timezone

    from tracker.tokens.actions import make

    day = timezone.localdate() + dt.timedelta(days=1)
    return make(by=officer, name="bench", scope="read", expires_on=day)[1]


def staff_pages(county: str, street: str) -> dict[str, tuple[str, str]]:
    """Return page and bare query by name: the tallies of the areas directly below."""
    top = county[:4]
    tallies = (
        "SELECT area_id, measure, SUM(number) FROM tracker_tally WHERE campaign_id = 2023 "
        "AND area_id IN (SELECT code FROM tracker_area WHERE parent_id = '{0}' OR code = '{0}') "
        "GROUP BY area_id, measure"
    )
    return {
        "staff: progress of a city": (f"/areas/{top}/progress/2023/", tallies.format(top)),
        "staff: progress of a county": (f"/areas/{county}/progress/2023/", tallies.format(county)),
        "staff: progress of a street": (
            f"/areas/{street}/progress/2023/",
            "SELECT s.star_id, s.state FROM tracker_starrating s JOIN tracker_rating r "
            f"ON r.id = s.rating_id WHERE r.branch_id >= '{street}' AND "
            f"r.branch_id < '{street}9999' AND r.campaign_id = 2023",
        ),
        "program: 50 declarations as JSON": (
            f"/api/v1/declarations/?area={county}&state=confirmed&sort=-branch&per_page=50",
            "SELECT id FROM tracker_declaration WHERE state = 'confirmed' AND "
            f"branch_id >= '{county}' AND branch_id < '{county}9999999' "
            "ORDER BY branch_id DESC LIMIT 50",
        ),
        "staff: desk of a county office": (
            "/desk/",
            "SELECT COUNT(*) FROM tracker_starrating s JOIN tracker_rating r ON r.id = s.rating_id "
            f"WHERE r.branch_id >= '{county}' AND r.branch_id < '{county}9999999' "
            "AND s.state = 'verified'",
        ),
    }
