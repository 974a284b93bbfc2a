"""The first administrators, made by whoever runs the machine."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.access.roles import ADMINISTRATORS
from tracker.access.terms import Role
from tracker.history.origin import coming_from
from tracker.people.actions.accounts import name_faults, taken
from tracker.people.actions.grants import give
from tracker.people.checks import TrivialPasswordValidator
from tracker.people.models import Grant, User
from tracker.people.record import note
from tracker.places.models import Area


def create_administrator(
    *,
    by: str,
    username: str,
    password: str,
    display_name: str = "",
    role: str = Role.SYSTEM_ADMIN,
) -> User:
    """Make an account that is one of the three administrators of the whole site.

    Raises ValidationError, with every reason at once, for a name that is taken
    or malformed, for a password that the rules refuse, and where the places
    are not loaded yet. ``by`` names who runs this on the machine, for the log.
    """
    if role not in ADMINISTRATORS:
        raise ValueError(role)
    user = User(
        username=User.normalize_username(username),
        display_name=display_name,
        password_changed_at=timezone.now(),
    )
    faults = [*name_faults(user), *_password_faults(user, password)]
    area = Area.objects.filter(pk=settings.HOME_AREA).first()
    if area is None:
        faults.append(_("The places are not loaded yet. Run manage.py seed --commit first."))
    if faults:
        raise ValidationError(faults)
    user.password = make_password(password)
    try:
        with transaction.atomic(), coming_from(f"create_admin {by}"):
            user.save(force_insert=True)
            note("create_user", user, by=None, after={"username": user.username})
            give(Grant(user=user, role=role, area=area), by=None)
    except IntegrityError as error:  # someone was faster
        raise ValidationError(taken(user.username)) from error
    return user


def _password_faults(user: User, password: str) -> list[str]:
    try:
        password.encode()
    except UnicodeEncodeError:  # bytes of another encoding, from the environment or a pipe
        return [_("The password is not written in UTF-8.")]
    faults: list[str] = []
    for check in (validate_password, TrivialPasswordValidator().validate):
        try:
            check(password, user)
        except ValidationError as error:
            faults += [message for message in error.messages if message not in faults]
    return faults
