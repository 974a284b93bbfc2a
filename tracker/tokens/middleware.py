"""A request with a token is its owner's request, as far as the token goes."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from tracker.access.network import client_address
from tracker.access.throttle import RETRY_AFTER, Busy, Places
from tracker.people.actions.second_factor import has_second_factor
from tracker.tokens.actions import note_use, token_of
from tracker.tokens.models import Token
from tracker.tokens.terms import Scope
from tracker.ui.machines import for_machines, problem

SAFE = {"GET", "HEAD", "OPTIONS"}
# Requests with tokens that one process answers at the same time, each token one of them:
# people's pages need the other threads.
PLACES = Places(2)
logger = logging.getLogger(__name__)


class TokenMiddleware:
    """Put the owner of a token in the place of the person, before the gate asks for rights.

    Only for addresses of programs: on a page a token opens nothing. A header that names no
    working token is refused even where strangers may read; a program must learn that its
    token has ended. `request.token` is the token, or None.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.token = None  # type: ignore[attr-defined]
        scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not for_machines(request):
            return self.get_response(request)
        token = token_of(secret.strip())
        if token is None:
            # Without the secret and without a name: whoever guesses must learn nothing here.
            logger.warning("token_refused", extra={"address": client_address(request)})
            return _refused()
        if token.scope == Scope.READ and request.method not in SAFE:
            return problem(
                "read-only-token",
                _("Make a token that may change things, on the page of your account."),
            )
        try:
            with PLACES.taken_by(f"token {token.pk}"):
                return self._as_its_owner(request, token)
        except Busy:
            return _busy()

    def _as_its_owner(self, request: HttpRequest, token: Token) -> HttpResponse:
        user = token.owner
        # A token was made behind the second factor, and holds no longer than the factor does.
        user.is_verified = partial(has_second_factor, user)
        request.user, request.token = user, token  # type: ignore[attr-defined]
        response = self.get_response(request)
        response["Cache-Control"] = "no-store, private"
        try:
            note_use(token)
        except OperationalError:
            # A database that takes no writes now must not keep anybody from reading.
            logger.warning("token_use_not_noted", extra={"token": token.pk})
        return response


def _refused() -> HttpResponse:
    answer = problem(
        "who-are-you",
        _(
            "This token does not work: it has ended, was revoked or never was. Make a new one on "
            "the page of your account."
        ),
    )
    answer["WWW-Authenticate"] = 'Bearer realm="api", error="invalid_token"'
    return answer


def _busy() -> HttpResponse:
    answer = problem(
        "too-many-at-once",
        _("Wait for the answer to one request before you send the next one with this token."),
    )
    answer["Retry-After"] = str(RETRY_AFTER)
    return answer
