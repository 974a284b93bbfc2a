"""The administration of all rooms; importing a room's module registers its models."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from tracker.api import admin as api
from tracker.campaigns import admin as campaigns
from tracker.changesets import admin as changesets
from tracker.claims import admin as claims
from tracker.clocks import admin as clocks
from tracker.contacts import admin as contacts
from tracker.declarations import admin as declarations
from tracker.desks import admin as desks
from tracker.figures import admin as figures
from tracker.findings import admin as findings
from tracker.history import admin as history
from tracker.inspections import admin as inspections
from tracker.jobs import admin as jobs
from tracker.notices import admin as notices
from tracker.people import admin as people
from tracker.places import admin as places
from tracker.projects import admin as projects
from tracker.ratings import admin as ratings
from tracker.savedviews import admin as savedviews
from tracker.tallies import admin as tallies
from tracker.tokens import admin as tokens
from tracker.worklist import admin as worklist

__all__ = [
    "api",
    "campaigns",
    "changesets",
    "claims",
    "clocks",
    "contacts",
    "declarations",
    "desks",
    "figures",
    "findings",
    "history",
    "inspections",
    "jobs",
    "notices",
    "people",
    "places",
    "projects",
    "ratings",
    "savedviews",
    "tallies",
    "tokens",
    "worklist",
]

admin.site.site_header = _("“Five-Star” branch progress: administration")
admin.site.site_title = _("Administration")
admin.site.index_title = _("Data")
