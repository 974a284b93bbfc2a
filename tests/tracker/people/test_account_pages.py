"""The own account: second factor from the first sign-in on, recovery codes, sessions."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.factories.people import GrantFactory, UserFactory
from tests.tracker.people.conftest import COUNTY, story
from tracker.access.refusals import Refused
from tracker.access.terms import Role
from tracker.people.actions import second_factor
from tracker.people.actions.second_factor import (
    begin_second_factor,
    confirm_second_factor,
    has_second_factor,
    remove_second_factor,
    renew_recovery_codes,
)
from tracker.people.models import User

pytestmark = pytest.mark.django_db
ACCOUNT, FACTOR = reverse("account"), reverse("account-second-factor")
RIGHT = "lilac-and-grain-7"


@pytest.fixture(autouse=True)
def _required(settings):
    settings.SECOND_FACTOR_ROLES = ["county_office"]


@pytest.fixture
def office():
    """The office of a county: its role needs a second factor."""
    user = UserFactory(username="office", display_name="创建办")
    GrantFactory(user=user, role=Role.COUNTY_OFFICE, code=COUNTY)
    return user


def code_of(device, ahead=0):
    shown = TOTP(device.bin_key, drift=ahead)
    return f"{shown.token():06d}"


def wrong(code):
    return f"{(int(code) + 1) % 1000000:06d}"


def test_from_the_first_sign_in_to_the_second(english, office):
    english.post(reverse("sign-in"), {"username": "office", "password": RIGHT})
    assert english.get(ACCOUNT)["Location"] == FACTOR
    assert english.get(reverse("home"))["Location"] == FACTOR
    assert english.get(reverse("account-second-factor-qr")).status_code == 404

    english.post(reverse("account-second-factor-begin"))
    device = TOTPDevice.objects.get()
    page = english.get(FACTOR).content.decode()
    picture = english.get(reverse("account-second-factor-qr"))
    assert 'alt="QR code of the key written below"' in page
    assert (picture["Content-Type"], picture["Cache-Control"]) == (
        "image/svg+xml",
        "no-store, private",
    )
    assert b"<svg" in picture.content
    assert b"style=" not in picture.content

    shown = english.post(FACTOR, {"code": code_of(device)}).content.decode()
    codes = re.findall(r"<code>([a-z2-7-]{19})</code>", shown)
    assert len(codes) == 10
    assert english.get(ACCOUNT).status_code == 200
    assert codes[0] not in english.get(FACTOR).content.decode()

    english.post(reverse("sign-out"))
    english.post(reverse("sign-in"), {"username": "office", "password": RIGHT})
    assert english.post(reverse("sign-in-code"), {"code": codes[0]})["Location"] == reverse("desk")
    assert english.get(ACCOUNT).status_code == 200
    assert [action.removeprefix("people.") for action, _actor, _key in story()] == [
        "signed_in",
        "begin_second_factor",
        "confirm_second_factor",
        "signed_out",
        "used_recovery_code",
        "signed_in",
    ]


def test_a_role_without_need_goes_on_without_a_second_factor(english, officer):
    english.force_login(officer)

    assert "not set up" in english.get(ACCOUNT).content.decode()


def test_a_session_from_before_asks_for_the_code(english, office):
    begun = begin_second_factor(by=office)
    confirm_second_factor(by=office, code=code_of(begun))
    TOTPDevice.objects.update(last_t=-1)
    english.force_login(User.objects.get(pk=office.pk))

    assert english.get(ACCOUNT)["Location"] == reverse("sign-in-code")
    english.post(reverse("sign-in-code"), {"code": code_of(begun)})
    assert english.get(ACCOUNT).status_code == 200


def test_a_wrong_code_confirms_nothing(english, office):
    english.force_login(office)
    device = begin_second_factor(by=office)

    answer = english.post(FACTOR, {"code": wrong(code_of(device))})

    assert "This code is not right." in answer.content.decode()
    assert not has_second_factor(office)
    assert TOTPDevice.objects.get().throttling_failure_count == 1


def test_a_new_phone_takes_the_place_of_the_old_one_and_ends_other_sessions(office):
    old = begin_second_factor(by=office)
    confirm_second_factor(by=office, code=code_of(old))
    other = Client()
    other.force_login(office)

    new = begin_second_factor(by=office)
    assert has_second_factor(office)
    confirm_second_factor(by=office, code=code_of(new))

    assert list(TOTPDevice.objects.values_list("pk", "confirmed")) == [(new.pk, True)]
    assert other.get(ACCOUNT)["Location"].startswith(reverse("sign-in"))


def test_new_recovery_codes_replace_the_old_ones(english, office):
    device = begin_second_factor(by=office)
    _device, old = confirm_second_factor(by=office, code=code_of(device))

    new = renew_recovery_codes(by=office)

    assert not set(old) & set(new)
    assert second_factor.verified_device(user=office, code=old[0]) is None
    office.staticdevice_set.update(throttling_failure_count=0)
    assert second_factor.verified_device(user=office, code=new[0]) is not None


def test_without_a_second_factor_there_are_no_recovery_codes(english, officer):
    english.force_login(officer)

    answer = english.post(reverse("account-recovery-codes"), follow=True)

    assert "Set up the second factor first." in answer.content.decode()
    assert story() == []


def test_a_lost_phone_is_removed_by_the_guard_and_nobody_else(guard, office, officer):
    device = begin_second_factor(by=office)
    confirm_second_factor(by=office, code=code_of(device))
    epoch = office.session_epoch

    with pytest.raises(Refused):
        remove_second_factor(by=guard, user=guard)
    remove_second_factor(by=guard, user=office)

    assert not has_second_factor(office)
    assert office.session_epoch == epoch + 1
    with pytest.raises(Refused):
        remove_second_factor(by=guard, user=office)


def test_without_the_log_a_code_confirms_nothing(office, monkeypatch):
    device = begin_second_factor(by=office)

    def broken(*_args, **_kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr(second_factor, "note", broken)
    with pytest.raises(ZeroDivisionError):
        confirm_second_factor(by=office, code=code_of(device))

    assert not has_second_factor(office)
    assert not office.staticdevice_set.exists()


def test_all_own_sessions_end_at_once(english, officer):
    english.force_login(officer)

    english.post(reverse("account-sessions"))

    assert english.get(ACCOUNT).status_code == 302


def test_the_account_shows_its_roles_and_whom_to_ask_without_one(english, officer):
    english.force_login(officer)
    assert "Street or township officer" in english.get(ACCOUNT).content.decode()

    english.force_login(UserFactory())
    assert "You hold no role yet." in english.get(ACCOUNT).content.decode()


def test_who_gives_roles_finds_the_way_there(english, guard, officer):
    for user, shown in ((guard, True), (officer, False)):
        english.force_login(user)
        assert ('href="/people/"' in english.get(ACCOUNT).content.decode()) == shown


def test_every_page_of_a_signed_in_person_says_who_and_how_to_leave(english, officer):
    english.force_login(officer)
    page = english.get(reverse("home")).content.decode()

    assert "My account · 李四" in page
    assert 'action="/sign-out/"' in page
    assert 'href="/admin/"' not in page
