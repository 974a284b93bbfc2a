"""The closed list of metrics is explained, metric by metric."""

import re

from tests.house.tree import ROOT
from tracker.figures.terms import TOPIC_METRICS, Metric


def test_every_metric_is_explained_and_no_other():
    text = (ROOT / "docs" / "metrics.md").read_text(encoding="utf-8")

    explained = set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE))

    assert explained == set(Metric.values)


def test_every_metric_belongs_to_one_topic():
    grouped = [metric for metrics in TOPIC_METRICS.values() for metric in metrics]

    assert sorted(grouped) == sorted(Metric)
