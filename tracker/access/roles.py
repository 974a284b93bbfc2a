"""What each role allows, on which level of the area tree, and which roles exclude each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations

from tracker.access.terms import Permission, Role


@dataclass(frozen=True)
class RoleRule:
    """`levels` of the areas a role is granted on; `names_star`: the grant is for one star only."""

    levels: tuple[str, ...]
    permissions: frozenset[Permission] = field(default_factory=frozenset)
    names_star: bool = False


_READ = frozenset(
    {
        Permission.DECLARATIONS_READ,
        Permission.RATINGS_READ,
        Permission.FINDINGS_READ,
        Permission.INSPECTIONS_READ,
        Permission.CLAIMS_READ,
        Permission.WORK_READ,
        Permission.PROJECTS_READ,
        Permission.CONTACTS_READ,
    }
)
# Whoever works sets work for the own area and below, says what came of it, and proposes projects.
_WORK = frozenset({Permission.WORK_SET, Permission.WORK_ENTER, Permission.PROJECTS_ENTER})
# What the offices of counties and of cities do alike with inspections, findings, papers, work.
_OFFICE = frozenset(
    {
        Permission.FINDINGS_REPORT,
        Permission.FINDINGS_ASSIGN,
        Permission.FINDINGS_RECTIFY,
        Permission.FINDINGS_VERIFY,
        Permission.FINDINGS_CLOSE,
        Permission.FINDINGS_EXTEND,
        Permission.CLOCKS_READ,
        Permission.CLOCKS_SET,
        Permission.INSPECTIONS_PLAN,
        Permission.INSPECTIONS_RECORD,
        Permission.BULLETINS_COMPOSE,
        Permission.BULLETINS_APPROVE,
        Permission.CLAIMS_JUDGE,
        Permission.WORK_CONFIRM,
        Permission.PROJECTS_CONFIRM,
        Permission.CONTACTS_ENTER,
        Permission.CONTACTS_CONFIRM,
        *_WORK,
    }
)
_TOP = ("county", "city", "province")

RULES: dict[Role, RoleRule] = {
    Role.BRANCH_SECRETARY: RoleRule(
        ("village",),
        _READ
        | _WORK
        | {
            Permission.DECLARATIONS_ENTER,
            Permission.FINDINGS_RECTIFY,
            Permission.SELF_CHECKS_RECORD,
        },
    ),
    Role.STREET_OFFICER: RoleRule(
        ("street",),
        _READ
        | _WORK
        | {
            Permission.DECLARATIONS_ENTER,
            Permission.RATINGS_ENTER,
            Permission.FINDINGS_REPORT,
            Permission.FINDINGS_ASSIGN,
            Permission.FINDINGS_RECTIFY,
            Permission.INSPECTIONS_RECORD,
            Permission.CONTACTS_ENTER,
        },
    ),
    Role.STREET_REVIEWER: RoleRule(
        ("street",),
        _READ
        | {
            Permission.DECLARATIONS_REVIEW,
            Permission.RATINGS_REVIEW,
            Permission.FINDINGS_ASSIGN,
            Permission.FINDINGS_VERIFY,
            Permission.FINDINGS_EXTEND,
            Permission.WORK_CONFIRM,
        },
    ),
    Role.STAR_OFFICER: RoleRule(
        ("county",), _READ | _WORK | {Permission.RATINGS_VERIFY}, names_star=True
    ),
    # Enters for the streets of a county, from its own tables; whoever confirms is somebody else.
    Role.COUNTY_CLERK: RoleRule(
        ("county",), _READ | {Permission.DECLARATIONS_ENTER, Permission.RATINGS_ENTER}
    ),
    Role.COUNTY_OFFICE: RoleRule(
        ("county",),
        _READ
        | _OFFICE
        | {Permission.DECLARATIONS_CONFIRM, Permission.RATINGS_CONFIRM, Permission.TARGETS_SET},
    ),
    Role.CITY_OFFICE: RoleRule(
        ("city",),
        _READ
        | _OFFICE
        | {Permission.TARGETS_SET, Permission.CAMPAIGNS_CHANGE, Permission.FIGURES_CHANGE},
    ),
    Role.INSPECTOR: RoleRule(
        ("county", "city"),
        _READ
        | {
            Permission.CLOCKS_READ,
            Permission.FINDINGS_REPORT,
            Permission.FINDINGS_VERIFY,
            Permission.FINDINGS_CLOSE,
            Permission.INSPECTIONS_RECORD,
            Permission.BULLETINS_COMPOSE,
        },
    ),
    Role.AUDITOR: RoleRule(_TOP, _READ | {Permission.CLOCKS_READ, Permission.HISTORY_READ}),
    Role.SYSTEM_ADMIN: RoleRule(
        _TOP,
        frozenset(
            {
                Permission.SYSTEM_CONFIGURE,
                Permission.PLACES_CHANGE,
                Permission.CAMPAIGNS_CHANGE,
                Permission.FIGURES_CHANGE,
            }
        ),
    ),
    Role.SECURITY_ADMIN: RoleRule(_TOP, frozenset({Permission.PEOPLE_MANAGE})),
}

ROLE_PERMISSIONS = {role: rule.permissions for role, rule in RULES.items()}


def roles_with(permissions: Iterable[str]) -> list[Role]:
    """Return the roles that give any of some rights."""
    asked = set(permissions)
    return [role for role, given in ROLE_PERMISSIONS.items() if given & asked]


# Each of the three is an account of its own that holds no other role.
ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR})

# A task force speaks for its own star only, and reads all of them.
STAR_BOUND = frozenset({Permission.RATINGS_VERIFY, *_WORK})


def conflicts(roles: Iterable[str]) -> list[tuple[Role, Role]]:
    """Return the pairs of roles that one account must not hold, in the order of `Role`."""
    held = sorted({Role(role) for role in roles}, key=list(Role).index)
    return [
        (one, other)
        for one, other in combinations(held, 2)
        if one in ADMINISTRATORS or other in ADMINISTRATORS
    ]


def grant_allows(
    permission: str, area_code: str, *, role: str, area: str, star: str, wanted_star: str = ""
) -> bool:
    """Tell whether a grant of ``role`` on ``area`` allows ``permission`` in ``area_code``.

    A code begins with the codes of the areas above it. An empty ``area_code``
    or a star that is not named where one must be allows nothing.
    """
    if permission not in RULES[Role(role)].permissions:
        return False
    if permission in STAR_BOUND and star and star != wanted_star:
        return False
    return bool(area_code) and area_code.startswith(area)
