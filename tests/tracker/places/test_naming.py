"""Names, readings and further names: entered, refused, found at once."""

import pytest
from django.utils import translation

from tests.factories.people import AdministratorFactory
from tests.tracker.places.files import load, own_file, tree
from tests.tracker.places.smalltree import STREET, TEMPLE, area, everything, rename
from tracker.places import actions
from tracker.places.actions import NotPossibleError, naming
from tracker.places.models import AreaName
from tracker.places.terms import CORRECTION_MARK

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tree(tmp_path):
    with translation.override("en"):
        load(own_file(tmp_path, tree()), commit=True)
        yield


@pytest.fixture
def officer():
    return AdministratorFactory()


def test_a_renamed_area_keeps_its_former_name_and_is_found_by_both(officer):
    renamed = rename(reason="民政局2024年3号", by=officer)

    assert (renamed.name, renamed.official_name) == ("关帝庙村", "关帝庙村民委员会")
    assert renamed.pinyin == "guan di miao cun"
    assert list(renamed.names.values_list("name", "kind")) == [("关王庙村", "former")]
    assert area(TEMPLE).source == f"{CORRECTION_MARK}：民政局2024年3号"
    for text in ("|关帝庙村", "|guandimiaocun|", "|关王庙村|", "|guanwangmiaocun|"):
        assert text in area(TEMPLE).search_text


def test_renaming_back_does_not_leave_its_name_among_the_further_ones(officer):
    rename(by=officer)
    rename(official_name="关王庙村民委员会", name="关王庙村", by=officer)

    assert list(area(TEMPLE).names.values_list("name", flat=True)) == ["关帝庙村"]


@pytest.mark.parametrize("name", ["", "关 庙", "村" * 61])
def test_a_name_that_is_none_is_refused(officer, name):
    before = everything()

    with pytest.raises(NotPossibleError) as refusal:
        rename(name=name, by=officer)

    assert set(refusal.value.message_dict) == {"name"}
    assert everything() == before


def test_a_failure_while_renaming_leaves_the_old_name(officer, monkeypatch):
    before = everything()
    monkeypatch.setattr(naming, "write_search_text", lambda _area: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        rename(by=officer)

    assert everything() == before


def test_a_corrected_reading_is_found_and_so_is_the_usual_one(officer):
    actions.correct_pinyin(area=area(STREET), pinyin="mo tou jin", by=officer)

    assert area(STREET).pinyin == "mo tou jin"
    assert "|motoujin|" in area(STREET).search_text
    assert "|motouzhen|" in area(STREET).search_text

    actions.correct_pinyin(area=area(STREET), pinyin="", by=officer)
    assert area(STREET).pinyin == "mo tou zhen"


@pytest.mark.parametrize("pinyin", ["mo tou", "Mo Tou Zhen", "mó tóu zhèn", "mo  tou zhen"])
def test_a_reading_has_one_plain_syllable_for_each_character(officer, pinyin):
    with pytest.raises(NotPossibleError) as refusal:
        actions.correct_pinyin(area=area(STREET), pinyin=pinyin, by=officer)

    assert set(refusal.value.message_dict) == {"pinyin"}


def test_further_names_are_added_changed_and_taken_away(officer):
    further = actions.add_name(area=area(TEMPLE), name="关庙", kind="press", by=officer)
    assert "|关庙|" in area(TEMPLE).search_text

    actions.change_name(further=further, name="关爷庙", kind="former", note="1984", by=officer)
    assert "|关爷庙|" in area(TEMPLE).search_text
    assert "|关庙|" not in area(TEMPLE).search_text

    actions.remove_name(further=further, by=officer)
    assert "关爷庙" not in area(TEMPLE).search_text
    assert not AreaName.objects.exists()


@pytest.mark.parametrize("name", ["关王庙村", "关王庙村村民委员会", "关庙"])
def test_a_name_the_area_has_is_not_added_again(officer, name):
    actions.add_name(area=area(TEMPLE), name="关庙", by=officer)

    with pytest.raises(NotPossibleError) as refusal:
        actions.add_name(area=area(TEMPLE), name=name, by=officer)

    assert refusal.value.message_dict == {"name": ["The area has this name already."]}
