"""How tokens change: by their pages."""

import datetime as dt

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.people import GrantFactory, SecurityAdministratorFactory
from tests.tracker.history.doors import door
from tracker.tokens.models import Token


@door(
    "pages of tokens: made, revoked by its owner, another by an administrator",
    touches={"tracker_token"},
)
def pages(browser, _folder):
    user, admin = GrantFactory().user, SecurityAdministratorFactory()
    browser.force_login(user)
    office = Client()
    office.force_login(admin)
    day = (timezone.localdate() + dt.timedelta(days=7)).isoformat()
    yield
    for name in ("报表", "交换"):
        browser.post(reverse("token-list"), {"name": name, "scope": "read", "expires_on": day})
    second, first = Token.objects.order_by("-pk")
    browser.post(reverse("token-revoke"), {"token": first.pk})
    office.post(reverse("person-token-revoke", args=[user.pk, second.pk]))
    assert not Token.objects.working().exists()
