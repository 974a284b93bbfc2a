"""`seed` makes an empty installation ready and leaves a used one alone."""

import io

import pytest
from django.core.management import call_command

from tracker.campaigns.models import Campaign, Standard
from tracker.figures.models import Crosscheck, ReportedFigure
from tracker.places.models import Area, Branch
from tracker.worklist.models import Rhythm

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_static_files(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"


def seed(*arguments):
    """Run `seed`; return what it says."""
    said = io.StringIO()
    call_command("seed", *arguments, stdout=said)
    return said.getvalue()


def test_without_commit_nothing_is_loaded():
    said = seed()

    assert "load_areas" in said
    assert not Area.objects.exists()


def test_an_empty_installation_is_filled_and_corrections_survive_the_next_start():
    seed("--commit")
    assert Area.objects.villages().count() == 2024
    assert Branch.objects.count() == 2017
    assert set(Campaign.objects.values_list("year", flat=True)) == {2022, 2023}
    assert ReportedFigure.objects.count() >= 150
    assert Crosscheck.objects.exists()
    assert Rhythm.everything.exclude(figure_key="").count() == 11

    Area.objects.filter(pk="410883").update(pinyin="corrected by the owner")
    Standard.objects.filter(number=1).update(text="the owner's own text")
    said = seed("--commit")

    assert said.count("\n") == 4, said
    assert Area.objects.get(pk="410883").pinyin == "corrected by the owner"
    assert set(Standard.objects.filter(number=1).values_list("text", flat=True)) == {
        "the owner's own text"
    }
