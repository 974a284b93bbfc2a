"""The engine and the tracker speak of the same metrics, units and stars."""

from articles.extraction import terms
from articles.extraction.rules import ALL, EXPLANATIONS
from tracker.figures import terms as figures


def test_metrics_units_and_precisions_are_the_trackers():
    assert {one.value for one in terms.Metric} == set(figures.Metric.values)
    assert {one.value for one in terms.Unit} == set(figures.Unit.values)
    assert {one.value for one in terms.Precision} == set(figures.Precision.values)
    assert {one.value for one in terms.Nature} == set(figures.Nature.values)
    assert {one.value for one in terms.UnitKind} == set(figures.FigureUnitKind.values)


def test_each_metric_is_printed_under_a_name_of_the_short_list():
    printed = {terms.printed_metric(metric) for metric in terms.Metric}

    assert printed == {
        *("level_count", "star_count", "share_at_least", "unit_count", "finding_count"),
        *("rectified_count", "inspected_count", "project_count", "task_count", "award"),
        *("other_campaign_figure", "mechanism", "event"),
    }


def test_each_rule_has_its_own_name_and_explains_itself():
    assert len(EXPLANATIONS) == len(ALL)
    assert all(sentence.endswith(".") for sentence in EXPLANATIONS.values())
