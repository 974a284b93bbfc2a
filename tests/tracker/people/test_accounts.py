"""Accounts: made, changed, disabled, enabled; passwords reset and changed."""

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import RequestFactory

from tests.factories.people import GrantFactory
from tests.tracker.people.conftest import story
from tracker.access.refusals import Denied, Refused
from tracker.history.models import Event
from tracker.people.actions import accounts, passwords
from tracker.people.actions.accounts import (
    change_user,
    create_user,
    disable,
    enable,
    end_sessions,
)
from tracker.people.actions.passwords import (
    change_own_password,
    one_time_password,
    reset_password,
)
from tracker.people.models import User

pytestmark = pytest.mark.django_db
OLD, NEW = "lilac-and-grain-7", "Poplar/and/river/9"


class LogBrokeError(RuntimeError):
    pass


@pytest.fixture
def broken_log(monkeypatch):
    def broken(*_args, **_kwargs):
        raise LogBrokeError

    for module in (accounts, passwords):
        monkeypatch.setattr(module, "note", broken)


def can_sign_in(user, password):
    request = RequestFactory().post("/sign-in/")
    return authenticate(request, username=user.username, password=password) == user


def rows():
    return list(User.objects.order_by("pk").values())


# --- Making -----------------------------------------------------------------------


def test_an_account_is_made_without_any_role_and_must_change_its_password(guard):
    user, password = create_user(by=guard, username="wang", display_name=" 王五 ")

    assert (user.display_name, user.must_change_password, user.is_staff) == ("王五", True, False)
    assert not user.grants.exists()
    assert can_sign_in(user, password)
    assert story() == [("people.create_user", guard.pk, str(user.pk))]
    assert password not in str(Event.objects.values())


def test_one_time_passwords_differ_and_satisfy_the_rules():
    made = {one_time_password() for _round in range(200)}

    assert len(made) == 200
    for password in made:
        validate_password(password, User(username="wang"))


@pytest.mark.parametrize("username", ["", "LI", "a b", "z" * 151])
def test_a_taken_or_malformed_name_is_refused(guard, officer, username):
    before = rows()

    with pytest.raises(ValidationError):
        create_user(by=guard, username=username, display_name="王五")

    assert (rows(), story()) == (before, [])


def test_who_manages_no_people_makes_no_account(officer):
    with pytest.raises(Denied):
        create_user(by=officer, username="wang", display_name="王五")
    assert User.objects.count() == 1


def test_without_the_log_no_account_is_made(guard, broken_log):
    with pytest.raises(LogBrokeError):
        create_user(by=guard, username="wang", display_name="王五")
    assert not User.objects.filter(username="wang").exists()


# --- Changing ---------------------------------------------------------------------


def test_a_name_is_corrected_once(guard, officer):
    change_user(by=guard, user=officer, display_name="李思")
    change_user(by=guard, user=officer, display_name="李思")

    event = Event.objects.get()
    assert (event.old, event.new) == ({"display_name": "李四"}, {"display_name": "李思"})


@pytest.mark.parametrize("verb", ["change", "disable", "enable", "reset", "sessions"])
def test_a_foreign_county_changes_nothing(county_guard, verb):
    foreign = GrantFactory(code="410883001").user
    before = rows()
    verbs = {
        "change": lambda: change_user(by=county_guard, user=foreign, display_name="某"),
        "disable": lambda: disable(by=county_guard, user=foreign, reason=""),
        "enable": lambda: enable(by=county_guard, user=foreign),
        "reset": lambda: reset_password(by=county_guard, user=foreign),
        "sessions": lambda: end_sessions(by=county_guard, user=foreign),
    }

    with pytest.raises(Denied):
        verbs[verb]()

    assert (rows(), story()) == (before, [])


@pytest.mark.parametrize("verb", ["change", "disable", "reset", "sessions", "own"])
def test_without_the_log_nothing_changes(guard, officer, broken_log, verb):
    before = rows()
    verbs = {
        "change": lambda: change_user(by=guard, user=officer, display_name="某"),
        "disable": lambda: disable(by=guard, user=officer, reason=""),
        "reset": lambda: reset_password(by=guard, user=officer),
        "sessions": lambda: end_sessions(by=guard, user=officer),
        "own": lambda: change_own_password(by=officer, password=OLD, new=NEW),
    }

    with pytest.raises(LogBrokeError):
        verbs[verb]()

    assert rows() == before


# --- Disabling --------------------------------------------------------------------


def test_a_disabled_account_is_closed_and_says_why(guard, officer):
    disable(by=guard, user=officer, reason="退休")

    assert (officer.is_active, officer.disabled_by, officer.disabled_reason) == (
        False,
        guard,
        "退休",
    )
    assert officer.session_epoch == 1
    assert not can_sign_in(officer, OLD)
    with pytest.raises(Refused):
        disable(by=guard, user=officer, reason="退休")
    assert story() == [("people.disable", guard.pk, str(officer.pk))]


def test_an_account_is_opened_again_once(guard, officer):
    disable(by=guard, user=officer, reason="")
    enable(by=guard, user=officer)

    assert (officer.is_active, officer.disabled_at, officer.disabled_by) == (True, None, None)
    assert can_sign_in(officer, OLD)
    with pytest.raises(Refused):
        enable(by=guard, user=officer)


def test_nobody_disables_the_own_account(guard):
    with pytest.raises(Refused, match="own account"):
        disable(by=guard, user=guard, reason="")


# --- Passwords --------------------------------------------------------------------


def test_a_reset_gives_a_password_for_one_time_and_ends_the_sessions(guard, officer):
    password = reset_password(by=guard, user=officer)

    assert (officer.must_change_password, officer.session_epoch) == (True, 1)
    assert officer.password_changed_by == guard
    assert can_sign_in(officer, password)
    assert not can_sign_in(officer, OLD)
    assert story() == [("people.reset_password", guard.pk, str(officer.pk))]
    assert reset_password(by=guard, user=officer) != password


def test_nobody_resets_the_own_password(guard):
    with pytest.raises(Refused):
        reset_password(by=guard, user=guard)


def test_everyone_changes_the_own_password(officer):
    User.objects.update(must_change_password=True)

    change_own_password(by=officer, password=OLD, new=NEW)

    assert (officer.must_change_password, officer.password_changed_by) == (False, officer)
    assert can_sign_in(officer, NEW)
    assert story() == [("people.change_password", officer.pk, str(officer.pk))]


@pytest.mark.parametrize(
    ("present", "new", "field"),
    [("wrong", NEW, "password"), (OLD, OLD, "new"), (OLD, "short", "new"), (OLD, "li", "new")],
)
def test_a_wrong_or_weak_password_is_refused(officer, present, new, field):
    before = rows()

    with pytest.raises(ValidationError) as raised:
        change_own_password(by=officer, password=present, new=new)

    assert list(raised.value.message_dict) == [field]
    assert (rows(), story()) == (before, [])


def test_sessions_are_ended_by_oneself_or_by_the_guard(guard, officer):
    end_sessions(by=officer, user=officer)
    end_sessions(by=guard, user=officer)

    assert officer.session_epoch == 2
    assert [actor for _action, actor, _key in story()] == [officer.pk, guard.pk]
