"""Somebody with roles in two counties: each county's administrator sees the own ones only."""

import pytest
from django.db import transaction
from django.urls import reverse

from tests.factories.people import GrantFactory
from tests.tracker.people.conftest import STREET
from tracker.access.terms import Role
from tracker.people.models import Grant, User
from tracker.people.record import grant_in_words, note

pytestmark = pytest.mark.django_db
LIST, ELSEWHERE = reverse("person-list"), "410883001"


@pytest.fixture
def other(officer):
    """The officer's second role, in a county that `county_guard` does not look after."""
    given = GrantFactory(user=officer, code=ELSEWHERE, role=Role.STREET_REVIEWER, reason="兼任")
    with transaction.atomic():
        after = grant_in_words(given)
        note("grant", officer, by=None, after=after, reason="兼任", area_code=ELSEWHERE)
    return given


@pytest.fixture
def browser(english, county_guard):
    english.force_login(county_guard)
    return english


def names(response):
    return [user.username for user in response.context["table"].data.data]


def test_their_page_shows_the_roles_and_the_story_of_these_areas_only(browser, officer, other):
    page = browser.get(reverse("person-detail", args=[officer.pk])).content.decode()

    assert STREET in page
    assert "also holds a role outside your areas" in page
    for foreign in (ELSEWHERE, "兼任", "reviewer"):
        assert foreign not in page
    # What concerns the whole account would be refused: it is not offered.
    assert reverse("person-reset-password", args=[officer.pk]) not in page


def test_a_former_role_elsewhere_is_not_shown_and_hinders_nothing(browser, officer, other):
    Grant.objects.filter(pk=other.pk).update(starts_on="2020-01-01", ends_on="2020-02-01")

    page = browser.get(reverse("person-detail", args=[officer.pk])).content.decode()

    assert ELSEWHERE not in page
    assert "outside your areas" not in page
    assert reverse("person-reset-password", args=[officer.pk]) in page


def test_whoever_looks_after_both_sees_both(english, guard, officer, other):
    english.force_login(guard)

    page = english.get(reverse("person-detail", args=[officer.pk])).content.decode()

    assert STREET in page
    assert ELSEWHERE in page
    assert "兼任" in page
    assert "outside your areas" not in page


def test_the_list_neither_shows_nor_finds_a_role_elsewhere(browser, officer, other):
    assert "410883001" not in browser.get(LIST).content.decode()
    assert "410883001" not in b"".join(
        browser.get(LIST, {"export": "csv"}).streaming_content
    ).decode("utf-8-sig")

    assert names(browser.get(LIST, {"role": "street_officer"})) == ["li"]
    assert names(browser.get(LIST, {"role": "street_reviewer"})) == []
    assert names(browser.get(LIST, {"area": STREET})) == ["li"]
    assert names(browser.get(LIST, {"area": ELSEWHERE})) == []


def test_a_role_elsewhere_is_taken_back_as_little_as_a_missing_one(browser, officer, other):
    before = list(Grant.objects.order_by("pk").values())
    answers = [
        getattr(browser, method)(reverse("grant-end", args=[officer.pk, key])).status_code
        for method in ("get", "post")
        for key in (other.pk, 999_999)
    ]

    assert answers == [404, 404, 404, 404]
    assert list(Grant.objects.order_by("pk").values()) == before
    assert User.objects.get(pk=officer.pk).is_active
