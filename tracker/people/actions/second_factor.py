"""The second factor: codes of an authenticator app (TOTP), and recovery codes for a lost phone."""

from __future__ import annotations

import re
import secrets
from base64 import b32encode

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from tracker.access.refusals import Refused
from tracker.people.models import User
from tracker.people.permissions import require_whole_account
from tracker.people.record import note

RECOVERY_CODES = 10
_TOTP = re.compile(r"[0-9]{6}", re.ASCII)


def begin_second_factor(*, by: User) -> TOTPDevice:
    """Make a new key that holds from the moment one of its codes is entered.

    An app that is in use goes on working until then.
    """
    with transaction.atomic():
        TOTPDevice.objects.filter(user=by, confirmed=False).delete()
        device = TOTPDevice.objects.create(user=by, name="app", confirmed=False)
        note("begin_second_factor", by, by=by)
    return device


def confirm_second_factor(*, by: User, code: str) -> tuple[TOTPDevice, list[str]]:
    """Take the new key into use; return it with fresh recovery codes.

    Raises Refused for a wrong code. Other sessions of the account end.
    """
    with transaction.atomic():
        waiting = TOTPDevice.objects.select_for_update().filter(user=by, confirmed=False)
        device = waiting.first()
        right = device is not None and device.verify_token(_digits(code))
        if right:
            TOTPDevice.objects.filter(user=by, confirmed=True).delete()
            TOTPDevice.objects.filter(pk=device.pk).update(confirmed=True)
            device.confirmed = True
            codes = _fresh_codes(by)
            _end_other_sessions(by)
            note("confirm_second_factor", by, by=by)
    if not right:  # outside: the count of wrong codes is kept
        raise Refused(_("This code is not right. Wait for the next one and enter it."))
    by.refresh_from_db()
    return device, codes


def renew_recovery_codes(*, by: User) -> list[str]:
    """Return ten new recovery codes; the old ones open nothing any more."""
    if not has_second_factor(by):
        raise Refused(_("Set up the second factor first."))
    with transaction.atomic():
        codes = _fresh_codes(by)
        note("renew_recovery_codes", by, by=by)
    return codes


def remove_second_factor(*, by: User, user: User) -> User:
    """Take away the second factor of a person who lost it; they set up a new one."""
    require_whole_account(by, user)
    if by.pk == user.pk:
        raise Refused(
            _("Nobody removes the own second factor. Ask another security administrator.")
        )
    with transaction.atomic():
        if not has_second_factor(user):
            raise Refused(_("This account has no second factor."))
        TOTPDevice.objects.filter(user=user).delete()
        StaticDevice.objects.filter(user=user).delete()
        _end_other_sessions(user)
        note("remove_second_factor", user, by=by)
    user.refresh_from_db()
    return user


def verified_device(*, user: User, code: str) -> Device | None:
    """Return the device that a code proves, or None.

    A code is good once: the app's last step and used recovery codes are kept in
    the database, with the row locked; after a wrong code a device waits ever
    longer.
    """
    typed = _digits(code)
    with transaction.atomic():
        if _TOTP.fullmatch(typed):
            device = (
                TOTPDevice.objects.select_for_update().filter(user=user, confirmed=True).first()
            )
        else:
            device = StaticDevice.objects.select_for_update().filter(user=user).first()
            typed = _kept(user, typed)
        if device is None or not device.verify_token(typed):
            return None
        if isinstance(device, StaticDevice):
            left = device.token_set.count()
            note("used_recovery_code", user, by=user, after={"left": left})
    return device


def has_second_factor(user: User) -> bool:
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def _fresh_codes(user: User) -> list[str]:
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery")
    codes = [b32encode(secrets.token_bytes(10)).decode().lower() for _n in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(
        [StaticToken(device=device, token=_kept(user, code)) for code in codes]
    )
    return ["-".join(code[at : at + 4] for at in range(0, 16, 4)) for code in codes]


def _kept(user: User, code: str) -> str:
    """Return what the database keeps of a recovery code: 64 bits of a keyed digest."""
    return salted_hmac("recovery-code", f"{user.pk}:{code}").hexdigest()[:16]


def _digits(code: str) -> str:
    return re.sub(r"[\s-]", "", code).lower()


def _end_other_sessions(user: User) -> None:
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
