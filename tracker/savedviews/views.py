"""The pages of a person's saved views. Opening one is opening its list."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.access.refusals import Refused
from tracker.people.permissions import visible_or_404
from tracker.savedviews import actions
from tracker.savedviews.addresses import address_of, list_called
from tracker.savedviews.forms import NewViewForm, ViewForm
from tracker.savedviews.models import SavedView
from tracker.savedviews.permissions import may_open, may_withdraw
from tracker.ui.crumbs import Crumb


def title_of(name: str) -> str:
    """Return what a list is called; one that is no more, by its name."""
    found = list_called(name)
    return str(found.title) if found else name


def _trail(*labels: str) -> list[Crumb]:
    return [
        Crumb(_("My account"), reverse("account")),
        Crumb(_("Saved views"), reverse("saved-view-list")),
        *(Crumb(label) for label in labels),
    ]


@require_safe
def saved_views(request: HttpRequest) -> HttpResponse:
    """All views that the person may open, list by list, their own and those shared with them."""
    views = SavedView.objects.visible_to(request.user).select_related("owner", "area")
    groups = [
        (title_of(name), [_line(request, view) for view in rows])
        for name, rows in groupby(views, key=attrgetter("list_name"))
        if may_open(request.user, name) or list_called(name) is None
    ]
    context = {
        "groups": groups,
        "page_title": _("Saved views"),
        "trail": [Crumb(_("My account"), reverse("account")), Crumb(_("Saved views"))],
    }
    return render(request, "savedviews/list.html", context)


def _line(request: HttpRequest, view: SavedView) -> dict[str, Any]:
    own = view.owner_id == request.user.pk
    return {"view": view, "own": own, "may_withdraw": may_withdraw(request.user, view)}


@require_http_methods(["GET", "HEAD", "POST"])
def saved_view_new(request: HttpRequest) -> HttpResponse:
    """Keep a list as it stands; the list's own page leads here."""
    sent = request.method == "POST"
    asked = {"list": request.GET.get("list", ""), "state": request.GET.get("state", "")}
    form = NewViewForm(request.user, request.POST if sent else None, initial=asked)
    if sent and form.is_valid():
        try:
            view = actions.save(by=request.user, **form.answers())
        except Refused as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, _("Saved: %(name)s.") % {"name": view.name})
            return redirect(view.url)
    name = str(form["list"].value() or "")
    if list_called(name) is None:
        form = None
    title = _("Save this view")
    context = {
        "form": form,
        "list_title": title_of(name) if form else "",
        "back": address_of(name, str(form["state"].value() or "")) if form else "",
        "page_title": title,
        "trail": _trail(title),
    }
    return render(request, "savedviews/form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def saved_view_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name, other readers, or the one that the list opens with."""
    view = _own(request, pk)
    initial = {"name": view.name, "readers": view.area, "is_opening": view.is_opening}
    form = ViewForm(request.user, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(by=request.user, view=view, **form.answers())
        except Refused as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, _("Saved: %(name)s.") % {"name": view.name})
            return redirect("saved-view-list")
    title = _("Change the view “%(name)s”") % {"name": initial["name"]}
    context = {
        "form": form,
        "view": view,
        "list_title": title_of(view.list_name),
        "back": reverse("saved-view-list"),
        "page_title": title,
        "trail": _trail(title),
    }
    return render(request, "savedviews/form.html", context)


@require_POST
def saved_view_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    view = visible_or_404(SavedView.objects.visible_to(request.user), pk=pk)
    actions.withdraw(by=request.user, view=view)
    messages.success(request, _("The view is no longer shared; its owner keeps it."))
    return redirect("saved-view-list")


@require_POST
def saved_view_delete(request: HttpRequest, pk: int) -> HttpResponse:
    actions.delete(by=request.user, view=_own(request, pk))
    messages.success(request, _("The view was deleted. The list itself stays as it is."))
    return redirect("saved-view-list")


def _own(request: HttpRequest, pk: int) -> SavedView:
    return visible_or_404(
        SavedView.objects.filter(owner=request.user.pk).select_related("area"), pk=pk
    )
