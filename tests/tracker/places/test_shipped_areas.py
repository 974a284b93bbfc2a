"""The places that come with the project: Jiaozuo as the statistics office lists it."""

import io
from collections import Counter

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db.models import Count

from tests.tracker.places.files import load
from tracker.places.models import Area, AreaName, Branch
from tracker.places.terms import Level

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jiaozuo")]
FILE = settings.BASE_DIR / "data" / "areas" / "jiaozuo.csv"


@pytest.fixture
def jiaozuo():
    load(FILE, commit=True)


def units(code):
    area = Area.objects.get(pk=code)
    return (area.rural_units, area.urban_units, area.excluded_units)


def test_the_numbers_are_those_of_the_gazetteer():
    levels = Area.objects.values_list("level").annotate(Count("pk")).order_by()
    assert dict(levels) == {"province": 1, "city": 1, "county": 11, "street": 112, "village": 2024}
    assert units("4108") == (1797, 220, 7)
    streets = Area.objects.filter(level=Level.STREET)
    assert streets.filter(kind="").count() == 108
    assert set(streets.filter(kind="excluded").values_list("pk", flat=True)) == {
        "410821400",
        "410822400",
        "410823598",
        "410825400",
    }
    assert Area.objects.get(pk="410821400201").kind == "rural"
    assert dict(Branch.objects.values_list("unit_kind").annotate(Count("pk")).order_by()) == {
        "rural": 1797,
        "urban": 220,
    }


def test_known_areas_have_their_known_units():
    assert {
        code: units(code) for code in ("410871", "410883", "410822105", "410871061", "410871101")
    } == {
        "410871": (104, 4, 0),
        "410883": (274, 15, 0),
        "410822105": (34, 0, 0),
        "410871061": (12, 2, 0),
        "410871101": (18, 0, 0),
    }
    assert Area.objects.filter(parent="410883").count() == 11


def test_counties_and_streets_add_up_to_the_city():
    for level in (Level.COUNTY, Level.STREET, Level.VILLAGE):
        areas = Area.objects.filter(level=level)
        sums = [
            sum(areas.values_list(name, flat=True))
            for name in ("rural_units", "urban_units", "excluded_units")
        ]
        assert sums == [1797, 220, 7], level


def test_the_six_units_of_the_demonstration_zone_lie_in_shanyang_by_law_and_count_once():
    by_law = Area.objects.filter(statutory_parent="410811").values_list("pk", flat=True)

    assert list(by_law) == [
        "410871060",
        "410871061",
        "410871062",
        "410871100",
        "410871101",
        "410871203",
    ]
    assert set(Area.objects.filter(pk__in=by_law).values_list("parent", flat=True)) == {"410871"}
    assert not Area.objects.filter(statutory_parent__isnull=False).exclude(pk__in=by_law).exists()


def test_names_are_shown_as_people_say_them():
    shown = dict(Area.objects.values_list("pk", "name"))

    assert {
        code: shown[code]
        for code in (
            "410871",
            "410822105",
            "410871060205",
            "410883001002",
            "410804005001",
            "410804005201",
            "410825101201",
            "410825105201",
            "410822400",
        )
    } == {
        "410871": "示范区",
        "410822105": "磨头镇",
        "410871060205": "西大寨村",
        "410883001002": "迎秀社区",
        "410804005001": "待王社区",
        "410804005201": "待王村",
        "410825101201": "祥云镇村",
        "410825105201": "武德镇村",
        "410822400": "国营博爱农场",
    }
    endings = Counter(name[-1] for code, name in shown.items() if len(code) == 12)
    assert set(endings) == {"村", "区"}


def shared(names):
    """Return how many names more than one place carries, and how many places do."""
    counts = [n for n in Counter(names).values() if n > 1]
    return len(counts), sum(counts)


def test_161_names_are_shared_by_402_places_once_the_last_word_is_dropped():
    names = list(Area.objects.villages().values_list("name", flat=True))
    stems = [name.removesuffix("村").removesuffix("社区") for name in names]

    assert shared(stems) == (161, 402)
    # With 村 and 社区 kept, as shown, fewer are shared, and none inside one street.
    assert shared(names) == (137, 342)
    siblings = Area.objects.villages().values_list("parent", "name")
    assert max(Counter(siblings).values()) == 1


def test_names_that_the_papers_use_belong_to_the_right_place():
    names = AreaName.objects.values_list("name", "area")

    assert set(names) >= {
        ("返村", "410811008207"),
        ("苏家村", "410871203213"),
        ("李万", "410871061212"),
        ("李万", "410871060"),
        ("恩村三街", "410811009206"),
        ("高新区", "410871"),
        ("市城乡一体化示范区", "410871"),
        ("北睢村", "410871062235"),
        ("南雎村", "410871101228"),
        ("杨梧槚村", "410871101229"),
        ("小李", "410871101209"),
    }


def test_every_reading_that_people_use_finds_its_place():
    readings = {"太行": "taihang", "覃怀": "qinhuai", "郇封": "xunfeng", "番田": "pantian"}
    for name, typed in readings.items():
        streets = Area.objects.filter(level=Level.STREET, name__startswith=name)
        assert streets.exists()
        for street in streets:
            assert street.pinyin.replace(" ", "").startswith(typed)
            assert f"|{typed}" in street.search_text


def test_loading_again_has_nothing_to_do_and_the_tree_agrees_with_itself():
    said = io.StringIO()

    load(FILE, commit=True)
    call_command("verify_areas", stdout=said)

    assert Area.objects.count() == 2149
    assert said.getvalue().count("\n") == 1
