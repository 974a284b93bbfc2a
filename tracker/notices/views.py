"""The pages of a person's notices. Nobody sees another person's, whatever their rights."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.access.refusals import Refused
from tracker.notices import actions
from tracker.notices.filters import NoticeFilterSet
from tracker.notices.forms import ChannelForm, NewestForm
from tracker.notices.models import Channel, Notice
from tracker.notices.standing import newest_unread
from tracker.notices.tables import NoticeTable
from tracker.people.permissions import visible_or_404
from tracker.ui.crumbs import Crumb
from tracker.ui.lists import ListPage


def _rows(user: Any) -> QuerySet:
    return Notice.objects.visible_to(user).select_related("area__parent")


class NoticeList(ListPage):
    table_class = NoticeTable
    filterset_class = NoticeFilterSet
    title = gettext_lazy("My notices")
    lead = gettext_lazy(
        "What has become yours, what is due and what came back: each thing once. Only you see "
        "this list, and what you have read."
    )
    export_name = "notices"
    template_name = "notices/list.html"

    def get_queryset(self) -> QuerySet:
        return _rows(self.request.user)

    def extra_context(self) -> dict[str, Any]:
        return {"newest": newest_unread(self.request.user)}

    def empty_state(self) -> str:
        return _("There is nothing to tell you yet.")


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One notice. Looking at it changes nothing; a button says that it was read."""
    row = visible_or_404(_rows(request.user), pk=pk)
    context = {
        "row": row,
        "page_title": row.get_kind_display(),
        "trail": [Crumb(_("My notices"), reverse("notice-list")), Crumb(row.number)],
    }
    return render(request, "notices/notice.html", context)


@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that one notice was read."""
    row = visible_or_404(_rows(request.user), pk=pk)
    actions.mark_read(by=request.user, notice=row)
    messages.success(request, _("The notice is marked as read."))
    return redirect("notice-list")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Say that all were read which stood there when the list was opened."""
    form = NewestForm(request.POST)
    if not form.is_valid():
        raise BadRequest(_("Open your notices again and use their button."))
    number = actions.mark_all_read(by=request.user, newest=int(form.cleaned_data["newest"]))
    words = ngettext("%(n)s notice is marked as read.", "%(n)s notices are marked as read.", number)
    messages.success(request, words % {"n": number})
    return redirect("notice-list")


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("hook", "secret")
def channel(request: HttpRequest) -> HttpResponse:
    """Choose how notices arrive besides the list."""
    row = Channel.objects.filter(person=request.user.pk).first()
    form = ChannelForm(row, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose(by=request.user, wish=form.wish())
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("notice-channel")
    title = _("How notices arrive")
    context = {
        "form": form,
        "verb": _("Save"),
        "lead": _("They always stand in “My notices”. Here you choose what is sent besides."),
        "back": reverse("notice-list"),
        "page_title": title,
        "trail": [Crumb(_("My notices"), reverse("notice-list")), Crumb(title)],
    }
    return render(request, "ui/form.html", context)
