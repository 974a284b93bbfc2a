"""A correction shifts the counts by exactly what a recount would find."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.tracker.places.files import load, own_file, tree
from tracker.places import actions
from tracker.places.actions.units import (
    miscounts,
    misdated_branches,
    miskinded_branches,
    missing_branches,
    superfluous_branches,
)
from tracker.places.models import Area

pytestmark = pytest.mark.django_db

VILLAGES = ["410822001001", "410822001205", "410822105200", "410822105223"]
NEW = ["410822001300", "410822105300"]
DAYS = [dt.date(2024, 1, 1), dt.date(2024, 6, 1)]
kinds = st.sampled_from(["rural", "urban", "excluded"])
days = st.sampled_from(DAYS)
old = st.sampled_from(VILLAGES)
any_code = st.sampled_from(VILLAGES + NEW)
deeds = st.one_of(
    st.tuples(st.just("correct_kind"), any_code, kinds, days),
    st.tuples(st.just("end_area"), any_code, days),
    st.tuples(st.just("reopen_area"), any_code),
    st.tuples(st.just("open_area"), st.sampled_from(NEW), kinds),
    st.tuples(st.just("succeed"), any_code, old, days),
)


@pytest.fixture(autouse=True)
def _tree(tmp_path):
    load(own_file(tmp_path, tree()), commit=True)


def act(verb, code, *given):
    """Do one deed, where it is possible."""
    area = Area.objects.filter(pk=code).first()
    if (area is None) != (verb == "open_area"):
        return
    facts = {
        "correct_kind": lambda kind, on: {"area": area, "kind": kind, "on": on},
        "end_area": lambda on: {"area": area, "on": on},
        "reopen_area": lambda: {"area": area},
        "open_area": lambda kind: {
            "code": code,
            "official_name": "新村民委员会",
            "name": "新村",
            "kind": kind,
        },
        "succeed": lambda into, on: {
            "predecessor": area,
            "successor": Area.objects.get(pk=into),
            "kind": "merged",
            "on": on,
        },
    }[verb](*given)
    try:
        getattr(actions, verb)(**facts, by=None)
    except actions.NotPossibleError:
        return


@given(st.lists(deeds, max_size=8))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_counts_and_branches_agree_after_any_row_of_corrections(done):
    # Examples build on each other: the tree of one is what the next one finds.
    for deed in done:
        act(*deed)

    assert list(miscounts()) == []
    assert missing_branches() == 0
    for wrong in (superfluous_branches(), miskinded_branches(), misdated_branches()):
        assert list(wrong) == []


def test_a_correction_counts_nothing_again():
    area = Area.objects.get(pk=VILLAGES[0])
    with CaptureQueriesContext(connection) as queries:
        actions.correct_kind(area=area, kind="rural", on=DAYS[0], by=None)

    statements = [query["sql"] for query in queries]
    assert not [sql for sql in statements if "COUNT(" in sql]
    shifts = [
        sql for sql in statements if '"rural_units" + 1' in sql.replace("(", "").replace(")", "")
    ]
    assert len(shifts) == 5
