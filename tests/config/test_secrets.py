"""The signing key of an installation that was given none."""

import multiprocessing
import stat

from config.secrets import kept_secret


def test_the_first_call_makes_a_key_that_only_its_owner_reads(tmp_path):
    path = tmp_path / "var" / "secret_key"

    key = kept_secret(path)

    assert len(key) >= 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["secret_key"]


def test_later_calls_return_the_same_key(tmp_path):
    path = tmp_path / "secret_key"

    assert kept_secret(path) == kept_secret(path)


def test_two_installations_have_different_keys(tmp_path):
    assert kept_secret(tmp_path / "one") != kept_secret(tmp_path / "two")


def test_processes_that_start_together_agree_on_one_key(tmp_path):
    path = tmp_path / "secret_key"

    with multiprocessing.get_context("spawn").Pool(4) as pool:
        keys = pool.map(kept_secret, [path] * 8)

    assert len(set(keys)) == 1
