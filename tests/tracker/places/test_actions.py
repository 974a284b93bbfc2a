"""Nobody without the right changes a place."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from tests.factories.people import AdministratorFactory, UserFactory
from tests.tracker.places.files import load, own_file, tree
from tests.tracker.places.smalltree import (
    DAY,
    HEAD,
    STREET,
    TEMPLE,
    area,
    become,
    everything,
    new_village,
    rename,
)
from tracker.places import actions
from tracker.places.models import Branch

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tree(tmp_path):
    with translation.override("en"):
        load(own_file(tmp_path, tree()), commit=True)
        yield


@pytest.fixture
def officer():
    return AdministratorFactory()


@pytest.mark.parametrize(
    "act",
    [
        lambda by: rename(by=by),
        lambda by: actions.correct_pinyin(area=area(STREET), pinyin="", by=by),
        lambda by: actions.add_name(area=area(TEMPLE), name="关庙", by=by),
        lambda by: actions.correct_kind(area=area(TEMPLE), kind="urban", on=DAY, by=by),
        lambda by: actions.correct_statutory_parent(area=area(TEMPLE), parent=None, by=by),
        lambda by: new_village(by=by),
        lambda by: actions.end_area(area=area(TEMPLE), on=DAY, by=by),
        lambda by: actions.reopen_area(area=area(TEMPLE), by=by),
        lambda by: become(TEMPLE, HEAD, by=by),
        lambda by: actions.name_branch(branch=Branch.objects.first(), official_name="新", by=by),
    ],
)
def test_a_stranger_changes_nothing(act):
    before = everything()

    with pytest.raises(PermissionDenied):
        act(UserFactory())

    assert everything() == before


def test_a_stranger_loads_nothing(tmp_path):
    found = actions.read_area_files([own_file(tmp_path, tree({TEMPLE: None}))])
    before = everything()

    with pytest.raises(PermissionDenied):
        found.commit(by=UserFactory(), source="", on=DAY)

    assert everything() == before
