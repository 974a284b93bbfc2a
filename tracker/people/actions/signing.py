"""The events of signing in and out: each in a short transaction of its own."""

from __future__ import annotations

from django.contrib.auth import login, logout
from django.db import transaction
from django.http import HttpRequest

from tracker.history.record import Change, record
from tracker.people.models import User
from tracker.people.record import OBJECT_TYPE, note

BACKEND = "tracker.people.backends.RolesBackend"


@transaction.atomic
def sign_in(*, request: HttpRequest, by: User) -> None:
    """Begin a session under a new key."""
    login(request, by, backend=BACKEND)
    note("signed_in", by, by=by)


@transaction.atomic
def sign_out(*, request: HttpRequest, by: User) -> None:
    """End this session; its cookie opens nothing any more."""
    note("signed_out", by, by=by)
    logout(request)


@transaction.atomic
def end_session(*, request: HttpRequest, by: User, why: str) -> None:
    """End a session that lasted too long or was revoked."""
    note("session_ended", by, by=by, after={"why": why})
    logout(request)


def note_failure(*, username: str) -> None:
    """A wrong name or password. An unknown name is not kept as typed: it may be a password."""
    _note_attempt("sign_in_failed", User.objects.filter(username=username).first())


def note_lock_out(*, username: str) -> None:
    _note_attempt("locked_out", User.objects.filter(username=username).first())


def note_wrong_code(*, user: User) -> None:
    _note_attempt("code_refused", user)


@transaction.atomic
def note_denial(*, by: User, address: str, right: str) -> None:
    """A right was missing for an address."""
    note("denied", by, by=by, after={"address": address[:200], "right": right})


@transaction.atomic
def _note_attempt(action: str, user: User | None) -> None:
    if user is None:
        record(Change(f"people.{action}", OBJECT_TYPE, ""), by=None)
    else:
        note(action, user, by=None)
