"""Many at one declaration: exactly one wins each round, and no count is lost."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings

from tests.tracker.campaigns.test_holding import until_somebody_waits
from tests.tracker.declarations.conftest import (
    STREET,
    VILLAGES,
    YEAR,
    miscounted,
    steps,
    stored,
    tallied,
)
from tests.tracker.places.test_race import patiently
from tracker.access.refusals import Overtaken, Refused
from tracker.campaigns.actions import close_campaign
from tracker.campaigns.models import Campaign
from tracker.campaigns.scoring import LevelRule as Rule
from tracker.campaigns.scoring import allowed_sets
from tracker.declarations.actions import (
    fill_in,
    fill_in_many,
    filling,
    move_many,
    moving,
    planning,
    set_targets,
)
from tracker.declarations.actions.planning import Plan
from tracker.declarations.inputs import Item, Wish
from tracker.history.models import Event
from tracker.history.verify import verify
from tracker.places.models import Area

pytestmark = pytest.mark.django_db(transaction=True)
THREADS = 16
SETS = [sorted(stars) for stars in allowed_sets("rural", Rule())]


def together(*deeds):
    """Do all at the same time; return what each gave, or that it was overtaken or refused."""

    def told(act, facts):
        try:
            return patiently(act, **facts)
        except Overtaken:
            return "overtaken"
        except Refused:
            return "refused"

    with ThreadPoolExecutor(len(deeds)) as pool:
        waiting = [pool.submit(told, act, facts) for act, facts in deeds]
        return [done.result(timeout=120) for done in waiting]


def test_of_sixteen_who_fill_in_one_declaration_exactly_one_wins_each_round(officer, branch, year):
    for seen in range(3):
        facts = {"by": officer, "branch": branch, "campaign": year, "seen": seen}
        # No star at all is a set, too: it is stored as an empty text.
        there = sorted(filter(None, stored()[1].split(","))) if seen else SETS[0]
        # Who asked for what is there already would win without changing anything.
        wanted = [stars for stars in SETS if stars != there]
        answers = together(*[(fill_in, {**facts, "stars": stars}) for stars in wanted])

        assert answers.count("overtaken") == THREADS - 1
        assert stored()[4] == seen + 1
    assert [version for version, *_rest in steps()] == [1, 2, 3]
    assert Event.objects.count() == 3
    assert miscounted() == []
    assert verify() == (3, None)


def test_reviewing_and_taking_back_at_once_leave_one_of_both(officer, reviewer, villages, year):
    wishes = [Wish(code, ("industry", "safety"), 0) for code in VILLAGES]
    fill_in_many(by=officer, campaign=year, wishes=wishes, submit=True)
    items = [Item(code, YEAR, 2) for code in VILLAGES]

    answers = together(
        (move_many, {"by": reviewer, "items": items, "verb": "review"}),
        (move_many, {"by": officer, "items": items[::-1], "verb": "recall"}),
        (move_many, {"by": reviewer, "items": items[1:], "verb": "return", "reason": "更正"}),
    )

    assert answers.count("overtaken") >= 1
    assert all(stored(code)[4] in (2, 3) for code in VILLAGES)
    assert miscounted() == []
    assert verify()[1] is None


def test_streets_that_work_side_by_side_lose_no_count(officer, villages, year):
    deeds = [
        (fill_in, {"by": officer, "branch": one, "campaign": year, "stars": ["safety"], "seen": 0})
        for one in villages
    ]

    together(*deeds)

    assert tallied(STREET) == {"declaration.draft": 3}
    assert miscounted() == []


@pytest.mark.skipif("sqlite" in settings.DATABASES["default"]["ENGINE"], reason="one writer")
@pytest.mark.parametrize("deed", ["filled in", "moved", "planned"])
def test_a_year_is_closed_only_when_what_is_being_done_in_it_is_done(
    officer, county, city, villages, year, monkeypatch, deed
):
    fill_in(by=officer, branch=villages[0], campaign=year, stars=["safety"], seen=0)
    wish = Wish(VILLAGES[1], ("safety",), 0)
    plan = {"area": Area.objects.get(pk=STREET), "rows": [Plan(5, 1)], "seen": {}}
    room, name, act, facts = {
        "filled in": (
            filling,
            "write",
            fill_in_many,
            {"by": officer, "campaign": year, "wishes": [wish]},
        ),
        "moved": (
            moving,
            "write",
            move_many,
            {"by": officer, "items": [Item(VILLAGES[0], YEAR, 1)], "verb": "submit"},
        ),
        "planned": (planning, "_write", set_targets, {"by": county, "campaign": year, **plan}),
    }[deed]
    write, closing = getattr(room, name), []
    facts_of_closing = {"by": city, "campaign": Campaign.objects.get(pk=YEAR)}

    with ThreadPoolExecutor(1) as pool:

        def write_while_somebody_closes(*args, **more):
            closing.append(pool.submit(patiently, close_campaign, **facts_of_closing))
            until_somebody_waits()
            return write(*args, **more)

        monkeypatch.setattr(room, name, write_while_somebody_closes)
        act(**facts)
        closing[0].result(timeout=60)

    last = Event.objects.in_order().values_list("action", flat=True).last()
    assert (last, Campaign.objects.get(pk=YEAR).state) == ("campaigns.close", "closed")
    with pytest.raises(Refused):
        act(**facts)
    assert verify()[1] is None
