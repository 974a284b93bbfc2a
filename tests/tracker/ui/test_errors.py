"""Error pages: what went wrong in our own words, and a way on."""

import pytest
from django.test import RequestFactory

from tracker.ui import views

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_site")]


@pytest.fixture
def visitor(english):
    english.raise_request_exception = False
    return english


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/misunderstood/?year=x", 400, "Give a year of four digits."),
        ("/sample/?q=%00", 400, "The address holds a NUL character."),
        ("/refused/", 403, "Ask the administrator of your county or district."),
        ("/missed/", 404, "There is no area 9999."),
        ("/nowhere/", 404, "find the place by its name or code"),
        ("/broken/", 500, "The fault is ours and has been written down."),
    ],
)
def test_an_error_page_says_what_happened_and_leads_on(visitor, path, status, says):
    answer = visitor.get(path)

    html = answer.content.decode()
    assert answer.status_code == status
    assert says in html
    assert '<a class="btn' in html
    assert "<h1>" in html


def test_an_error_speaks_the_readers_language(visitor):
    assert '<html lang="en">' in visitor.get("/broken/").content.decode()


def test_a_wrong_address_leads_back_to_the_page_without_filters(visitor):
    html = visitor.get("/misunderstood/?year=x").content.decode()

    assert 'href="/misunderstood/"' in html


def test_a_fault_is_answered_without_a_query_and_tells_no_details(
    visitor, django_assert_num_queries
):
    with django_assert_num_queries(0):
        answer = visitor.get("/broken/")

    assert "secret detail" not in answer.content.decode()


def test_the_frameworks_words_are_not_shown():
    """get_object_or_404 says in English which model it looked for."""
    missing = views.page_not_found(
        RequestFactory().get("/x/"), views.Http404("No Area matches the given query.")
    )

    assert "matches the given query" not in missing.content.decode()


def test_a_refused_host_gets_a_page_all_the_same(visitor):
    """The full address for paper cannot be built there."""
    answer = visitor.get("/sample/", headers={"Host": "evil.example"})

    assert answer.status_code == 400
    assert "evil.example" not in answer.content.decode()


def test_an_expired_form_says_that_nothing_was_saved(visitor):
    visitor.handler.enforce_csrf_checks = True

    answer = visitor.post("/sign-in/", {"username": "x", "password": "y"})

    assert answer.status_code == 403
    assert "Nothing was saved." in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/api/misunderstood/?year=x", 400, "Give a year of four digits."),
        ("/api/misunderstood/?q=%00", 400, "The address holds a NUL character."),
        ("/api/refused/", 403, "Ask the security administrator for the right to it."),
        ("/api/missed/", 404, "There is no area 9999."),
        ("/api/missed-row/", 404, "There is nothing at this address."),
        ("/api/nowhere/", 404, "There is nothing at this address."),
        ("/api/broken/", 500, "Try again later; if it goes on, tell the administrator."),
    ],
)
def test_a_program_reads_an_error_as_json_in_our_words(visitor, path, status, says):
    answer = visitor.get(path)

    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    said = answer.json()
    assert (said["status"], said["detail"]) == (status, says)
    assert said["title"]
    assert said["type"].startswith("/interface/#")


def test_a_program_is_told_which_methods_an_address_takes(visitor):
    answer = visitor.delete("/api/v1/areas/4108/dashboard/")

    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    assert answer.json()["detail"] == "This address takes only GET, HEAD."


def test_a_page_that_takes_no_such_method_stays_as_it_was(visitor):
    answer = visitor.delete("/sample/")

    assert (answer.status_code, answer.content) == (405, b"")


def test_an_unknown_area_of_the_interface_is_named_in_our_words(visitor):
    answer = visitor.get("/api/v1/areas/4199/dashboard/")

    assert answer.status_code == 404
    assert "matches the given query" not in answer.content.decode()
    assert answer.json()["detail"]
