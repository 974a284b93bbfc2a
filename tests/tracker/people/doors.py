"""How accounts change: their pages, the door, a command; and many-to-many fields."""

import io
from unittest.mock import patch

from django.contrib.admin.sites import AdminSite
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.forms import modelform_factory
from django.test import RequestFactory
from django.urls import reverse

from tests.factories.people import (
    AdministratorFactory,
    SecurityAdministratorFactory,
    UserFactory,
    area_with_code,
)
from tests.tracker.history.doors import door
from tracker.history.admin import RecordedAdmin
from tracker.history.origin import coming_from
from tracker.people.models import Grant, User

USER, GRANT, PAST = "tracker_user", "tracker_grant", "tracker_pastpassword"


@door("pages of people: an account from its making to its closing", touches={USER, GRANT, PAST})
def pages(browser, _folder):
    browser.force_login(SecurityAdministratorFactory())
    area_with_code("410871060")
    yield
    browser.post(reverse("person-new"), {"username": "wang", "display_name": "王五"})
    pk = User.objects.get(username="wang").pk
    role = {"role": "street_officer", "area": "410871060", "starts_on": "2026-1-5"}
    browser.post(reverse("person-grant", args=[pk]), role)
    browser.post(reverse("grant-end", args=[pk, Grant.objects.get(user=pk).pk]), {"reason": "调离"})
    browser.post(reverse("person-name", args=[pk]), {"display_name": "王六"})
    browser.post(reverse("person-reset-password", args=[pk]))
    browser.post(reverse("person-end-sessions", args=[pk]))
    browser.post(reverse("person-disable", args=[pk]), {"reason": "退休"})
    browser.post(reverse("person-enable", args=[pk]))
    assert User.objects.get(pk=pk).is_active


@door("sign-in, the own password, sign-out", touches={USER, PAST})
def own_account(browser, _folder):
    UserFactory(username="li")
    present, new = "lilac-and-grain-7", "Poplar/and/river/9"
    yield
    browser.post(reverse("sign-in"), {"username": "li", "password": present})
    browser.post(reverse("account-password"), {"present": present, "new": new, "again": new})
    browser.post(reverse("sign-out"))
    assert User.objects.get(username="li").check_password(new)


@door("create_admin: the first administrator", touches={USER, GRANT})
def first_administrator(_browser, _folder):
    area_with_code("4108")
    yield
    with patch("sys.stdin", io.StringIO("Poplar/and/river/9\n")):
        call_command("create_admin", "chief", "--password-stdin", stdout=io.StringIO())


@door(
    "administration: many-to-many fields of any model",
    touches={USER, "tracker_user_groups", "tracker_user_user_permissions"},
)
def many_to_many(_browser, _folder):
    """No model of ours has one that is edited; the base of every administration keeps up."""
    admin = RecordedAdmin(User, AdminSite())
    form_of = modelform_factory(User, fields=["display_name", "groups", "user_permissions"])
    by, user = AdministratorFactory(), UserFactory()
    user.groups.add(Group.objects.create(name="旧组"))
    new = Group.objects.create(name="新组")
    permission = admin.opts.model.user_permissions.field.related_model.objects.first()
    request = RequestFactory().post("/")
    request.user = by
    answers = {"display_name": "李六", "groups": [new.pk], "user_permissions": [permission.pk]}
    form = form_of(answers, instance=user)
    assert form.is_valid()
    changed = form.save(commit=False)
    yield
    with coming_from("192.0.2.7"):
        admin.save_model(request, changed, form, True)
        admin.save_related(request, form, [], True)
        admin.delete_queryset(request, User.objects.filter(pk=user.pk))
