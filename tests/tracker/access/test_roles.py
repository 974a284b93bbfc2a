"""Roles: what each allows, where it is granted, which exclude each other."""

import pytest

from tracker.access.roles import (
    ADMINISTRATORS,
    ROLE_PERMISSIONS,
    RULES,
    conflicts,
    grant_allows,
)
from tracker.access.terms import BUSINESS, Permission, Role, StarKey
from tracker.campaigns.terms import StarKey as CampaignStarKey

VILLAGE, STREET, COUNTY, CITY = "410871060205", "410871060", "410871", "4108"


def test_every_role_has_a_rule():
    assert set(RULES) == set(Role)


def test_every_permission_is_given_by_some_role():
    assert set().union(*ROLE_PERMISSIONS.values()) == set(Permission)


@pytest.mark.parametrize(
    ("role", "levels", "names_star"),
    [
        ("branch_secretary", ("village",), False),
        ("street_officer", ("street",), False),
        ("street_reviewer", ("street",), False),
        ("star_officer", ("county",), True),
        ("county_office", ("county",), False),
        ("city_office", ("city",), False),
        ("inspector", ("county", "city"), False),
        ("auditor", ("county", "city", "province"), False),
        ("system_admin", ("county", "city", "province"), False),
        ("security_admin", ("county", "city", "province"), False),
    ],
)
def test_a_role_is_granted_on_its_levels(role, levels, names_star):
    rule = RULES[Role(role)]
    assert (rule.levels, rule.names_star) == (levels, names_star)


@pytest.mark.parametrize(
    ("permission", "roles"),
    [
        ("declarations.enter", {"branch_secretary", "street_officer", "county_clerk"}),
        ("declarations.review", {"street_reviewer"}),
        ("declarations.confirm", {"county_office"}),
        ("ratings.enter", {"street_officer", "county_clerk"}),
        ("ratings.review", {"street_reviewer"}),
        ("ratings.verify", {"star_officer"}),
        ("ratings.confirm", {"county_office"}),
        ("worklist.confirm", {"street_reviewer", "county_office", "city_office"}),
        ("projects.confirm", {"county_office", "city_office"}),
        ("people.manage", {"security_admin"}),
        ("history.read", {"auditor"}),
        ("system.configure", {"system_admin"}),
        ("places.change", {"system_admin"}),
        ("figures.change", {"city_office", "system_admin"}),
        ("campaigns.change", {"city_office", "system_admin"}),
        ("claims.judge", {"county_office", "city_office"}),
    ],
)
def test_a_permission_comes_with_these_roles_only(permission, roles):
    assert {role for role, given in ROLE_PERMISSIONS.items() if permission in given} == roles


def test_who_runs_or_guards_the_site_says_nothing_about_branches():
    for role in (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN):
        assert ROLE_PERMISSIONS[role] & BUSINESS == set()


def test_the_auditor_only_reads():
    assert {name.rpartition(".")[2] for name in ROLE_PERMISSIONS[Role.AUDITOR]} == {"read"}


@pytest.mark.parametrize("role", sorted(ADMINISTRATORS))
@pytest.mark.parametrize("other", list(Role))
def test_an_administrator_holds_no_other_role(role, other):
    assert bool(conflicts([role, other])) == (role != other)


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ([], []),
        (["street_officer"], []),
        (["street_officer", "street_officer"], []),
        (["street_officer", "street_reviewer", "star_officer"], []),
        (["system_admin", "auditor"], [("auditor", "system_admin")]),
        (
            ["security_admin", "county_office", "system_admin"],
            [
                ("county_office", "system_admin"),
                ("county_office", "security_admin"),
                ("system_admin", "security_admin"),
            ],
        ),
    ],
)
def test_conflicting_roles_are_named_in_pairs(roles, expected):
    assert conflicts(roles) == expected


@pytest.mark.parametrize(
    ("permission", "area_code", "grant", "allowed"),
    [
        ("ratings.enter", VILLAGE, ("street_officer", STREET, ""), True),
        ("ratings.enter", STREET, ("street_officer", STREET, ""), True),
        ("ratings.enter", COUNTY, ("street_officer", STREET, ""), False),
        ("ratings.enter", "410871061201", ("street_officer", STREET, ""), False),
        ("ratings.enter", "", ("street_officer", STREET, ""), False),
        ("ratings.confirm", VILLAGE, ("street_officer", STREET, ""), False),
        ("ratings.read", VILLAGE, ("star_officer", COUNTY, "ecology"), True),
        ("ratings.confirm", VILLAGE, ("city_office", CITY, ""), False),
        ("no.such", VILLAGE, ("city_office", CITY, ""), False),
    ],
)
def test_a_grant_allows_in_its_area_and_all_below(permission, area_code, grant, allowed):
    role, area, star = grant
    assert grant_allows(permission, area_code, role=role, area=area, star=star) == allowed


@pytest.mark.parametrize(("wanted", "allowed"), [("ecology", True), ("safety", False), ("", False)])
def test_a_task_force_verifies_its_own_star_only(wanted, allowed):
    found = grant_allows(
        "ratings.verify",
        VILLAGE,
        role="star_officer",
        area=COUNTY,
        star="ecology",
        wanted_star=wanted,
    )
    assert found == allowed


def test_task_forces_are_made_for_the_campaigns_stars():
    assert set(StarKey.values) == set(CampaignStarKey.values)
