"""Rights come from grants, in their area and below, on the days they hold."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.utils import timezone

from tests.factories.people import GrantFactory, UserFactory, area_with_code
from tests.tracker.people.conftest import CITY, COUNTY, OTHER_COUNTY, STREET
from tracker.access.refusals import Denied
from tracker.access.terms import Permission, Role, StarKey
from tracker.people import permissions
from tracker.people.backends import RolesBackend
from tracker.people.models import Grant, User
from tracker.people.permissions import (
    accounts_visible_to,
    areas_of,
    grants_of,
    may,
    may_for_site,
    may_somewhere,
    require_whole_account,
    rights_of,
    visible_or_404,
    within,
)

pytestmark = pytest.mark.django_db
VILLAGE = f"{STREET}205"
TODAY = timezone.localdate
DAY = dt.timedelta(days=1)


def test_a_right_holds_in_the_area_and_all_below_and_nowhere_else(officer):
    asked = [VILLAGE, STREET, COUNTY, CITY, "410871061", OTHER_COUNTY, ""]

    assert [may(officer, "ratings.enter", code) for code in asked] == [True, True, *[False] * 5]
    assert not may(officer, "ratings.review", STREET)


@pytest.mark.parametrize(
    ("starts", "ends", "taken_back", "holds"),
    [
        (0, None, False, True),
        (0, 0, False, True),
        (-9, -1, False, False),
        (1, None, False, False),
        (-9, 9, True, False),
    ],
)
def test_a_grant_holds_from_its_first_to_its_last_day(starts, ends, taken_back, holds):
    grant = GrantFactory(
        starts_on=TODAY() + starts * DAY,
        ends_on=None if ends is None else TODAY() + ends * DAY,
        ended_at=timezone.now() if taken_back else None,
    )

    assert may(grant.user, "ratings.enter", STREET) == holds


def test_strangers_disabled_accounts_and_superusers_have_no_right_by_themselves(officer):
    officer.is_active = False
    chief = UserFactory(is_superuser=True, is_staff=True)

    for nobody in (AnonymousUser(), None, officer, chief):
        assert grants_of(nobody) == ()
        assert not any(may(nobody, permission, STREET) for permission in Permission)


def test_rights_are_asked_once_for_a_request(officer, django_assert_num_queries):
    with django_assert_num_queries(1):
        for code in (VILLAGE, STREET, COUNTY):
            may(officer, "ratings.enter", code)
        areas_of(officer, "ratings.enter")


def test_whoever_is_signed_in_comes_with_their_rights(officer, django_assert_num_queries):
    GrantFactory(user=officer, role=Role.STREET_OFFICER, code=OTHER_COUNTY, ended_at=timezone.now())
    with django_assert_num_queries(1):
        user = RolesBackend().get_user(officer.pk)
        assert (user, areas_of(user, "ratings.enter")) == (officer, [STREET])


def test_whoever_has_no_role_is_known_and_may_nothing():
    user = RolesBackend().get_user(UserFactory(username="newcomer").pk)

    assert user.username == "newcomer"
    assert grants_of(user) == ()


@pytest.mark.parametrize("count", [0, 1])
def test_a_disabled_account_is_nobody_with_roles_and_without(count):
    user = UserFactory(is_active=False)
    for _ in range(count):
        GrantFactory(user=user)

    assert RolesBackend().get_user(user.pk) is None
    assert RolesBackend().get_user(10**9) is None


def test_a_task_force_verifies_its_star_in_its_county(county):
    grant = GrantFactory(role=Role.STAR_OFFICER, code=COUNTY, star="ecology")

    asked = [("ecology", VILLAGE), ("safety", VILLAGE), ("", VILLAGE), ("ecology", OTHER_COUNTY)]

    assert [may(grant.user, "ratings.verify", code, star) for star, code in asked] == [
        True,
        False,
        False,
        False,
    ]


def test_areas_inside_a_wider_one_are_left_out():
    user = UserFactory()
    for code in (STREET, "410883001", COUNTY):
        role = Role.COUNTY_OFFICE if code == COUNTY else Role.STREET_OFFICER
        GrantFactory(user=user, role=role, code=code)

    assert areas_of(user, "ratings.read") == [COUNTY, "410883001"]
    assert areas_of(user, "people.manage") == []


def test_reads_begin_with_the_areas_of_the_reader(officer):
    inside, outside = (
        GrantFactory(code=VILLAGE, role=Role.BRANCH_SECRETARY),
        GrantFactory(code="410883001"),
    )
    seen = Grant.objects.filter(within(officer, "ratings.read", "area_id"))

    assert inside in seen
    assert outside not in seen
    assert not Grant.objects.filter(within(UserFactory(), "ratings.read", "area_id")).exists()


def test_a_foreign_row_answers_like_a_missing_one(officer):
    foreign = GrantFactory(code="410883001")
    seen = Grant.objects.filter(within(officer, "ratings.read", "area_id"))

    for key in (foreign.pk, 987654321, 10**30):
        with pytest.raises(Http404) as raised:
            visible_or_404(seen, pk=key)
        assert raised.value.args == ()


def test_a_right_for_the_whole_site_covers_its_first_page(guard, county_guard):
    assert may_for_site(guard, "people.manage")
    assert not may_for_site(county_guard, "people.manage")
    assert may_somewhere(county_guard, "people.manage")


@pytest.mark.parametrize("role", Role)
def test_all_rights_at_once_are_those_that_are_asked_for_one_by_one(role):
    star = StarKey.INDUSTRY if role == Role.STAR_OFFICER else ""
    held = GrantFactory(role=role, star=star).user
    GrantFactory(user=held, role=Role.INSPECTOR, code="410883")
    GrantFactory(user=held, role=Role.CITY_OFFICE, ended_at=timezone.now())

    assert rights_of(held) == {right for right in Permission if may_somewhere(held, right)}
    assert rights_of(AnonymousUser()) == set()


def test_a_county_sees_its_own_people_and_those_without_a_role(county_guard, officer):
    new = UserFactory(username="new")
    former = GrantFactory(code=STREET, ended_at=timezone.now()).user
    foreign = GrantFactory(code="410883001").user

    seen = set(accounts_visible_to(county_guard))

    assert seen == {county_guard, officer, new, former}
    assert foreign not in seen
    assert set(accounts_visible_to(officer)) == set(User.objects.none())


def test_a_county_does_not_reach_an_account_with_a_role_elsewhere(county_guard, guard, officer):
    require_whole_account(county_guard, officer)
    GrantFactory(user=officer, code="410883001", starts_on=TODAY() + DAY)

    with pytest.raises(Denied):
        require_whole_account(county_guard, officer)
    require_whole_account(guard, officer)


def test_a_queryset_of_things_in_areas_is_narrowed_by_the_mixin(officer):
    class Rows(permissions.VisibleTo, type(Grant.objects.all())):
        read_permission = "ratings.read"

    rows = Rows(model=Grant)
    GrantFactory(code="410883001")

    assert list(rows.visible_to(officer)) == list(officer.grants.all())
    assert list(rows.visible_to(officer, "people.manage")) == []


def test_areas_of_the_examples_are_real_rows():
    assert area_with_code(VILLAGE).parent_id == STREET


DAYS = [dt.date(2023, 5, 31), dt.date(2023, 6, 1), dt.date(2023, 6, 30), dt.date(2023, 7, 1)]


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("ends_on", [None, dt.date(2023, 6, 1), dt.date(2023, 6, 30)])
@pytest.mark.parametrize("taken_back", [False, True])
def test_a_grant_in_hand_and_a_grant_in_the_database_hold_on_the_same_days(
    day, ends_on, taken_back
):
    """Every request compares days itself; lists let the database do it."""
    grant = GrantFactory(
        code=STREET,
        starts_on=dt.date(2023, 6, 1),
        ends_on=ends_on,
        ended_at=timezone.now() if taken_back else None,
    )

    assert grant.holds_on(day) is Grant.objects.active(day).filter(pk=grant.pk).exists()
