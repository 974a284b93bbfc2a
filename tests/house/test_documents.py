"""What a reader of the documents relies on: links lead somewhere, decisions are numbered once."""

from __future__ import annotations

import re

import pytest

from tests.house.tree import ROOT

DOCUMENTS = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
DOCUMENTS += sorted((ROOT / "docs").rglob("*.md"))
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)")
HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)


def anchor_of(heading: str) -> str:
    """Return a heading's anchor as the common renderers of Markdown make it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_of_a_document_leads_somewhere(document):
    broken = []
    for place, anchor in LINK.findall(document.read_text(encoding="utf-8")):
        target = (document.parent / place).resolve() if place else document
        if not target.exists():
            broken.append(place)
        elif anchor and target.suffix == ".md":
            headings = HEADING.findall(target.read_text(encoding="utf-8"))
            if anchor not in map(anchor_of, headings):
                broken.append(f"{place}#{anchor}")

    assert broken == []


def test_decisions_are_numbered_from_one_on_and_say_their_number():
    titles = [path.read_text(encoding="utf-8").partition("\n")[0] for path in DECISIONS]
    numbers = [int(path.name[:4]) for path in DECISIONS]
    told = [int(title.removeprefix("# ").partition(".")[0]) for title in titles]

    assert numbers == told == list(range(1, len(DECISIONS) + 1))
