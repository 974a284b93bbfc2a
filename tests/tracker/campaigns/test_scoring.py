"""Stars make a level; some sets of stars cannot be."""

from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.campaigns.scoring import (
    STARS_OF_KIND,
    ImpossibleStarsError,
    LevelRule,
    Refusal,
    allowed_sets,
    certain_stars,
    level,
    refusals,
)
from tracker.campaigns.terms import StarKey

LAST = LevelRule(capstone=True)
ANY_ORDER = LevelRule(capstone=False)
RURAL_FOUR = ["industry", "ecology", "safety", "civility"]
URBAN_FOUR = ["sharing", "safety", "harmony", "business"]

kinds = st.sampled_from(["rural", "urban"])
rules = st.builds(LevelRule, capstone=st.booleans())
any_stars = st.sets(st.sampled_from(StarKey.values))


@pytest.mark.parametrize(
    ("kind", "stars", "rule", "expected"),
    [
        ("rural", [], LAST, 0),
        ("rural", ["ecology"], LAST, 1),
        ("rural", ["ecology", "safety", "civility"], LAST, 3),
        ("rural", RURAL_FOUR, LAST, 4),
        ("rural", [*RURAL_FOUR, "party_branch"], LAST, 5),
        ("rural", ["party_branch"], ANY_ORDER, 1),
        ("urban", URBAN_FOUR, LAST, 4),
        ("urban", ["party_branch", *URBAN_FOUR], LAST, 5),
        ("urban", ["safety", "party_branch"], ANY_ORDER, 2),
    ],
)
def test_the_level_is_the_number_of_stars(kind, stars, rule, expected):
    assert level(stars, kind, rule) == expected


@pytest.mark.parametrize(
    ("kind", "stars", "rule", "expected"),
    [
        ("urban", ["industry"], LAST, [Refusal.FOREIGN_STAR]),
        ("urban", ["ecology", "civility"], ANY_ORDER, [Refusal.FOREIGN_STAR]),
        ("rural", ["sharing"], LAST, [Refusal.FOREIGN_STAR]),
        ("rural", ["party_branch"], LAST, [Refusal.CAPSTONE_BEFORE_OTHERS]),
        ("rural", [*RURAL_FOUR[:3], "party_branch"], LAST, [Refusal.CAPSTONE_BEFORE_OTHERS]),
        ("rural", ["safety", "safety"], LAST, [Refusal.REPEATED_STAR]),
        ("rural", ["支部过硬"], LAST, [Refusal.FOREIGN_STAR]),
        ("excluded", ["safety"], LAST, [Refusal.UNKNOWN_KIND]),
        (
            "urban",
            ["industry", "party_branch"],
            LAST,
            [Refusal.FOREIGN_STAR, Refusal.CAPSTONE_BEFORE_OTHERS],
        ),
    ],
)
def test_an_impossible_set_is_refused_with_every_reason(kind, stars, rule, expected):
    with pytest.raises(ImpossibleStarsError) as raised:
        level(stars, kind, rule)

    assert raised.value.refusals == expected


@pytest.mark.parametrize(
    ("rule", "by_level"),
    [(LAST, [1, 4, 6, 4, 1, 1]), (ANY_ORDER, [1, 5, 10, 10, 5, 1])],
)
@pytest.mark.parametrize("kind", ["rural", "urban"])
def test_the_allowed_sets_of_each_level_are_counted(kind, rule, by_level):
    sizes = [len(stars) for stars in allowed_sets(kind, rule)]

    assert [sizes.count(size) for size in range(6)] == by_level


@pytest.mark.parametrize(
    ("kind", "number", "rule", "expected"),
    [
        ("rural", 5, LAST, (*RURAL_FOUR, "party_branch")),
        ("rural", 4, LAST, tuple(RURAL_FOUR)),
        ("urban", 4, LAST, ("sharing", "safety", "harmony", "business")),
        ("rural", 3, LAST, ()),
        ("rural", 1, LAST, ()),
        ("rural", 5, ANY_ORDER, (*RURAL_FOUR, "party_branch")),
        ("rural", 4, ANY_ORDER, ()),
        ("rural", 6, LAST, ()),
    ],
)
def test_a_level_says_its_stars_where_it_leaves_no_choice(kind, number, rule, expected):
    assert certain_stars(number, kind, rule) == expected


@given(kinds, rules)
def test_allowed_sets_are_exactly_those_that_are_not_refused(kind, rule):
    every = chain.from_iterable(combinations(StarKey.values, size) for size in range(9))

    allowed = {frozenset(stars) for stars in every if not refusals(stars, kind, rule)}

    assert set(allowed_sets(kind, rule)) == allowed


@given(any_stars, rules)
def test_a_community_never_holds_a_star_of_the_villages_alone(stars, rule):
    only_rural = set(STARS_OF_KIND["rural"]) - set(STARS_OF_KIND["urban"])

    assert (Refusal.FOREIGN_STAR in refusals(stars, "urban", rule)) == bool(
        stars - set(STARS_OF_KIND["urban"])
    )
    assert not any(only_rural & held for held in allowed_sets("urban", rule))


@given(kinds)
def test_with_the_capstone_the_strong_branch_star_means_five_stars(kind):
    assert {
        level(held, kind, LAST) for held in allowed_sets(kind, LAST) if "party_branch" in held
    } == {5}


@pytest.mark.parametrize(
    ("levels", "stars"),
    [
        # Levels 5, 4, 3, 2, 1 and totals of each star as three townships published
        # them: the sums agree and the last star equals the five-star branches.
        ((1, 1, 16, 9, 0), (4, 24, 19, 27, 1)),
        ((0, 3, 10, 20, 0), (3, 19, 27, 33, 0)),
        ((0, 2, 4, 9, 0), (4, 6, 14, 14, 0)),
    ],
)
def test_the_published_totals_that_the_rule_was_inferred_from_agree(levels, stars):
    assert sum(stars) == sum(
        number * count for number, count in zip((5, 4, 3, 2, 1), levels, strict=True)
    )
    assert stars[-1] == levels[0]
