"""`load_figures`: works, is refused, fails half-way and leaves nothing, is repeated."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError

from articles.models import Article, Page
from tests.factories.campaigns import CampaignFactory
from tests.factories.figures import CrosscheckPartFactory, ReportedFigureFactory
from tests.tracker.figures.papers import (
    TEXT,
    check,
    checks,
    figure,
    page,
    write,
    write_articles,
)
from tracker.figures.actions import loading
from tracker.figures.models import Crosscheck, CrosscheckPart, ReportedFigure
from tracker.figures.record import Difference
from tracker.places.models import Area
from tracker.places.terms import Level

pytestmark = pytest.mark.django_db


@pytest.fixture
def township():
    """A township of twelve villages and two communities, and the campaign of 2022."""
    parent = None
    for code, level in [
        ("41", Level.PROVINCE),
        ("4108", Level.CITY),
        ("410871", Level.COUNTY),
        ("410871061", Level.STREET),
    ]:
        parent = Area.objects.create(
            code=code, level=level, name=code, official_name=code, parent=parent
        )
    Area.objects.filter(pk="410871061").update(rural_units=12, urban_units=2)
    CampaignFactory(year=2022)
    return parent


@pytest.fixture
def folder(tmp_path):
    return write(tmp_path / "figures")


@pytest.fixture
def articles(tmp_path):
    return write_articles(tmp_path / "articles")


def load(folder, *arguments):
    """Run `load_figures`; return what it says."""
    said = io.StringIO()
    call_command("load_figures", *arguments, data=folder, stdout=said, stderr=said)
    return said.getvalue()


def refused(folder, *arguments):
    """Run `load_figures`, which must fail; return what it says."""
    said = io.StringIO()
    with pytest.raises(CommandError):
        call_command("load_figures", *arguments, data=folder, stdout=said, stderr=said)
    return said.getvalue()


def counts():
    models = (Page, Article, ReportedFigure, Crosscheck, CrosscheckPart)
    return tuple(model.objects.count() for model in models)


NOTHING = (0, 0, 0, 0, 0)
ALL = (1, 1, 8, 3, 9)


@pytest.mark.usefixtures("township")
def test_without_commit_it_says_what_it_would_do_and_does_nothing(folder):
    said = load(folder)

    assert "8" in said
    assert "--commit" in said
    assert counts() == NOTHING


@pytest.mark.usefixtures("township")
def test_with_commit_everything_is_there(folder):
    load(folder, "--commit")

    assert counts() == ALL
    grids = ReportedFigure.objects.get(pk="900-005")
    assert (grids.value, grids.unit, grids.area_id, grids.campaign_id) == (
        Decimal(67),
        "grid",
        "410871061",
        2022,
    )
    assert (grids.article_id, grids.start, grids.end) == (
        "900-a1",
        TEXT.index("网格67个"),
        TEXT.index("网格67个") + 5,
    )
    total = Crosscheck.objects.get(pk="grids-sum")
    assert (total.result, total.arithmetic) == ("agrees", "31 + 36 = 67")
    assert list(total.parts.values_list("figure_id", "role", "position")) == [
        ("900-005", "total", 1),
        ("900-006", "part", 2),
        ("900-007", "part", 3),
    ]
    share = Crosscheck.objects.get(pk="rural-share")
    assert (share.result, share.found) == ("agrees", Decimal("58.3333"))
    assert share.arithmetic == "(3 + 4) ÷ 12 = 58.3%"


@pytest.mark.usefixtures("township")
def test_a_second_load_changes_nothing(folder, articles):
    load(folder, "--commit", f"--articles={articles}")
    ReportedFigure.objects.update(entered_on="2024-01-01", checked_on="2024-01-02")
    before = list(ReportedFigure.objects.values())

    load(folder, "--commit", f"--articles={articles}")
    load(folder, "--commit")

    assert counts() == ALL
    assert list(ReportedFigure.objects.values()) == before


@pytest.mark.usefixtures("township")
def test_a_changed_entry_is_changed_and_nothing_else(folder):
    load(folder, "--commit")
    ReportedFigure.objects.update(entered_on="2024-01-01")
    content = page()
    content["figures"][3]["value"] = 57
    content["figures"][5]["label"] = "村级网格"

    said = load(write(folder, content), "--commit")

    assert "900-004: value" in said
    assert "900-006: label" in said
    assert "rural-share: result, expected" in said
    assert "900-001" not in said
    assert ReportedFigure.objects.get(pk="900-006").label == "村级网格"
    assert Crosscheck.objects.get(pk="rural-share").result == "contradicts"
    entered = dict(ReportedFigure.objects.values_list("pk", "entered_on"))
    assert {key for key, day in entered.items() if day != dt.date(2024, 1, 1)} == {
        "900-004",
        "900-006",
    }


@pytest.mark.usefixtures("township")
def test_what_the_files_no_longer_hold_is_removed(folder):
    load(folder, "--commit")
    content, crosschecks = page(), checks()
    del content["figures"][7]
    del crosschecks["crosschecks"][1]
    del content["figures"][3]

    said = load(write(folder, content, crosschecks), "--commit")

    assert counts() == (1, 1, 6, 2, 6)
    assert "- 900-008" in said
    assert "- rural-share" in said


def test_what_something_refers_to_is_kept_and_named():
    """Rooms above refer to figures; so does a part of a cross-check."""
    part = CrosscheckPartFactory()
    free = ReportedFigureFactory()
    gone = Difference(ReportedFigure, "figures", {}, removed=[part.figure_id, free.pk])

    assert loading._remove(gone) == [part.figure_id]
    assert list(ReportedFigure.objects.values_list("pk", flat=True)) == [part.figure_id]


@pytest.mark.usefixtures("township")
def test_positions_are_compared_with_the_articles(folder, articles):
    assert "--articles" in load(folder, "--commit")
    assert not ReportedFigure.objects.exclude(checked_on=None).exists()

    said = load(folder, "--commit", f"--articles={articles}")

    assert "8" in said
    assert not ReportedFigure.objects.filter(checked_on=None).exists()


@pytest.mark.usefixtures("township")
def test_a_moved_span_is_no_longer_compared(folder, articles):
    load(folder, "--commit", f"--articles={articles}")
    content = page()
    content["figures"][7] = figure(
        "900-008", "两单一卡", metric="mechanism", unit="none", unit_kind=None, term="两单一卡"
    )

    load(write(folder, content), "--commit")

    unchecked = ReportedFigure.objects.filter(checked_on=None)
    assert list(unchecked.values_list("pk", flat=True)) == ["900-008"]


OTHER_ARTICLES = {
    "another page": TEXT.replace("67", "617"),
    "other line ends": TEXT.replace("\r\n", "\n"),
}


@pytest.mark.usefixtures("township")
@pytest.mark.parametrize("text", OTHER_ARTICLES.values(), ids=OTHER_ARTICLES)
def test_an_article_that_is_not_the_one_read_is_refused(folder, tmp_path, text):
    articles = write_articles(tmp_path / "other", text)

    said = refused(folder, "--commit", f"--articles={articles}")

    assert "900_page.txt 900 sha256" in said
    assert counts() == NOTHING


def with_digest(content):
    content["figures"][4]["sha256"] = "0" * 64


def with_position(content):
    content["figures"][4]["start"] += 1


def with_length(content):
    content["page"]["characters"] -= 1
    content["articles"][0]["end"] -= 1


@pytest.mark.usefixtures("township")
@pytest.mark.parametrize(
    ("change", "place"),
    [
        (with_digest, "900-005 sha256"),
        (with_position, "900-005 sha256"),
        (with_length, "900 characters"),
    ],
)
def test_a_digest_position_or_length_that_does_not_fit_is_refused(
    tmp_path, articles, change, place
):
    content = page()
    change(content)

    said = refused(write(tmp_path / "changed", content), "--commit", f"--articles={articles}")

    assert place in said
    assert counts() == NOTHING


@pytest.mark.usefixtures("township")
def test_a_missing_article_and_a_missing_directory_are_refused(folder, tmp_path):
    assert "900_page.txt" in refused(folder, "--commit", f"--articles={tmp_path}")
    refused(folder, "--commit", f"--articles={tmp_path / 'nowhere'}")
    refused(tmp_path / "nowhere", "--commit")
    assert counts() == NOTHING


def test_without_areas_and_campaigns_each_entry_is_named_with_the_remedy(folder):
    said = refused(folder, "--commit")

    assert "900.yaml 900-001 area" in said
    assert "load_areas" in said
    assert "900.yaml 900-001 campaign" in said
    assert "load_schemes" in said
    assert "crosschecks.yaml grids-sum area" in said
    assert counts() == NOTHING


@pytest.mark.usefixtures("township")
def test_a_broken_file_changes_nothing(folder):
    load(folder, "--commit")
    content = page()
    content["figures"][0]["value"] = 4
    content["figures"][1]["metric"] = "stars"

    said = refused(write(folder, content), "--commit")

    assert "900.yaml 900-002 metric" in said
    assert ReportedFigure.objects.get(pk="900-001").value == 3


@pytest.mark.usefixtures("township")
def test_a_load_that_fails_half_way_leaves_nothing(folder, monkeypatch):
    def full_disk(*_arguments, **_options):
        raise IntegrityError("the last write fails")

    monkeypatch.setattr(CrosscheckPart.objects, "bulk_create", full_disk)

    with pytest.raises(IntegrityError):
        call_command("load_figures", "--commit", data=folder, stdout=io.StringIO())

    assert counts() == NOTHING


@pytest.mark.usefixtures("township")
def test_two_numbers_nobody_explains_are_refused(tmp_path):
    content = page()
    content["figures"][6] |= {"unit_kind": "rural"}
    crosschecks = {"crosschecks": checks()["crosschecks"][1:]}

    said = refused(write(tmp_path / "changed", content, crosschecks), "--commit")

    assert "900.yaml 900-006 value" in said
    assert "900-007" in said
    assert counts() == NOTHING


DIFFER = check("two-levels", "differ", ["900-001", "900-002"], choice="900-001")


@pytest.mark.usefixtures("township")
def test_a_rule_that_does_not_yield_its_choice_is_refused(tmp_path):
    crosschecks = checks()
    crosschecks["crosschecks"].append(DIFFER | {"rule": "parts_add_up"})

    said = refused(write(tmp_path / "changed", None, crosschecks), "--commit")

    assert "crosschecks.yaml two-levels rule" in said
    assert counts() == NOTHING


@pytest.mark.usefixtures("township")
def test_published_levels_are_held_against_the_gazetteer_unasked(folder):
    load(folder, "--commit")
    found = Crosscheck.objects.get(pk="levels-410871061-2022-rural-reported")
    assert (found.result, found.arithmetic) == ("agrees", "3 + 4 + 5 = 12")

    content = page()
    content["figures"][2]["value"] = 6
    load(write(folder, content), "--commit")

    found.refresh_from_db()
    assert (found.result, found.arithmetic, found.gazetteer) == (
        "contradicts",
        "3 + 4 + 6 = 13 ≠ 12",
        "rural",
    )
