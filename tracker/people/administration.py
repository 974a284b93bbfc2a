"""Django's administration behind our own door."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import urlencode

from tracker.access.refusals import Denied
from tracker.access.terms import Permission
from tracker.people.actions.signing import sign_out
from tracker.people.permissions import may_for_site


class AdministrationSite(AdminSite):
    """Open to system administrators of the whole site, by their grant and not by a flag."""

    def has_permission(self, request: HttpRequest) -> bool:
        return may_for_site(request.user, Permission.SYSTEM_CONFIGURE)

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Send a stranger to the page where everyone signs in."""
        wanted = request.GET.get(REDIRECT_FIELD_NAME, resolve_url("admin:index"))
        if self.has_permission(request):
            return HttpResponseRedirect(resolve_url("admin:index"))
        if request.user.is_authenticated:
            raise Denied(Permission.SYSTEM_CONFIGURE)
        return HttpResponseRedirect(f"{resolve_url('sign-in')}?{urlencode({'next': wanted})}")

    def logout(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Leave through the one door, which writes it down."""
        if request.method == "POST" and request.user.is_authenticated:
            sign_out(request=request, by=request.user)
        return HttpResponseRedirect(resolve_url("home"))

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Send to the own account: Django's form would leave no event and end no session."""
        return HttpResponseRedirect(resolve_url("account-password"))
