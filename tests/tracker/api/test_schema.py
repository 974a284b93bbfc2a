"""The description of the interface: valid, complete, and kept, whatever a program sends."""

import re

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.urls import get_resolver, reverse
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.factories.people import GrantFactory
from tests.factories.tokens import secret_for
from tests.tracker.api.programs import Program
from tests.tracker.changesets.conftest import THREE, County
from tests.tracker.ratings.cast import YEAR
from tracker.access.policy import POLICY, READ
from tracker.access.terms import Role
from tracker.ui.machines import KINDS

pytestmark = pytest.mark.django_db
HTTP_METHODS = {"get", "post", "put", "patch", "delete"}


def described():
    GENERATOR_STATS.reset()
    return SchemaGenerator().get_schema(request=None, public=True)


def test_the_description_is_valid_and_made_without_a_warning():
    schema = described()

    validate_schema(schema)
    assert not GENERATOR_STATS
    assert Program().get("schema/").json()["openapi"].startswith("3.")


def test_every_address_and_method_of_the_interface_is_described_and_no_other():
    """The dashboard of an area is older, and described in words."""
    older = {"area-dashboard-json", "area-dashboard-csv", "api-schema", "api-docs"}
    named = {
        name: "/" + re.sub(r"%\((\w+)\)s", r"{\1}", forms[0][0][0][0]).replace("{pk}", "{id}")
        for name in POLICY
        if name.startswith("api-") and name not in older
        if (forms := get_resolver().reverse_dict.getlist(name))
    }
    promised = {
        (named[name], method.lower())
        for name in named
        for method in POLICY[name].methods
        if method != "HEAD"
    }
    written = {
        (path, method)
        for path, item in described()["paths"].items()
        for method in item
        if method in HTTP_METHODS
    }

    assert written == promised
    for path, item in described()["paths"].items():
        changing = {method.upper() for method in item if method in HTTP_METHODS} - {*READ}
        for method in changing:
            assert item[method.lower()]["security"], path


def test_every_kind_of_problem_is_explained_on_the_page_that_it_leads_to(client):
    page = client.get(reverse("api-docs")).content.decode()

    assert [kind for kind in KINDS if f'id="{kind}"' not in page] == []
    assert re.findall(r'(?:src|href)="https?://', page) == []
    for path in described()["paths"]:
        assert path in page


# --- Whatever a program sends -----------------------------------------------------------


THERE = {"year": YEAR, "code": THREE[0], "key": "industry"}
CASES = 8  # of each address and method; more are tried by hand before a release


@pytest.fixture
def asking(settings, tmp_path):
    """Everything there is, asked for by somebody who may nearly all of it."""
    settings.VAR_DIR = tmp_path
    county = County()
    # The test's transaction is that of the connection: no request may close it.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    GrantFactory(user=county.clerk, role=Role.COUNTY_OFFICE, code="410822")
    yield secret_for(county.clerk, "write")
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_no_request_that_the_description_allows_breaks_the_site(asking):
    """Some hundred cases, the same each time; none may end in a fault of ours."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/schema/", get_wsgi_application())
    tried: list[int] = []
    for found in schema.get_all_operations():
        operation = found.ok()

        @seed(1310)
        @settings(
            max_examples=CASES,
            phases=[Phase.generate],
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(), odd=st.booleans())
        def ask(case, odd):
            headers = {"Authorization": f"Bearer {asking}"}
            if odd:
                # What is made up names nothing; half of the requests shall find something.
                case.path_parameters |= {
                    n: v for n, v in THERE.items() if n in case.path_parameters
                }
                headers["If-Match"] = '"v1"'
            answer = case.call(headers=headers)
            tried.append(answer.status_code)
            assert answer.status_code < 500, (case.method, case.formatted_path, answer.text)

        ask()

    assert len(tried) >= 200
    assert {200, 400, 404} <= set(tried)
