"""Passwords: one-time ones, resetting, changing one's own."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.access.refusals import Refused
from tracker.people.models import PastPassword, User
from tracker.people.permissions import require_whole_account
from tracker.people.record import note

# Without signs that are mistaken for one another on paper: 0 O o, 1 I l.
_SMALL, _LARGE, _DIGITS = "abcdefghijkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789"


def one_time_password() -> str:
    """Return 15 characters such as "kfmw-TRQX-7294-": about 60 bits, four classes of signs."""
    groups = ["".join(secrets.choice(signs) for _n in range(4)) for signs in (_SMALL, _LARGE)]
    digits = "".join(secrets.choice(_DIGITS) for _n in range(4))
    return "-".join([*groups, digits, secrets.choice(_SMALL) + secrets.choice(_LARGE)])


def reset_password(*, by: User, user: User) -> str:
    """Give an account a one-time password and end its sessions; return the password.

    It is shown once and stored nowhere but as its digest. Raises Denied, and
    Refused for one's own account.
    """
    require_whole_account(by, user)
    if by.pk == user.pk:
        raise Refused(_("Change your own password on the page of your account."))
    password = one_time_password()
    # Hashed before the transaction: a quarter of a second is long for a lock.
    hashed = make_password(password)
    with transaction.atomic():
        _keep(User.objects.select_for_update().get(pk=user.pk))
        User.objects.filter(pk=user.pk).update(
            password=hashed,
            must_change_password=True,
            password_changed_at=timezone.now(),
            password_changed_by=by,
            session_epoch=F("session_epoch") + 1,
        )
        note("reset_password", user, by=by)
    user.refresh_from_db()
    return password


def change_own_password(*, by: User, password: str, new: str) -> User:
    """Change one's own password, knowing the old one.

    Raises ValidationError with every fault of the new one. Other sessions end.
    Costs at most PASSWORD_HISTORY + 3 hashes, one after the other.
    """
    if not check_password(password, by.password):
        raise ValidationError({"password": _("The present password is not right.")})
    if check_password(new, by.password):
        raise ValidationError({"new": _("The new password must differ from the present one.")})
    try:
        validate_password(new, by)
    except ValidationError as error:
        raise ValidationError({"new": error.messages}) from None
    _refuse_past(by, new)
    hashed = make_password(new)
    with transaction.atomic():
        changed = User.objects.filter(pk=by.pk, password=by.password).update(
            password=hashed,
            must_change_password=False,
            password_changed_at=timezone.now(),
            password_changed_by=by,
            session_epoch=F("session_epoch") + 1,
        )
        if not changed:
            raise Refused(_("The password was changed elsewhere in this moment. Sign in again."))
        _keep(by)
        note("change_password", by, by=by)
    by.refresh_from_db()
    return by


def _refuse_past(user: User, new: str) -> None:
    """Raise ValidationError for one of the last passwords before the present one.

    Asked last: each comparison costs as much as a sign-in.
    """
    kept = PastPassword.objects.filter(user=user).order_by("-pk")[: settings.PASSWORD_HISTORY]
    if any(check_password(new, past.password) for past in kept):
        words = ngettext(
            "This was your password before the present one. Choose another one.",
            "This was one of your last %(number)d passwords. Choose another one.",
            settings.PASSWORD_HISTORY,
        )
        raise ValidationError({"new": words % {"number": settings.PASSWORD_HISTORY}})


def _keep(user: User) -> None:
    """Remember the password that ``user`` was read with, and forget those too far back."""
    PastPassword.objects.create(user=user, password=user.password)
    past = PastPassword.objects.filter(user=user).order_by("-pk")
    kept = list(past.values_list("pk", flat=True)[: settings.PASSWORD_HISTORY])
    past.exclude(pk__in=kept).delete()
