"""Who may do what where. Every question about a right is asked here."""

from __future__ import annotations

import operator
from collections.abc import Iterable
from functools import reduce
from typing import Any

from django.conf import settings
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from tracker.access.policy import Rule
from tracker.access.refusals import Denied
from tracker.access.roles import ROLE_PERMISSIONS, grant_allows, roles_with
from tracker.access.terms import Permission, Role
from tracker.people.models import Grant, User
from tracker.places.codes import ancestor_codes
from tracker.places.querysets import under

_CACHE, _AREAS = "_grants_today", "_areas_today"


def grants_of(user: Any) -> tuple[Grant, ...]:
    """Return the grants that hold today: one query, kept with the account for the request.

    A stranger and a disabled account hold none.
    """
    if not isinstance(getattr(user, "pk", None), int) or not user.is_active:
        return ()
    if not hasattr(user, _CACHE):
        _keep(user, _standing(user.pk))
    return getattr(user, _CACHE)


def with_grants(pk: int) -> User | None:
    """Return the account that a request comes from, with its grants: every page asks for both."""
    standing = list(_standing(pk).select_related("user"))
    user = standing[0].user if standing else User.objects.filter(pk=pk).first()
    if user is not None:
        _keep(user, standing)
    return user


def _standing(user_pk: int) -> QuerySet[Grant]:
    # Every request asks this: a short statement; the days are compared here.
    return Grant.objects.filter(user_id=user_pk, ended_at=None).order_by()


def _keep(user: User, standing: Iterable[Grant]) -> None:
    today = timezone.localdate()
    held = [grant for grant in standing if grant.holds_on(today)]
    held.sort(key=lambda grant: (grant.role, grant.area_id, grant.star))
    setattr(user, _CACHE, tuple(held))


def forget_grants(user: User) -> None:
    """Ask the database again: after a change, within the same request."""
    for name in (_CACHE, _AREAS):
        if hasattr(user, name):
            delattr(user, name)


def may(user: Any, permission: str, area_code: str, star: str = "") -> bool:
    """Tell whether a person may do something in an area, or to a star of a unit there."""
    return any(
        grant_allows(
            permission,
            area_code,
            role=grant.role,
            area=grant.area_id,
            star=grant.star,
            wanted_star=star,
        )
        for grant in grants_of(user)
    )


def may_somewhere(user: Any, permission: str) -> bool:
    """Tell whether there is any area at all: enough to be shown a page, never to change a thing."""
    return bool(areas_of(user, permission))


def rights_of(user: Any) -> set[Permission]:
    """Return every right that a person has in any area at all."""
    return set().union(*(ROLE_PERMISSIONS[Role(grant.role)] for grant in grants_of(user)))


def may_for_site(user: Any, permission: str) -> bool:
    """Tell whether a right covers all that this site is about: the area of its first page."""
    return may(user, permission, settings.HOME_AREA)


def may_pass(user: Any, rule: Rule) -> bool:
    """Tell whether somebody who is signed in has the right that an address names."""
    asked = may_for_site if rule.whole_site else may_somewhere
    return not rule.permission or asked(user, rule.permission)


def areas_of(user: Any, permission: str) -> list[str]:
    """Return the codes under which a person has a right, without those inside another one."""
    if not (grants := grants_of(user)):
        return []
    if not hasattr(user, _AREAS):
        setattr(user, _AREAS, {})
    known = getattr(user, _AREAS)
    if permission not in known:
        known[permission] = _widest(
            grant.area_id for grant in grants if permission in ROLE_PERMISSIONS[Role(grant.role)]
        )
    return list(known[permission])


def _widest(codes: Iterable[str]) -> list[str]:
    wider: list[str] = []
    for code in sorted(set(codes)):
        # An area sorts before all that lies in it.
        if not (wider and code.startswith(wider[-1])):
            wider.append(code)
    return wider


def require(user: Any, permission: str, area_code: str, star: str = "") -> None:
    """Raise Denied where the right is missing."""
    if not may(user, permission, area_code, star):
        raise Denied(permission)


def within(user: Any, permission: str, field: str) -> Q:
    """Return the condition "``field`` holds the code of an area where the person has the right"."""
    conditions = [under(code, field) for code in areas_of(user, permission)]
    return reduce(operator.or_, conditions) if conditions else Q(pk__in=[])


def visible_or_404(queryset: QuerySet, **lookup: Any) -> Any:
    """Return one row of what a person may see; a foreign row answers like a missing one."""
    try:
        return queryset.get(**lookup)
    except (queryset.model.DoesNotExist, OverflowError):
        raise Http404 from None


class VisibleTo:
    """For a queryset of things in areas: the reads that views begin with.

    `area_field` leads to the code of the area; `read_permission` is asked when
    no other is named.
    """

    area_field = "area_id"
    read_permission: str = ""

    def visible_to(self, user: Any, permission: str = "") -> Any:
        asked = permission or self.read_permission
        return self.filter(within(user, asked, self.area_field))  # type: ignore[attr-defined]


# --- Who holds a right -----------------------------------------------------------


def holders_of(permission: str, area: str, *, known_to: Any, by: str) -> QuerySet:
    """Return the active accounts that have a right in all of an area, as far as one may know them.

    Their role lies where ``known_to`` has the right ``by``: whoever works in a county does not
    read the names of those above it. Not for rights that are held for one star only.
    """
    held = Grant.objects.active().filter(
        within(known_to, by, "area_id"),
        user_id=OuterRef("pk"),
        role__in=roles_with({permission}),
        area_id__in=[*ancestor_codes(area), area],
    )
    return User.objects.enabled().filter(Exists(held))


# --- Accounts ------------------------------------------------------------------


def accounts_visible_to(user: Any) -> QuerySet:
    """Return the accounts that a security administrator looks after.

    Those that hold or held a role in their areas, and those that never held one.
    """
    if not may_somewhere(user, Permission.PEOPLE_MANAGE):
        return User.objects.none()
    theirs = Grant.objects.filter(user_id=OuterRef("pk"))
    mine = theirs.filter(within(user, Permission.PEOPLE_MANAGE, "area_id"))
    return User.objects.filter(Exists(mine) | ~Exists(theirs))


def grants_visible_to(user: Any) -> QuerySet:
    """Return the roles in the areas that a security administrator looks after.

    Somebody may hold others elsewhere: those are not theirs to see.
    """
    return Grant.objects.filter(within(user, Permission.PEOPLE_MANAGE, "area_id"))


def require_whole_account(by: Any, user: Model) -> None:
    """Raise Denied unless every role of an account lies in the areas that ``by`` looks after.

    Whoever resets a password can become that person: a county must not reach
    the city's accounts that way.
    """
    if not may_somewhere(by, Permission.PEOPLE_MANAGE):
        raise Denied(Permission.PEOPLE_MANAGE)
    for code in Grant.objects.filter(user_id=user.pk).standing().values_list("area_id", flat=True):
        require(by, Permission.PEOPLE_MANAGE, code)
