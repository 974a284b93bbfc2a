"""What a star stands on while it moves: others' eyes, a branch, a declaration, a year."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Event as Signal

import pytest

from tests.factories.figures import ReportedFigureFactory
from tests.tracker.places.test_race import patiently
from tests.tracker.ratings.cast import (
    CITY,
    VILLAGE,
    YEAR,
    Cast,
    bring,
    campaign,
    declare,
    do,
    person,
    standards,
    star,
    village,
)
from tracker.access.refusals import Refused
from tracker.access.terms import Role
from tracker.campaigns.actions import close_campaign
from tracker.campaigns.models import Campaign
from tracker.declarations.models import Declaration
from tracker.declarations.terms import State as Declared
from tracker.history.models import Event
from tracker.places.models import Branch
from tracker.ratings.actions import fill_in, moving
from tracker.ratings.models import Rating, StarRating
from tracker.ratings.standing.waiting import waiting_for
from tracker.ratings.terms import State, Verb

# --- Other eyes on what the street says ----------------------------------------------


@pytest.mark.django_db
def test_whoever_gave_the_statement_that_stands_does_not_approve_it(cast):
    """Also in a later round, and until somebody else says something else of the star."""
    declare(VILLAGE, by=cast.county)
    facts = {"by": cast.everyone, "results": {}, "proposal": "met", "submit": True}
    fill_in(star_rating=star(), seen=star().version, **facts)
    do(cast.reviewer, Verb.RETURN, "industry")
    do(cast.officer, Verb.SUBMIT, "industry")

    with pytest.raises(Refused, match="another person must approve"):
        do(cast.everyone, Verb.REVIEW, "industry")
    waiting = StarRating.objects.visible_to(cast.everyone).filter(waiting_for(cast.everyone))
    assert not waiting.filter(pk=star().pk).exists()

    do(cast.reviewer, Verb.RETURN, "industry")
    facts = {"by": cast.officer, "results": {}, "proposal": "not_met", "submit": True}
    fill_in(star_rating=star(), seen=star().version, **facts)
    assert waiting.filter(pk=star().pk).exists()
    do(cast.everyone, Verb.REVIEW, "industry")
    assert star().state == "reviewed"


@pytest.mark.django_db
def test_the_statement_on_another_star_binds_nobody_here(cast):
    declare(VILLAGE, by=cast.county)
    one = standards()[0]
    results = {one.pk: ("met", '"star":"industry","proposal":"met"')}
    fill_in(by=cast.everyone, star_rating=star(), results=results, seen=star().version)
    facts = {"by": cast.everyone, "results": {}, "proposal": "met"}
    fill_in(star_rating=star("ecology"), seen=star("ecology").version, **facts)
    do(cast.officer, Verb.SUBMIT, "industry")
    do(cast.reviewer, Verb.RETURN, "industry")
    results = {one.pk: ("met", "有台账")}
    fill_in(by=cast.officer, star_rating=star(), results=results, seen=star().version, submit=True)

    do(cast.everyone, Verb.REVIEW, "industry")

    assert star().state == "reviewed"


# --- Branch and declaration ----------------------------------------------------------

ONWARD = [
    (Verb.SUBMIT, State.DECLARED),
    (Verb.REVIEW, State.ENTERED),
    (Verb.VERIFY, State.REVIEWED),
    (Verb.CONFIRM, State.VERIFIED),
    (Verb.PUT_ON_NOTICE, State.CONFIRMED),
    (Verb.AWARD, State.ON_NOTICE),
]


def waits_for(who) -> bool:
    return StarRating.objects.visible_to(who).filter(waiting_for(who), pk=star().pk).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("verb", "state"), ONWARD)
def test_the_star_of_a_branch_that_ended_goes_no_further(verb, state, cast):
    declare(VILLAGE, by=cast.county)
    bring(cast, "industry", to=state)
    assert waits_for(cast.who(verb))
    Branch.objects.update(ended_on=dt.date(2023, 6, 1))

    assert not waits_for(cast.who(verb))
    with pytest.raises(Refused, match="ended on"):
        do(cast.who(verb), verb, "industry")
    assert star().state == state


@pytest.mark.django_db
@pytest.mark.parametrize(("verb", "state"), ONWARD)
def test_a_star_waits_until_its_declaration_is_confirmed_again(verb, state, cast):
    declare(VILLAGE, by=cast.county)
    bring(cast, "industry", to=state)
    Declaration.everything.update(state=Declared.RETURNED)

    assert not waits_for(cast.who(verb))
    with pytest.raises(Refused, match="is not confirmed as it stands"):
        do(cast.who(verb), verb, "industry")
    assert star().state == state

    Declaration.everything.update(state=Declared.CONFIRMED)
    do(cast.who(verb), verb, "industry")


@pytest.mark.django_db
def test_saving_and_submitting_at_once_stands_on_the_declaration_too(cast):
    declare(VILLAGE, by=cast.county)
    Declaration.everything.update(state=Declared.RETURNED)
    facts = {"by": cast.officer, "star_rating": star(), "results": {standards()[0].pk: ("met", "")}}

    with pytest.raises(Refused, match="is not confirmed as it stands"):
        fill_in(**facts, seen=star().version, submit=True)
    assert star().results.count() == 0
    fill_in(**facts, seen=star().version)
    assert star().results.count() == 1


@pytest.mark.django_db
def test_what_ended_or_came_back_is_still_returned_and_withdrawn(cast):
    declare(VILLAGE, by=cast.county)
    bring(cast, "industry", to=State.AWARDED)
    bring(cast, "ecology", to=State.ENTERED)
    Branch.objects.update(ended_on=dt.date(2023, 6, 1))
    Declaration.everything.update(state=Declared.RETURNED)

    do(cast.county, Verb.WITHDRAW, "industry")
    do(cast.reviewer, Verb.RETURN, "ecology")

    assert (star().state, star("ecology").state) == ("withdrawn", "returned")


@pytest.mark.django_db
def test_what_came_from_a_paper_rests_on_no_declaration(cast):
    declare(VILLAGE, by=cast.county)
    bring(cast, "industry", to=State.ON_NOTICE)
    Declaration.everything.update(state=Declared.DRAFT)
    Rating.everything.update(source=ReportedFigureFactory())

    assert waits_for(cast.county)
    do(cast.county, Verb.AWARD, "industry")

    assert star().state == "awarded"


# --- The year ------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_year_is_not_closed_under_a_star_that_moves(monkeypatch):
    campaign()
    village()
    cast = Cast()
    city = person("city", (Role.CITY_OFFICE, CITY))
    declare(VILLAGE, by=cast.county)
    judged, closed, judge = Signal(), Signal(), moving.judge

    def slowly(*facts):
        found = judge(*facts)
        judged.set()
        closed.wait(1)  # with the year held it cannot come
        return found

    def close():
        judged.wait(60)
        close_campaign(by=city, campaign=Campaign.objects.get(pk=YEAR))
        closed.set()

    def submit():
        do(cast.officer, Verb.SUBMIT, "industry")

    monkeypatch.setattr(moving, "judge", slowly)
    with ThreadPoolExecutor(2) as pool:
        both = [
            pool.submit(patiently, submit),
            pool.submit(patiently, close),
        ]
        for one in both:
            one.result(timeout=120)

    actions = Event.objects.in_order().values_list("action", flat=True)
    assert list(actions)[-2:] == ["ratings.submit", "campaigns.close"]
