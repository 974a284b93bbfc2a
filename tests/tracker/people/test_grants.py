"""Giving roles and taking them back."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.factories.people import (
    GrantFactory,
    SecurityAdministratorFactory,
    UserFactory,
    area_with_code,
)
from tests.tracker.people.conftest import story
from tracker.access.refusals import Denied, Refused
from tracker.access.terms import Role
from tracker.history.models import Event
from tracker.people.actions import grants
from tracker.people.actions.grants import end_grant, grant
from tracker.people.models import Grant
from tracker.people.permissions import grants_of, may

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


class LogBrokeError(RuntimeError):
    pass


def held(user):
    return [(row.role, row.area_id, row.star) for row in user.grants.standing()]


def test_a_role_is_given_and_written_down(guard, street):
    person = UserFactory(username="wang", display_name="王五")

    given = grant(by=guard, user=person, role="street_officer", area=street, reason="新任")

    assert held(person) == [("street_officer", street.pk, "")]
    assert (given.given_by, given.ended_at) == (guard, None)
    assert may(person, "ratings.enter", street.pk)
    event = Event.objects.get()
    assert (event.action, event.actor_id, event.object_name, event.area_code, event.reason) == (
        "people.grant",
        guard.pk,
        "王五（wang）",
        street.pk,
        "新任",
    )
    assert event.new == {
        "role": "street_officer",
        "area": street.pk,
        "area_name": street.official_name,
        "star": "",
        "starts_on": timezone.localdate().isoformat(),
        "ends_on": "",
    }


def test_a_county_gives_roles_in_its_own_area_only(county_guard, county, street, other_county):
    grant(by=county_guard, user=UserFactory(), role="street_officer", area=street)
    grant(by=county_guard, user=UserFactory(), role="county_office", area=county)

    for area in (other_county, area_with_code("4108")):
        with pytest.raises(Denied):
            grant(by=county_guard, user=UserFactory(), role="auditor", area=area)
    assert Event.objects.count() == 2


def test_who_gives_no_rights_is_refused(officer, street):
    with pytest.raises(Denied):
        grant(by=officer, user=UserFactory(), role="street_officer", area=street)
    with pytest.raises(Denied):
        end_grant(by=officer, grant=GrantFactory())
    assert story() == []


def test_nobody_gives_or_takes_the_own_role(guard, street):
    with pytest.raises(Refused):
        grant(by=guard, user=guard, role="street_officer", area=street)
    with pytest.raises(Refused):
        end_grant(by=guard, grant=guard.grants.get())
    assert story() == []


@pytest.mark.parametrize(
    ("role", "code", "star", "field"),
    [
        ("street_officer", "410871", "", "area"),
        ("branch_secretary", "410871060", "", "area"),
        ("county_office", "4108", "", "area"),
        ("star_officer", "410871", "", "star"),
        ("street_officer", "410871060", "ecology", "star"),
        ("chief", "410871", "", "role"),
    ],
)
def test_role_area_and_star_must_fit(guard, role, code, star, field):
    person = UserFactory()

    with pytest.raises(ValidationError) as raised:
        grant(by=guard, user=person, role=role, area=area_with_code(code), star=star)

    assert list(raised.value.message_dict) == [field]
    assert (held(person), story()) == ([], [])


def test_the_last_day_is_not_before_the_first(guard, street):
    today = timezone.localdate()

    with pytest.raises(ValidationError) as raised:
        grant(
            by=guard,
            user=UserFactory(),
            role="street_officer",
            area=street,
            starts_on=today,
            ends_on=today - DAY,
        )
    assert list(raised.value.message_dict) == ["ends_on"]


@pytest.mark.parametrize("other", ["security_admin", "auditor", "county_office"])
def test_an_administrator_gets_no_second_role(guard, county, other):
    person = GrantFactory(role=Role.SYSTEM_ADMIN, code="410871").user

    with pytest.raises(Refused, match="cannot be both"):
        grant(by=guard, user=person, role=other, area=county)

    assert held(person) == [("system_admin", "410871", "")]
    assert story() == []


def test_a_role_that_begins_later_excludes_others_already(guard, county):
    tomorrow = timezone.localdate() + DAY
    person = GrantFactory(role=Role.AUDITOR, code="410871", starts_on=tomorrow).user

    with pytest.raises(Refused):
        grant(by=guard, user=person, role="county_office", area=county)


def test_the_same_role_is_not_given_twice(guard, street):
    person = UserFactory()
    grant(by=guard, user=person, role="street_officer", area=street)

    with pytest.raises(Refused, match="already"):
        grant(by=guard, user=person, role="street_officer", area=street)

    assert len(story()) == 1


def test_a_role_is_taken_back_at_once_and_may_be_given_anew(guard, officer, street):
    held_before = officer.grants.get()

    ended = end_grant(by=guard, grant=held_before, reason="调离")

    assert (ended.ended_by, held(officer)) == (guard, [])
    assert not may(ended.user, "ratings.enter", street.pk)
    assert [(event.action, event.reason) for event in Event.objects.all()] == [
        ("people.end_grant", "调离")
    ]
    with pytest.raises(Refused):
        end_grant(by=guard, grant=held_before)
    grant(by=guard, user=officer, role="street_officer", area=street)
    assert held(officer) == [("street_officer", street.pk, "")]


def test_the_administration_s_flag_follows_the_role(guard, county):
    person = UserFactory()
    given = grant(by=guard, user=person, role="system_admin", area=county)
    person.refresh_from_db()
    assert person.is_staff

    end_grant(by=guard, grant=given)

    person.refresh_from_db()
    assert not person.is_staff


def test_the_last_security_administrator_of_the_site_stays(guard):
    second = SecurityAdministratorFactory()
    end_grant(by=guard, grant=second.grants.get())

    with pytest.raises(Refused, match="last security administrator"):
        end_grant(by=_other_guard_of_a_province_that_is_not_ours(), grant=guard.grants.get())


def _other_guard_of_a_province_that_is_not_ours():
    # May manage the account, but not the site: as if the two had acted in the same moment.
    user = UserFactory()
    GrantFactory(user=user, role=Role.SECURITY_ADMIN, code="41", ends_on=timezone.localdate())
    assert grants_of(user)
    Grant.objects.filter(user=user).update(ended_at=timezone.now())
    return user


@pytest.mark.parametrize("verb", ["grant", "end_grant"])
def test_a_log_that_cannot_be_written_stops_the_change(guard, officer, county, verb, monkeypatch):
    def broken(*_args, **_kwargs):
        raise LogBrokeError

    person = UserFactory()
    before = list(Grant.objects.values())
    monkeypatch.setattr(grants, "note", broken)

    verbs = {
        "grant": lambda: grant(by=guard, user=person, role="county_office", area=county),
        "end_grant": lambda: end_grant(by=guard, grant=officer.grants.get()),
    }

    with pytest.raises(LogBrokeError):
        verbs[verb]()

    assert list(Grant.objects.values()) == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"star": "ecology"},
        {"role": "star_officer"},
        {"ends_on": dt.date(2000, 1, 1)},
    ],
)
def test_the_database_keeps_out_what_does_not_fit(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        GrantFactory(**wrong)
