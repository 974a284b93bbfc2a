"""Examples of people who sign in, and of what they may do."""

import factory
from factory.django import DjangoModelFactory

from tracker.access.roles import RULES
from tracker.access.terms import Role, StarKey
from tracker.people.models import Grant, PastPassword, User
from tracker.places.codes import level_of, parent_code
from tracker.places.models import Area
from tracker.places.terms import CODE_LENGTHS, Level


def area_with_code(code: str) -> Area:
    """Return the area with a code, made with those above it when it is not there."""
    found = Area.objects.filter(pk=code).first()
    if found:
        return found
    above = parent_code(code)
    level = level_of(code)
    return Area.objects.create(
        code=code,
        level=level,
        kind="rural" if level == Level.VILLAGE else "",
        name=f"第{code}号",
        official_name=f"第{code}号地",
        parent=area_with_code(above) if above else None,
    )


class UserFactory(DjangoModelFactory):
    """Someone with an account and no rights."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"officer{n}")
    display_name = factory.Sequence(lambda n: f"干部{n}")
    password = factory.django.Password("lilac-and-grain-7")


class GrantFactory(DjangoModelFactory):
    """A role in an area; `code` names the area."""

    class Meta:
        model = Grant

    class Params:
        code = "410871060"

    user = factory.SubFactory(UserFactory)
    role = Role.STREET_OFFICER
    area = factory.LazyAttribute(lambda grant: area_with_code(grant.code))


class AdministratorFactory(UserFactory):
    """A system administrator of the whole site: the role that opens the administration."""

    is_staff = True

    @factory.post_generation
    def granted(self, create, extracted, **kwargs):
        GrantFactory(user=self, role=Role.SYSTEM_ADMIN, code="41")


class SecurityAdministratorFactory(UserFactory):
    """Someone who gives roles for the whole site."""

    @factory.post_generation
    def granted(self, create, extracted, **kwargs):
        GrantFactory(user=self, role=Role.SECURITY_ADMIN, code="41")


class PastPasswordFactory(DjangoModelFactory):
    class Meta:
        model = PastPassword

    user = factory.SubFactory(UserFactory)
    password = "argon2$stored"


def someone_who_may(permission: str) -> User:
    """Return somebody with a right, in as wide an area as any role with it is given for."""
    wide = {
        role: min(CODE_LENGTHS[level] for level in rule.levels)
        for role, rule in RULES.items()
        if permission in rule.permissions
    }
    role = min(wide, key=wide.__getitem__)
    star = StarKey.ECOLOGY if RULES[role].names_star else ""
    return GrantFactory(role=role, code="410871060201"[: wide[role]], star=star).user
