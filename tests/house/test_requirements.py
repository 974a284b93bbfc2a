"""Every direct dependency has a reason, and every installed one a hash."""

import re

import pytest

from tests.house.tree import ROOT

PAIRS = [("requirements.in", "requirements.txt"), ("requirements-dev.in", "requirements-dev.txt")]


def wanted(name):
    lines = (ROOT / name).read_text().splitlines()
    return [line for line in lines if line and not line.startswith(("#", "-"))]


def locked(name):
    """Return {package: text of its entry} of a lock file."""
    text = re.sub(r"^ *#.*$", "", (ROOT / name).read_text(), flags=re.MULTILINE)
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)
    return {entry.partition("==")[0].partition("[")[0]: entry for entry in entries if "==" in entry}


@pytest.mark.parametrize("name", [name for name, _ in PAIRS])
def test_every_direct_dependency_says_why_it_is_here(name):
    assert wanted(name)
    assert [line for line in wanted(name) if not re.search(r"# \w.{10,}", line)] == []


@pytest.mark.parametrize(("name", "lock"), PAIRS)
def test_every_direct_dependency_is_locked(name, lock):
    names = {re.match(r"[A-Za-z0-9_.-]+", line)[0].lower() for line in wanted(name)}

    assert names <= set(locked(lock))


@pytest.mark.parametrize("lock", [lock for _, lock in PAIRS])
def test_every_locked_package_has_a_hash(lock):
    assert [name for name, entry in locked(lock).items() if "--hash=sha256:" not in entry] == []


def test_both_locks_name_the_same_versions():
    def versions(lock):
        return {name: entry.split()[0] for name, entry in locked(lock).items()}

    runtime, development = versions("requirements.txt"), versions("requirements-dev.txt")

    differing = {
        name
        for name in runtime.keys() & development.keys()
        if runtime[name].partition("==")[2] != development[name].partition("==")[2]
    }
    assert differing == set()
