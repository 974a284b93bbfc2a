"""Where an area that ended is found today."""

import pytest

from tests.factories.places import AreaFactory, SuccessionFactory
from tracker.places.successors import current_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def villages():
    return [AreaFactory(code=f"41082210520{n}") for n in range(4)]


def became(predecessor, *successors):
    for successor in successors:
        SuccessionFactory(predecessor=predecessor, successor=successor)


def test_an_area_without_successor_stays_where_it_is(villages):
    assert current_code(villages[0].pk) == villages[0].pk
    assert current_code("999999") == "999999"


def test_a_chain_is_followed_to_its_end(villages):
    became(villages[0], villages[1])
    became(villages[1], villages[2])

    assert current_code(villages[0].pk) == villages[2].pk


def test_at_a_split_the_reader_chooses(villages):
    became(villages[0], villages[1])
    became(villages[1], villages[2], villages[3])

    assert current_code(villages[0].pk) == villages[1].pk


def test_a_ring_ends(villages):
    became(villages[0], villages[1])
    became(villages[1], villages[0])

    assert current_code(villages[0].pk) in {villages[0].pk, villages[1].pk}
