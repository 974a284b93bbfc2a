"""What the log says of places."""

import datetime as dt

import pytest
from django.utils import translation

from tests.tracker.places.files import load, own_file, tree
from tests.tracker.places.smalltree import HEAD, STREET, TEMPLE, area, become, new_village, rename
from tracker.history.models import Event
from tracker.logbook.wording import say
from tracker.places import actions
from tracker.places.models import Area
from tracker.places.record import shared_area

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(tmp_path):
    load(own_file(tmp_path, tree()), commit=True)
    return Event.objects.order_by("-sequence").first().sequence


def told(after=0):
    """Return (action, kind, key, sentence) of the events after a number, oldest first."""
    with translation.override("en"):
        return [
            (event.action, event.object_type, event.object_key, say(event))
            for event in Event.objects.filter(sequence__gt=after).in_order()
        ]


def test_a_first_load_names_new_areas_by_the_area_above(small):
    events = Event.objects.filter(object_type="area", action="places.added").in_order()

    assert {event.object_key: event.new["added"] for event in events} == {
        "-": {"41": "河南省"},
        "41": {"4108": "焦作市"},
        "4108": {"410822": "博爱县"},
        "410822": {"410822001": "博爱县清化镇街道", "410822105": "博爱县磨头镇"},
        "410822001": {
            "410822001001": "八街居民委员会",
            "410822001205": "八街村民委员会",
        },
        STREET: {HEAD: "磨头村民委员会", TEMPLE: "关王庙村村民委员会"},
    }
    assert [event.origin.split()[0] for event in events] == ["load_areas"] * 6
    assert told()[-1] == (
        "places.added",
        "area",
        STREET,
        "entered 2: 磨头村民委员会、关王庙村村民委员会",
    )


def test_a_nation_costs_an_event_for_each_area_above_not_for_each_area(tmp_path):
    streets = {f"4108221{n:02}": f"第{n}镇" for n in range(20)}
    villages = {
        f"4108221{n:02}{m}": f"第{m}村村民委员会" for n in range(20) for m in range(200, 240)
    }
    load(own_file(tmp_path, tree({**streets, **villages})), commit=True)

    areas = Event.objects.filter(object_type="area", action="places.added")
    assert areas.count() == len({code[: len(code) - 3] for code in villages}) + 1 + 4
    assert Area.objects.count() > 800
    others = Event.objects.exclude(pk__in=areas)
    # Branches and counts are named five hundred at a time.
    assert others.count() <= 4


def test_a_second_load_tells_each_change(small, tmp_path):
    changed = tree({TEMPLE: "关帝庙村民委员会", HEAD: None})
    load(own_file(tmp_path, changed, "second.csv"), commit=True, on=dt.date(2024, 3, 1))

    assert told(small) == [
        (
            "places.ended",
            "area",
            HEAD,
            "ended the area on 2024-03-01, because the files no longer name it",
        ),
        ("places.changed", "area", TEMPLE, told(small)[1][3]),
        ("places.added", "areaname", STREET + "223", told(small)[2][3]),
        ("places.settle_branch", "branch", HEAD, "changed “ended on” from “none” to “2024-03-01”"),
        ("places.recount_units", "area", "41", "counted the units of 5 areas anew"),
    ]
    event = Event.objects.get(action="places.changed")
    assert (event.old["name"], event.new["name"]) == ("关王庙村", "关帝庙村")
    assert event.new["source"] == "second.csv"


def test_loading_the_same_again_writes_no_event(small, tmp_path):
    load(own_file(tmp_path, tree(), "again.csv"), commit=True)

    assert told(small) == []


def test_looking_without_commit_writes_no_event(small, tmp_path):
    load(own_file(tmp_path, tree({HEAD: None}), "less.csv"))

    assert told(small) == []


def test_verbs_are_sentences(small):
    rename(by=None, reason="批复")
    actions.correct_kind(area=area(HEAD), kind="excluded", on=dt.date(2024, 1, 1), by=None)
    new_village(by=None)
    become(TEMPLE, "410822105001", by=None)

    assert [sentence for _action, _kind, _key, sentence in told(small)] == [
        "added the further name “关王庙村”",
        "renamed the area from “关王庙村” to “关帝庙村”",
        "counts the area as “Not rated (farm, zone or virtual unit)”, before as “Village (rural)”",
        "changed “ended on” from “none” to “2024-01-01”",
        "entered the area",
        "entered it",
        "recorded what the area became: 410822105001 (Merged)",
        "ended the area on 2024-03-01",
        "changed “ended on” from “none” to “2024-03-01”",
    ]
    assert {event.area_code for event in Event.objects.filter(sequence__gt=small)} == {
        TEMPLE,
        HEAD,
        "410822105001",
    }


def test_a_recount_tells_old_and_new_counts(small):
    Area.objects.filter(pk=STREET).update(rural_units=9)
    assert actions.recount_units() == 1
    assert actions.recount_units() == 0

    (event,) = Event.objects.filter(sequence__gt=small)
    assert (event.object_key, event.new) == (STREET, {"changed": {STREET: [[9, 0, 0], [2, 0, 0]]}})


@pytest.mark.parametrize(
    ("codes", "shared"),
    [
        (["410822105", "410822106"], "410822"),
        (["410822105", "410822105223"], "410822105"),
        (["41", "42"], ""),
        (["410822"], "410822"),
        (["410822105223", "410822105224"], "410822105"),
    ],
)
def test_the_smallest_area_that_holds_all(codes, shared):
    assert shared_area(codes) == shared
