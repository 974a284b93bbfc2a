"""Areas begin, end and become others; branches and counts follow."""

import datetime as dt

import pytest
from django.utils import timezone, translation

from tests.factories.people import AdministratorFactory
from tests.tracker.places.files import load, own_file, tree
from tests.tracker.places.smalltree import (
    DAY,
    HEAD,
    STREET,
    TEMPLE,
    TOWN,
    area,
    become,
    everything,
    new_village,
    units,
)
from tracker.places import actions
from tracker.places.actions import NotPossibleError, lifetimes
from tracker.places.models import Area, Branch, Succession
from tracker.places.successors import current_code

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tree(tmp_path):
    with translation.override("en"):
        load(own_file(tmp_path, tree()), commit=True)
        yield


@pytest.fixture
def officer():
    return AdministratorFactory()


def test_a_corrected_kind_goes_through_to_branch_and_all_counts(officer):
    actions.correct_kind(area=area(TEMPLE), kind="urban", on=DAY, by=officer)

    assert Branch.objects.get(pk=TEMPLE).unit_kind == "urban"
    assert units(TEMPLE) == (0, 1, 0)
    assert units(STREET) == (1, 1, 0)
    assert units("41") == (2, 2, 0)


def test_a_unit_that_is_not_rated_loses_its_branch_and_gets_it_back(officer):
    actions.correct_kind(area=area(TEMPLE), kind="excluded", on=DAY, by=officer)
    assert Branch.objects.get(pk=TEMPLE).ended_on == DAY
    assert units("4108") == (2, 1, 1)

    actions.correct_kind(area=area(TEMPLE), kind="rural", on=DAY, by=officer)
    assert Branch.objects.get(pk=TEMPLE).ended_on is None
    assert units("4108") == (3, 1, 0)


def test_the_villages_of_an_excluded_street_stay_rated(officer):
    actions.correct_kind(area=area(STREET), kind="excluded", on=DAY, by=officer)

    assert area(STREET).is_excluded
    assert units(STREET) == (2, 0, 0)
    assert Branch.objects.under(STREET).filter(ended_on=None).count() == 2


@pytest.mark.parametrize(("code", "kind"), [(TEMPLE, ""), (STREET, "rural")])
def test_a_kind_fits_the_level(officer, code, kind):
    with pytest.raises(NotPossibleError) as refusal:
        actions.correct_kind(area=area(code), kind=kind, on=DAY, by=officer)

    assert set(refusal.value.message_dict) == {"kind"}


def test_a_new_community_gets_its_branch_and_counts(officer):
    new_village(by=officer)

    assert Branch.objects.get(pk="410822105001").unit_kind == "urban"
    assert units(STREET) == (2, 1, 0)
    assert area("410822105001").parent_id == STREET
    assert "|motoushequ|" in area("410822105001").search_text


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"code": "4108221050"}, "code"),
        ({"code": TEMPLE}, "code"),
        ({"code": "410822199001"}, "code"),
        ({"kind": ""}, "kind"),
        ({"name": ""}, "name"),
        ({"official_name": "磨 头"}, "official_name"),
        ({"valid_from": dt.date(2999, 1, 1)}, "valid_from"),
    ],
)
def test_a_new_area_that_cannot_be_is_refused(officer, facts, field):
    before = everything()

    with pytest.raises(NotPossibleError) as refusal:
        new_village(**facts, by=officer)

    assert set(refusal.value.message_dict) == {field}
    assert everything() == before


def test_the_area_by_law_is_another_of_the_level_above(officer):
    actions.correct_statutory_parent(area=area(TEMPLE), parent=area(TOWN), by=officer)
    assert area(TEMPLE).statutory_parent_id == TOWN

    for wrong in (STREET, "410822"):
        with pytest.raises(NotPossibleError):
            actions.correct_statutory_parent(area=area(TEMPLE), parent=area(wrong), by=officer)


def test_an_ended_area_leaves_the_counts_and_can_be_taken_back(officer):
    actions.end_area(area=area(TEMPLE), on=DAY, by=officer)
    assert area(TEMPLE).valid_until == Branch.objects.get(pk=TEMPLE).ended_on == DAY
    assert units(STREET) == (1, 0, 0)

    actions.reopen_area(area=area(TEMPLE), by=officer)
    assert area(TEMPLE).valid_until is None
    assert Branch.objects.get(pk=TEMPLE).ended_on is None
    assert units(STREET) == (2, 0, 0)


def test_an_area_does_not_end_before_those_below_it_nor_tomorrow(officer):
    before = everything()
    tomorrow = timezone.localdate() + dt.timedelta(days=1)

    with pytest.raises(NotPossibleError, match="still has 2 areas below it"):
        actions.end_area(area=area(STREET), on=DAY, by=officer)
    with pytest.raises(NotPossibleError, match="future"):
        actions.end_area(area=area(TEMPLE), on=tomorrow, by=officer)

    assert everything() == before


def test_an_area_ends_once(officer):
    actions.end_area(area=area(TEMPLE), on=DAY, by=officer)
    before = everything()

    with pytest.raises(NotPossibleError) as refusal:
        actions.end_area(area=area(TEMPLE), on=dt.date(2024, 4, 1), by=officer)

    assert refusal.value.message_dict == {
        "valid_until": ["It ended on 2024-03-01. Take that end back before you enter another."]
    }
    assert everything() == before


def test_a_branch_that_ended_before_its_village_keeps_its_day_and_never_outlives_it(officer):
    actions.correct_kind(area=area(TEMPLE), kind="excluded", on=DAY, by=officer)
    actions.correct_kind(area=area(HEAD), kind="excluded", on=dt.date(2024, 5, 1), by=officer)
    for code in (TEMPLE, HEAD):
        actions.end_area(area=area(code), on=dt.date(2024, 4, 1), by=officer)

    assert Branch.objects.get(pk=TEMPLE).ended_on == DAY
    assert Branch.objects.get(pk=HEAD).ended_on == dt.date(2024, 4, 1)


def test_the_branch_of_a_village_that_was_rated_after_all_ends_with_it(officer):
    actions.correct_kind(area=area(TEMPLE), kind="excluded", on=DAY, by=officer)
    actions.end_area(area=area(TEMPLE), on=dt.date(2024, 4, 1), by=officer)
    actions.correct_kind(area=area(TEMPLE), kind="rural", on=DAY, by=officer)

    assert Branch.objects.get(pk=TEMPLE).ended_on == dt.date(2024, 4, 1)
    assert units(STREET) == (1, 0, 0)


def test_a_merged_village_ends_and_leads_to_the_one_it_joined(officer):
    become(TEMPLE, HEAD, note="并村", by=officer)

    assert area(TEMPLE).valid_until == DAY
    assert current_code(TEMPLE) == HEAD
    assert units(STREET) == (1, 0, 0)
    assert units("41") == (2, 1, 0)


def test_a_village_that_became_a_community_leads_to_its_new_code(officer):
    new_village(by=officer)
    become(HEAD, "410822105001", kind="converted", by=officer)

    assert current_code(HEAD) == "410822105001"
    assert units(STREET) == (1, 1, 0)


def test_a_split_village_has_several_successors_and_leads_nowhere_by_itself(officer):
    new_village(by=officer)
    become(TEMPLE, HEAD, kind="split", by=officer)
    become(TEMPLE, "410822105001", kind="split", by=officer)

    assert Succession.objects.count() == 2
    assert current_code(TEMPLE) == TEMPLE


@pytest.mark.parametrize(
    ("successor", "kind", "on", "field"),
    [
        (TEMPLE, "merged", DAY, "successor"),
        (STREET, "merged", DAY, "successor"),
        ("410822001205", "merged", dt.date(2999, 1, 1), "happened_on"),
    ],
)
def test_a_succession_that_cannot_be_is_refused(officer, successor, kind, on, field):
    before = everything()

    with pytest.raises(NotPossibleError) as refusal:
        become(TEMPLE, successor, kind, on, by=officer)

    assert set(refusal.value.message_dict) == {field}
    assert everything() == before


@pytest.mark.parametrize(
    ("second", "kind", "on", "field"),
    [
        (HEAD, "merged", DAY, "successor"),
        ("410822001205", "merged", DAY, "kind"),
        ("410822001205", "split", DAY, "kind"),
    ],
)
def test_a_merged_village_has_one_successor(officer, second, kind, on, field):
    become(TEMPLE, HEAD, by=officer)

    with pytest.raises(NotPossibleError) as refusal:
        become(TEMPLE, second, kind, on, by=officer)

    assert set(refusal.value.message_dict) == {field}
    assert Succession.objects.count() == 1


def test_the_parts_of_a_split_begin_on_one_day(officer):
    become(TEMPLE, HEAD, kind="split", by=officer)

    with pytest.raises(NotPossibleError) as refusal:
        become(TEMPLE, "410822001205", kind="split", on=dt.date(2024, 4, 1), by=officer)

    assert refusal.value.message_dict == {"happened_on": ["The former area ended on another day."]}


def test_an_area_that_became_another_is_not_taken_back(officer):
    become(TEMPLE, HEAD, by=officer)

    with pytest.raises(NotPossibleError, match="It became another area"):
        actions.reopen_area(area=area(TEMPLE), by=officer)


def test_an_area_that_became_another_is_not_ended_again(officer):
    become(TEMPLE, HEAD, by=officer)
    before = everything()

    with pytest.raises(NotPossibleError, match="It became another area"):
        actions.end_area(area=area(TEMPLE), on=DAY, by=officer)

    assert everything() == before


def test_a_failure_while_ending_leaves_no_succession(officer, monkeypatch):
    before = everything()
    monkeypatch.setattr(lifetimes, "shift_units", lambda *_given: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        become(TEMPLE, HEAD, by=officer)

    assert everything() == before


def test_past_years_keep_their_tree(officer):
    become(TEMPLE, HEAD, by=officer)

    last_year = Area.objects.current(dt.date(2023, 12, 31)).under(STREET).villages()
    assert list(last_year.values_list("pk", flat=True)) == [HEAD, TEMPLE]
    assert list(Area.objects.current().under(STREET).villages()) == [area(HEAD)]
