"""What every list page does, whatever it lists."""

import re

import pytest
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tables2.utils import Accessor

from tests.factories.people import GrantFactory, SecurityAdministratorFactory
from tests.house.addresses import LISTED, LISTS, named
from tests.house.tree import factory_of
from tracker.access.policy import rule_for
from tracker.access.terms import Permission, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client, request):
    """A stranger, or for a list behind the gate somebody who may see it."""
    address = request.node.callspec.params["address"] if hasattr(request.node, "callspec") else None
    if address and rule_for(address.name).audience == "staff":
        client.force_login(_somebody_with(rule_for(address.name).permission))
    return client


def _somebody_with(permission):
    """An auditor, who reads nearly everything; else an administrator of the list's own kind."""
    if permission == Permission.PEOPLE_MANAGE:
        return SecurityAdministratorFactory()
    keeps_places = permission == Permission.PLACES_CHANGE
    role = Role.SYSTEM_ADMIN if keeps_places else Role.AUDITOR
    return GrantFactory(role=role, code="41").user


every_list = pytest.mark.parametrize("address", LISTS, ids=named)


def make_rows(address, count):
    """Make rows that the list shows; return them."""
    view = address.view.view_class
    model = view.table_class._meta.model or view().get_queryset().model
    make = LISTED.get(address.name) or factory_of(model)
    return [make() for _ in range(count)]


def shown(client, address, **query):
    answer = client.get(reverse(address.name), query)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.context


def test_the_lists_of_this_site_are_known():
    assert {address.name for address in LISTS} >= {
        "area-list",
        "branch-list",
        "figure-list",
        "article-list",
        "crosscheck-list",
    }


@every_list
def test_a_list_takes_as_many_queries_for_three_rows_as_for_one(client, address):
    make_rows(address, 1)
    with CaptureQueriesContext(
        connection,
    ) as few:
        before = shown(client, address)["matching"]
    make_rows(address, 2)
    with CaptureQueriesContext(connection) as more:
        after = shown(client, address)["matching"]

    assert 1 <= before < after
    assert len(more) == len(few), "\n".join(query["sql"] for query in more.captured_queries)


@every_list
def test_the_link_to_the_next_page_of_a_list_leads_to_it(client, address):
    make_rows(address, 30)
    first = shown(client, address)
    link = re.search(
        r'rel="next" href="([^"#]+)', client.get(reverse(address.name)).content.decode()
    )

    answer = client.get(reverse(address.name) + link[1].replace("&amp;", "&"))

    assert answer.status_code == 200
    seen = [
        {row.record.pk for row in part["table"].page.object_list}
        for part in (first, answer.context)
    ]
    assert len(seen[0]) == 25
    assert len(seen[1]) >= 5
    assert not seen[0] & seen[1]


@every_list
def test_no_filter_takes_a_parameter_of_the_list_itself(address):
    filterset = address.view.view_class.filterset_class

    assert set(filterset.base_filters) & set(filterset.list_parameters) == set()


def ordered_by(table, name):
    """Return, row by row, the value the database was asked to order by; rows as keys."""
    accessor = Accessor(str(table.columns[name].order_by[0]).removeprefix("-"))
    values = [accessor.resolve(row.record, quiet=True) for row in table.paginated_rows]
    return [value.pk if isinstance(value, Model) else value for value in values]


def ends_with_the_key(table):
    """Tell whether two rows that are alike in a column still have an order."""
    queryset = table.data.data
    order = queryset.query.order_by or queryset.model._meta.ordering
    return str(order[-1]).lstrip("-") in {"pk", queryset.model._meta.pk.name}


@every_list
def test_a_list_sorts_by_every_column_both_ways_and_then_by_its_key(client, address):
    rows = make_rows(address, 4)
    telling = []

    assert ends_with_the_key(shown(client, address)["table"])
    for column in address.view.view_class.table_class.base_columns:
        tables = [shown(client, address, sort=sort)["table"] for sort in (column, f"-{column}")]
        up, down = ([v for v in ordered_by(t, column) if v is not None] for t in tables)
        if str(tables[0].columns[column].order_by[0]).startswith("-"):
            up, down = down, up
        assert up == sorted(up), column
        assert down == sorted(up, reverse=True), column
        assert all(len(table.rows) >= len(rows) for table in tables), column
        assert all(ends_with_the_key(table) for table in tables), column
        if len(set(up)) > 1:
            telling.append(column)

    # Rows that are alike in every column would prove nothing.
    assert telling


@every_list
def test_a_list_of_things_in_areas_is_filtered_by_area_and_all_below(client, address):
    model = address.view.view_class.table_class._meta.model or make_rows(address, 1)[0].__class__
    fields = {field.name for field in model._meta.get_fields()}
    if model.__name__ != "Area" and "area" not in fields:
        pytest.skip("its rows stand in no area")

    assert "area" in address.view.view_class.filterset_class.base_filters


# A query, and the parameter that the refusal names.
NOT_UNDERSTOOD = {
    "page=9999": "page",
    "page=0": "page",
    "page=-1": "page",
    "page=２": "page",
    "page=1&page=2": "page",
    "per_page=7": "per_page",
    "sort=nothing": "sort",
    "sort=../../etc/passwd": "sort",
    "sort=pk__password": "sort",
    "export=exe": "export",
    "no_such_filter=1": "no_such_filter",
    "area__code__startswith=41": "area__code__startswith",
}


@every_list
def test_a_list_refuses_what_it_does_not_understand_and_shows_no_rows(client, address):
    make_rows(address, 1)

    for query, parameter in NOT_UNDERSTOOD.items():
        answer = client.get(f"{reverse(address.name)}?{query}")

        assert answer.status_code == 400, query
        problems = answer.context["problems"]
        assert [problem.parameter for problem in problems] == [parameter]
        assert answer.context["matching"] == 0, query
        assert len(answer.context["table"].rows) == 0, query
        assert str(problems[0].message) in answer.content.decode(), query


@every_list
def test_every_filter_refuses_a_value_it_does_not_know(client, address):
    make_rows(address, 1)
    silent = []
    for name, declared in address.view.view_class.filterset_class.base_filters.items():
        if type(declared).__name__ == "SearchFilter":
            continue
        answer = client.get(reverse(address.name), {name: "no-such-value"})
        if answer.status_code != 400 or len(answer.context["table"].rows):
            silent.append(name)

    assert silent == []


@every_list
def test_a_list_is_exported_as_it_is_seen(client, address):
    rows = make_rows(address, 2)

    csv = b"".join(client.get(reverse(address.name), {"export": "csv"}).streaming_content)

    lines = csv.decode("utf-8-sig").split("\r\n")
    assert csv.startswith(b"\xef\xbb\xbf")
    assert len(lines) - 2 == shown(client, address)["matching"] >= len(rows)


@every_list
def test_words_side_by_side_find_what_each_of_them_finds(client, address):
    """Their conditions stand in one WHERE, beside whatever the list counts for each row."""
    rows = make_rows(address, 3)
    words = [str(rows[0].pk), str(rows[2].pk), "no-such-word"]
    found = [shown(client, address, q=word)["table"].data.data for word in words]
    expected = set().union(*({row.pk: row for row in one} for one in found))

    with CaptureQueriesContext(connection) as captured:
        context = shown(client, address, q=words)

    assert {row.record.pk for row in context["table"].paginated_rows} == expected
    assert not any(re.search(r"WHERE.*IN \(SELECT", one["sql"]) for one in captured)
