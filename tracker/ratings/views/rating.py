"""One rating: why it is as it is, and what the reader may do now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.people.models import User
from tracker.places.models import Area
from tracker.ratings.actions import StarMove, drifts
from tracker.ratings.forms import VERBS, MoveForm
from tracker.ratings.models import Rating, StarRating
from tracker.ratings.paths import shortest_path
from tracker.ratings.permissions import may_move
from tracker.ratings.standing.one import RatingStanding, StarStanding, rating_for, standing_of
from tracker.ratings.standing.words import way_words
from tracker.ratings.terms import Verb
from tracker.ratings.views.moving import first_end_of_notice, outlooks_of
from tracker.ratings.workflow import move_for
from tracker.ui.crumbs import Crumb


@dataclass(frozen=True)
class Offer:
    """One thing the person may do to one star now, or why not though the right is there."""

    verb: Verb
    star: StarRating
    form: MoveForm
    why_not: str

    @property
    def carried(self) -> str:
        return f"{self.star.star.key}.{self.star.version}"


@dataclass(frozen=True)
class Together:
    """The same done to several stars of the branch at once."""

    verb: Verb
    number: int
    carried: str


@dataclass(frozen=True)
class Card:
    """One star of the page: how it stands, and what may be done to it."""

    star: StarStanding
    offers: list[Offer]
    may_fill_in: bool


@require_safe
def detail(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Why this rating: stars, standards, decisions, and what changed since."""
    rating = rating_for(request.user, year, code)
    standing = standing_of(request.user, rating)
    changed = drifts([star.row for star in standing.stars])
    for star in standing.stars:
        star.row.rating = rating  # loaded with all that the moves ask for
        star.drift = changed.get(star.row.pk, [])
    offers = offers_of(request.user, standing)
    context = {
        "standing": standing,
        "rating": rating,
        "branch": rating.branch,
        "declared": declared(standing),
        "cards": [
            Card(star, offers.get(star.key, []), may_now(request.user, star.row, Verb.FILL_IN))
            for star in standing.stars
        ],
        "together": together(offers),
        "ways": ways(standing),
        "page_title": rating.branch.name,
        "trail": trail(rating),
    }
    return render(request, "ratings/detail.html", context)


def declared(standing: RatingStanding) -> list[str]:
    """Return the names of the stars that the declaration aims at, in official order."""
    aimed = standing.declaration.star_keys if standing.declaration else []
    return [star.row.star.title for star in standing.stars if star.key in aimed]


def may_now(user: User, star: StarRating, verb: Verb) -> bool:
    """Tell whether the table has such a move here and the person the right for it."""
    move = move_for(star.state, verb)
    return bool(move and may_move(user, move, star))


def offers_of(user: User, standing: RatingStanding) -> dict[str, list[Offer]]:
    """Return {star key: what the person may do to it now}; one look ahead for each verb."""
    offers: dict[str, list[Offer]] = {}
    for verb in VERBS:
        rows = {star.key: star.row for star in standing.stars if may_now(user, star.row, verb)}
        if not rows:
            continue
        moves = [StarMove(row.rating_id, key, row.version) for key, row in rows.items()]
        day = first_end_of_notice(rows.values())
        for outlook in outlooks_of(user, verb, rows.values(), moves, {}):
            key = outlook.move.star_key
            form = MoveForm(verb, initial={"notice_ends_on": day}, auto_id=f"{key}-{verb}-%s")
            offers.setdefault(key, []).append(Offer(verb, rows[key], form, outlook.why_not))
    return offers


def together(offers: dict[str, list[Offer]]) -> list[Together]:
    """Return the verbs that go for two or more stars at once, with these stars."""
    found = []
    for verb in VERBS:
        going = [
            offer
            for of_star in offers.values()
            for offer in of_star
            if offer.verb == verb and not offer.why_not
        ]
        if len(going) > 1:
            carried = ",".join(offer.carried for offer in going)
            found.append(Together(verb, len(going), carried))
    return found


def ways(standing: RatingStanding) -> list[str]:
    """Return the ways to the stars not held yet, nearest first, in words."""
    titles = {star.key: star.row.star.title for star in standing.stars}
    found = shortest_path(
        standing.states, standing.results, standing.rule, standing.rating.unit_kind
    )
    return [way_words(way, titles) for way in found if way.star in titles]


def trail(rating: Rating, label: Any = "") -> list[Crumb]:
    """List, street, branch; with a label the branch leads to its page."""
    street: Area = rating.branch.area.parent
    listed = f"{reverse('rating-list')}?campaign={rating.campaign_id}&area={street.pk}"
    crumbs = [
        Crumb(_("Ratings"), reverse("rating-list")),
        Crumb(f"{rating.campaign_id} {street.name}", listed),
    ]
    own = reverse("rating-detail", args=[rating.campaign_id, rating.branch_id])
    if not label:
        return [*crumbs, Crumb(rating.branch.name)]
    return [*crumbs, Crumb(rating.branch.name, own), Crumb(label)]
