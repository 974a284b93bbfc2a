"""Counts and branches follow the tree, and `verify_areas` sees where they do not."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from tests.tracker.places.files import load, own_file, tree
from tracker.places.actions import recount_units
from tracker.places.models import Area, Branch

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tree(tmp_path):
    with translation.override("en"):
        load(own_file(tmp_path, tree()), commit=True)
        yield


def verdict():
    """Run `verify_areas`; return what it finds wrong, line by line."""
    wrong = io.StringIO()
    try:
        call_command("verify_areas", stdout=io.StringIO(), stderr=wrong)
    except CommandError as error:
        return [*wrong.getvalue().splitlines(), str(error)]
    return []


def test_a_tree_that_agrees_is_said_to():
    assert verdict() == []


def test_a_wrong_count_is_found_and_put_right():
    Area.objects.filter(pk="410822").update(rural_units=4, excluded_units=1)
    Area.objects.filter(pk="410822105200").update(rural_units=0)

    assert verdict() == [
        "410822: stored (4, 1, 1), counted (3, 1, 0)",
        "410822105200: stored (0, 0, 0), counted (1, 0, 0)",
        "The tree does not agree with itself.",
    ]
    assert recount_units() == 2
    assert verdict() == []
    assert recount_units() == 0


def test_a_recount_under_one_area_leaves_the_others_alone():
    Area.objects.filter(pk__in=["410822001", "410822105"]).update(rural_units=9)

    assert recount_units(under="410822105") == 1
    assert verdict()[0] == "410822001: stored (9, 1, 0), counted (1, 1, 0)"


def test_a_branch_too_many_or_too_few_or_of_another_kind_or_day_is_found():
    Branch.objects.filter(pk="410822105223").delete()
    Branch.objects.filter(pk="410822105200").update(unit_kind="urban")
    Area.objects.filter(pk="410822001205").update(kind="excluded")
    Area.objects.filter(pk="410822001001").update(valid_until="2024-03-01")
    Branch.objects.filter(pk="410822001001").update(ended_on="2024-03-02")
    recount_units()

    assert verdict() == [
        "villages or communities without a branch: 1",
        "branches of units that ended or are not rated: 1",
        "branches of another kind than their unit: 1",
        "branches that ended on another day than their unit: 1",
        "The tree does not agree with itself.",
    ]
