"""Imports go down only: floors between rooms, shelves inside them."""

import ast
import configparser
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT

CONTRACTS = configparser.ConfigParser()
CONTRACTS.read(ROOT / ".importlinter")
PURE = CONTRACTS["importlinter:contract:pure"]["source_modules"].split()


def test_every_import_goes_down():
    tool = Path(sys.executable).with_name("lint-imports")

    told = subprocess.run(
        [tool, "--no-logo", "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert told.returncode == 0, told.stdout


def test_every_room_is_held_to_the_shelves():
    shelved = CONTRACTS["importlinter:contract:shelves"]["containers"].split()
    # ui, access, sheets and documents know no domain and have shelves of their own.
    own = {
        *("tracker.ui", "tracker.access", "tracker.sheets", "tracker.documents"),
        *("tracker.management", "tracker.migrations"),
    }

    rooms = {
        f"tracker.{folder.name}"
        for folder in (ROOT / "tracker").iterdir()
        if (folder / "__init__.py").exists() and folder.name != "templatetags"
    }

    assert set(shelved) == rooms - own


@pytest.mark.parametrize("module", PURE)
def test_rules_that_calculate_import_no_database(module):
    base = ROOT.joinpath(*module.split("."))
    sources = list(base.rglob("*.py")) if base.is_dir() else [base.with_suffix(".py")]

    imported = set()
    for source in sources:
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                imported.add(node.module or "")
            elif isinstance(node, ast.Import):
                imported.update(name.name for name in node.names)

    assert sources
    assert [name for name in imported if name.startswith("django.db")] == []
