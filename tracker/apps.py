import gc
from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.utils.translation import gettext_lazy as _


class TrackerConfig(AppConfig):
    name = "tracker"
    default = True
    verbose_name = _("Five-Star branch tracker")

    def ready(self) -> None:
        # Stamps every session that begins; needs the models, so it cannot stand above.
        import_module("tracker.people.middleware")
        # So that every process knows which work can be asked for.
        import_module("tracker.tasks")
        # Ratings begin where declarations are confirmed; the room below knows none above it.
        followers = import_module("tracker.declarations.followers")
        followers.follow(import_module("tracker.ratings.actions").follow_declarations)
        # What has a colour in a weekly card; the clocks below know no room above them.
        import_module("tracker.findings.standing.weeks")
        # Inspections suggest results of standards; ratings know no room above them.
        import_module("tracker.inspections.standing.suggestions")
        import_module("tracker.worklist.standing.colours")
        # Garbage is looked for from now on (config/__init__.py), but not among what is loaded.
        gc.freeze()
        gc.enable()


class AdministrationConfig(admin_apps.AdminConfig):
    """Django's administration, with our own door."""

    default = False
    default_site = "tracker.people.administration.AdministrationSite"
