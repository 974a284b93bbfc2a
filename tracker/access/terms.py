"""Words of rights: roles and permissions. Later rooms use the permissions by these names."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person is in the campaign, or in running this site."""

    BRANCH_SECRETARY = "branch_secretary", _("Branch secretary")
    STREET_OFFICER = "street_officer", _("Street or township officer")
    STREET_REVIEWER = "street_reviewer", _("Street or township reviewer")
    STAR_OFFICER = "star_officer", _("Star task-force officer")
    COUNTY_CLERK = "county_clerk", _("County entry officer")
    COUNTY_OFFICE = "county_office", _("County campaign office")
    CITY_OFFICE = "city_office", _("City campaign office")
    INSPECTOR = "inspector", _("Inspector")
    AUDITOR = "auditor", _("Audit administrator")
    SYSTEM_ADMIN = "system_admin", _("System administrator")
    SECURITY_ADMIN = "security_admin", _("Security administrator")


class StarKey(models.TextChoices):
    """Stars that a task force may be made for; a test holds them to the campaigns' own keys."""

    INDUSTRY = "industry", _("Thriving industry star")
    ECOLOGY = "ecology", _("Livable ecology star")
    SAFETY = "safety", _("Safety and rule-of-law star")
    CIVILITY = "civility", _("Civility and well-being star")
    PARTY_BRANCH = "party_branch", _("Strong branch star")
    SHARING = "sharing", _("Co-building and sharing star")
    HARMONY = "harmony", _("Happiness and harmony star")
    BUSINESS = "business", _("Good work and business star")


class Permission(StrEnum):
    """What a role allows, as "<room>.<verb>". A permission holds in an area and all below it."""

    DECLARATIONS_READ = "declarations.read"
    DECLARATIONS_ENTER = "declarations.enter"
    DECLARATIONS_REVIEW = "declarations.review"
    DECLARATIONS_CONFIRM = "declarations.confirm"
    TARGETS_SET = "targets.set"
    RATINGS_READ = "ratings.read"
    RATINGS_ENTER = "ratings.enter"
    RATINGS_REVIEW = "ratings.review"
    RATINGS_VERIFY = "ratings.verify"
    RATINGS_CONFIRM = "ratings.confirm"
    FINDINGS_READ = "findings.read"
    FINDINGS_REPORT = "findings.report"
    FINDINGS_ASSIGN = "findings.assign"
    FINDINGS_RECTIFY = "findings.rectify"
    FINDINGS_VERIFY = "findings.verify"
    FINDINGS_CLOSE = "findings.close"
    FINDINGS_EXTEND = "findings.extend"
    CLOCKS_READ = "clocks.read"
    CLOCKS_SET = "clocks.set"
    INSPECTIONS_READ = "inspections.read"
    INSPECTIONS_PLAN = "inspections.plan"
    INSPECTIONS_RECORD = "inspections.record"
    SELF_CHECKS_RECORD = "inspections.self_check"
    BULLETINS_COMPOSE = "bulletins.compose"
    BULLETINS_APPROVE = "bulletins.approve"
    WORK_READ = "worklist.read"
    WORK_ENTER = "worklist.enter"
    WORK_SET = "worklist.set"
    WORK_CONFIRM = "worklist.confirm"
    PROJECTS_READ = "projects.read"
    PROJECTS_ENTER = "projects.enter"
    PROJECTS_CONFIRM = "projects.confirm"
    CONTACTS_READ = "contacts.read"
    CONTACTS_ENTER = "contacts.enter"
    CONTACTS_CONFIRM = "contacts.confirm"
    PLACES_CHANGE = "places.change"
    CAMPAIGNS_CHANGE = "campaigns.change"
    FIGURES_CHANGE = "figures.change"
    CLAIMS_READ = "claims.read"
    CLAIMS_JUDGE = "claims.judge"
    PEOPLE_MANAGE = "people.manage"
    HISTORY_READ = "history.read"
    SYSTEM_CONFIGURE = "system.configure"


# What is said about branches. Who runs the site or guards it says none of it
# (GB/T 22239, 8.1.5: system, security and audit administration are apart).
BUSINESS = frozenset(
    name
    for name in Permission
    if name.partition(".")[0]
    in {
        *("declarations", "targets", "ratings", "claims"),
        *("findings", "clocks", "inspections", "bulletins"),
        *("worklist", "projects", "contacts"),
    }
)
