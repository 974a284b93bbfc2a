"""Pages of people and their roles, for security administrators."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Min, Prefetch, Q, QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.access.network import client_address
from tracker.access.refusals import Refused
from tracker.access.terms import Permission
from tracker.access.throttle import Busy
from tracker.history.models import Event
from tracker.people.actions import accounts, grants, passwords, second_factor
from tracker.people.filters import PersonFilterSet
from tracker.people.forms import DisableForm, GrantForm, NameForm, NewPersonForm, ReasonForm
from tracker.people.models import User
from tracker.people.permissions import (
    accounts_visible_to,
    grants_visible_to,
    visible_or_404,
    within,
)
from tracker.people.record import OBJECT_TYPE
from tracker.people.tables import PersonTable
from tracker.people.views.sign_in import PLACES, busy
from tracker.people.wording import sentence
from tracker.ui.crumbs import Crumb
from tracker.ui.lists import ListPage

NEWEST = 50  # events shown on a person's page


class PersonList(ListPage):
    table_class = PersonTable
    filterset_class = PersonFilterSet
    title = gettext_lazy("People")
    lead = gettext_lazy(
        "Accounts that hold or held a role in your areas, and new ones without a role."
    )
    export_name = "people"
    template_name = "people/list.html"

    def get_queryset(self) -> QuerySet:
        user = self.request.user
        standing = grants_visible_to(user).standing().select_related("area")
        mine = within(user, Permission.PEOPLE_MANAGE, "grants__area_id")
        return (
            accounts_visible_to(user)
            .annotate(first_role=Min("grants__role", filter=mine))
            .prefetch_related(
                Prefetch(
                    "grants",
                    queryset=standing.order_by("role", "area_id"),
                    to_attr="standing_grants",
                )
            )
        )


def _person(request: HttpRequest, pk: int) -> User:
    return visible_or_404(accounts_visible_to(request.user), pk=pk)


def _trail(user: User | None, label: str) -> list[Crumb]:
    crumbs = [Crumb(_("People"), reverse("person-list"))]
    if user:
        crumbs.append(Crumb(str(user), reverse("person-detail", args=[user.pk])))
    return [*crumbs, Crumb(label)]


@require_safe
def person_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: its roles, what may be done with it, and its story."""
    user = _person(request, pk)
    held = grants_visible_to(request.user).filter(user=user).select_related("area")
    standing = user.grants.standing()
    context = {
        "person": user,
        "standing": held.standing().order_by("starts_on", "pk"),
        "former": held.exclude(pk__in=standing.values("pk")).order_by("-pk"),
        "has_roles_elsewhere": standing.exclude(pk__in=held.values("pk")).exists(),
        "has_second_factor": second_factor.has_second_factor(user),
        "story": _story(request, user),
        "page_title": str(user),
        "trail": [Crumb(_("People"), reverse("person-list")), Crumb(str(user))],
    }
    return render(request, "people/person.html", context)


def _story(request: HttpRequest, user: User) -> list[tuple[Event, str]]:
    """Return what happened to an account, without what happened in other people's areas."""
    here = Q(area_code="") | within(request.user, Permission.PEOPLE_MANAGE, "area_code")
    events = Event.objects.of(OBJECT_TYPE, user.pk).filter(here)[:NEWEST]
    return [(event, sentence(event.action, event.old, event.new)) for event in events]


@require_http_methods(["GET", "HEAD", "POST"])
def person_new(request: HttpRequest) -> HttpResponse:
    """Make an account and show its one-time password, once."""
    form = NewPersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with PLACES.taken_by(client_address(request)):
                user, password = accounts.create_user(by=request.user, **form.cleaned_data)
        except Busy:
            return busy(request)
        except ValidationError as error:
            form.add_error("username", error.messages)
        else:
            return _show_password(request, user, password)
    title = _("New account")
    context = {"form": form, "page_title": title, "trail": _trail(None, title), "verb": title}
    return render(request, "people/form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def person_grant(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a role."""
    user = _person(request, pk)
    form = GrantForm(request.POST or None, by=request.user)

    def act(values: dict[str, Any]) -> str:
        given = grants.grant(by=request.user, user=user, **values)
        return _("%(person)s is now %(role)s.") % {
            "person": user,
            "role": given.get_role_display(),
        }

    return _ask(request, user, form, act, _("Give a role"))


@require_http_methods(["GET", "HEAD", "POST"])
def person_name(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the name that is shown."""
    user = _person(request, pk)
    form = NameForm(request.POST or None, initial={"display_name": user.display_name})

    def act(values: dict[str, Any]) -> str:
        accounts.change_user(by=request.user, user=user, **values)
        return _("The name was changed.")

    return _ask(request, user, form, act, _("Correct the name"))


@require_http_methods(["GET", "HEAD", "POST"])
def person_disable(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an account."""
    user = _person(request, pk)

    def act(values: dict[str, Any]) -> str:
        accounts.disable(by=request.user, user=user, **values)
        return _("The account was disabled; its sessions have ended.")

    return _ask(request, user, DisableForm(request.POST or None), act, _("Disable the account"))


@require_http_methods(["GET", "HEAD", "POST"])
def grant_end(request: HttpRequest, pk: int, grant: int) -> HttpResponse:
    """Take a role back."""
    user = _person(request, pk)
    mine = grants_visible_to(request.user).filter(user=user)
    held = visible_or_404(mine.select_related("area"), pk=grant)

    def act(values: dict[str, Any]) -> str:
        grants.end_grant(by=request.user, grant=held, **values)
        return _("The role was taken back.")

    title = _("Take back the role: %(role)s") % {"role": held.get_role_display()}
    return _ask(request, user, ReasonForm(request.POST or None), act, title)


@require_POST
def person_reset_password(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a one-time password and show it, once."""
    user = _person(request, pk)
    try:
        with PLACES.taken_by(client_address(request)):
            password = passwords.reset_password(by=request.user, user=user)
    except Busy:
        return busy(request, back=reverse("person-detail", args=[user.pk]))
    except Refused as error:
        messages.error(request, str(error))
        return redirect("person-detail", pk=user.pk)
    return _show_password(request, user, password)


@require_POST
def person_enable(request: HttpRequest, pk: int) -> HttpResponse:
    return _do(request, pk, accounts.enable, _("The account was enabled again."))


@require_POST
def person_end_sessions(request: HttpRequest, pk: int) -> HttpResponse:
    return _do(request, pk, accounts.end_sessions, _("All sessions of the account have ended."))


@require_POST
def person_remove_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    return _do(request, pk, second_factor.remove_second_factor, _("The second factor was removed."))


def _do(request: HttpRequest, pk: int, verb: Callable[..., Any], done: str) -> HttpResponse:
    """Hand one account to one action, say what happened, and go back to its page."""
    user = _person(request, pk)
    try:
        verb(by=request.user, user=user)
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("person-detail", pk=user.pk)


def _ask(
    request: HttpRequest,
    user: User,
    form: Form,
    act: Callable[[dict[str, Any]], str],
    title: str,
) -> HttpResponse:
    """Show a form; hand its answers to the action; put what it refuses on the form."""
    if request.method == "POST" and form.is_valid():
        try:
            done = act(form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, done)
            return redirect("person-detail", pk=user.pk)
    context = {
        "form": form,
        "person": user,
        "page_title": title,
        "trail": _trail(user, title),
        "verb": title,
    }
    return render(request, "people/form.html", context)


def _show_password(request: HttpRequest, user: User, password: str) -> HttpResponse:
    title = _("One-time password")
    context = {
        "person": user,
        "password": password,
        "page_title": title,
        "trail": _trail(user, title),
    }
    return render(request, "people/one_time_password.html", context)
