"""The goals of quality: on texts of our own, and on the five pages where they are at hand."""

import datetime as dt
import time
from pathlib import Path

import pytest
import yaml

from articles.extraction.reading import read
from tests.articles.extraction.gold import Score, expected_of, expected_of_page, judged
from tests.articles.extraction.places import jiaozuo
from tests.house.tree import ROOT

TEXTS = Path(__file__).parents[1] / "texts"
PRECISION, RECALL = 0.95, 0.85
PAGES = ROOT.parent / "shared" / "articles"


def score_of(text, day, expected):
    claims = [one for one in read(text, jiaozuo(), day) if one.value is not None]
    return judged(claims, [one for one in expected if one.value is not None])


@pytest.mark.parametrize("folder", [TEXTS, TEXTS / "held_out"], ids=["tuned", "held out"])
def test_texts_in_the_papers_styles(folder):
    total = Score()
    for table in sorted(folder.glob("*.tsv")):
        total.add(score_of(*expected_of(table)))

    assert total.precision >= PRECISION, total.wrong
    assert total.recall >= RECALL, total.missed


@pytest.mark.parametrize("name", ["a03_hard_negatives", "a11_not_campaign"])
def test_hard_negatives_give_nothing(name):
    text, day, expected = expected_of(TEXTS / f"{name}.tsv")

    assert expected == []
    assert read(text, jiaozuo(), day) == []


def test_every_mechanism_named_is_read():
    for table in sorted(TEXTS.rglob("*.tsv")):
        text, day, expected = expected_of(table)
        named = [one for one in expected if one.metrics == ("mechanism",)]
        claims = [one for one in read(text, jiaozuo(), day) if one.metric == "mechanism"]

        assert judged(claims, named).missed == []


def test_the_five_pages():
    if not PAGES.is_dir():
        pytest.skip("the newspaper pages are not beside this checkout")
    total = Score()
    for figures in sorted((ROOT / "data" / "figures").glob("0*.yaml")):
        page = yaml.safe_load(figures.read_text(encoding="utf-8"))["page"]
        text = (PAGES / page["file"]).read_bytes().decode("utf-8")
        total.add(score_of(text, page["published_on"], expected_of_page(figures)))

    assert total.precision >= PRECISION, total.wrong
    assert total.recall >= RECALL, total.missed


def test_a_repeated_statement_points_to_the_first():
    text, day, _expected = expected_of(TEXTS / "a12_duplicated.tsv")

    repeats = [one for one in read(text, jiaozuo(), day) if one.repeats is not None]

    assert [text[one.repeats : one.repeats + 4] for one in repeats] == [
        text[one.start : one.start + 4] for one in repeats
    ]
    assert len(repeats) == 2


@pytest.mark.parametrize(
    "piece", ["五星支部1个、四星支部2个,", "该街道发现问题3个。", "文苑街道、", "五星", "1"]
)
def test_time_grows_with_the_length_only(piece):
    """A text four times as long takes less than nine times as long; quadratic would be sixteen."""
    day = dt.date(2023, 6, 28)

    def seconds(length):
        text = (piece * length)[:length]
        started = time.process_time()
        read(text, jiaozuo(), day)
        return time.process_time() - started

    seconds(2_000)
    # Both alike, the better of two: what else the machine does hits either.
    short, long = (min(seconds(length) for _time in range(2)) for length in (6_000, 24_000))

    assert long < 9 * short + 0.05
