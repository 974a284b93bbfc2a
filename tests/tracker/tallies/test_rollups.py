"""Tallies follow deltas, are made when first needed, and are put right by a recount."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from structlog.testing import capture_logs

from tests.factories.campaigns import CampaignFactory
from tests.factories.people import area_with_code
from tests.factories.tallies import TallyFactory
from tracker.access.refusals import Refused
from tracker.tallies import rollups
from tracker.tallies.models import Tally
from tracker.tallies.rollups import Shift, Wrong, move, one_state, repair, shift, wrong_tallies

VILLAGE, STREET = "410822105223", "410822105"


@pytest.fixture
def places(db):
    CampaignFactory(year=2023)
    area_with_code(VILLAGE)


@pytest.fixture
def log_lines():
    with capture_logs() as lines:
        yield lines


def numbers():
    rows = Tally.objects.values_list("area_id", "unit_kind", "measure", "number")
    return sorted(rows)


def test_the_move_of_a_branch_is_what_differs():
    assert move(VILLAGE, 2023, "rural", ["level.0", "star.a.x"], ["level.1", "star.a.x"]) == [
        Shift(VILLAGE, 2023, "rural", "level.1", 1),
        Shift(VILLAGE, 2023, "rural", "level.0", -1),
    ]
    assert move(VILLAGE, 2023, "rural", ["level.0"], ["level.0"]) == []


def test_every_area_above_a_branch_is_shifted(places):
    shift(move(VILLAGE, 2023, "rural", [], ["level.0"]) * 3)
    shift(move(VILLAGE, 2023, "rural", ["level.0"], ["level.2"]))
    shift([])

    assert numbers() == sorted(
        (area, "rural", measure, number)
        for area in ("41", "4108", "410822", STREET)
        for measure, number in (("level.0", 2), ("level.2", 1))
    )


def test_shifts_that_cancel_out_write_nothing(places):
    shift([Shift(VILLAGE, 2023, "rural", "level.0", by) for by in (1, -1)])

    assert numbers() == []


def test_many_shifts_at_once_cost_a_few_statements(places, django_assert_max_num_queries):
    measures = [f"star.s.{n}" for n in range(300)]
    with django_assert_max_num_queries(12):
        shift(move(VILLAGE, 2023, "rural", [], measures))

    assert set(numbers()) == {
        (area, "rural", measure, 1)
        for area in ("41", "4108", "410822", STREET)
        for measure in measures
    }


def test_neighbouring_keys_are_left_alone(places):
    """Rows are looked for by their parts; a combination nobody asked for stays as it is."""
    for kind, measure in (("rural", "a"), ("rural", "b"), ("urban", "a"), ("urban", "b")):
        TallyFactory(area_id=STREET, campaign_id=2023, unit_kind=kind, measure=measure, number=5)

    shift(
        [Shift(VILLAGE, 2023, "rural", "a", 1), Shift(VILLAGE, 2023, "urban", "b", 2)],
    )

    assert [row for row in numbers() if row[0] == STREET] == [
        (STREET, "rural", "a", 6),
        (STREET, "rural", "b", 5),
        (STREET, "urban", "a", 5),
        (STREET, "urban", "b", 7),
    ]


def test_a_tally_never_falls_below_nothing_and_says_who_puts_it_right(places, log_lines):
    with pytest.raises(Refused, match="verify_tallies --repair --commit"), transaction.atomic():
        shift([Shift(VILLAGE, 2023, "rural", "level.0", -1)])

    assert numbers() == []
    assert [(line["log_level"], line["event"]) for line in log_lines] == [
        ("error", "tally_below_nothing")
    ]


def test_another_fault_of_the_database_is_no_wrong_number(places, monkeypatch):
    TallyFactory(area_id=STREET, campaign_id=2023, unit_kind="rural", measure="a", number=5)

    def fault(*_args, **_values):
        raise IntegrityError("tally_once")

    monkeypatch.setattr(QuerySet, "update", fault)
    with pytest.raises(IntegrityError), transaction.atomic():
        shift([Shift(VILLAGE, 2023, "rural", "a", 1)])


@pytest.mark.django_db(transaction=True)
def test_nothing_is_shifted_or_put_right_outside_a_transaction():
    with pytest.raises(RuntimeError, match="transaction"):
        shift([Shift(VILLAGE, 2023, "rural", "level.0", 1)])
    with pytest.raises(RuntimeError, match="transaction"):
        repair([])


def counted():
    yield (STREET, 2023, "rural", "level.0"), 4
    yield (STREET, 2023, "rural", "level.0"), 3
    yield (STREET, 2023, "rural", "level.1"), 2


def test_what_differs_from_a_recount_is_named_and_put_right(places):
    facts = {"area_id": STREET, "campaign_id": 2023}
    TallyFactory(**facts, measure="level.0", number=6)
    TallyFactory(**facts, measure="level.9", number=1)
    wrong = [
        Wrong((STREET, 2023, "rural", "level.0"), 6, 7),
        Wrong((STREET, 2023, "rural", "level.1"), 0, 2),
        Wrong((STREET, 2023, "rural", "level.9"), 1, 0),
    ]

    assert list(wrong_tallies([counted])) == wrong
    assert repair([counted]) == wrong
    assert list(wrong_tallies([counted])) == []
    assert numbers() == [
        (STREET, "rural", "level.0", 7),
        (STREET, "rural", "level.1", 2),
        (STREET, "rural", "level.9", 0),
    ]


@pytest.mark.django_db(transaction=True)
def test_a_count_sees_one_state_of_the_database():
    CampaignFactory(year=2023)
    area_with_code(VILLAGE)

    with one_state():
        assert list(wrong_tallies([])) == []
        assert rollups.connection.in_atomic_block
