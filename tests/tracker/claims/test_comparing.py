"""What is held and what is claimed are compared by plain values; a text is cut without a gap."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.claims.comparing import compare
from tracker.claims.pieces import Piece, Span, pieces
from tracker.figures.statements import labels, objections, same_subject

SAID = {
    "start": 10,
    "end": 16,
    "area_id": "410871061",
    "campaign_id": 2022,
    "unit_kind": "rural",
    "nature": "reported",
    "metric": "level_count",
    "level": 4,
    "star": "",
    "term": "",
    "value": Decimal(2),
    "value_to": None,
    "unit": "branch",
    "period": "2022",
}


def said(**more):
    return SimpleNamespace(**{**SAID, **more})


@pytest.mark.parametrize(
    ("on_page", "about", "agreement"),
    [
        ([said()], [], "here"),
        ([said(start=15, end=20)], [], "here"),
        ([said(start=16, end=20)], [], "silent"),
        ([said(value=3)], [], "silent"),
        ([said(area_id="410871060")], [], "silent"),
        ([], [said(start=900, end=906)], "same"),
        ([], [said(value=3)], "differs"),
        ([], [said(), said(value=3)], "differs"),
        ([], [said(nature="planned", value=3)], "silent"),
        ([], [said(campaign_id=2023, value=3)], "silent"),
        ([], [said(unit_kind="urban", value=3)], "silent"),
        ([], [said(unit_kind="", value=3)], "differs"),
    ],
)
def test_a_claim_is_compared_with_what_is_held(on_page, about, agreement):
    assert compare(said(), on_page, about).agreement == agreement


def test_a_claim_without_a_place_may_be_the_figure_at_its_place():
    assert compare(said(area_id=None), [said()], []).agreement == "here"


def test_other_metrics_hold_for_their_period():
    tasks = {"metric": "task_count", "level": None, "unit": "item"}
    assert same_subject(said(**tasks), said(**tasks))
    assert not same_subject(said(**tasks), said(**tasks, period="2022-Q2"))


@pytest.mark.parametrize(
    ("more", "count"),
    [
        ({}, 0),
        ({"unit": "yuan"}, 1),
        ({"value": None}, 1),
        ({"value": Decimal(-1)}, 1),
        ({"value_to": Decimal(2)}, 1),
        ({"level": 6}, 1),
        ({"metric": "star_count"}, 1),
        ({"metric": "mechanism", "value": None, "unit": "none", "level": None}, 1),
        ({"metric": "mechanism", "value": None, "unit": "none", "term": "13710"}, 0),
    ],
)
def test_what_cannot_stand_as_a_figure_is_said(more, count):
    assert len(objections(said(**more))) == count


def test_a_figure_says_what_it_is_in_both_languages():
    zh, en = labels(said(nature="planned"), "青石街道")

    assert zh == "青石街道·2022·村·4星·星级支部数（规划）"
    assert en == "青石街道·2022·Villages·4 stars·Branches at a level (planned)"


def test_spans_may_overlap_and_each_piece_says_what_lies_there():
    assert pieces("甲乙丙丁", [Span(0, 3, "a"), Span(1, 2, "b"), Span(3, 9, "outside")]) == [
        Piece("甲", 0, ("a",), ("a",)),
        Piece("乙", 1, ("a", "b"), ("b",)),
        Piece("丙", 2, ("a",), ()),
        Piece("丁", 3, (), ()),
    ]


@given(
    st.text(max_size=40),
    st.lists(st.tuples(st.integers(-2, 45), st.integers(-2, 45)), max_size=8),
)
def test_the_pieces_are_the_text(text, spans):
    cut = pieces(text, [Span(start, end, str(n)) for n, (start, end) in enumerate(spans)])

    assert "".join(piece.text for piece in cut) == text
    for n, (start, end) in enumerate(spans):
        if 0 <= start < end <= len(text):
            marked = "".join(piece.text for piece in cut if str(n) in piece.names)
            assert marked == text[start:end]
