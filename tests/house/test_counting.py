"""What counts the lines that tests run: what it names as missing, and when it lets a run fail."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from tests.house.tree import ROOT

PROJECT = """
[tool.pytest.ini_options]
markers = ["uncounted"]
[tool.slipcover]
branch = true
source = ["counted"]
omit = []
exclude-also = ["raise NotImplementedError"]
fail-under = {floor}
"""
CODE = """
def sign(number):
    if number < 0:
        return "-"
    return "+"


def later():
    raise NotImplementedError
"""
TESTS = """
import pytest
from counted import sign

def test_what_is_positive():
    assert sign(1) == "+"

@pytest.mark.uncounted
def test_what_is_negative():
    assert sign(-1) == "-"
"""


@pytest.fixture
def run(tmp_path):
    """Run the tests of a small project with the plugin; return the exit and what was printed."""

    def run(floor: int, *options: str) -> tuple[int, str]:
        (tmp_path / "pyproject.toml").write_text(PROJECT.format(floor=floor))
        (tmp_path / "counted").mkdir(exist_ok=True)
        (tmp_path / "counted" / "__init__.py").write_text(CODE)
        (tmp_path / "test_counted.py").write_text(TESTS)
        plugins = {"PYTEST_PLUGINS": "tests.counting", "PYTHONPATH": f"{ROOT}:{tmp_path}"}
        ended = subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "no:django", *options],
            cwd=tmp_path,
            env={"PATH": os.environ["PATH"], "NO_COLOR": "1"} | plugins,
            capture_output=True,
            text=True,
            check=False,
        )
        return ended.returncode, ended.stdout

    return run


@pytest.mark.parametrize("options", [(), ("-n", "2", "--dist", "loadfile")], ids=["one", "workers"])
def test_what_only_an_uncounted_test_runs_is_missing_and_too_little_fails(run, options):
    code, told = run(90, *options)

    assert "2 passed" in told
    assert re.search(r"^counted/__init__\.py .* 4\b", told, re.MULTILINE), told
    assert "% of lines and branches ran; 90 must" in told
    assert code == pytest.ExitCode.TESTS_FAILED


def test_enough_is_enough(run):
    code, told = run(50)

    assert "% of lines and branches ran; 50 must" in told
    assert code == pytest.ExitCode.OK
