"""The desk: what waits for whom, as many as the list behind it shows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.factories.claims import ClaimFactory, an_article_with_text
from tests.factories.figures import CrosscheckFactory
from tests.tracker.dashboards import rows
from tests.tracker.dashboards.rows import (
    COMMUNITY,
    COUNTY,
    OTHER_STREET,
    OTHER_VILLAGES,
    STREET,
    VILLAGES,
    YEAR,
    declared,
    rated,
)
from tests.tracker.ratings.cast import person
from tracker.access.terms import Role
from tracker.campaigns.models import Campaign

pytestmark = pytest.mark.django_db
BUSINESS_PAGES = [
    *(
        "/declarations/",
        "/ratings/",
        "/rounds/",
        "/findings/",
        "/progress/",
        "/changesets/",
        "/targets/",
    ),
    *("/boards/", "/work/", "/projects/", "/contacts/", "/meetings/", "/papers/"),
]


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def year():
    rows.make_places()
    return rows.make_year()


@pytest.fixture
def work(year):
    """In one street something in every state, in the other street one of some."""
    declared(VILLAGES[0], "confirmed", ["industry", "ecology", "safety", "civility"])
    rated(
        VILLAGES[0],
        {
            "industry": "verified",
            "ecology": "reviewed",
            "safety": "entered",
            "civility": "declared",
        },
    )
    declared(VILLAGES[1], "returned", reason="材料不全")
    declared(VILLAGES[2], "submitted")
    declared(OTHER_VILLAGES[0], "reviewed")
    declared(OTHER_VILLAGES[1], "confirmed", ["industry", "safety"])
    rated(OTHER_VILLAGES[1], {"industry": "returned", "safety": "confirmed"}, reason="未逐项核对")


@pytest.fixture
def at_desk(client, english):
    """Sign somebody in; return what lies on the desk: {duty: number} and the page."""

    def sit_down(*roles):
        client.force_login(person("someone", *roles))
        answer = client.get("/desk/")
        assert answer.status_code == 200, answer.content.decode()[:2000]
        desk = answer.context["desk"]
        return {pile.duty.key: pile.number for pile in desk.piles}, answer

    return sit_down


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        (
            [(Role.BRANCH_SECRETARY, VILLAGES[1])],
            {"declaration-returned": 1},
        ),
        (
            [(Role.STREET_OFFICER, STREET)],
            {"declaration-returned": 1, "branch-undeclared": 1, "star-declared": 1},
        ),
        ([(Role.STREET_OFFICER, OTHER_STREET)], {"star-returned": 1}),
        ([(Role.STREET_REVIEWER, STREET)], {"declaration-submitted": 1, "star-entered": 1}),
        ([(Role.STAR_OFFICER, COUNTY, "ecology")], {"star-reviewed": 1}),
        ([(Role.STAR_OFFICER, COUNTY, "industry")], {}),
        (
            [(Role.COUNTY_OFFICE, COUNTY)],
            {"declaration-reviewed": 1, "star-verified": 1, "star-confirmed": 1},
        ),
        ([(Role.INSPECTOR, COUNTY)], {}),
        (
            [(Role.STREET_OFFICER, STREET), (Role.STREET_OFFICER, OTHER_STREET)],
            {
                "declaration-returned": 1,
                "star-returned": 1,
                "branch-undeclared": 1,
                "star-declared": 1,
            },
        ),
    ],
    ids=[
        *("secretary", "officer", "other officer", "reviewer", "ecology", "industry"),
        *("county", "inspector", "two streets"),
    ],
)
def test_each_role_finds_its_own_work_and_the_list_as_many_rows(
    client, at_desk, work, roles, expected
):
    found, answer = at_desk(*roles)

    assert found == expected
    for pile in answer.context["desk"].piles:
        rows_there = "missing" if "/sheet/" in pile.url else "matching"
        assert client.get(pile.url).context[rows_there] == pile.number, pile.url
        assert all(client.get(item.url).status_code == 200 for item in pile.items)


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ((Role.COUNTY_OFFICE, COUNTY), {"article-claims": 2, "contradiction": 1}),
        ((Role.STREET_OFFICER, STREET), {}),
    ],
    ids=["county", "street"],
)
def test_what_papers_say_waits_for_the_office_that_judges_it(client, at_desk, year, role, expected):
    for _n in range(2):
        ClaimFactory(area_id=STREET, page=an_article_with_text().page)
    ClaimFactory(area_id=STREET, state="rejected")
    CrosscheckFactory(area_id=STREET, rule="none")
    CrosscheckFactory(area_id=STREET)

    _found, answer = at_desk(role)

    of_papers = [pile for pile in answer.context["desk"].piles if pile.campaign is None]
    assert {pile.duty.key: pile.number for pile in of_papers} == expected
    for pile in of_papers:
        assert client.get(pile.url).context["matching"] == pile.number
        assert all(client.get(item.url).status_code == 200 for item in pile.items)


def test_a_notice_that_is_over_waits_for_the_award_and_a_running_one_does_not(at_desk, year):
    declared(VILLAGES[0], "confirmed", ["ecology", "safety"])
    rating = rated(VILLAGES[0], {"safety": "on_notice", "ecology": "on_notice"})
    today = rows.timezone.localdate()
    star = rows.star_of(rating, "safety")
    star.notice_ends_on = today - rows.dt.timedelta(days=1)
    star.save()
    other = rows.star_of(rating, "ecology")
    other.notice_ends_on = today
    other.save()

    assert at_desk((Role.COUNTY_OFFICE, COUNTY))[0] == {"star-on_notice": 1}


@pytest.mark.parametrize(
    ("role", "days", "number"),
    [
        ((Role.COUNTY_OFFICE, COUNTY), (-1, 0, 14, 15), 2),
        ((Role.COUNTY_OFFICE, COUNTY), (-1, 15), 0),
        ((Role.STREET_REVIEWER, STREET), (3,), 0),
    ],
)
def test_notices_that_end_within_two_weeks_are_due_soon_at_the_county(
    client, at_desk, year, role, days, number
):
    keys = ["industry", "ecology", "safety", "civility"][: len(days)]
    declared(VILLAGES[0], "confirmed", keys)
    rating = rated(VILLAGES[0], dict.fromkeys(keys, "on_notice"))
    today = rows.timezone.localdate()
    for key, left in zip(keys, days, strict=True):
        star = rows.star_of(rating, key)
        star.notice_ends_on = today + rows.dt.timedelta(days=left)
        star.save()

    _found, answer = at_desk(role)

    soon = answer.context["desk"].due_soon
    assert [(pile.duty.key, pile.number) for pile in soon] == [("notice-ends", number)][:number]
    assert all(client.get(pile.url).status_code == 200 for pile in soon)
    assert ("Stars on notice that ends soon: 2" in answer.content.decode()) == bool(number)


def test_the_first_five_stand_there_longest_waiting_first_and_a_link_leads_to_all(at_desk, year):
    now = rows.timezone.now()
    for code in VILLAGES[:3]:
        declared(code, "confirmed", ["industry", "ecology", "safety", "civility"])
    for n, key in enumerate(["industry", "ecology", "safety", "civility"]):
        rated_star(VILLAGES[0], key, now, n)
    rated_star(VILLAGES[1], "safety", now, 9)
    rated_star(VILLAGES[2], "safety", now, 7)

    _found, answer = at_desk((Role.STREET_REVIEWER, STREET))

    [pile] = answer.context["desk"].piles
    assert (pile.number, len(pile.items)) == (6, 5)
    assert pile.items == sorted(pile.items, key=lambda item: item.since)
    assert "All 6" in answer.content.decode()


def rated_star(code, key, now, days):
    rating = rows.Rating.everything.filter(branch=code).first() or rated(code, {})
    star = rows.star_of(rating, key)
    star.state, star.changed_at = "entered", now - rows.dt.timedelta(days=days)
    star.save()


def test_what_was_returned_says_why(at_desk, work):
    _found, answer = at_desk((Role.STREET_OFFICER, STREET))

    assert "Reason: 材料不全" in answer.content.decode()


def test_overdue_and_due_soon_are_told_apart(at_desk, work):
    rows.due("declaration", -2)
    rows.due("entry", 14)
    rows.due("review", 15)

    _found, answer = at_desk((Role.STREET_OFFICER, STREET), (Role.STREET_REVIEWER, STREET))

    desk = answer.context["desk"]
    assert [pile.duty.key for pile in desk.overdue] == [
        "declaration-returned",
        "branch-undeclared",
    ]
    assert [pile.duty.key for pile in desk.due_soon] == ["star-declared"]
    assert "2 days ago" in answer.content.decode()


def test_an_empty_desk_says_so_and_shows_only_what_the_role_can_have(at_desk, year):
    _found, answer = at_desk((Role.STREET_REVIEWER, STREET))

    text = answer.content.decode()
    assert "Nothing waits for you." in text
    assert "Nothing of yours is overdue." in text
    assert "Everything has been begun." not in text


def test_without_a_running_campaign_nothing_waits(at_desk, work):
    Campaign.objects.filter(pk=YEAR).update(state="closed")

    found, answer = at_desk((Role.STREET_OFFICER, STREET))

    assert found == {}
    assert "No campaign is running" in answer.content.decode()


def test_papers_wait_also_while_no_campaign_is_running(at_desk, year):
    Campaign.objects.filter(pk=YEAR).update(state="closed")
    ClaimFactory(area_id=STREET, page=an_article_with_text().page, campaign=None)

    found, answer = at_desk((Role.COUNTY_OFFICE, COUNTY))

    assert found == {"article-claims": 1}
    assert "Articles with claims to judge: 1" in answer.content.decode()


def test_who_only_reads_is_told_so(at_desk, work):
    text = at_desk((Role.AUDITOR, COUNTY))[1].content.decode()

    assert "No step of the work is yours to take" in text


@pytest.mark.parametrize(
    ("role", "address"),
    [
        (Role.SECURITY_ADMIN, "/people/"),
        (Role.AUDITOR, "/log/"),
        (Role.SYSTEM_ADMIN, "/admin/"),
        (Role.CITY_OFFICE, "/campaigns/"),
    ],
)
def test_who_has_pages_of_an_office_finds_them(at_desk, year, role, address):
    _found, answer = at_desk((role, "4108"))

    assert address in [url for url, _label in answer.context["pages"]]


def test_somebody_without_a_role_is_told_whom_to_ask(at_desk):
    text = at_desk()[1].content.decode()

    assert "Ask the security administrator." in text


def test_a_desk_costs_the_same_for_few_and_for_many_rows(client, at_desk, work):
    at_desk((Role.COUNTY_OFFICE, COUNTY))
    with CaptureQueriesContext(connection) as few:
        client.get("/desk/")
    for n in range(10, 30):
        rows.make_branch(f"{OTHER_STREET}2{n}", "rural")
        declared(f"{OTHER_STREET}2{n}", "reviewed")
        rated(f"{OTHER_STREET}2{n}", {"safety": "verified"})
    with CaptureQueriesContext(connection) as many:
        client.get("/desk/")

    assert len(many) == len(few)
    assert len(few) <= 25


_MENU = ["progress" if page == "/progress/" else page for page in BUSINESS_PAGES]


@pytest.mark.parametrize(
    ("roles", "names"),
    [
        ([], []),
        ([(Role.SECURITY_ADMIN, "4108")], ["/people/"]),
        (
            [(Role.AUDITOR, "4108")],
            [*_MENU, "/log/"],
        ),
        ([(Role.STREET_OFFICER, STREET)], _MENU),
    ],
    ids=["nobody", "security", "auditor", "officer"],
)
def test_staff_see_the_pages_that_they_may_open_and_each_one_opens(
    client, at_desk, work, roles, names
):
    _found, answer = at_desk(*roles)

    entries = [entry["url"] for entry in answer.context["staff_navigation"]]
    own = ["/desk/", "/notices/"]  # of everybody
    assert len(entries) == len(names) + 2
    assert all(name in url for name, url in zip([*own, *names], entries, strict=True))
    assert [client.get(url).status_code for url in entries] == [200] * len(entries)


def test_the_public_sees_what_it_saw(client, work):
    answer = client.get("/")

    assert answer.context["staff_navigation"] == []
    assert "/desk/" not in answer.content.decode()


def test_community_and_village_lie_on_one_desk(at_desk, year):
    declared(COMMUNITY, "submitted", ["sharing"])
    declared(VILLAGES[0], "submitted")

    assert at_desk((Role.STREET_REVIEWER, STREET))[0] == {"declaration-submitted": 2}
