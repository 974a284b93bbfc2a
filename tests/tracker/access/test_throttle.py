"""Hashing has few places, and nobody waits for one."""

import pytest

from tracker.access.throttle import Busy, Places


def test_a_place_is_free_again_after_the_hash():
    places = Places(1)
    for _round in range(3):
        with places.taken_by("192.0.2.1"):
            pass


def test_when_all_places_are_taken_the_next_is_sent_away():
    places = Places(2)
    with (
        places.taken_by("192.0.2.1"),
        places.taken_by("192.0.2.2"),
        pytest.raises(Busy),
        places.taken_by("192.0.2.3"),
    ):
        pytest.fail("was hashed")
    with places.taken_by("192.0.2.3"):
        pass


def test_one_address_takes_one_place_only():
    places = Places(2)
    with places.taken_by("192.0.2.1"):
        with pytest.raises(Busy), places.taken_by("192.0.2.1"):
            pytest.fail("was hashed")
        with places.taken_by("192.0.2.2"):
            pass


def test_a_fault_while_hashing_frees_the_place():
    places = Places(1)
    with pytest.raises(ZeroDivisionError), places.taken_by("192.0.2.1"):
        raise ZeroDivisionError
    with places.taken_by("192.0.2.1"):
        pass
