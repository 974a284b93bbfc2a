"""Accounts: making, changing, disabling and enabling them, ending their sessions."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.access.refusals import Denied, Refused
from tracker.access.terms import Permission
from tracker.people.actions.guards import keep_one_security_administrator
from tracker.people.actions.passwords import one_time_password
from tracker.people.models import User
from tracker.people.permissions import may_somewhere, require_whole_account
from tracker.people.record import note


def create_user(*, by: User, username: str, display_name: str) -> tuple[User, str]:
    """Make an account without any role; return it with its one-time password.

    Raises Denied, and ValidationError with every fault of the name.
    """
    if not may_somewhere(by, Permission.PEOPLE_MANAGE):
        raise Denied(Permission.PEOPLE_MANAGE)
    user = User(
        username=User.normalize_username(username),
        display_name=display_name.strip(),
        must_change_password=True,
    )
    if faults := name_faults(user):
        raise ValidationError(faults)
    password = one_time_password()
    user.password = make_password(password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
            after = {"username": user.username, "display_name": user.display_name}
            note("create_user", user, by=by, after=after)
    except IntegrityError as error:  # someone was faster
        raise ValidationError(taken(user.username)) from error
    return user, password


def change_user(*, by: User, user: User, display_name: str) -> User:
    """Correct the name that is shown. The account's own name never changes: events carry it."""
    require_whole_account(by, user)
    name = display_name.strip()
    if not name:
        raise ValidationError({"display_name": _("Give the person's name.")})
    before = {"display_name": user.display_name}
    if name == user.display_name:
        return user
    user.display_name = name
    with transaction.atomic():
        user.save(update_fields=["display_name"])
        note("change_user", user, by=by, before=before, after={"display_name": name})
    return user


def disable(*, by: User, user: User, reason: str) -> User:
    """Close an account: its open sessions end at their next request.

    Raises Denied; Refused for one's own account, for the last security
    administrator, and for an account that is closed already.
    """
    require_whole_account(by, user)
    if by.pk == user.pk:
        raise Refused(_("Nobody disables the own account. Ask another security administrator."))
    with transaction.atomic():
        keep_one_security_administrator(without_user=user)
        closed = User.objects.filter(pk=user.pk, is_active=True).update(
            is_active=False,
            disabled_at=timezone.now(),
            disabled_by=by,
            disabled_reason=reason,
            session_epoch=F("session_epoch") + 1,
        )
        if not closed:
            raise Refused(_("This account is disabled already."))
        note("disable", user, by=by, reason=reason)
    user.refresh_from_db()
    return user


def enable(*, by: User, user: User) -> User:
    """Open a closed account again; its grants hold as far as they have not ended."""
    require_whole_account(by, user)
    with transaction.atomic():
        opened = User.objects.filter(pk=user.pk, is_active=False).update(
            is_active=True, disabled_at=None, disabled_by=None, disabled_reason=""
        )
        if not opened:
            raise Refused(_("This account is not disabled."))
        note("enable", user, by=by)
    user.refresh_from_db()
    return user


def end_sessions(*, by: User, user: User) -> User:
    """End every session of an account; everyone may do so for their own."""
    if by.pk != user.pk:
        require_whole_account(by, user)
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
        note("end_sessions", user, by=by)
    user.refresh_from_db()
    return user


def name_faults(user: User) -> list[str]:
    """Return what is wrong with the names of a new account, in words."""
    try:
        user.clean_fields(exclude=["password"])
    except ValidationError as error:
        return [
            f"{user._meta.get_field(field).verbose_name}: {message}"
            for field, messages in error.message_dict.items()
            for message in messages
        ]
    if User.objects.filter(username__iexact=user.username).exists():
        return [taken(user.username)]
    return []


def taken(username: str) -> str:
    return _("An account named “%(name)s” exists already. Choose another name.") % {
        "name": username
    }
