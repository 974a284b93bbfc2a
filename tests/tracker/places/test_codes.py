"""Statistical codes and what their digits say."""

import pytest

from tracker.places.codes import (
    ancestor_codes,
    first_code_after,
    is_code,
    kind_from_code,
    level_of,
    parent_code,
)
from tracker.places.terms import AreaKind, Level


@pytest.mark.parametrize("code", ["41", "4108", "410822", "410822105", "410822105223"])
def test_two_four_six_nine_and_twelve_digits_are_codes(code):
    assert is_code(code)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "4",
        "410",
        "41082",
        "4108221052230",
        "41082210522x",
        "４１０８",
        "٤١",
        "41 ",
        "41\n",
        "-1",
    ],
)
def test_anything_else_is_none(text):
    assert not is_code(text)


def test_a_code_says_its_level_and_what_lies_above():
    assert level_of("410822105") == Level.STREET
    assert parent_code("410822105223") == "410822105"
    assert parent_code("41") is None
    assert ancestor_codes("410822105223") == ["41", "4108", "410822", "410822105"]


@pytest.mark.parametrize(
    ("code", "last", "neighbour"),
    [
        ("41", "419999999999", "42"),
        ("09", "099999999999", "10"),
        ("410822", "410822999999", "410823"),
        ("410899999", "410899999999", "410900"),
        ("410822105223", "410822105223", "410822105224"),
    ],
)
def test_the_run_of_a_code_ends_between_its_last_and_its_neighbour(code, last, neighbour):
    assert last < first_code_after(code) < neighbour


def test_a_run_of_nines_ends_behind_its_last():
    assert first_code_after("99") > "999999999999"
    assert first_code_after("999999999999") > "999999999999"


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("410802001001", AreaKind.URBAN),
        ("410802001199", AreaKind.URBAN),
        ("410802001200", AreaKind.RURAL),
        ("410802001399", AreaKind.RURAL),
        ("410803004498", AreaKind.EXCLUDED),
        ("410823598598", AreaKind.EXCLUDED),
        # A real village in a zone street stays a village.
        ("410821400201", AreaKind.RURAL),
        ("410821400", AreaKind.EXCLUDED),
        ("410823598", AreaKind.EXCLUDED),
        ("410822105", AreaKind.NONE),
        ("410871", AreaKind.NONE),
        ("4108", AreaKind.NONE),
    ],
)
def test_the_last_three_digits_say_what_an_area_counts_as(code, kind):
    assert kind_from_code(code) == kind
