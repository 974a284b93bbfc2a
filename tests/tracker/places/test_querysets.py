"""An area and all below it are one run of codes, in whatever order a database sorts text."""

import pytest
from django.db import connection
from django.db.models.functions import Collate

from tests.factories.places import AreaFactory
from tracker.places.models import Area
from tracker.places.querysets import under

pytestmark = pytest.mark.django_db

COLLATIONS = {"sqlite": ["BINARY", "NOCASE"], "postgresql": ["C", "und-x-icu"]}
BELOW = {
    "09": ["09", "0999"],
    "41": ["41", "4199", "419999", "419999999", "419999999999"],
    "419999": ["419999", "419999999", "419999999999"],
    "419999999999": ["419999999999"],
    "42": ["42"],
    "99": ["99", "9999", "999999", "999999999", "999999999999"],
    "999999": ["999999", "999999999", "999999999999"],
}


@pytest.fixture(autouse=True)
def _areas():
    for code in ("0999", "10", "419999999999", "42", "999999999999"):
        AreaFactory(code=code)


@pytest.mark.parametrize("code", BELOW)
def test_a_run_holds_the_area_and_all_below_even_among_nines(code):
    assert list(Area.objects.under(code).values_list("pk", flat=True)) == BELOW[code]


@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize("code", BELOW)
def test_a_run_is_the_same_in_other_orders_of_text(code, place):
    collation = COLLATIONS[connection.vendor][place]
    areas = Area.objects.annotate(sorted_as=Collate("code", collation))

    assert list(areas.filter(under(code, "sorted_as")).values_list("pk", flat=True)) == BELOW[code]
