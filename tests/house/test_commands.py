"""Every command is documented, explains itself, and changes nothing unasked."""

import re
from pathlib import Path

import pytest
from django.core.management import load_command_class

from tests.house.tree import ROOT

COMMANDS = sorted(
    path.stem
    for path in (ROOT / "tracker" / "management" / "commands").glob("*.py")
    if path.stem != "__init__"
)


def test_every_command_has_a_chapter_in_operations():
    operations = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")

    documented = set(re.findall(r"^#+ `manage\.py (\w+)", operations, re.MULTILINE))

    assert documented == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_says_what_it_does(name):
    assert load_command_class("tracker", name).help


@pytest.mark.parametrize(
    "name", [name for name in COMMANDS if name.startswith(("load_", "seed", "recount_"))]
)
def test_a_command_that_writes_asks_for_commit(name):
    parser = load_command_class("tracker", name).create_parser("manage.py", name)

    assert parser.get_default("commit") is False


def test_every_make_target_named_in_the_docs_exists():
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))

    named = set()
    for page in [*ROOT.glob("*.md"), *Path(ROOT / "docs").rglob("*.md")]:
        named |= set(re.findall(r"`make ([a-z-]+)", page.read_text(encoding="utf-8")))

    assert named <= targets, named - targets
