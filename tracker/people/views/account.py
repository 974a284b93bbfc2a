"""The own account: roles, password, second factor, sessions."""

from __future__ import annotations

import io
from base64 import b32encode

import segno
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_otp import login as otp_login
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from tracker.access.network import client_address
from tracker.access.refusals import Refused
from tracker.access.terms import Permission
from tracker.access.throttle import Busy
from tracker.people.actions import second_factor
from tracker.people.actions.accounts import end_sessions
from tracker.people.actions.passwords import change_own_password
from tracker.people.actions.signing import note_failure
from tracker.people.forms import CodeForm, PasswordForm
from tracker.people.middleware import needs_second_factor
from tracker.people.permissions import may_somewhere
from tracker.people.sessions import EPOCH
from tracker.people.views.sign_in import PLACES, busy
from tracker.ui.crumbs import Crumb


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """What the person may do here, and how the account is protected."""
    user = request.user
    context = {
        "page_title": _("My account"),
        "grants": user.grants.standing().select_related("area").order_by("starts_on", "pk"),
        "has_second_factor": second_factor.has_second_factor(user),
        "needs_second_factor": needs_second_factor(user),
        "manages_people": may_somewhere(user, Permission.PEOPLE_MANAGE),
        "codes_left": StaticToken.objects.filter(device__user=user).count(),
    }
    return render(request, "people/account.html", context)


@sensitive_post_parameters("present", "new", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Change the own password; this session goes on, all others end."""
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _change_password(request, form.cleaned_data)
        except Busy:
            return busy(request)
        except ValidationError as error:
            if "password" in error.message_dict:
                note_failure(username=request.user.username)
            for field, faults in error.message_dict.items():
                form.add_error("present" if field == "password" else field, faults)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Your password was changed."))
            return redirect("account")
    return _password_page(request, form)


def _change_password(request: HttpRequest, typed: dict[str, str]) -> None:
    with PLACES.taken_by(client_address(request)):
        user = change_own_password(by=request.user, password=typed["present"], new=typed["new"])
    update_session_auth_hash(request, user)
    request.session[EPOCH] = user.session_epoch


def _password_page(request: HttpRequest, form: PasswordForm) -> HttpResponse:
    context = {
        "form": form,
        "page_title": _("Change the password"),
        "trail": _trail(_("Change the password")),
        "must": request.user.must_change_password,
    }
    return render(request, "people/password.html", context)


@require_POST
def sessions(request: HttpRequest) -> HttpResponse:
    """End every session of the own account, this one as well."""
    end_sessions(by=request.user, user=request.user)
    return redirect("sign-in")


# --- Second factor -----------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def second_factor_page(request: HttpRequest) -> HttpResponse:
    """Show the new key, and take its first code; then show the recovery codes, once."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            device, codes = second_factor.confirm_second_factor(
                by=request.user, code=form.cleaned_data["code"]
            )
        except Refused as error:
            form.add_error("code", str(error))
        else:
            otp_login(request, device)
            request.session[EPOCH] = request.user.session_epoch
            return _codes_page(request, codes)
    waiting = _waiting_device(request)
    context = {
        "form": form,
        "key": _key_in_words(waiting) if waiting else "",
        "in_use": second_factor.has_second_factor(request.user),
        "page_title": _("Second factor"),
        "trail": _trail(_("Second factor")),
    }
    return render(request, "people/second_factor.html", context)


@require_POST
def begin_second_factor(request: HttpRequest) -> HttpResponse:
    second_factor.begin_second_factor(by=request.user)
    return redirect("account-second-factor")


@require_safe
def second_factor_qr(request: HttpRequest) -> HttpResponse:
    """The new key as a QR picture: an address of its own, because pages hold no data: pictures."""
    device = _waiting_device(request)
    if device is None:
        raise Http404
    picture = io.BytesIO()
    segno.make(device.config_url, error="m").save(
        picture, kind="svg", scale=5, dark="#000", light="#fff"
    )
    response = HttpResponse(picture.getvalue(), content_type="image/svg+xml")
    response["Cache-Control"] = "no-store, private"
    return response


@require_POST
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Make new recovery codes and show them, once."""
    try:
        codes = second_factor.renew_recovery_codes(by=request.user)
    except Refused as error:
        messages.error(request, str(error))
        return redirect("account")
    return _codes_page(request, codes)


def _codes_page(request: HttpRequest, codes: list[str]) -> HttpResponse:
    title = _("Recovery codes")
    context = {"codes": codes, "page_title": title, "trail": _trail(title)}
    return render(request, "people/recovery_codes.html", context)


def _waiting_device(request: HttpRequest) -> TOTPDevice | None:
    return TOTPDevice.objects.filter(user=request.user, confirmed=False).first()


def _key_in_words(device: TOTPDevice) -> str:
    """Return the key in groups of four, for an app that cannot take a picture."""
    text = b32encode(device.bin_key).decode()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def _trail(label: str) -> list[Crumb]:
    return [Crumb(_("My account"), reverse("account")), Crumb(label)]
