"""The gazetteer the examples are read with: the shipped file, read once."""

from functools import cache

from articles.extraction.gazetteer import Gazetteer
from tests.house.tree import ROOT
from tracker.places.gazetteer import gazetteer_from_files


@cache
def jiaozuo() -> Gazetteer:
    return gazetteer_from_files([ROOT / "data" / "areas" / "jiaozuo.csv"])
