"""Rows as plain values, what differs, and events of rows in words."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import translation

from tests.factories.campaigns import StandardFactory, StarFactory
from tests.factories.figures import ReportedFigureFactory
from tracker.history.actions import delete_recorded, watched
from tracker.history.models import Event
from tracker.history.record import Change, record_stream
from tracker.history.rows import area_of, differing, plain, room_of, values_of
from tracker.history.verify import verify
from tracker.history.wording import row_sentence


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (None, None),
        (True, True),
        (7, 7),
        ("字", "字"),
        (Decimal("76.0000"), "76"),
        (Decimal("100"), "100"),
        (Decimal("0.50"), "0.5"),
        (dt.date(2026, 11, 20), "2026-11-20"),
        ((1, Decimal("2.0")), [1, "2"]),
        ({1: dt.date(2026, 1, 2)}, {"1": "2026-01-02"}),
    ],
)
def test_values_are_plain(value, kept):
    assert plain(value) == kept


def test_only_what_differs_is_kept():
    assert differing({"a": 1, "b": 2, "c": 3}, {"a": 1, "b": 5, "d": 4}) == (
        {"b": 2, "c": 3},
        {"b": 5, "d": 4},
    )
    assert differing({"a": None}, {"a": None}) == ({}, {})


@pytest.mark.django_db
def test_a_row_says_its_room_area_and_columns():
    figure = ReportedFigureFactory(value=Decimal("3.0000"))
    kept = values_of(figure, without={"note"})

    assert (kept["value"], kept["area"], "note" in kept) == ("3", figure.area_id, False)
    assert (room_of(type(figure)), room_of(type(figure.article))) == ("figures", "articles")
    assert (area_of(figure), area_of(figure.article)) == (figure.area_id, "")


@pytest.mark.django_db
def test_a_save_that_changes_nothing_is_no_event():
    star = StarFactory()
    with watched(star, by=None):
        star.save()
    assert not Event.objects.exists()


@pytest.mark.django_db
def test_a_deletion_names_what_goes_with_it():
    standard = StandardFactory(number=3)
    delete_recorded([standard.star], by=None, reason="误录")

    assert [
        (event.action, event.object_type, event.reason) for event in Event.objects.in_order()
    ] == [
        ("campaigns.removed", "star", "误录"),
        ("campaigns.removed", "standard", "误录"),
    ]
    assert Event.objects.last().old["key"] == "ecology"
    assert delete_recorded([], by=None) is None


@pytest.mark.django_db
def test_any_number_of_events_is_written_with_few_in_memory(monkeypatch):
    monkeypatch.setattr("tracker.history.record.BATCH", 3)
    changes = (Change("places.added", "area", str(n)) for n in range(8))
    with transaction.atomic():
        assert record_stream(changes, by=None) == 8
        assert record_stream(iter(()), by=None) == 0
    assert verify() == (8, None)


@pytest.mark.parametrize(
    ("object_type", "before", "after", "said"),
    [
        ("area", {}, {"name": "新村"}, "entered it"),
        ("area", {"name": "旧村"}, {}, "removed it"),
        (
            "area",
            {"kind": "rural", "name": "甲"},
            {"kind": "excluded", "name": "乙"},
            "changed “kind” from “Village (rural)” to “Not rated (farm, zone or virtual unit)”"
            "；“name” from “甲” to “乙”",
        ),
        (
            "standard",
            {"verified": False},
            {"verified": True},
            "changed “verified” from “no” to “yes”",
        ),
        (
            "branch",
            {"ended_on": None},
            {"ended_on": "2024-03-01"},
            "changed “ended on” from “none” to “2024-03-01”",
        ),
        ("area", {}, {"added": {"1": "甲", "2": "乙"}}, "entered 2: 甲、乙"),
        (
            "area",
            {},
            {"added": {str(n): f"第{n}" for n in range(5)}},
            "entered 5: 第0、第1、第2 and others",
        ),
        ("area", {"removed": {"1": ""}}, {}, "removed 1: 1"),
        ("nothing_known", {"x": 1}, {"x": 2}, "changed “x” from “1” to “2”"),
    ],
)
def test_events_of_rows_are_sentences(object_type, before, after, said):
    with translation.override("en"):
        assert row_sentence(object_type, before, after) == said


def test_a_long_value_is_shortened_in_a_sentence():
    with translation.override("en"):
        said = row_sentence("standard", {"text": "长" * 200}, {"text": "短"})
    assert said == f"changed “text” from “{'长' * 59}…” to “短”"
