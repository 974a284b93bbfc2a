"""Charts: what is drawn, what is said, and what is left out."""

import re
from xml.etree import ElementTree as ET

import pytest
from django.utils import translation

from tracker.ui.charts import LevelRow, Tile, level_bars, tile_grid
from tracker.ui.drawing import breadth, fits

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def parsed(markup):
    """Return the markup as a tree; fails where it is not well-formed."""
    return ET.fromstring(  # noqa: S314 - our own markup
        f"<div xmlns='http://www.w3.org/1999/xhtml'>{markup}</div>"
    )


def texts(markup):
    return [part for part in parsed(markup).itertext() if part.strip()]


def attributes(markup, name):
    return [element.get(name) for element in parsed(markup).iter() if element.get(name)]


COUNTIES = [
    Tile("中站区", "41", "5 条", url="/areas/410803/", shade=1, column=2, row=0),
    Tile("马村区", column=3, row=0),
    Tile("温县", "262", shade=4, column=1, row=2),
]


def test_tiles_stand_where_their_positions_say():
    drawn = tile_grid(COUNTIES, title="Counties")

    nested = [svg for svg in parsed(drawn).iter() if svg.tag.endswith("svg") and svg.get("x")]
    assert [(svg.get("x"), svg.get("y")) for svg in nested] == [
        ("50%", "0.2em"),
        ("75%", "0.2em"),
        ("25%", "10em"),
    ]


def test_an_unknown_tile_is_hatched_and_says_so():
    drawn = tile_grid(COUNTIES, title="Counties")

    hatch = re.search(r'<pattern id="([^"]+)"', drawn)[1]
    assert drawn.count(f'fill="url(#{hatch})"') == 2  # the tile and its key
    assert texts(drawn) == [
        "中站区", "41", "5 条", "马村区", "none yet", "温县", "262", "none yet",
    ]  # fmt: skip


def test_a_tile_with_an_address_is_a_link_that_says_everything():
    drawn = parsed(tile_grid(COUNTIES, title="Counties"))

    links = [(e.get("href"), e.get("aria-label")) for e in drawn.iter() if e.tag.endswith("}a")]
    assert links == [("/areas/410803/", "中站区 41 5 条")]
    assert drawn[0].get("role") == "group"
    assert drawn[0].get("aria-label") == "Counties"


def test_tiles_without_positions_flow_as_a_list_in_their_order():
    drawn = tile_grid([Tile("磨头镇", "34", url="/a/", shade=3), Tile("月山镇")], title="Towns")

    assert "<svg" not in drawn
    assert texts(drawn) == ["磨头镇", "34", "月山镇", "none yet", "none yet"]
    assert attributes(drawn, "class") == [
        "tiles", "tile shade-3", "tile-label", "tile-value", "tile-note",
        "tile unknown", "tile-label", "tile-value", "tile-note", "legend", "key unknown",
    ]  # fmt: skip


def test_legend_words_stand_beside_their_shades():
    drawn = tile_grid(COUNTIES[:1], title="Counties", legend_words=["1–9", "10–29"])

    keys = [e.get("class") for e in parsed(drawn).iter() if e.tag.endswith("rect")][-2:]
    assert keys == ["shade-0", "shade-1"]
    assert texts(drawn)[-2:] == ["1–9", "10–29"]


def test_a_name_too_long_for_a_phone_is_broken_in_two():
    tile = Tile("清化镇街道", shade=0, column=5, row=0)

    assert texts(tile_grid([tile], title="Towns"))[:2] == ["清化镇", "街道"]


def test_an_empty_grid_is_an_empty_list():
    assert texts(tile_grid([], title="Nothing")) == []


# --- Bars ----------------------------------------------------------------------


def widths(markup):
    """Return the width and class of each segment."""
    return [
        (svg.get("width"), svg[0].get("class"))
        for svg in parsed(markup).iter()
        if svg.tag.endswith("svg") and len(svg) and svg[0].get("class", "").startswith("segment")
    ]


def test_a_bar_runs_from_five_stars_down_and_ends_with_the_unknown():
    row = LevelRow("磨头镇", {5: 0, 4: 4, 3: 10, 2: 19, 1: 1}, total=40)

    assert widths(level_bars([row], title="Levels")) == [
        ("10%", "segment shade-3"),
        ("25%", "segment shade-2"),
        ("47.5%", "segment shade-1"),
        ("2.5%", "segment shade-0"),
        ("15%", "segment unknown"),
    ]


def test_a_bar_says_every_level_to_those_who_do_not_see_it():
    row = LevelRow("磨头镇", {4: 4, 3: 10}, total=16, url="/areas/x/")

    assert attributes(level_bars([row], title="Levels"), "aria-label") == [
        "Levels",
        "磨头镇: Four-star 4, Three-star 10, none yet 2",
    ]


def test_segments_are_labelled_where_there_is_room():
    row = LevelRow("磨头镇", {5: 50, 4: 8, 3: 1}, total=59)

    shown = texts(level_bars([row], title="Levels"))
    assert shown == ["磨头镇", "Five-star 50", "8", "59", "Five-star", "Four-star", "Three-star"]


def test_parts_that_exceed_their_total_still_fill_the_bar_only_once():
    """A paper's total may be less than its parts; the bar shows the parts."""
    row = LevelRow("中站区", {5: 6, 4: 10}, total=12)

    assert widths(level_bars([row], title="Levels")) == [
        ("37.5%", "segment shade-4"),
        ("62.5%", "segment shade-3"),
    ]


def test_a_row_without_any_figure_is_one_unknown_bar():
    drawn = level_bars([LevelRow("温县", {}, total=262)], title="Levels")

    assert widths(drawn) == [("100%", "segment unknown")]
    assert "none yet 262" in texts(drawn)


def test_long_names_stand_above_their_bars():
    short = level_bars([LevelRow("温县", {5: 1}, total=1)], title="Levels")
    long = level_bars([LevelRow("示范区文苑街道 · 2022 · 农村", {5: 1}, total=1)], title="Levels")

    plot = re.compile(r'<svg class="plot" x="([^"]+)" y="([^"]+)"')
    assert plot.findall(long) == [("0%", "1.6em")]
    assert plot.findall(short)[0][0] != "0%"


def test_no_star_is_drawn_blank():
    assert widths(level_bars([LevelRow("x", {0: 3}, total=3)], title="Levels")) == [
        ("100%", "segment blank")
    ]


# --- All -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "drawn",
    [
        lambda words: tile_grid([Tile(words, words, words, shade=1, column=0, row=0)], title=words),
        lambda words: tile_grid([Tile(words, words, words)], title=words),
        lambda words: level_bars([LevelRow(words, {5: 1}, 1)], title=words),
    ],
)
def test_words_are_escaped_and_nothing_is_inline(drawn):
    markup = drawn("<img onerror='x'>&")

    assert "<img" not in markup
    assert "&lt;img" in markup
    assert not re.search(r"\sstyle=|<script|<style|javascript:", markup)


@pytest.mark.parametrize(("text", "wide"), [("", 0), ("村", 1), ("2022", 2.24), ("村1", 1.56)])
def test_breadth_counts_chinese_wider_than_latin(text, wide):
    assert breadth(text) == pytest.approx(wide)


def test_three_characters_fit_a_sixth_of_a_phone_and_five_do_not():
    assert fits("博爱县", 100 / 6)
    assert not fits("清化镇街道", 100 / 6)
