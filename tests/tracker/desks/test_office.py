"""The desks of those who look after accounts and the site."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from tests.factories.campaigns import CampaignFactory
from tests.factories.jobs import JobFactory
from tests.factories.people import GrantFactory, UserFactory
from tests.factories.places import AreaFactory
from tests.tracker.ratings.cast import person
from tracker.access.terms import Role

pytestmark = pytest.mark.django_db
CITY, STREET = "4108", "410811008"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def desk_of(client, english):
    """Sign somebody in; return their desk as {duty: rows}, and the page."""

    def open_desk(role: str):
        AreaFactory(code=STREET)
        client.force_login(person("guard", (role, CITY)))
        page = client.get(reverse("desk"))
        return {pile.duty.key: pile for pile in page.context["desk"].piles}, page

    return open_desk


def officer(name: str, **more):
    """Somebody who has signed in before, with a role in a street."""
    user = UserFactory(username=name, last_login=timezone.now())
    GrantFactory(user=user, role=Role.STREET_OFFICER, code=STREET, **more)
    return user


def in_days(number: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=number)


def test_the_security_administrator_sees_accounts_that_nobody_has_used(client, desk_of):
    officer("used")
    for name, active in (("waiting", True), ("disabled", False)):
        GrantFactory(
            user=UserFactory(username=name, is_active=active),
            role=Role.STREET_OFFICER,
            code=STREET,
        )
    piles, page = desk_of(Role.SECURITY_ADMIN)

    pile = piles["account-new"]
    assert (pile.number, [item.place for item in pile.items]) == (1, ["waiting"])
    assert "Accounts that have never signed in: 1" in page.content.decode()
    assert client.get(pile.url).context["matching"] == 1
    assert client.get(pile.items[0].url).status_code == 200


@pytest.mark.parametrize(("ends_on", "shown"), [(0, True), (14, True), (15, False), (None, False)])
def test_a_role_that_ends_soon_lies_on_the_desk(client, desk_of, ends_on, shown):
    officer("officer", ends_on=None if ends_on is None else in_days(ends_on))
    piles, _page = desk_of(Role.SECURITY_ADMIN)

    assert ("role-ends" in piles) is shown
    found = client.get(reverse("person-list"), {"role_ends": "soon"})
    assert found.context["matching"] == int(shown)


def test_a_role_that_was_taken_back_ends_no_more(desk_of):
    officer("officer", ends_on=in_days(3), ended_at=timezone.now())

    assert "role-ends" not in desk_of(Role.SECURITY_ADMIN)[0]


def test_the_system_administrator_sees_the_work_that_was_given_up_lately(client, desk_of):
    recent = JobFactory(state="failed", finished=timezone.now())
    JobFactory(state="failed", finished=timezone.now() - dt.timedelta(days=20))
    JobFactory(state="done", finished=timezone.now())
    piles, _page = desk_of(Role.SYSTEM_ADMIN)

    pile = piles["job-failed"]
    assert (pile.number, len(pile.items)) == (1, 1)
    assert str(recent.pk) in pile.items[0].url
    assert client.get(pile.items[0].url).status_code == 200
    assert client.get(pile.url).status_code == 200


def test_nobody_else_has_such_piles(desk_of):
    JobFactory(state="failed", finished=timezone.now())
    officer("officer", ends_on=in_days(3))

    assert not {"account-new", "role-ends", "job-failed"} & set(desk_of(Role.CITY_OFFICE)[0])


def test_an_empty_desk_says_that_nothing_waits(desk_of):
    CampaignFactory()
    assert "Nothing waits for you." in desk_of(Role.SYSTEM_ADMIN)[1].content.decode()
