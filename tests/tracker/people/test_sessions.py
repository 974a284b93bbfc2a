"""How long a session lasts, what has to be done first, and who passes the gate."""

import re
import time

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.people import GrantFactory, UserFactory
from tests.tracker.people.conftest import STREET, story
from tracker.access.terms import Role
from tracker.history.models import Event
from tracker.people import middleware
from tracker.people.actions.accounts import disable, end_sessions
from tracker.people.actions.grants import end_grant
from tracker.people.actions.passwords import reset_password
from tracker.people.checks import KindsOfSignsValidator, kinds_of_signs
from tracker.people.models import User
from tracker.people.sessions import Ended, Limits, beginning, ended, is_due

pytestmark = pytest.mark.django_db
ACCOUNT = reverse("account")
LIMITS = Limits(idle=1800, absolute=36000)


@pytest.mark.parametrize(
    ("session", "epoch", "now", "why"),
    [
        (beginning(0, 1000.0), 0, 1000.0, None),
        (beginning(0, 1000.0), 0, 2800.0, None),
        (beginning(0, 1000.0), 0, 2801.0, Ended.IDLE),
        ({**beginning(0, 1000.0), "seen_at": 36000.0}, 0, 37000.0, None),
        ({**beginning(0, 1000.0), "seen_at": 36900.0}, 0, 37001.0, Ended.LONG),
        (beginning(0, 1000.0), 0, 800.0, Ended.LONG),
        (beginning(0, 1000.0), 1, 1000.0, Ended.REVOKED),
        ({}, 0, 1000.0, Ended.REVOKED),
        ({"account_epoch": 0}, 0, 1000.0, Ended.REVOKED),
    ],
)
def test_a_session_lasts_as_long_as_it_is_used_and_no_longer_than_a_day_of_work(
    session, epoch, now, why
):
    assert ended(session, epoch, now, LIMITS) == why


@pytest.mark.parametrize(("now", "due"), [(1059.0, False), (1060.0, True)])
def test_a_request_is_noted_once_a_minute(now, due):
    assert is_due(beginning(0, 1000.0), now) == due


@pytest.fixture
def later(monkeypatch):
    """Return a function that lets seconds pass."""
    start = time.time()

    def pass_by(seconds):
        monkeypatch.setattr(middleware.time, "time", lambda: start + seconds)

    return pass_by


def test_an_idle_session_ends_and_says_so(english, officer, later):
    english.force_login(officer)
    assert english.get(ACCOUNT).status_code == 200
    later(31 * 60)

    answer = english.get(ACCOUNT)

    assert answer["Location"] == "/sign-in/?next=%2Faccount%2F&ended=idle"
    assert "nothing was done for 30 minutes" in english.get(answer["Location"]).content.decode()
    assert Event.objects.get().new == {"why": "idle"}


def test_a_used_session_lasts_until_its_absolute_end(english, officer, later):
    english.force_login(officer)
    for minutes in range(20, 600, 20):
        later(minutes * 60)
        assert english.get(ACCOUNT).status_code == 200, minutes
    later(601 * 60)

    assert english.get(ACCOUNT)["Location"].endswith("ended=long")


@pytest.mark.parametrize("how", ["disabled", "ended", "reset"])
def test_a_session_ends_at_the_request_after(english, officer, guard, how):
    english.force_login(officer)
    assert english.get(ACCOUNT).status_code == 200
    if how == "disabled":
        disable(by=guard, user=officer, reason="")
    elif how == "ended":
        end_sessions(by=guard, user=officer)
    else:
        reset_password(by=guard, user=officer)

    answer = english.get(ACCOUNT)

    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/sign-in/")


def test_a_role_that_was_taken_back_gives_nothing_at_the_next_request(english, guard, settings):
    settings.SECOND_FACTOR_ROLES = []
    second = UserFactory()
    given = GrantFactory(user=second, role=Role.SECURITY_ADMIN, code="4108")
    english.force_login(second)
    assert english.get(reverse("person-list")).status_code == 200

    end_grant(by=guard, grant=given)

    assert english.get(reverse("person-list")).status_code == 403


def test_no_browser_keeps_the_pages_of_a_signed_in_person(english, officer):
    public = english.get(reverse("home"))
    english.force_login(officer)

    kept = [english.get(path)["Cache-Control"] for path in (ACCOUNT, reverse("home"), "/no/such/")]

    assert kept == ["no-store, private"] * 3
    assert "no-store" not in public.get("Cache-Control", "")


# --- Steps that come first ------------------------------------------------------------------


def test_a_one_time_password_is_changed_before_anything_else(english, officer):
    User.objects.filter(pk=officer.pk).update(must_change_password=True)
    english.force_login(officer)
    password = reverse("account-password")

    for name in ("account", "home", "area-list", "account-second-factor"):
        assert english.get(reverse(name))["Location"] == password, name
    answer = english.post(
        password,
        {
            "present": "lilac-and-grain-7",
            "new": "Poplar/and/river/9",
            "again": "Poplar/and/river/9",
        },
    )

    assert answer["Location"] == ACCOUNT
    assert english.get(ACCOUNT).status_code == 200
    assert story() == [("people.change_password", officer.pk, str(officer.pk))]


def test_two_new_passwords_that_differ_are_refused(english, officer):
    english.force_login(officer)
    values = {"present": "lilac-and-grain-7", "new": "Poplar/and/river/9", "again": "other"}

    answer = english.post(reverse("account-password"), values)

    assert "The two new passwords differ." in answer.content.decode()
    assert story() == []


def test_a_wrong_present_password_is_an_event(english, officer):
    english.force_login(officer)
    new = "Poplar/and/river/9"

    answer = english.post(
        reverse("account-password"), {"present": "guess", "new": new, "again": new}
    )

    assert "The present password is not right." in answer.content.decode()
    assert [action for action, _actor, _key in story()] == ["people.sign_in_failed"]


def test_other_sessions_end_when_the_password_changes_and_this_one_goes_on(
    english, client, officer
):
    other = Client()
    other.force_login(officer)
    english.force_login(officer)
    new = "Poplar/and/river/9"

    english.post(
        reverse("account-password"), {"present": "lilac-and-grain-7", "new": new, "again": new}
    )

    assert english.get(ACCOUNT).status_code == 200
    assert other.get(ACCOUNT).status_code == 302


@pytest.mark.parametrize(
    ("days", "age", "step"), [(90, 91, True), (90, 89, False), (0, 999, False)]
)
def test_under_the_gbt_profile_an_old_password_is_changed(
    english, officer, settings, days, age, step
):
    settings.PASSWORD_DAYS = days
    User.objects.update(password_changed_at=timezone.now() - timezone.timedelta(days=age))
    english.force_login(officer)

    assert (english.get(ACCOUNT).status_code == 302) == step


@pytest.mark.parametrize(
    ("password", "kinds"),
    [("lilac", 1), ("Lilac", 2), ("Lilac7", 3), ("Lilac-7", 4), ("太行-7", 2), ("", 0)],
)
def test_three_of_four_kinds_of_signs(password, kinds):
    assert kinds_of_signs(password) == kinds
    if kinds >= 3:
        KindsOfSignsValidator().validate(password)
    else:
        with pytest.raises(ValidationError):
            KindsOfSignsValidator().validate(password)


# --- The gate ---------------------------------------------------------------------------------


def test_without_the_right_a_page_is_refused_and_the_refusal_written_down(english, officer):
    english.force_login(officer)

    answer = english.get(reverse("person-list"))

    assert answer.status_code == 403
    event = Event.objects.get()
    assert (event.action, event.actor_id) == ("people.denied", officer.pk)
    assert event.new == {"address": "/people/", "right": "people.manage"}


def test_a_foreign_and_a_missing_person_answer_alike(english, county_guard, settings):
    settings.SECOND_FACTOR_ROLES = []
    foreign = GrantFactory(code="410883001").user
    english.force_login(county_guard)

    pages = [english.get(reverse("person-detail", args=[pk])) for pk in (foreign.pk, 987654321)]

    assert [page.status_code for page in pages] == [404, 404]
    bodies = {
        re.sub(rf'value="\w{{64}}"|/people/{pk}/', "", page.content.decode())
        for page, pk in zip(pages, (foreign.pk, 987654321), strict=True)
    }
    assert len(bodies) == 1


def test_what_an_action_refuses_is_written_down_as_well(english, county_guard, settings):
    settings.SECOND_FACTOR_ROLES = []
    partly = GrantFactory(code=STREET).user
    GrantFactory(user=partly, code="410883001")
    english.force_login(county_guard)
    before = User.objects.get(pk=partly.pk).password

    answer = english.post(reverse("person-reset-password", args=[partly.pk]))

    assert answer.status_code == 403
    assert User.objects.get(pk=partly.pk).password == before
    assert [event.action for event in Event.objects.all()] == ["people.denied"]
