"""What every page carries: site name, navigation, search, footer slots."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.access.terms import Permission
from tracker.people.permissions import areas_of, rights_of

Entry = dict[str, object]
# Pages of staff: the right that opens each, and the name of its address.
STAFF_PAGES = (
    (Permission.DECLARATIONS_READ, "declaration-list", gettext_lazy("Declarations")),
    (Permission.RATINGS_READ, "rating-list", gettext_lazy("Ratings")),
    (Permission.INSPECTIONS_READ, "round-list", gettext_lazy("Inspection rounds")),
    (Permission.FINDINGS_READ, "finding-list", gettext_lazy("Findings to put right")),
    (Permission.RATINGS_READ, "area-progress", gettext_lazy("Progress")),
    (Permission.RATINGS_READ, "changeset-list", gettext_lazy("Changesets")),
    (Permission.DECLARATIONS_READ, "target-list", gettext_lazy("Targets")),
    (Permission.WORK_READ, "board", gettext_lazy("Boards")),
    (Permission.WORK_READ, "work-list", gettext_lazy("Work lists")),
    (Permission.PROJECTS_READ, "project-list", gettext_lazy("Project lists")),
    (Permission.CONTACTS_READ, "tie-list", gettext_lazy("Contacts and training")),
    (Permission.WORK_READ, "meeting-list", gettext_lazy("Meetings and minutes")),
    (Permission.CLAIMS_READ, "archive", gettext_lazy("Papers")),
    (Permission.PLACES_CHANGE, "alias-list", gettext_lazy("Names from the papers")),
    (Permission.CAMPAIGNS_CHANGE, "campaign-list", gettext_lazy("Campaign years")),
    (Permission.PEOPLE_MANAGE, "person-list", gettext_lazy("People")),
    (Permission.HISTORY_READ, "log-list", gettext_lazy("Log of changes")),
)


@lru_cache(maxsize=1024)
def _address(name: str, *keys: str) -> str:
    """Return the address of a page: two dozen stand on every page, and none changes."""
    return reverse(name, args=keys)


def _entry(request: HttpRequest, label: object, name: str, *keys: str) -> Entry:
    url = _address(name, *keys)
    return {"url": url, "label": label, "current": request.path == url}


def _staff_entries(request: HttpRequest) -> list[Entry]:
    """Return what only signed-in people see, each what they may open; an error page has no user."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    shown = [
        _entry(request, _("My desk"), "desk"),
        _entry(request, _("My notices"), "notice-list"),
    ]
    rights = rights_of(user)
    for right, name, label in STAFF_PAGES:
        if right in rights:
            # Progress is that of an area: the first of the widest ones that the person reads.
            keys = areas_of(user, right)[:1] if name == "area-progress" else []
            shown.append(_entry(request, label, name, *keys))
    return shown


def site(request: HttpRequest) -> dict[str, object]:
    """Return the context of `base.html`. Names of pages come from the rooms' URLs."""
    entries = [
        ("home", _("Overview")),
        ("area-list", _("Places")),
        ("branch-list", _("Branches")),
        ("star-list", _("Stars on record")),
        ("figure-list", _("Figures from the papers")),
        ("article-list", _("Newspaper articles")),
        ("crosscheck-list", _("Contradictions")),
        ("campaign-about", _("About the campaign")),
    ]
    return {
        "navigation": [_entry(request, label, name) for name, label in entries],
        "staff_navigation": _staff_entries(request),
        "demo": settings.DEMO,
        "site_owner": settings.SITE_OWNER,
        "site_operator": settings.SITE_OPERATOR,
        "site_icp": settings.SITE_ICP,
        "site_police_filing": settings.SITE_POLICE_FILING,
        "site_code": settings.SITE_CODE,
        "site_app_filing": settings.SITE_APP_FILING,
        "site_contact": settings.SITE_CONTACT,
    }
