"""What stands between a request and a page: how long a session lasts, and who passes the gate."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from tracker.access.policy import Rule, rule_for
from tracker.access.refusals import Denied
from tracker.people.actions.second_factor import has_second_factor
from tracker.people.actions.signing import end_session, note_denial
from tracker.people.models import User
from tracker.people.permissions import grants_of, may_pass
from tracker.people.sessions import SEEN, Limits, beginning, ended, is_due
from tracker.ui.machines import for_machines, problem

# Open to everybody in every state; a step that is still to be done opens its own addresses, too.
ALWAYS_OPEN = {
    "sign-out",
    "choose-language",
    "choose-display",
    "healthz",
    "readyz",
    "robots",
}
STEPS = {
    "account-password": {"account-password"},
    "account-second-factor": {
        "account-second-factor",
        "account-second-factor-begin",
        "account-second-factor-qr",
    },
    "sign-in-code": {"sign-in-code"},
}


@receiver(user_logged_in)
def stamp_session(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Stamp every new session, whichever way it began."""
    request.session.update(beginning(user.session_epoch, time.time()))


class StaffSessionMiddleware:
    """End sessions in time, and let no browser keep the pages of a signed-in person."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        signed_in = False
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            self._check(request)
            signed_in = request.user.is_authenticated
        response = self.get_response(request)
        if signed_in or getattr(request, "session_ended", ""):
            response["Cache-Control"] = "no-store, private"
        return response

    def _check(self, request: HttpRequest) -> None:
        if not request.user.is_authenticated:
            return
        now = time.time()
        limits = Limits(settings.SESSION_IDLE_MINUTES * 60, settings.SESSION_HOURS * 3600)
        why = ended(request.session, request.user.session_epoch, now, limits)
        if why:
            end_session(request=request, by=request.user, why=why)
            request.session_ended = why  # type: ignore[attr-defined]
        elif is_due(request.session, now):
            request.session[SEEN] = now


class GateMiddleware:
    """Let a request through only as the table of addresses says.

    A stranger is sent to sign in, somebody with a step still to do to that
    step; who lacks the right that an address names is refused, and the refusal
    is an event; a method that the address does not name is not allowed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        match = request.resolver_match
        name = match.view_name if match else ""
        rule = rule_for(name) or Rule("staff")
        if request.user.is_authenticated:
            step = step_to_do(request)
            if step and name not in STEPS[step] | ALWAYS_OPEN:
                return _to_the_step(request, step)
            if not may_pass(request.user, rule):
                self.process_exception(request, Denied(rule.permission))
                raise Denied(rule.permission)
        elif rule.audience == "staff":
            return _to_the_door(request)
        # A class-based view would answer OPTIONS, and Django's administration any method at all.
        if request.method not in rule.methods:
            return HttpResponseNotAllowed(rule.methods)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        if isinstance(exception, Denied) and request.user.is_authenticated:
            note_denial(by=request.user, address=request.path, right=str(exception))


def step_to_do(request: HttpRequest) -> str:
    """Return the name of the page where a signed-in person has to go first, or nothing."""
    user = request.user
    if user.must_change_password or password_is_old(user):
        return "account-password"
    if not needs_second_factor(user) or user.is_verified():
        return ""
    return "sign-in-code" if has_second_factor(user) else "account-second-factor"


def needs_second_factor(user: Any) -> bool:
    return any(grant.role in settings.SECOND_FACTOR_ROLES for grant in grants_of(user))


def password_is_old(user: User) -> bool:
    """Tell whether the password has to be changed by its age."""
    if not settings.PASSWORD_DAYS:
        return False
    since = user.password_changed_at or user.date_joined
    return timezone.now() - since > timedelta(days=settings.PASSWORD_DAYS)


def _to_the_step(request: HttpRequest, step: str) -> HttpResponse:
    """Send a person to what is to be done first; a program is told so."""
    if for_machines(request):
        return problem(
            "step-to-do",
            _(
                "Sign in on the site with this account: it must change its password or set up "
                "its second factor before anything else."
            ),
        )
    return HttpResponseRedirect(resolve_url(step))


def _to_the_door(request: HttpRequest) -> HttpResponse:
    """Send to the sign-in page, and back to where a reader wanted to go; tell a program."""
    if for_machines(request):
        return problem("who-are-you", _("Send a token in the header Authorization: Bearer …"))
    query = {}
    if request.method in ("GET", "HEAD"):
        query["next"] = request.get_full_path()
    if why := getattr(request, "session_ended", ""):
        query["ended"] = str(why)
    address = resolve_url("sign-in")
    return HttpResponseRedirect(f"{address}?{urlencode(query)}" if query else address)
