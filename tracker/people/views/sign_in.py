"""The door: account and password, then the second factor, then out again."""

from __future__ import annotations

import time

from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import authenticate
from django.db import transaction
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from django_otp import login as otp_login

from tracker.access.network import client_address
from tracker.access.throttle import RETRY_AFTER, Busy, Places
from tracker.people.actions import signing
from tracker.people.actions.second_factor import has_second_factor, verified_device
from tracker.people.forms import CodeForm, SignInForm
from tracker.people.models import User

PLACES = Places(settings.HASHING_PLACES)
PENDING = "waiting_for_code"
PENDING_SECONDS = 300
CODE_TRIES = 5
FAILURES_OF_ADDRESS = 50  # under any names, within AXES_COOLOFF_TIME


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for account and password. Who is signed in goes on to where they wanted."""
    if request.user.is_authenticated and request.method != "POST":
        return redirect(_wanted(request))
    form = SignInForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _door(request, form)
    names = form.cleaned_data
    try:
        with PLACES.taken_by(client_address(request)):
            if _is_held_up(request, names["username"]):
                return _locked(request)
            user = authenticate(request, **names)
    except Busy:
        return busy(request)
    if user is None:
        return _failed(request, form)
    return _right_password(request, user)


def _right_password(request: HttpRequest, user: User) -> HttpResponse:
    """Let in, or ask for the code first: until then there is no session of this person."""
    wanted = _wanted(request)
    if not has_second_factor(user):
        signing.sign_in(request=request, by=user)
        return redirect(wanted)
    request.session.flush()
    request.session[PENDING] = {
        "user": user.pk,
        "epoch": user.session_epoch,
        "at": time.time(),
        "wanted": wanted,
        "tries": 0,
    }
    return redirect("sign-in-code")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """Ask for a code of the app, or for a recovery code."""
    user, wanted = _waiting(request)
    if user is None:
        request.session.pop(PENDING, None)
        return redirect("sign-in")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        device = verified_device(user=user, code=form.cleaned_data["code"])
        if device:
            with transaction.atomic():
                request.session.pop(PENDING, None)
                if not request.user.is_authenticated:
                    signing.sign_in(request=request, by=user)
                otp_login(request, device)
            return redirect(wanted)
        signing.note_wrong_code(user=user)
        if _one_try_less(request):
            return redirect("sign-in")
        form.add_error("code", _("This code is not right. Wait for the next one and enter it."))
    return render(
        request, "registration/code.html", {"form": form, "page_title": _("Second factor")}
    )


@never_cache
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        signing.sign_out(request=request, by=request.user)
    return redirect("home")


def _is_held_up(request: HttpRequest, username: str) -> bool:
    """Tell whether this account, or anyone, has failed too often from this address.

    One password tried on a hundred names is guessing, too. A whole office may
    share an address, so only failures count.
    """
    if not AxesProxyHandler.is_allowed(request, {"username": username}):
        return True
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    attempts = AccessAttempt.objects.filter(
        ip_address=client_address(request), attempt_time__gte=since
    )
    failures = attempts.aggregate(total=Sum("failures_since_start"))["total"] or 0
    return failures >= FAILURES_OF_ADDRESS


# --- Answers of the door ----------------------------------------------------------


def _door(request: HttpRequest, form: SignInForm, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "next": _wanted(request),
        "ended": request.GET.get("ended", ""),
        "idle_minutes": settings.SESSION_IDLE_MINUTES,
        "page_title": _("Staff sign-in"),
    }
    return render(request, "registration/sign_in.html", context, status=status)


def _failed(request: HttpRequest, form: SignInForm) -> HttpResponse:
    """Say the same for an unknown account, a disabled one and a wrong password."""
    username = form.cleaned_data["username"]
    signing.note_failure(username=username)
    if getattr(request, "axes_locked_out", False):
        signing.note_lock_out(username=username)
        return _locked(request)
    form.add_error(None, _("Account or password is not right."))
    return _door(request, form)


def _locked(request: HttpRequest) -> HttpResponse:
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    form = SignInForm({"username": request.POST.get("username", "")})
    form.errors.clear()
    message = _("Too many attempts. Wait %(minutes)d minutes, then try again.")
    form.add_error(None, message % {"minutes": minutes})
    return _door(request, form, status=429)


def busy(request: HttpRequest, back: str = "") -> HttpResponse:
    """Ask to come back, with as little work as can be: in a flood this is answered most."""
    words = {"back": back or request.path}
    body = render_to_string("registration/busy.html", words)
    return HttpResponse(body, status=503, headers={"Retry-After": str(RETRY_AFTER)})


def _wanted(request: HttpRequest) -> str:
    """Return the address of ours that the person wanted, or that of their desk."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, None)
    return wanted if ours else resolve_url(settings.LOGIN_REDIRECT_URL)


# --- Between password and code -----------------------------------------------------


def _waiting(request: HttpRequest) -> tuple[User | None, str]:
    """Return whose code is awaited, and where they wanted to go.

    A session from before the second factor was set up asks for it here, too.
    """
    if request.user.is_authenticated:
        return (None if request.user.is_verified() else request.user), reverse("account")
    pending = request.session.get(PENDING)
    if not pending or time.time() - pending["at"] > PENDING_SECONDS:
        return None, ""
    user = User.objects.filter(
        pk=pending["user"], is_active=True, session_epoch=pending["epoch"]
    ).first()
    return user, pending["wanted"]


def _one_try_less(request: HttpRequest) -> bool:
    """Count a wrong code; tell whether it was the last one allowed."""
    pending = request.session.get(PENDING)
    if not pending:
        return False
    pending["tries"] += 1
    request.session[PENDING] = pending
    if pending["tries"] < CODE_TRIES:
        return False
    request.session.flush()
    return True
