"""A list as JSON: the rows that its page shows, in the same order, for the same address."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article
from tests.factories.articles import ArticleFactory
from tests.factories.campaigns import CampaignFactory
from tests.factories.claims import AliasProposalFactory, an_article_with_text
from tests.factories.clocks import ClockRuleFactory, WeeklyCardFactory
from tests.factories.contacts import (
    HelpCountFactory,
    TieFactory,
    TrainingFactory,
    VisitFactory,
    WeakBranchFactory,
)
from tests.factories.declarations import DeclarationFactory, TargetFactory
from tests.factories.figures import CrosscheckFactory, ReportedFigureFactory
from tests.factories.findings import FindingFactory
from tests.factories.history import EventFactory
from tests.factories.inspections import (
    BulletinFactory,
    InspectionFactory,
    PlannedVisitFactory,
    RoundFactory,
    SelfCheckFactory,
)
from tests.factories.jobs import JobFactory
from tests.factories.people import GrantFactory, area_with_code
from tests.factories.projects import ProjectFactory, SupplyFactory
from tests.factories.ratings import a_report, a_star, an_awarded_rating, branch_at
from tests.factories.worklist import MeetingFactory, WorkItemFactory, WorkStepFactory
from tests.house.addresses import LISTS as HOUSE_LISTS
from tests.tracker.api.programs import Program, kind_of
from tracker.access.policy import POLICY
from tracker.access.terms import Role

pytestmark = pytest.mark.django_db
VILLAGES = [f"4108710602{n:02}" for n in range(1, 6)]
FAR = "410883001201"
# List of the interface: the page of the site with the same rows, and what makes one there.
LISTS = {
    "areas": ("area-list", area_with_code),
    "branches": ("branch-list", branch_at),
    "stars": ("star-list", lambda _code: an_awarded_rating()),
    "figures": ("figure-list", lambda _code: ReportedFigureFactory()),
    "articles": ("article-list", lambda _code: ArticleFactory()),
    "contradictions": ("crosscheck-list", lambda _code: CrosscheckFactory()),
    "declarations": ("declaration-list", lambda code: DeclarationFactory(branch=branch_at(code))),
    "targets": ("target-list", lambda code: TargetFactory(area=area_with_code(code))),
    "ratings": ("rating-list", lambda code: a_star(code, "ecology", "x")),
    "reported-ratings": ("reported-rating-list", a_report),
    "log": ("log-list", lambda code: EventFactory(area_code=code, object_key=code)),
    "findings": ("finding-list", lambda code: FindingFactory(area=area_with_code(code))),
    "weekly-cards": (
        "weekly-card-list",
        lambda code: WeeklyCardFactory(area=area_with_code(code), words=code),
    ),
    "clocks": (
        "clock-list",
        lambda code: ClockRuleFactory(
            campaign__year=2022 + int(code[-2:]), area=area_with_code(code[:6])
        ),
    ),
    "rounds": ("round-list", lambda code: RoundFactory(area=area_with_code(code))),
    "planned-visits": (
        "visit-plan",
        lambda code: PlannedVisitFactory(area=area_with_code(code)),
    ),
    "inspections": (
        "inspection-list",
        lambda code: InspectionFactory(visit__area=area_with_code(code)),
    ),
    "self-checks": ("self-check-list", lambda code: SelfCheckFactory(area=area_with_code(code))),
    "bulletins": ("bulletin-list", lambda code: BulletinFactory(area=area_with_code(code))),
    "work": ("work-list", lambda code: WorkItemFactory(area=area_with_code(code))),
    "work-record": (
        "work-record",
        lambda code: WorkStepFactory(item=WorkItemFactory(area=area_with_code(code))),
    ),
    "meetings": ("meeting-list", lambda code: MeetingFactory(area=area_with_code(code))),
    "projects": ("project-list", lambda code: ProjectFactory(area=area_with_code(code))),
    "supplies": ("supply-list", lambda code: SupplyFactory(area=area_with_code(code))),
    "ties": ("tie-list", lambda code: TieFactory(area=area_with_code(code))),
    "weak-branches": ("weak-list", lambda code: WeakBranchFactory(area=area_with_code(code))),
    "visits": ("visit-list", lambda code: VisitFactory(area=area_with_code(code))),
    "help-counts": ("help-list", lambda code: HelpCountFactory(area=area_with_code(code))),
    "trainings": ("training-list", lambda code: TrainingFactory(area=area_with_code(code))),
    "papers": ("archive", lambda code: an_article_with_text()),
    "names": ("alias-list", lambda code: AliasProposalFactory(area=area_with_code(code))),
}
# People, and what is somebody's own.
NOT_OFFERED = {"person-list", "saved-view-list", "token-list", "notice-list"}
KEYS = {
    "areas": "code",
    "branches": "code",
    "stars": "branch",
    "figures": "key",
    "articles": "key",
    "contradictions": "key",
    "declarations": "branch",
    "targets": "area",
    "ratings": "branch",
    "reported-ratings": "figure",
    "log": "sequence",
    "papers": "key",
}
every_list = pytest.mark.parametrize("name", LISTS)


def reader_of_two_counties(role=Role.AUDITOR):
    user = GrantFactory(role=role, code="410871").user
    GrantFactory(user=user, role=role, code="410883")
    return user


@pytest.fixture
def auditor():
    """Reads all lists but that of the names."""
    return reader_of_two_counties()


@pytest.fixture
def reader(name):
    """Reads the list of the test."""
    return reader_of_two_counties(Role.SYSTEM_ADMIN if name == "names" else Role.AUDITOR)


def make(name, count, since=0):
    for code in VILLAGES[since:count]:
        LISTS[name][1](code)


def keys_on_page(client, name, query):
    """Return what names the rows on the site's own page, in its order."""
    table = client.get(reverse(LISTS[name][0]) + query).context["table"]
    of = {"stars": "branch_id", "declarations": "branch_id", "targets": "area_id"}
    found = []
    for row in table.page.object_list:
        record = row.record
        if name == "ratings":
            found.append(record.rating.branch_id)
        else:
            found.append(getattr(record, of.get(name, "pk")))
    return found


def columns_of(client, name):
    return list(client.get(reverse(LISTS[name][0])).context["table"].base_columns)


def test_every_list_of_the_site_but_people_is_a_list_of_the_interface():
    site = {one.name for one in HOUSE_LISTS if not one.is_for_programs}
    ours = {page for page, _make in LISTS.values()} | {"changeset-list"}

    assert site - NOT_OFFERED == ours
    # None of them has a second way in.
    assert {f"api-{name}" for name in NOT_OFFERED} & set(POLICY) == set()


@every_list
def test_the_rows_and_their_order_are_those_of_the_page(client, reader, name):
    make(name, 4)
    client.force_login(reader)
    program = Program(reader)

    first, *_rest, last = columns_of(client, name)
    for query in ("?sort=", f"?sort={first}", f"?sort=-{last}"):
        answer = program.get(f"{name}/{query}")
        assert answer.status_code == 200, answer.content.decode()
        got = answer.json()
        assert [row[KEYS.get(name, "id")] for row in got["results"]] == keys_on_page(
            client, name, query
        )
        assert got["count"] == len(got["results"]) >= 4


@every_list
def test_a_page_costs_as_many_queries_for_five_rows_as_for_one(reader, name):
    program, counts = Program(reader), []
    for since, count in ((0, 1), (1, 5)):
        make(name, count, since)
        program.get(f"{name}/")
        with CaptureQueriesContext(connection) as captured:
            assert program.get(f"{name}/").status_code == 200
        counts.append(len(captured))

    assert counts[0] == counts[1]


BAD = {
    "page=9999": "page",
    "page=２": "page",
    "per_page=7": "per_page",
    "sort=pk__password": "sort",
    "export=csv": "export",
    "no_such_filter=1": "no_such_filter",
}


@every_list
def test_what_the_page_refuses_is_refused_by_name_and_no_row_is_sent(reader, name):
    make(name, 1)
    program = Program(reader)

    for query, parameter in BAD.items():
        answer = program.get(f"{name}/?{query}")
        assert kind_of(answer) == (400, "not-understood")
        assert [one["name"] for one in answer.json()["parameters"]] == [parameter]
        assert "results" not in answer.json()


def test_what_a_page_words_with_links_is_plain_words_here(auditor):
    area_with_code("410871060201")
    answer = Program(auditor).get("branches/?area=第410871060")

    [said] = answer.json()["parameters"]
    assert "<" not in said["detail"]
    assert "&" not in said["detail"]


def test_a_reader_gets_the_rows_of_their_areas_and_nobody_else_any(auditor):
    make("declarations", 1)
    DeclarationFactory(branch=branch_at(FAR))
    street = GrantFactory(role=Role.STREET_OFFICER, code="410871060").user
    nobody = GrantFactory(role=Role.SECURITY_ADMIN, code="410871").user

    rows = {
        count: Program(user).get("declarations/").json().get("count")
        for count, user in ((2, auditor), (1, street), (None, nobody))
    }
    assert rows == {2: 2, 1: 1, None: None}
    assert kind_of(Program(nobody).get("declarations/")) == (403, "no-permission")
    assert kind_of(Program().get("declarations/")) == (401, "who-are-you")
    assert kind_of(Program(nobody).get("log/")) == (403, "no-permission")


def test_jobs_are_each_persons_own(auditor):
    mine = JobFactory(asked_by=auditor, message='["%(n)s rows",{"n":3}]')
    JobFactory(asked_by=GrantFactory().user)

    [row] = Program(auditor).get("jobs/?state=waiting&sort=-asked_at").json()["results"]
    assert (row["id"], row["message"]) == (mine.pk, "3 rows")


def test_pages_lead_to_one_another_and_say_how_many_there_are(client):
    for number in range(60):
        area_with_code(f"41{number + 10}")
    program, seen, path = Program(), [], "areas/?level=city"
    while path:
        page = program.get(path).json()
        seen += [row["code"] for row in page["results"]]
        path = page["next"]

    assert (page["count"], page["pages"], page["page"]) == (60, 3, 3)
    assert page["previous"] == "/api/v1/areas/?level=city&page=2"
    assert len(set(seen)) == len(seen) == 60
    # A size that a browser remembers is nobody else's.
    program.client.cookies["per_page"] = "100"
    assert len(program.get("areas/").json()["results"]) == 25


def test_a_page_that_a_program_has_already_is_not_sent_again(auditor):
    program = Program(auditor)
    make("branches", 2)
    first = program.get("branches/")

    again = program.get("branches/", if_none_match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    branch_at(VILLAGES[4])
    assert program.get("branches/", if_none_match=first["ETag"]).status_code == 200


def test_a_row_says_what_the_documentation_says_and_nothing_else(auditor):
    figure = ReportedFigureFactory(value="76.0000", value_to=None)
    [row] = Program().get("figures/").json()["results"]

    assert (row["value"], row["nature"], row["sha256"]) == (76, figure.nature, figure.sha256)
    assert not {"search_text", "note", "source"} & set(row)
    assert Article.objects.get().key == row["article"]
    schema = Program().get("schema/").json()["components"]["schemas"]["FigureRow"]
    assert set(schema["properties"]) == set(row)


def test_a_session_reads_too_and_a_page_of_html_is_never_sent(client, auditor):
    client.force_login(auditor)
    CampaignFactory()

    answer = client.get("/api/v1/declarations/", headers={"accept": "text/html"})

    assert answer["Content-Type"] == "application/json"
    assert "no-store" in answer["Cache-Control"]
    assert not re.search(r"<html", answer.content.decode())
