"""A journey waits for what it reads: a click returns before the page it leads to is there."""

import ast

import pytest

from tests.house.tree import ROOT, short

JOURNEYS = sorted((ROOT / "tests" / "journeys").glob("test_*.py"))
# What a page says at this very moment, which may be the moment before the answer.
MOMENTARY = {
    *("url", "inner_text", "inner_html", "text_content", "all_inner_texts", "all_text_contents"),
    *("get_attribute", "input_value", "is_visible", "is_hidden", "is_checked", "is_enabled"),
    "wait_for_timeout",
}


@pytest.mark.parametrize("path", JOURNEYS, ids=short)
def test_a_journey_asserts_about_a_page_with_expect_and_never_at_once(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))

    at_once = [
        f"line {said.lineno}: {part.attr}"
        for said in ast.walk(tree)
        if isinstance(said, ast.Assert)
        for part in ast.walk(said)
        if isinstance(part, ast.Attribute) and part.attr in MOMENTARY
    ]

    assert at_once == []
