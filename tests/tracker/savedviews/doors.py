"""How saved views change: by their pages."""

from django.urls import reverse

from tests.factories.people import GrantFactory
from tests.tracker.history.doors import door
from tracker.savedviews.models import SavedView

STREET = "410871060"


@door("pages of saved views: one from its making to its end", touches={"tracker_savedview"})
def pages(browser, _folder):
    browser.force_login(GrantFactory(code=STREET).user)
    yield
    begun = {"list": "branch-list", "state": "unit_kind=rural", "is_opening": "on"}
    browser.post(reverse("saved-view-new"), {**begun, "name": "村", "readers": STREET})
    browser.post(reverse("saved-view-new"), {**begun, "name": "社区", "readers": ""})
    first, second = SavedView.objects.order_by("pk")
    assert (first.is_opening, second.is_opening) == (False, True)
    browser.post(reverse("saved-view-withdraw", args=[first.pk]))
    browser.post(reverse("saved-view-change", args=[first.pk]), {"name": "农村"})
    browser.post(reverse("saved-view-delete", args=[second.pk]))
    assert str(SavedView.objects.get()) == "农村"
