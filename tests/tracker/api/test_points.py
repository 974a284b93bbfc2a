"""One row by its address: the row of the list, its ETag, and nothing of what is foreign."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.figures import (
    CrosscheckFactory,
    CrosscheckPartFactory,
    ReportedFigureFactory,
)
from tests.factories.history import EventFactory
from tests.factories.people import GrantFactory
from tests.tracker.api.programs import Program, kind_of
from tracker.access.terms import Role

pytestmark = pytest.mark.django_db
NEAR, FAR = "410871060201", "410883001201"


@pytest.fixture
def figure():
    return ReportedFigureFactory(value="76.0000", value_to=None)


@pytest.fixture
def check(figure):
    """Return a contradiction in which two figures take part."""
    made = CrosscheckFactory(area=figure.area, rule="none", choice="")
    CrosscheckPartFactory(crosscheck=made, figure=figure, role="part", position=1)
    other = ReportedFigureFactory(article=figure.article, value="9", start=1, end=3)
    CrosscheckPartFactory(crosscheck=made, figure=other, role="part", position=2)
    return made


@pytest.fixture
def auditor():
    return GrantFactory(role=Role.AUDITOR, code="410871").user


def listed(program, name, key, value):
    rows = program.get(f"{name}/").json()["results"]
    return next(row for row in rows if row[key] == value)


def test_a_figure_is_its_row_and_what_it_takes_part_in(figure, check):
    program = Program()

    said = program.get(f"figures/{figure.pk}/").json()

    assert said.items() >= listed(program, "figures", "key", figure.pk).items()
    assert (said["value"], said["repeats"], said["checks"]) == (76, None, [check.pk])
    schema = program.get("schema/").json()["components"]["schemas"]["FigureDetailRow"]
    assert set(schema["properties"]) == set(said)


def test_an_article_names_its_figures_in_the_order_of_the_text(figure, check):
    program, article = Program(), figure.article

    said = program.get(f"articles/{article.pk}/").json()

    assert said.items() >= listed(program, "articles", "key", article.pk).items()
    assert said["figure_keys"] == [
        one.pk for one in article.figures.order_by("start", "end", "key")
    ]
    assert len(said["figure_keys"]) == 2
    assert not {"text", "search_text"} & set(said)


def test_a_contradiction_has_its_figures_and_what_was_chosen(figure, check):
    program = Program()

    said = program.get(f"contradictions/{check.pk}/").json()

    assert said.items() >= listed(program, "contradictions", "key", check.pk).items()
    assert [(one["value"], one["role"]) for one in said["parts"]] == [(76, "part"), (9, "part")]
    assert said["parts"][0]["figure"] == figure.pk
    assert (said["choice"], said["decided_at"]) == ("", None)


def test_an_entry_of_the_log_is_read_by_its_auditor(auditor):
    event = EventFactory(area_code=NEAR, object_key=NEAR)
    program = Program(auditor)

    said = program.get(f"log/{event.sequence}/").json()

    assert said == listed(program, "log", "sequence", event.sequence)
    assert said["digest"] == event.digest


def test_a_foreign_entry_of_the_log_answers_like_a_missing_one(auditor):
    foreign = EventFactory(area_code=FAR, object_key=FAR)
    of_the_site = EventFactory(area_code="", object_key="x")
    program = Program(auditor)
    answers, costs = [], []
    program.get("log/")
    for sequence in (foreign.sequence, of_the_site.sequence, 10**7, 10**30):
        with CaptureQueriesContext(connection) as captured:
            answers.append(program.get(f"log/{sequence}/"))
        costs.append(len(captured))

    assert {kind_of(answer) for answer in answers} == {(404, "not-found")}
    assert len({answer.content for answer in answers}) == 1
    assert len(set(costs[:3])) == 1


@pytest.mark.parametrize("role", [Role.STREET_OFFICER, Role.COUNTY_OFFICE, Role.SYSTEM_ADMIN])
def test_the_log_is_for_whom_its_page_is_for(client, role):
    event = EventFactory(area_code=NEAR, object_key=NEAR)
    user = GrantFactory(role=role, code="410871").user
    client.force_login(user)

    page = client.get(f"/log/{event.sequence}/").status_code
    answer = Program(user).get(f"log/{event.sequence}/")

    assert answer.status_code == page == 403
    assert kind_of(Program().get(f"log/{event.sequence}/")) == (401, "who-are-you")


@pytest.mark.parametrize("name", ["figures", "articles", "contradictions"])
@pytest.mark.parametrize("key", ["none", "图", "%2e%2e", "x" * 500])
def test_what_there_is_not_is_missing(name, key):
    assert kind_of(Program().get(f"{name}/{key}/")) == (404, "not-found")


def test_what_a_program_has_already_is_not_sent_again(figure, check, auditor):
    event = EventFactory(area_code=NEAR, object_key=NEAR)
    program = Program(auditor)
    for path in (
        f"figures/{figure.pk}/",
        f"articles/{figure.article_id}/",
        f"contradictions/{check.pk}/",
        f"log/{event.sequence}/",
    ):
        first = program.get(path)
        assert (first.status_code, first["ETag"][0]) == (200, '"'), path
        again = program.get(path, if_none_match=first["ETag"])
        assert (again.status_code, again.content) == (304, b"")
        assert kind_of(program("POST", path, {}))[0] == 405

    tag = program.get(f"contradictions/{check.pk}/")["ETag"]
    check.choice = figure.pk
    check.save()
    changed = program.get(f"contradictions/{check.pk}/", if_none_match=tag)
    assert (changed.status_code, changed.json()["choice"]) == (200, figure.pk)
