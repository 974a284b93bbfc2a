"""How ratings change: with declarations, on pages, along the way, from papers and the shell."""

from decimal import Decimal

from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from tests.factories.figures import ReportedFigureFactory
from tests.tracker.history.doors import door
from tests.tracker.ratings.cast import (
    FOUR,
    VILLAGE,
    YEAR,
    Cast,
    bring,
    campaign,
    confirmed,
    declare,
    do,
    follow,
    standards,
    star,
    village,
)
from tracker.campaigns.models import Campaign
from tracker.places.models import Area
from tracker.ratings.actions import accept_report
from tracker.ratings.models import StarRating
from tracker.ratings.terms import State

RATING, STAR, RESULT, STEP, SEAL = (
    "tracker_rating",
    "tracker_starrating",
    "tracker_standardresult",
    "tracker_ratingstep",
    "tracker_seal",
)


def world():
    campaign()
    village()
    return Cast()


def saved(key, do_what, result):
    """Return what the form of a star's standards sends."""
    body = {"seen": star(key).version, "do": do_what}
    for one in standards(key):
        body |= {f"result-{one.pk}": result, f"note-{one.pk}": "有台账"}
    return body


@door("stars: filled in, submitted, taken back and returned on pages", touches={STAR, RESULT, STEP})
def entered(browser, _folder):
    cast = world()
    declare(VILLAGE, by=cast.county)
    review = Client()
    browser.force_login(cast.officer)
    review.force_login(cast.reviewer)
    fill = reverse("star-fill-in", args=[YEAR, VILLAGE, "industry"])
    move = reverse("rating-move", args=[YEAR, VILLAGE])
    yield
    browser.post(fill, saved("industry", "save", "not_met"))
    browser.post(fill, saved("industry", "submit", "met"))
    for by, verb in ((browser, "recall"), (browser, "submit"), (review, "return")):
        sent = {"verb": verb, "star": f"industry.{star().version}", "reason": "缺照片"}
        by.post(move, sent | {"do": "confirm"})
    assert star().state == State.RETURNED


@door("stars: from the declaration to the notice, and returned", touches={RATING, STAR, STEP, SEAL})
def put_on_notice(_browser, _folder):
    cast = world()
    declared = confirmed(VILLAGE, stars=FOUR, by=cast.county)
    yield
    follow(declared, by=cast.county)
    for verb in ("submit", "review", "verify", "confirm", "notice"):
        do(cast.who(verb), verb, *FOUR, let_end=False)
    assert star().state == State.ON_NOTICE
    do(cast.county, "return", "safety")


@door("stars: withdrawn after the award", touches={RATING, STAR, STEP})
def withdrawn(_browser, _folder):
    cast = world()
    declare(VILLAGE, by=cast.county)
    bring(cast, *FOUR, to=State.AWARDED)
    yield
    do(cast.county, "withdraw", "industry", "safety")


@door("a rating: accepted from what a paper states", touches={RATING, STAR, STEP, SEAL})
def accepted(_browser, _folder):
    cast = world()
    figure = ReportedFigureFactory(
        area=Area.objects.get(pk=VILLAGE),
        campaign=Campaign.objects.get(),
        level=5,
        value=Decimal(1),
    )
    yield
    accept_report(by=cast.county, figure=figure)


@door("stars: moved from the shell", touches={STAR, STEP})
def moved(_browser, _folder):
    cast = world()
    declare(VILLAGE, by=cast.county)
    yield
    facts = {"name": "officer", "verb": "submit", "area": VILLAGE, "year": YEAR, "commit": True}
    call_command("move_ratings", **facts)
    assert not StarRating.everything.filter(state=State.DECLARED).exists()
