"""Giving in texts, what became of them, and what a page is."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.models import Page
from tracker.access.refusals import Refused
from tracker.claims.actions import Given, ask_to_read, receive, settle_page
from tracker.claims.forms import ParticularsForm, ReceiveForm
from tracker.claims.models import Delivery
from tracker.claims.terms import FileState
from tracker.jobs.models import Job
from tracker.people.permissions import visible_or_404
from tracker.ui.crumbs import Crumb


def papers() -> Crumb:
    return Crumb(_("Papers"), reverse("archive"))


def page_or_404(key: str) -> Page:
    """Return a page whose text was given in."""
    pages = Page.objects.select_related("original").filter(original__isnull=False)
    return get_object_or_404(pages, pk=key)


@require_http_methods(["GET", "HEAD", "POST"])
def receive_texts(request: HttpRequest) -> HttpResponse:
    """The box to paste in, and the files."""
    sent = request.method == "POST"
    form = ReceiveForm(request.POST, request.FILES) if sent else ReceiveForm()
    if sent and form.is_valid():
        pasted = form.cleaned_data["text"]
        given = [Given(pasted.encode("utf-8"))] if pasted.strip() else []
        given += [Given(file.read(), file.name or "") for file in form.cleaned_data["files"]]
        try:
            delivery = receive(by=request.user, given=given)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            return redirect("delivery-detail", delivery.pk)
    title = _("Give in pages")
    context = {"form": form, "page_title": title, "trail": [papers(), Crumb(title)]}
    return render(request, "claims/receive.html", context)


@require_safe
def delivery_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of each text; while the job works, the part asks for itself."""
    delivery = visible_or_404(Delivery.objects.visible_to(request.user), pk=pk)
    files = list(delivery.files.select_related("page").defer("content").order_by("pk"))
    waiting = sum(file.state == FileState.WAITING for file in files)
    context = {
        "delivery": delivery,
        "files": files,
        "waiting": waiting,
        "done": len(files) - waiting,
        "percent": (len(files) - waiting) * 100 // len(files) if files else 100,
        "job": Job.objects.filter(key=delivery.job_key, asked_by=request.user).first(),
        "page_title": _("Pages given in"),
        "trail": [papers(), Crumb(_("Pages given in"))],
    }
    part = bool(getattr(request, "htmx", None))
    return render(request, "claims/_delivery.html" if part else "claims/delivery.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: HttpRequest, key: str) -> HttpResponse:
    """What a page is: newspaper, number, date, titles; read anew where its date changes."""
    page = page_or_404(key)
    day = (page.published_on, page.date_precision)
    sent = request.method == "POST"
    form = ParticularsForm(page, request.POST) if sent else ParticularsForm(page)
    if sent and form.is_valid():
        try:
            with transaction.atomic():
                settle_page(by=request.user, page=page, said=form.said())
                is_dated_anew = (page.published_on, page.date_precision) != day
                if is_dated_anew:
                    ask_to_read(by=request.user, page=page)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            if is_dated_anew:
                messages.success(request, _("The date changed: the page is being read anew."))
            messages.success(request, _("The page was confirmed."))
            return redirect("page-desk", page.pk)
    title = _("What this page is")
    context = {
        "form": form,
        "page": page,
        "page_title": title,
        "trail": [papers(), Crumb(str(page), reverse("page-desk", args=[page.pk])), Crumb(title)],
    }
    return render(request, "claims/settle.html", context)


@require_POST
def read_again(request: HttpRequest, key: str) -> HttpResponse:
    """Ask for a page to be read anew, by the engine as it is now."""
    page = page_or_404(key)
    try:
        job = ask_to_read(by=request.user, page=page)
    except Refused as error:
        messages.error(request, str(error))
        return redirect("page-desk", key)
    return redirect("job-detail", job.pk)
