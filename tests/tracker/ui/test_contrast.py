"""Every pair of colours that carries words, read from the stylesheet and computed.

Automatic checkers do not see contrast inside SVG, so the ramp is tested here.
"""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings

SHEET = (Path(settings.BASE_DIR) / "static" / "css" / "site.css").read_text(encoding="utf-8")
TOKEN = re.compile(r"(--[a-z0-9-]+):\s*(#[0-9a-f]{6}|var\(--[a-z-]+\))")

WORDS = [
    ("ink", "page"),
    ("ink", "card"),
    ("ink", "head"),
    ("ink-soft", "page"),
    ("ink-soft", "card"),
    ("link", "page"),
    ("link", "card"),
    ("link", "head"),
    ("accent-ink", "accent"),
    ("red-ink", "card"),
    ("ok-ink", "ok-soft"),
    ("warn-ink", "warn-soft"),
    ("unknown-ink", "unknown"),
    ("unknown-ink", "hatch"),
    *[(f"shade-{shade}-ink", f"shade-{shade}") for shade in range(5)],
]
SHAPES = [
    ("field-line", "card"),
    ("accent", "card"),
    ("red", "card"),
    ("focus-out", "page"),
    ("focus-out", "card"),
    ("focus-in", "focus-out"),
]


def block(start):
    """Return the tokens of the rule that begins at `start`."""
    body = SHEET[SHEET.index(start) :]
    return dict(TOKEN.findall(body[body.index("{", len(start) - 1) + 1 : body.index("}")]))


LIGHT = block(":root {")
DARK = LIGHT | block("@media screen and (prefers-color-scheme: dark) {\n  :root {")
LARGE = block(".display-large {")
SCHEMES = {
    "light": LIGHT,
    "dark": DARK,
    "light, large type": LIGHT
    | LARGE
    | block("@media screen and (prefers-color-scheme: light) {\n  .display-large {"),
    "dark, large type": DARK
    | LARGE
    | block("@media screen and (prefers-color-scheme: dark) {\n  .display-large {"),
}


def colour(tokens, name):
    value = tokens[f"--{name}"]
    reference = re.fullmatch(r"var\(--([a-z-]+)\)", value)
    return colour(tokens, reference[1]) if reference else value


def luminance(hexadecimal):
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(hexadecimal[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first, second):
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_as_wcag_does():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("ink", "ground"), WORDS)
def test_words_stand_out_from_their_ground(scheme, ink, ground):
    tokens = SCHEMES[scheme]
    assert contrast(colour(tokens, ink), colour(tokens, ground)) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_shapes_that_mean_something_stand_out(scheme, shape, ground):
    tokens = SCHEMES[scheme]
    assert contrast(colour(tokens, shape), colour(tokens, ground)) >= 3


@pytest.mark.parametrize("scheme", ["light, large type", "dark, large type"])
def test_large_type_has_the_strongest_contrast(scheme):
    tokens = SCHEMES[scheme]
    assert contrast(colour(tokens, "ink"), colour(tokens, "page")) == pytest.approx(21)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_shades_grow_evenly_away_from_the_card(scheme):
    tokens = SCHEMES[scheme]
    steps = [contrast(colour(tokens, f"shade-{n}"), colour(tokens, "card")) for n in range(5)]
    assert steps == sorted(steps)
    assert all(after / before >= 1.2 for before, after in pairwise(steps))


def test_the_sheet_keeps_to_what_chromium_109_knows():
    assert not re.search(r"oklch|oklab|color-mix|light-dark\(|@layer|@container", SHEET)
    # No nesting: a rule never begins with "&", and braces are at most two deep.
    depths, depth = [], 0
    for sign in re.sub(r"/\*.*?\*/", "", SHEET, flags=re.DOTALL):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        depths.append(depth)
    assert depth == 0
    assert max(depths) == 2
    assert "&" not in SHEET


def test_the_sheet_is_light_and_asks_no_other_host():
    assert len(SHEET.encode()) <= 30_000
    assert not re.search(r"url\(|@import|https?:", SHEET)


def test_narrow_layouts_are_for_screens_only():
    """Paper is narrow, too: without `screen and` it would get the phone's layout."""
    assert all("screen and" in rule for rule in re.findall(r"@media[^{]+width[^{]+", SHEET))
