"""The cast around the villages of one street, in a running year with both schemes."""

from __future__ import annotations

import datetime as dt

from django.db import connection, transaction
from django.utils import timezone

from tests.factories.campaigns import (
    CampaignFactory,
    LevelRuleFactory,
    SchemeFactory,
    StandardFactory,
    StarFactory,
)
from tests.factories.declarations import DeclarationFactory
from tests.factories.people import GrantFactory, UserFactory, area_with_code
from tests.factories.places import AreaFactory, BranchFactory
from tracker.access.terms import Role, StarKey
from tracker.campaigns.models import Campaign, Standard, Star
from tracker.campaigns.scoring import STARS_OF_KIND
from tracker.declarations.models import Declaration
from tracker.declarations.terms import State as Declared
from tracker.history.models import Event
from tracker.history.record import record_all
from tracker.people.models import Grant, User
from tracker.places.models import Branch
from tracker.ratings import rollups
from tracker.ratings.actions import StarMove, follow_declarations, move_many
from tracker.ratings.models import Rating, RatingStep, Seal, StandardResult, StarRating
from tracker.ratings.terms import HELD, State, Verb
from tracker.tallies.models import Tally
from tracker.tallies.rollups import wrong_tallies

CITY, COUNTY, STREET = "4108", "410822", "410822105"
VILLAGES = [f"{STREET}{number}" for number in range(201, 240)]
VILLAGE = VILLAGES[0]
ELSEWHERE = "410883001201"
YEAR = 2023
FIVE = list(STARS_OF_KIND["rural"])
FOUR = FIVE[:-1]
STANDARDS_OF_A_STAR = 2


def campaign(year: int = YEAR, *, standards: int = STANDARDS_OF_A_STAR, **more) -> Campaign:
    """Make a running year with both schemes and the rule that the branch star comes last."""
    made = CampaignFactory(year=year, **more)
    LevelRuleFactory(campaign=made)
    labels = dict(StarKey.choices)
    stars, rows = [], []
    for kind, keys in STARS_OF_KIND.items():
        scheme = SchemeFactory(campaign=made, unit_kind=kind)
        for position, key in enumerate(keys, 1):
            name, name_en = f"{key}星", str(labels[key])
            star = StarFactory.build(
                scheme=scheme, key=key, position=position, name=name, name_en=name_en
            )
            numbers = range(position * 10 + 1, position * 10 + standards + 1)
            rows += [StandardFactory.build(star=star, number=number) for number in numbers]
            stars.append(star)
    # Hundreds of tests begin here: two statements, not two for each of them.
    Star.objects.bulk_create(stars)
    Standard.objects.bulk_create(rows)
    return made


def village(code: str = VILLAGE, **more) -> Branch:
    """Make a branch; whatever lies above it is made with it."""
    return BranchFactory(area=AreaFactory(code=code, name=f"第{code[-3:]}村"), **more)


def person(name: str, *roles: tuple[str, str] | tuple[str, str, str]) -> User:
    """Make someone who holds roles, each (role, area) or (role, area, star)."""
    user = UserFactory(username=name, display_name=name)
    areas = {code: area_with_code(code) for code in {code for _role, code, *_star in roles}}
    Grant.objects.bulk_create(
        GrantFactory.build(user=user, role=role, area=areas[code], star=star[0] if star else "")
        for role, code, *star in roles
    )
    return user


class Cast:
    """One person for each part of the work, and one who may do all of it."""

    def __init__(self) -> None:
        self.officer = person("officer", (Role.STREET_OFFICER, STREET))
        self.reviewer = person("reviewer", (Role.STREET_REVIEWER, STREET))
        self.force = person("force", *((Role.STAR_OFFICER, COUNTY, star) for star in FIVE))
        self.county = person("county", (Role.COUNTY_OFFICE, COUNTY))
        # Holds every part of the work, so that only the rules stand in the way.
        self.everyone = person(
            "everyone",
            (Role.STREET_OFFICER, STREET),
            (Role.STREET_REVIEWER, STREET),
            *((Role.STAR_OFFICER, COUNTY, star) for star in FIVE),
            (Role.COUNTY_OFFICE, COUNTY),
        )
        self.neighbour = person("neighbour", (Role.COUNTY_OFFICE, ELSEWHERE[:6]))

    def who(self, verb: str) -> User:
        """Return whose part a verb is on its way from the declaration to the award."""
        return {
            Verb.FILL_IN: self.officer,
            Verb.SUBMIT: self.officer,
            Verb.RECALL: self.officer,
            Verb.REVIEW: self.reviewer,
            Verb.VERIFY: self.force,
        }.get(Verb(verb), self.county)


def confirmed(
    *codes: str, stars: list[str] = FIVE, by: User, year: int = YEAR
) -> list[Declaration]:
    """Return a confirmed declaration of each branch; nobody has followed it yet."""
    declarations = []
    for code in codes:
        found = Declaration.everything.filter(branch=code, campaign=year).first()
        branch, of = Branch.objects.get(pk=code), Campaign.objects.get(pk=year)
        one = found or DeclarationFactory(branch=branch, campaign=of, changed_by=by)
        one.stars, one.level, one.state = ",".join(stars), len(stars), Declared.CONFIRMED
        one.save()
        declarations.append(one)
    return declarations


def follow(declarations: list[Declaration], *, by: User) -> None:
    """Let the ratings follow, as the room below does in its own transaction."""
    with transaction.atomic():
        record_all(follow_declarations(declarations, by=by), by=by)


def declare(*codes: str, stars: list[str] = FIVE, by: User, year: int = YEAR) -> list[Rating]:
    """Confirm a declaration of each branch; return the ratings that follow it."""
    with transaction.atomic():
        follow(confirmed(*codes, stars=stars, by=by, year=year), by=by)
    return [rating(code, year) for code in codes]


def rating(code: str = VILLAGE, year: int = YEAR) -> Rating:
    return Rating.everything.get(branch=code, campaign=year)


def star(key: str = "industry", code: str = VILLAGE, year: int = YEAR) -> StarRating:
    """Return one star as it stands."""
    rows = StarRating.everything.select_related("star", "rating__branch__area", "rating__campaign")
    return rows.get(rating__branch=code, rating__campaign=year, star__key=key)


def states(code: str = VILLAGE, year: int = YEAR) -> dict[str, str]:
    rows = StarRating.everything.filter(rating__branch=code, rating__campaign=year)
    return dict(rows.order_by("star__position").values_list("star__key", "state"))


def moves(*keys: str, code: str = VILLAGE, year: int = YEAR) -> list[StarMove]:
    """Return moves of stars as they stand now."""
    found = [star(key, code, year) for key in keys]
    return [StarMove(row.rating_id, row.star.key, row.version) for row in found]


WAY = (Verb.SUBMIT, Verb.REVIEW, Verb.VERIFY, Verb.CONFIRM, Verb.PUT_ON_NOTICE, Verb.AWARD)
AFTER = (
    State.ENTERED,
    State.REVIEWED,
    State.VERIFIED,
    State.CONFIRMED,
    State.ON_NOTICE,
    State.AWARDED,
)


def bring(cast: Cast, *keys: str, to: str, code: str = VILLAGE, year: int = YEAR) -> None:
    """Bring declared stars of a branch along the way to a state, by the usual people."""
    for verb, reached in zip(WAY, AFTER, strict=True):
        if to == State.DECLARED:
            return
        do(cast.who(verb), verb, *keys, code=code, year=year)
        if reached == to:
            return


def do(
    by: User,
    verb: str,
    *keys: str,
    code: str = VILLAGE,
    year: int = YEAR,
    let_end: bool = True,
    **more,
) -> None:
    """Make one move of stars of a branch; a notice given runs out at once, unless told not to."""
    if verb == Verb.PUT_ON_NOTICE:
        more.setdefault("notice_ends_on", timezone.localdate() + dt.timedelta(days=30))
    if verb in (Verb.RETURN, Verb.WITHDRAW):
        more.setdefault("reason", "材料不全")
    move_many(by=by, moves=moves(*keys, code=code, year=year), verb=verb, **more)
    if verb == Verb.PUT_ON_NOTICE and let_end:
        let_notices_end()


def let_notices_end() -> None:
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    StarRating.everything.filter(state=State.ON_NOTICE).update(notice_ends_on=yesterday)


def put(state: str, cast: Cast, key: str = "industry", code: str = VILLAGE) -> StarRating:
    """Return a star in any state, reached by allowed moves; its branch is made new."""
    declare(code, stars=FIVE if state != State.NOT_DECLARED else [], by=cast.county)
    if state in (State.NOT_DECLARED, State.DECLARED):
        return star(key, code)
    if state == State.RETURNED:
        bring(cast, key, to=State.ENTERED, code=code)
        do(cast.reviewer, Verb.RETURN, key, code=code)
    elif state == State.WITHDRAWN:
        bring(cast, key, to=State.AWARDED, code=code)
        do(cast.county, Verb.WITHDRAW, key, code=code)
    else:
        bring(cast, key, to=state, code=code)
    return star(key, code)


def standards(key: str = "industry", year: int = YEAR, kind: str = "rural") -> list[Standard]:
    rows = Standard.objects.filter(
        star__key=key, star__scheme__campaign=year, star__scheme__unit_kind=kind
    )
    return list(rows.order_by("number"))


def steps(row: StarRating) -> list[tuple]:
    """Return the steps of a star as (version, round, verb, before, after, who), oldest first."""
    return list(
        RatingStep.objects.filter(star_rating=row)
        .order_by("version")
        .values_list("version", "round", "verb", "source", "target", "done_by__username")
    )


def miscounted() -> list:
    return [*wrong_tallies([rollups.recount]), *rollups.wrong_levels()]


def tallied(area: str = STREET, unit_kind: str = "rural") -> dict[str, int]:
    """Return what is not 0 of one area's tallies, stars by state and levels."""
    rows = Tally.objects.filter(area=area, unit_kind=unit_kind).exclude(number=0)
    return dict(rows.values_list("measure", "number"))


def everything_stored() -> dict[str, list]:
    """Return all that the actions of this room write, to see that nothing was left behind."""
    tables = (Rating, StarRating, StandardResult, RatingStep, Seal, Tally, Event)
    return {model.__name__: list(model._base_manager.order_by("pk").values()) for model in tables}


def illegal() -> list[str]:
    """Return the branches that hold, or show, stars that no branch can hold."""
    from tracker.campaigns.scoring import LevelRule as Rule  # noqa: PLC0415
    from tracker.campaigns.scoring import refusals  # noqa: PLC0415

    found = []
    for one in Rating.everything.all():
        rows = dict(one.stars.values_list("star__key", "state"))
        for among in (HELD, (State.AWARDED,)):
            held = [key for key, state in rows.items() if state in among]
            if refusals(held, one.unit_kind, Rule()):
                found.append(f"{one.branch_id}: {held}")
    return found


def is_sqlite() -> bool:
    return connection.vendor == "sqlite"
