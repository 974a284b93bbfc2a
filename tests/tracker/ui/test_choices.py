"""The reader's language and display."""

import pytest
from django.conf import settings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_site")]

LANGUAGE = settings.LANGUAGE_COOKIE_NAME
ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "/\\evil.example",
    "http:///evil.example",
    "javascript:alert(1)",
    "areas/",
    "",
]


def choose(client, what, headers=None, **fields):
    return client.post(f"/choices/{what}/", fields, headers=headers)


def test_chinese_comes_first_whatever_the_browser_prefers(client):
    answer = client.get("/sample/", headers={"Accept-Language": "en"})

    assert '<html lang="zh-CN">' in answer.content.decode()


def test_the_chosen_language_leads_back_to_the_same_list(client):
    answer = choose(client, "language", language="en", next="/sample/?level=city")

    assert (answer.status_code, answer["Location"]) == (302, "/sample/?level=city")
    assert answer.cookies[LANGUAGE].value == "en"
    assert '<html lang="en">' in client.get("/sample/").content.decode()


@pytest.mark.parametrize("shown", ["standard", "large"])
def test_the_chosen_display_is_kept(client, shown):
    answer = choose(client, "display", display=shown, next="/sample/")

    assert answer["Location"] == "/sample/"
    assert answer.cookies["display"].value == shown
    assert ('class="display-large"' in client.get("/sample/").content.decode()) == (
        shown == "large"
    )


@pytest.mark.parametrize("cookie", ["", "x", "large' onload='x"])
def test_a_display_nobody_offered_is_the_standard_one(client, cookie):
    client.cookies["display"] = cookie

    assert '<html lang="zh-CN">' in client.get("/sample/").content.decode()


@pytest.mark.parametrize("wanted", ELSEWHERE)
@pytest.mark.parametrize(("what", "value"), [("language", "en"), ("display", "large")])
def test_a_choice_never_leads_to_another_site(client, what, value, wanted):
    answer = choose(client, what, **{what: value, "next": wanted})

    assert (answer.status_code, answer["Location"]) == (302, "/")


@pytest.mark.parametrize(("what", "value"), [("language", "fr"), ("display", "huge")])
def test_a_choice_nobody_offered_is_refused(client, what, value):
    answer = choose(client, what, **{what: value})

    assert answer.status_code == 400
    assert answer.cookies == {}


@pytest.mark.parametrize("what", ["language", "display"])
def test_a_choice_is_no_get(client, what):
    assert client.get(f"/choices/{what}/").status_code == 405


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://testserver", 302),
        ("https://testserver", 302),
        ("HTTP://TESTSERVER", 302),
        ("https://evil.example", 403),
        ("http://testserver.evil.example", 403),
        ("http://evil.example#http://testserver", 403),
        ("null", 403),
        ("http://[::1", 403),
    ],
)
def test_another_sites_form_is_refused(client, origin, status):
    answer = choose(client, "display", headers={"Origin": origin}, display="large", next="/")

    assert answer.status_code == status


def test_a_page_sets_no_cookie_by_itself(client):
    assert client.get("/sample/").cookies == {}
