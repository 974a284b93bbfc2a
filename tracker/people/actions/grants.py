"""Giving roles and taking them back."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.access.refusals import Refused
from tracker.access.roles import RULES, conflicts
from tracker.access.terms import Permission, Role
from tracker.people.actions.guards import keep_one_security_administrator
from tracker.people.models import Grant, User
from tracker.people.permissions import forget_grants, require
from tracker.people.record import grant_in_words, note
from tracker.places.models import Area


def grant(
    *,
    by: User,
    user: User,
    role: str,
    area: Area,
    star: str = "",
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
    reason: str = "",
) -> Grant:
    """Give a person a role in an area.

    Raises Denied where ``by`` may not give rights, Refused where a rule forbids
    it, ValidationError where role, area, star and days do not fit together.
    """
    require(by, Permission.PEOPLE_MANAGE, area.pk)
    if by.pk == user.pk:
        raise Refused(_("Nobody gives a role to themselves. Ask another security administrator."))
    given = Grant(
        user=user,
        role=role,
        area=area,
        star=star,
        starts_on=starts_on or timezone.localdate(),
        ends_on=ends_on,
        given_by=by,
        reason=reason,
    )
    return give(given, by=by)


def give(given: Grant, *, by: User | None) -> Grant:
    """Check and save a grant with its event. `create_administrator` comes here without an actor."""
    if faults := _faults(given):
        raise ValidationError(faults)
    try:
        with transaction.atomic():
            _refuse_excluded(given)
            given.save(force_insert=True)
            follow_grants(given.user)
            note(
                "grant",
                given.user,
                by=by,
                after=grant_in_words(given),
                reason=given.reason,
                area_code=given.area_id,
            )
    except IntegrityError as error:
        raise Refused(
            _("The person holds this role here already. Take it back before giving it anew.")
        ) from error
    return given


def end_grant(*, by: User, grant: Grant, reason: str = "") -> Grant:
    """Take a role back, from now on. Raises Denied, or Refused if it was taken back already."""
    require(by, Permission.PEOPLE_MANAGE, grant.area_id)
    if by.pk == grant.user_id:
        raise Refused(_("Nobody takes back the own role. Ask another security administrator."))
    with transaction.atomic():
        keep_one_security_administrator(without_grant=grant)
        ended = Grant.objects.filter(pk=grant.pk, ended_at__isnull=True).update(
            ended_at=timezone.now(), ended_by=by
        )
        if not ended:
            raise Refused(_("This role was taken back already."))
        follow_grants(grant.user)
        note(
            "end_grant",
            grant.user,
            by=by,
            before=grant_in_words(grant),
            reason=reason,
            area_code=grant.area_id,
        )
    grant.refresh_from_db()
    return grant


def follow_grants(user: User) -> None:
    """Let `is_staff` say whether the account holds the administration's role."""
    forget_grants(user)
    user.is_staff = Grant.objects.standing().filter(user=user, role=Role.SYSTEM_ADMIN).exists()
    user.save(update_fields=["is_staff"])


def _refuse_excluded(given: Grant) -> None:
    # The account's row is held, so that two people cannot give two halves of a pair at once.
    User.objects.select_for_update().get(pk=given.user_id)
    held = Grant.objects.standing().filter(user_id=given.user_id).values_list("role", flat=True)
    pairs = conflicts([*held, given.role])
    if pairs:
        one, other = pairs[0]
        raise Refused(
            _("One account cannot be both %(one)s and %(other)s. Make a second account.")
            % {"one": one.label, "other": other.label}
        )


def _faults(given: Grant) -> dict[str, str]:
    """Return what does not fit together, by field."""
    if given.role not in Role.values:
        return {"role": _("There is no such role.")}
    rule = RULES[Role(given.role)]
    faults = {}
    if given.area.level not in rule.levels:
        levels = dict(Area._meta.get_field("level").choices)
        faults["area"] = _("This role is given on: %(levels)s.") % {
            "levels": "、".join(str(levels[level]) for level in rule.levels)
        }
    if rule.names_star and not given.star:
        faults["star"] = _("A task force is made for one star: choose it.")
    if given.star and not rule.names_star:
        faults["star"] = _("This role is given without a star.")
    if given.ends_on and given.ends_on < given.starts_on:
        faults["ends_on"] = _("The last day lies before the first.")
    return faults
