"""The door: who comes in, who does not, and what is written down of it."""

import pytest
from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.factories.people import AdministratorFactory, GrantFactory, UserFactory
from tests.tracker.people.conftest import story
from tracker.access.network import client_address
from tracker.access.terms import Role
from tracker.history.models import Event
from tracker.people.actions.accounts import disable
from tracker.people.actions.second_factor import renew_recovery_codes
from tracker.people.models import User
from tracker.people.views import sign_in as door

pytestmark = pytest.mark.django_db
RIGHT = "lilac-and-grain-7"
ACCOUNT, DESK = reverse("account"), reverse("desk")
DOOR, CODE = reverse("sign-in"), reverse("sign-in-code")


@pytest.fixture
def enter(english):
    """Return a function that sends account and password; it returns the answer."""

    def send(password=RIGHT, username="li", address="192.0.2.1", **more):
        values = {"username": username, "password": password, **more}
        return english.post(DOOR, values, REMOTE_ADDR=address)

    return send


@pytest.fixture
def app(officer):
    """The officer's authenticator app; `app()` shows its present code, `app(1)` the next."""
    device = TOTPDevice.objects.create(user=officer, name="app", confirmed=True)

    def code(ahead=0):
        shown = TOTP(device.bin_key, drift=ahead)
        return f"{shown.token():06d}"

    return code


def is_in(client):
    return client.get(ACCOUNT).status_code == 200


def actions():
    return [action for action, _actor, _key in story()]


# --- Account and password ---------------------------------------------------------------


def test_the_right_password_opens_the_door_under_a_new_session(english, enter, officer):
    english.get(DOOR)
    english.cookies["sessionid"] = "chosen-by-somebody-else"

    answer = enter()

    assert (answer.status_code, answer["Location"]) == (302, DESK)
    assert is_in(english)
    assert english.cookies["sessionid"].value != "chosen-by-somebody-else"
    assert story() == [("people.signed_in", officer.pk, str(officer.pk))]


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/account/password/", "/account/password/"),
        ("https://elsewhere.example/", DESK),
        ("//elsewhere.example/", DESK),
        ("javascript:alert(1)", DESK),
        ("", DESK),
    ],
)
def test_one_goes_on_to_where_one_wanted_and_never_elsewhere(enter, officer, wanted, reached):
    assert enter(next=wanted)["Location"] == reached


def test_unknown_wrong_and_disabled_are_told_the_same(enter, officer, guard):
    pages = []
    for username, password in (("nobody", RIGHT), ("li", "wrong")):
        pages.append(enter(password, username).content.decode())
    disable(by=guard, user=officer, reason="")
    pages.append(enter().content.decode())

    told = [page.count("Account or password is not right.") for page in pages]
    assert told == [1, 1, 1]


def test_a_failure_is_an_event_without_what_was_typed(enter, officer):
    enter("wrong")
    enter("wrong", username="my-secret-password")

    first, second = Event.objects.in_order()
    assert (first.action, first.object_key) == ("people.sign_in_failed", str(officer.pk))
    assert (second.action, second.object_key) == ("people.sign_in_failed", "")
    assert "my-secret-password" not in str(list(Event.objects.values()))


def test_after_five_failures_even_the_right_password_is_refused(enter, officer, monkeypatch):
    answers = [enter("wrong").status_code for _attempt in range(5)]
    monkeypatch.setattr(User, "check_password", lambda *_: pytest.fail("was hashed"))
    answer = enter()

    assert (answers, answer.status_code) == ([200, 200, 200, 200, 429], 429)
    assert "Too many attempts. Wait 15 minutes, then try again." in answer.content.decode()
    assert actions() == ["people.sign_in_failed"] * 5 + ["people.locked_out"]


def test_another_address_and_another_account_are_not_held_up(enter, officer):
    UserFactory(username="wang")
    for _attempt in range(6):
        enter("wrong")

    assert enter(address="192.0.2.2").status_code == 302
    assert enter(username="wang").status_code == 302


def test_one_password_tried_on_many_names_is_guessing_too(english, enter, officer, monkeypatch):
    monkeypatch.setattr(door, "FAILURES_OF_ADDRESS", 4)
    answers = [enter("spring-2026", username=f"name{number}").status_code for number in range(4)]
    locked = enter()

    assert answers == [200] * 4
    assert locked.status_code == 429
    assert enter(address="192.0.2.2").status_code == 302


def test_right_passwords_of_one_office_do_not_hold_up_its_address(enter, officer, monkeypatch):
    monkeypatch.setattr(door, "FAILURES_OF_ADDRESS", 2)

    assert [enter().status_code for _colleague in range(4)] == [302] * 4


def test_a_right_password_starts_the_count_anew(enter, officer):
    for _round in range(3):
        assert [enter("wrong").status_code for _attempt in range(4)] == [200] * 4
        assert enter().status_code == 302


def test_the_lock_ends_by_itself(enter, officer, settings):
    for _attempt in range(5):
        enter("wrong")
    settings.AXES_COOLOFF_TIME = type(settings.AXES_COOLOFF_TIME)(0)

    assert enter().status_code == 302


@pytest.mark.parametrize(
    ("count", "heard", "address"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "made-up, 203.0.113.9", "203.0.113.9"),
        (2, "203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.1"),
    ],
)
def test_what_a_client_writes_before_our_proxies_is_not_believed(
    rf, settings, count, heard, address
):
    settings.BEHIND_PROXY, settings.PROXY_COUNT = count > 0, count
    request = rf.get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=heard)

    assert client_address(request) == address


def test_when_all_places_are_taken_one_is_asked_to_come_back(enter, officer, monkeypatch):
    monkeypatch.setattr(User, "check_password", lambda *_: pytest.fail("was hashed"))

    with door.PLACES.taken_by("192.0.2.1"):
        answer = enter()

    assert (answer.status_code, answer["Retry-After"]) == (503, "3")
    assert story() == []


def test_signing_in_without_the_log_is_impossible(english, enter, officer, monkeypatch):
    def broken(*_args, **_kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr(door.signing, "note", broken)
    english.raise_request_exception = False

    assert enter().status_code == 500
    assert not is_in(english)


def test_the_page_shows_the_door_and_changes_nothing(english):
    answer = english.get(DOOR, {"next": "/people/"})

    assert answer.status_code == 200
    assert 'name="next" value="/people/"' in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


# --- Second factor ---------------------------------------------------------------------


def test_with_a_second_factor_the_password_alone_opens_nothing(english, enter, app):
    answer = enter()

    assert answer["Location"] == CODE
    assert not is_in(english)
    assert story() == []


def test_the_code_opens(english, enter, app):
    enter(next="/account/password/")

    answer = english.post(CODE, {"code": app()})

    assert answer["Location"] == "/account/password/"
    assert is_in(english)
    assert actions() == ["people.signed_in"]


def test_a_wrong_code_does_not_open_and_is_an_event(english, enter, app):
    enter()
    answer = english.post(CODE, {"code": "000000" if app() != "000000" else "111111"})

    assert "This code is not right." in answer.content.decode()
    assert not is_in(english)
    assert actions() == ["people.code_refused"]


def test_a_code_is_good_once(english, enter, app):
    code = app()
    enter()
    english.post(CODE, {"code": code})
    english.post(reverse("sign-out"))
    enter()

    english.post(CODE, {"code": code})

    assert not is_in(english)


def test_after_five_wrong_codes_one_begins_anew(english, enter, app):
    enter()
    answers = [english.post(CODE, {"code": "abc"}).status_code for _try in range(5)]

    assert answers == [200, 200, 200, 200, 302]
    assert english.get(CODE)["Location"] == DOOR


def test_the_code_is_awaited_for_five_minutes(english, enter, app, monkeypatch):
    enter()
    now = door.time.time()
    monkeypatch.setattr(door.time, "time", lambda: now + 301)

    assert english.post(CODE, {"code": app()})["Location"] == DOOR


def test_who_is_disabled_between_password_and_code_stays_outside(
    english, enter, app, officer, guard
):
    enter()
    disable(by=guard, user=officer, reason="")

    assert english.post(CODE, {"code": app()})["Location"] == DOOR
    assert not is_in(english)


def test_a_recovery_code_opens_once(english, enter, app, officer):
    code, other = renew_recovery_codes(by=officer)[:2]
    for typed, opens in ((code, True), (code, False), (other.upper(), True)):
        english.post(reverse("sign-out"))
        TOTPDevice.objects.update(throttling_failure_count=0)
        officer.staticdevice_set.update(throttling_failure_count=0)
        enter()
        english.post(CODE, {"code": typed})
        assert is_in(english) == opens, typed

    event = Event.objects.filter(action="people.used_recovery_code").order_by("sequence").first()
    assert event.new == {"left": 9}


def test_recovery_codes_are_kept_as_digests(officer, app):
    codes = renew_recovery_codes(by=officer)

    kept = set(officer.staticdevice_set.get().token_set.values_list("token", flat=True))
    assert len(kept) == 10
    assert not kept & {code.replace("-", "") for code in codes}


def test_nobody_reaches_the_code_page_without_a_password(english):
    assert english.get(CODE)["Location"] == DOOR
    assert english.post(CODE, {"code": "123456"})["Location"] == DOOR


# --- Out again ----------------------------------------------------------------------------


def test_signing_out_kills_the_cookie(english, enter, officer):
    enter()
    cookie = english.cookies["sessionid"].value

    answer = english.post(reverse("sign-out"))

    assert (answer.status_code, answer["Cache-Control"]) == (302, "no-store, private")
    english.cookies["sessionid"] = cookie
    assert not is_in(english)
    assert actions() == ["people.signed_in", "people.signed_out"]


def test_signing_out_takes_a_form(english, enter, officer):
    enter()

    assert english.get(reverse("sign-out")).status_code == 405
    assert is_in(english)


def test_the_administration_leaves_through_the_same_door(english):
    user = AdministratorFactory()
    english.force_login(user)

    assert english.get("/admin/logout/").status_code == 302
    assert is_in(english)
    english.post("/admin/logout/")

    assert not is_in(english)
    assert story() == [("people.signed_out", user.pk, str(user.pk))]


def test_the_administration_changes_no_password_by_itself(english):
    user = AdministratorFactory()
    english.force_login(user)
    new = "Poplar/and/river/9"

    answer = english.post(
        "/admin/password_change/",
        {"old_password": RIGHT, "new_password1": new, "new_password2": new},
    )

    assert answer["Location"] == reverse("account-password")
    assert User.objects.get().check_password(RIGHT)


# --- The administration ---------------------------------------------------------------------


def test_the_administration_sends_strangers_to_our_door(english):
    first = english.get("/admin/")
    second = english.get("/admin/login/?next=/admin/tracker/")

    assert first["Location"] == "/sign-in/?next=%2Fadmin%2F"
    assert second["Location"] == "/sign-in/?next=%2Fadmin%2Ftracker%2F"


@pytest.mark.parametrize(
    ("role", "code", "opens"),
    [
        (Role.SYSTEM_ADMIN, "4108", True),
        (Role.SYSTEM_ADMIN, "410871", False),
        (Role.SECURITY_ADMIN, "4108", False),
        (Role.CITY_OFFICE, "4108", False),
        (None, "", False),
    ],
)
def test_the_administration_opens_to_system_administrators_of_the_site_only(
    english, settings, role, code, opens
):
    settings.SECOND_FACTOR_ROLES = []
    user = UserFactory(is_staff=True, is_superuser=not opens)
    if role:
        GrantFactory(user=user, role=role, code=code)
    english.force_login(user)

    answer = english.get("/admin/", follow=True)

    assert answer.status_code == (200 if opens else 403)
