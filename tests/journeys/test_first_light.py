"""The figures that the first working whole has to show, read from a running site."""

import pytest

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def dashboard(fetch_json):
    """The dashboard of an area as JSON: `dashboard("410883", 2023)`."""

    def read(code, campaign=None):
        query = f"?campaign={campaign}" if campaign else ""
        return fetch_json(f"/api/v1/areas/{code}/dashboard/{query}")

    return read


def levels(found, nature, unit_kind):
    """Return {level: number of branches} of the area itself; levels without branch left out."""
    for said in found["levels"]:
        asked = (found["campaign"], nature, unit_kind)
        if (said["campaign"], said["nature"], said["unit_kind"]) == asked:
            counts = {int(level): cell["value"] for level, cell in said["levels"].items()}
            return {level: value for level, value in counts.items() if value}
    raise AssertionError(f"nothing {nature} is said of its {unit_kind} units")


@pytest.mark.parametrize(
    ("code", "units", "children"),
    [
        ("4108", {"rural": 1797, "urban": 220, "rated": 2017, "not_rated": 7}, None),
        ("410871", {"rural": 104, "urban": 4, "rated": 108, "not_rated": 0}, None),
        ("410883", {"rural": 274, "urban": 15, "rated": 289, "not_rated": 0}, 11),
        ("410822105", {"rural": 34, "urban": 0, "rated": 34, "not_rated": 0}, 34),
        ("410871061", {"rural": 12, "urban": 2, "rated": 14, "not_rated": 0}, 14),
    ],
    ids=["焦作", "示范区", "孟州", "磨头", "文苑"],
)
def test_an_area_counts_the_units_of_the_gazetteer(dashboard, code, units, children):
    found = dashboard(code)

    assert found["area"]["units"] == units
    if children is not None:
        assert len(found["children"]) == children


@pytest.mark.parametrize(
    ("code", "campaign", "nature", "unit_kind", "expected"),
    [
        ("410822105", 2022, "planned", "rural", {4: 4, 3: 10, 2: 19, 1: 1}),
        ("410871061", 2022, "reported", "rural", {4: 2, 3: 5, 2: 5}),
        ("410871061", 2022, "reported", "urban", {4: 1, 2: 1}),
        ("410871061", 2023, "planned", "rural", {5: 1, 4: 6, 3: 4, 2: 1}),
        ("410871061", 2023, "planned", "urban", {5: 2}),
    ],
    ids=["磨头规划", "文苑农村", "文苑社区", "文苑农村规划", "文苑社区规划"],
)
def test_a_street_shows_the_levels_that_the_papers_state(
    dashboard, code, campaign, nature, unit_kind, expected
):
    assert levels(dashboard(code, campaign), nature, unit_kind) == expected


def test_a_county_shows_its_plan_and_says_that_its_share_cannot_be_proven(dashboard, fetch):
    found = dashboard("410803", 2023)

    planned = [said for said in found["levels"] if said["nature"] == "planned"]
    counts = {level: cell["value"] for said in planned for level, cell in said["levels"].items()}
    shares = {
        level: cell["value"]
        for said in planned
        for level, cell in said["printed_shares_at_least"].items()
    }
    assert counts == {"5": 6, "4": 10}
    assert shares == {"3": 76}
    unproven = [check for check in found["contradictions"] if check["result"] == "unproven"]
    assert unproven
    page = fetch("/areas/410803/?campaign=2023")
    assert unproven[0]["title"] in page
    passport = f"/contradictions/{unproven[0]['key']}/"
    assert f'href="{passport}"' in page
    assert unproven[0]["explanation"] in fetch(passport)


@pytest.mark.parametrize(
    "path", ["/areas/410822105/?campaign=2022", "/areas/410871061/?campaign=2023"]
)
def test_every_level_shown_is_one_click_from_its_article(dashboard, fetch, site, path):
    code, _, campaign = path.removeprefix("/areas/").partition("/?campaign=")
    page = fetch(path)

    for said in dashboard(code, campaign)["levels"]:
        if said["campaign"] != int(campaign):
            continue
        for cell in said["levels"].values():
            passport = cell["passport"].removeprefix(site)
            assert f'href="{passport}"' in page
            assert 'href="/articles/' in fetch(passport)


def test_the_known_contradictions_are_shown(fetch):
    shown = fetch("/contradictions/?per_page=100")

    for numbers in (("617", "67"), ("13", "36"), ("55", "45"), ("5", "6")):
        for number in numbers:
            assert number in shown
    for place in ("文苑", "文昌", "孟州"):
        assert place in shown


def test_a_careful_reading_was_loaded(fetch_json):
    city = fetch_json("/api/v1/areas/4108/dashboard/")

    assert len(city["sources"]) >= 5
    assert sum(year["figures"] for year in city["campaigns"]) >= 150


def test_no_page_puts_areas_in_an_order_of_merit(fetch_json):
    children = fetch_json("/api/v1/areas/4108/dashboard/")["children"]

    codes = [child["code"] for child in children]
    assert codes == sorted(codes)
