"""The figures that come with the project, loaded on the real places."""

import io
from decimal import Decimal

import pytest
from django.conf import settings
from django.core.management import call_command

from tracker.figures.models import Crosscheck, ReportedFigure
from tracker.figures.reading.directory import read_directory

FOLDER = settings.BASE_DIR / "data" / "figures"


@pytest.fixture(scope="module")
def reading():
    return read_directory(FOLDER)


@pytest.fixture
def loaded(db):
    areas = settings.BASE_DIR / "data" / "areas" / "jiaozuo.csv"
    said = io.StringIO()
    call_command("load_areas", str(areas), "--commit", stdout=said)
    call_command("load_schemes", "--commit", stdout=said)
    call_command("load_figures", "--commit", stdout=said)
    return said.getvalue()


def test_every_page_is_read_and_gives_figures(reading):
    by_page = {page.page.key: len(page.figures) for page in reading.pages}

    assert set(by_page) == {"000", "001", "002", "003", "004"}
    assert min(by_page.values()) >= 50
    assert len(reading.figures) >= 350


def test_every_position_is_short_and_has_its_digest(reading):
    figures = reading.figures.values()

    assert max(figure.end - figure.start for figure in figures) <= 40
    assert {len(figure.sha256) for figure in figures} == {64}


def levels(area, **fields):
    """Return the chosen counts of branches by level."""
    figures = ReportedFigure.objects.about(area).filter(metric="level_count", **fields).chosen()
    return {figure.level: figure.value for figure in figures}


def test_no_figure_borrows_the_day_of_a_page_whose_day_is_not_known(reading):
    known = {page.page.key: page.page.date_precision for page in reading.pages}
    assert known == {
        "000": "day",
        "001": "day",
        "002": "mid_year",
        "003": "month",
        "004": "day",
    }
    borrowed = [
        figure.key
        for page in reading.pages
        for figure in page.figures
        if page.page.date_precision != "day" and figure.as_of == page.page.published_on
    ]
    assert borrowed == []


def test_what_is_printed_twice_counts_once(reading):
    repeats = {figure.key: figure.repeats for figure in reading.figures.values() if figure.repeats}

    assert repeats == {
        "000-025": "000-002",
        "001-089": "001-056",
        "001-090": "001-074",
        "003-021": "003-039",
        "003-022": "003-040",
        "003-023": "003-041",
        "003-024": "003-042",
        "003-025": "003-043",
        "003-026": "003-044",
        "003-027": "003-045",
        "004-038": "004-003",
        "004-039": "004-004",
    }


def test_grids_training_and_visits_to_families_belong_to_the_campaign(reading):
    keys = ["000-079", "000-100", "000-101", "002-050", "002-072", "002-076", "003-089"]

    said = [(reading.figures[key].bearing, reading.figures[key].campaign) for key in keys]
    assert said == [
        *[("campaign", 2022)] * 3,
        *[("campaign", 2023)] * 3,
        ("campaign", 2022),
    ]


@pytest.mark.usefixtures("loaded")
def test_the_figures_of_the_papers_are_loaded_on_real_places():
    assert levels("410822105", campaign=2022, nature="planned") == {4: 4, 3: 10, 2: 19, 1: 1}
    wenyuan = "410871061"
    reported = {"campaign": 2022, "nature": "reported"}
    planned = {"campaign": 2023, "nature": "planned"}
    assert levels(wenyuan, unit_kind="rural", **reported) == {4: 2, 3: 5, 2: 5}
    assert levels(wenyuan, unit_kind="urban", **reported) == {4: 1, 2: 1}
    assert levels(wenyuan, unit_kind="rural", **planned) == {5: 1, 4: 6, 3: 4, 2: 1}
    assert levels(wenyuan, unit_kind="urban", **planned) == {5: 2}
    assert levels("410803", **planned) == {5: 6, 4: 10}
    assert levels("410823107223", unit_kind="rural", **reported) == {5: 1}
    assert levels("410883001002", unit_kind="urban", **planned) == {5: 1}
    share = ReportedFigure.objects.about("410803").get(metric="share_at_least")
    assert (share.level, share.value, share.nature) == (3, Decimal(76), "planned")

    # What contradicts, and what cannot be proven.
    results = dict(Crosscheck.objects.values_list("pk", "result"))
    assert {key for key, result in results.items() if result == "contradicts"} == {
        "shifanqu-streets-5-6",
        "wenyuan-grids-617-67",
    }
    assert results["zhongzhan-2023-share"] == results["mengzhou-55-45"] == "unproven"
    arithmetic = dict(Crosscheck.objects.values_list("pk", "arithmetic"))
    assert arithmetic["wenyuan-2023-grids-sum"] == "31 + 36 = 67"
    assert arithmetic["wenyuan-grids-617-67"] == "617 ≠ 67"
    assert arithmetic["wenchang-13-36"] == "13 ≠ 36"
    assert arithmetic["shifanqu-streets-5-6"] == "5 ≠ 6"
    assert arithmetic["shifanqu-units-sum"] == "104 + 4 = 108"
    assert arithmetic["mengzhou-units"] == "289 = 289"
    assert arithmetic["motou-2022-plan-sum"] == "4 + 10 + 19 + 1 = 34"
    assert arithmetic["mengzhou-problems-solved"] == "186 = 186"
    assert arithmetic["wenyuan-2023-urban-sum"] == "2 = 2"
    assert [key for key in arithmetic if key.startswith("levels-")] == []
    printed = {key for key, result in results.items() if result == "as_printed"}
    assert printed == set(Crosscheck.objects.filter(kind="misprint").values_list("pk", flat=True))
    assert len(printed) == 7
    ruled = Crosscheck.objects.filter(rule="none")
    assert [check.pk for check in ruled if check.result != "contradicts"] == []

    # 617 stays beside 67 and is not among the figures shown.
    grids = ReportedFigure.objects.about(wenyuan).filter(metric="grid_count", unit_kind="all")
    assert {figure.value for figure in grids} == {617, 67}
    assert {figure.value for figure in grids.chosen()} == {67}


def test_a_second_load_of_the_shipped_files_changes_nothing(loaded):
    before = list(ReportedFigure.objects.values())

    call_command("load_figures", "--commit", stdout=io.StringIO())

    assert "--articles" in loaded
    assert list(ReportedFigure.objects.values()) == before
