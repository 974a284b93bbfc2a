"""The secret of a token, and what is kept of it."""

import hashlib

import pytest

from tracker.tokens.secrets import SHOWN, digest_of, looks_like_one, new_secret


def test_a_secret_is_256_random_bits_and_no_two_are_alike():
    made = {new_secret() for _n in range(200)}

    assert len(made) == 200
    assert {len(one) for one in made} == {len("fstar_") + 43}
    assert all(looks_like_one(one) for one in made)
    assert SHOWN == 10


def test_what_is_kept_is_the_sha_256_of_the_whole_secret():
    secret = new_secret()

    assert digest_of(secret) == hashlib.sha256(secret.encode()).hexdigest()
    assert secret[SHOWN:] not in digest_of(secret)


@pytest.mark.parametrize(
    "text", ["", "fstar_", "x" * 49, "fstar_" + "é" * 43, "fstar_" + "x" * 43 + "\n"]
)
def test_what_has_not_the_form_of_a_secret_is_never_looked_up(text):
    assert not looks_like_one(text)
