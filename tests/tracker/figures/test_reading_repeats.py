"""A statement printed twice is marked on the one that repeats; anything else is refused."""

import pytest

from tests.tracker.figures.papers import page, write
from tests.tracker.figures.test_reading import places
from tracker.figures.reading.directory import read_directory


def with_repeats(**marks):
    """Return the page with figure 001 stated twice: 002 becomes a second printing of it."""
    content = page()
    first, second = content["figures"][:2]
    second |= {name: first[name] for name in ("level", "value")}
    for key, repeated in marks.items():
        content["figures"][int(key[1:]) - 1]["repeats"] = repeated
    return content


def test_a_second_printing_names_the_first(tmp_path):
    reading = read_directory(write(tmp_path, with_repeats(n002="900-001")))

    assert [figure.repeats for figure in reading.figures.values()] == ["", "900-001", *[""] * 6]


WRONG = {
    "no figure of that key": ({"n002": "900-099"}, ["900-002"]),
    "itself": ({"n002": "900-002"}, ["900-002"]),
    "each other": ({"n001": "900-002", "n002": "900-001"}, ["900-001", "900-002"]),
    "another statement": ({"n003": "900-001"}, ["900-003"]),
    "no key at all": ({"n002": "the first"}, ["900-002"]),
}


@pytest.mark.parametrize(("marks", "wrong"), WRONG.values(), ids=WRONG)
def test_a_mark_that_does_not_hold_is_named(tmp_path, marks, wrong):
    found = places(write(tmp_path, with_repeats(**marks)))

    assert found == [("900.yaml", key, "repeats") for key in wrong]
