"""The people of the demonstration.

A few sign in, with one password that is drawn anew each time. All others only act in
the made-up year and cannot sign in: they have no password.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from tracker.access.terms import Role
from tracker.campaigns.scoring import STARS_OF_KIND
from tracker.people.actions.grants import give
from tracker.people.models import Grant, User
from tracker.people.record import note
from tracker.places.models import Area
from tracker.places.terms import Level

STARS = sorted({star for stars in STARS_OF_KIND.values() for star in stars})


@dataclass(frozen=True)
class Part:
    """One account that signs in: its name, who it is, and its role in an area."""

    username: str
    display_name: str
    role: Role
    area: Area
    stars: tuple[str, ...] = ()


def parts(street: Area, village: Area, top: Area) -> list[Part]:
    """Return who signs in: the staff of one street and its county, and those of the city."""
    county = street.parent
    return [
        Part("village", "村支部书记（演示）", Role.BRANCH_SECRETARY, village),
        Part("street", "街道经办人（演示）", Role.STREET_OFFICER, street),
        Part("reviewer", "街道审核人（演示）", Role.STREET_REVIEWER, street),
        Part("force", "专班成员（演示）", Role.STAR_OFFICER, county, tuple(STARS)),
        Part("clerk", "县区填报员（演示）", Role.COUNTY_CLERK, county),
        Part("county", "县区创建办（演示）", Role.COUNTY_OFFICE, county),
        Part("city", "市创建办（演示）", Role.CITY_OFFICE, top),
        Part("inspector", "督导员（演示）", Role.INSPECTOR, county),
        Part("auditor", "审计管理员（演示）", Role.AUDITOR, top),
        Part("security", "安全管理员（演示）", Role.SECURITY_ADMIN, top),
        Part("system", "系统管理员（演示）", Role.SYSTEM_ADMIN, top),
    ]


@transaction.atomic
def sign_up(part: Part, password: str = "") -> User:
    """Make an account with its role; without a password nobody can sign in with it."""
    user = User(
        username=part.username,
        display_name=part.display_name,
        password=make_password(password or None),
        password_changed_at=timezone.now(),
    )
    user.save(force_insert=True)
    note("create_user", user, by=None, after={"username": user.username})
    for star in part.stars or ("",):
        give(Grant(user=user, role=part.role, area=part.area, star=star), by=None)
    return user


@dataclass(frozen=True)
class Street:
    """One street and who acts there."""

    area: Area
    officer: User
    reviewer: User


@dataclass(frozen=True)
class County:
    """One county, who acts there, and its streets."""

    area: Area
    force: User
    office: User
    inspector: User
    streets: list[Street]


def county_with_staff(area: Area) -> County:
    """Make the staff of a county and of every street in it that has branches."""
    code = area.pk
    streets = [
        Street(street, *_staff_of_street(street))
        for street in Area.objects.current().filter(parent=area, level=Level.STREET)
        if street.rated_units
    ]
    force = Part(f"force.{code}", f"{area.name}专班（演示）", Role.STAR_OFFICER, area, tuple(STARS))
    office = Part(f"county.{code}", f"{area.name}创建办（演示）", Role.COUNTY_OFFICE, area)
    inspector = Part(f"inspector.{code}", f"{area.name}督导员（演示）", Role.INSPECTOR, area)
    return County(area, sign_up(force), sign_up(office), sign_up(inspector), streets)


def _staff_of_street(area: Area) -> tuple[User, User]:
    code = area.pk
    officer = Part(f"street.{code}", f"{area.name}经办人（演示）", Role.STREET_OFFICER, area)
    reviewer = Part(f"reviewer.{code}", f"{area.name}审核人（演示）", Role.STREET_REVIEWER, area)
    return sign_up(officer), sign_up(reviewer)
