"""Trainings, from what is wanted to what came of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tracker.access.refusals import Overtaken, Refused
from tracker.access.terms import Permission
from tracker.campaigns.models import Campaign
from tracker.contacts.actions import add_training, change_training
from tracker.contacts.forms import TrainingForm
from tracker.contacts.masking import told
from tracker.contacts.models import Training
from tracker.contacts.standing import area_or_404, training_rows
from tracker.contacts.views.asking import Question, ask
from tracker.people.permissions import may, require, visible_or_404
from tracker.ui.crumbs import Crumb
from tracker.ui.forms import stands_now


def _trail(*more: Crumb) -> list[Crumb]:
    return [Crumb(_("Trainings on record"), reverse("training-list")), *more]


def _page(row: Training) -> str:
    return reverse("training-detail", args=[row.pk])


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Enter a training, be it only asked for yet."""
    area = area_or_404(request.user, code)
    campaign = visible_or_404(Campaign.objects.all(), pk=year)
    require(request.user, Permission.CONTACTS_ENTER, code)
    form = TrainingForm(request.POST or None, initial={"seen": 0})

    def do() -> Training:
        return add_training(by=request.user, campaign=campaign, area=area, said=form.said())

    title = _("Enter a training in %(area)s") % {"area": area.title}
    lead = _("Fill in what is known; the rest is filled in later.")
    question = Question(title, reverse("training-list"), _trail(), lead)
    return ask(request, form, question, do, _page)


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One training, as far as it has come."""
    row = visible_or_404(training_rows(request.user), pk=pk)
    context = {
        "row": row,
        "wanted": told(row.wanted, is_own=row.is_own),
        "people": told(row.people, is_own=row.is_own),
        "may_change": may(request.user, Permission.CONTACTS_ENTER, row.area_id),
        "page_title": row.topic,
        "trail": _trail(Crumb(row.topic)),
    }
    return render(request, "contacts/training.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan it, say that it was held, evaluate it, correct it."""
    row = visible_or_404(training_rows(request.user), pk=pk)
    require(request.user, Permission.CONTACTS_ENTER, row.area_id)
    form = TrainingForm(request.POST or None, initial=TrainingForm.initial_of(row))
    overtaken = None
    if request.method == "POST" and form.is_valid():
        try:
            change_training(
                by=request.user, row=row, said=form.said(), seen=form.cleaned_data["seen"]
            )
        except Overtaken as error:
            row = visible_or_404(training_rows(request.user), pk=pk)
            stands = stands_now(form, TrainingForm.initial_of(row))
            overtaken = {"words": str(error), "row": row, "stands": stands}
            form = TrainingForm(initial={**form.cleaned_data, "seen": row.version})
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect(_page(row))
    context = {
        "form": form,
        "overtaken": overtaken,
        "verb": _("Save"),
        "back": _page(row),
        "page_title": _("Go on with the training: %(topic)s") % {"topic": row.topic},
        "trail": _trail(Crumb(row.topic, _page(row)), Crumb(_("Correct"))),
    }
    return render(request, "ui/form.html", context, status=409 if overtaken else 200)
