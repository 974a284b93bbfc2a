"""Pages of tokens: one's own, and those of the accounts that a security administrator keeps."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.access.refusals import Refused
from tracker.people.models import User
from tracker.people.permissions import accounts_visible_to, visible_or_404
from tracker.tokens.actions import make, revoke
from tracker.tokens.forms import RevokeForm, TokenForm
from tracker.tokens.models import Token
from tracker.ui.crumbs import Crumb

NEWEST = 100  # tokens on a page, those that no longer work among them


def _tokens_of(user: User) -> list[Token]:
    return list(user.tokens.select_related("owner", "revoked_by").order_by("-pk")[:NEWEST])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_tokens(request: HttpRequest) -> HttpResponse:
    """List one's own tokens; make one and show its secret, once."""
    sent = request.method == "POST"
    form = TokenForm(request.POST if sent else None)
    if sent and form.is_valid():
        try:
            token, secret = make(by=request.user, **form.cleaned_data)
        except Refused as error:
            form.add_error("expires_on", str(error))
        else:
            context = {"token": token, "secret": secret, **_frame(_("The new token"))}
            return render(request, "tokens/secret.html", context)
    context = {"form": form, "tokens": _tokens_of(request.user), **_frame()}
    return render(request, "tokens/own.html", context)


@require_POST
def own_token_revoke(request: HttpRequest) -> HttpResponse:
    """Revoke one of one's own; anybody else's is as good as none."""
    form = RevokeForm(request.POST)
    mine = Token.objects.filter(owner=request.user.pk)
    token = mine.filter(pk=form.cleaned_data["token"]).first() if form.is_valid() else None
    if token is None:
        messages.error(request, _("You have no such token."))
    else:
        _revoke(request, token)
    return redirect("token-list")


@require_safe
def person_tokens(request: HttpRequest, pk: int) -> HttpResponse:
    """The tokens of one account, for its security administrator."""
    person = visible_or_404(accounts_visible_to(request.user), pk=pk)
    title = _("Tokens of %(person)s") % {"person": person}
    context = {
        "person": person,
        "tokens": _tokens_of(person),
        "page_title": title,
        "trail": [
            Crumb(_("People"), reverse("person-list")),
            Crumb(str(person), reverse("person-detail", args=[person.pk])),
            Crumb(title),
        ],
    }
    return render(request, "tokens/person.html", context)


@require_POST
def person_token_revoke(request: HttpRequest, pk: int, token: int) -> HttpResponse:
    person = visible_or_404(accounts_visible_to(request.user), pk=pk)
    _revoke(request, visible_or_404(Token.objects.filter(owner=person), pk=token))
    return redirect("person-tokens", pk=person.pk)


def _revoke(request: HttpRequest, token: Token) -> None:
    try:
        revoke(by=request.user, token=token)
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The token was revoked; the next request with it is refused."))


def _frame(*more: str) -> dict[str, object]:
    title = _("Tokens for programs")
    crumbs = [Crumb(_("My account"), reverse("account"))]
    crumbs.append(Crumb(title, reverse("token-list") if more else ""))
    crumbs += [Crumb(label) for label in more]
    return {"page_title": more[0] if more else title, "trail": crumbs}
