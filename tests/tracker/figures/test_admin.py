"""In the administration words are corrected; positions, digests and results are not."""

import pytest
from django.urls import reverse

from tests.factories.figures import (
    CrosscheckFactory,
    CrosscheckPartFactory,
    ReportedFigureFactory,
)
from tests.factories.people import AdministratorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    client.force_login(AdministratorFactory())
    return client


def filled(form):
    """Return what a browser would send back for an unchanged form."""
    values = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in values.items()}


def test_a_label_is_corrected_and_a_position_is_not(officer):
    figure = ReportedFigureFactory(start=248, end=254)
    address = reverse("admin:tracker_reportedfigure_change", args=[figure.pk])
    form = officer.get(address).context["adminform"].form

    officer.post(address, filled(form) | {"label": "改正", "start": 0, "sha256": "f" * 64})

    before = figure.sha256
    figure.refresh_from_db()
    assert (figure.label, figure.start, figure.end, figure.sha256) == ("改正", 248, 254, before)


def test_figures_are_found_by_word_place_and_code(officer):
    figure = ReportedFigureFactory(label="全科网格数")
    ReportedFigureFactory(label="观摩村数")
    address = reverse("admin:tracker_reportedfigure_changelist")

    found = officer.get(address, {"q": "网格"}).context["cl"].result_list
    assert [row.pk for row in found] == [figure.pk]
    assert officer.get(address, {"q": figure.area_id}).context["cl"].result_count >= 1


def test_a_cross_check_shows_its_parts_and_keeps_its_result(officer):
    check = CrosscheckFactory()
    part = CrosscheckPartFactory(crosscheck=check)
    address = reverse("admin:tracker_crosscheck_change", args=[check.pk])
    answer = officer.get(address)

    assert part.figure_id in answer.content.decode()
    form = answer.context["adminform"].form
    assert not {"result", "expected", "found", "arithmetic"} & set(form.fields)


@pytest.mark.parametrize("model", ["reportedfigure", "crosscheck"])
def test_rows_come_from_the_files_only(officer, model):
    assert officer.get(reverse(f"admin:tracker_{model}_add")).status_code == 403
