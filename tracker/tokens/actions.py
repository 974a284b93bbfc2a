"""Making and revoking tokens, and finding whose token a request carries."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.access.refusals import Refused
from tracker.history.record import Change, record
from tracker.people.models import User
from tracker.people.permissions import require_whole_account
from tracker.people.record import named
from tracker.tokens.models import Token
from tracker.tokens.secrets import SHOWN, digest_of, looks_like_one, new_secret
from tracker.tokens.terms import LONGEST_DAYS, MOST, Scope


@transaction.atomic
def make(*, by: User, name: str, scope: str, expires_on: dt.date) -> tuple[Token, str]:
    """Make a token of one's own; return it with its secret, which is stored nowhere.

    Raises Refused for a last day that has passed or is too far, and beyond MOST.
    """
    today = timezone.localdate()
    if not today <= expires_on <= today + dt.timedelta(days=LONGEST_DAYS):
        raise Refused(
            _("A token works for at most %(days)s days. Choose a last day within them.")
            % {"days": LONGEST_DAYS}
        )
    # The account's row is held: two windows at once must not pass the bound together.
    owner = User.objects.select_for_update().get(pk=by.pk)
    if Token.objects.working().filter(owner=owner).count() >= MOST:
        raise Refused(_("You have %(most)s tokens already. Revoke one first.") % {"most": MOST})
    secret = new_secret()
    token = Token.objects.create(
        owner=owner,
        name=name.strip(),
        scope=Scope(scope),
        beginning=secret[:SHOWN],
        digest=digest_of(secret),
        epoch=owner.session_epoch,
        expires_on=expires_on,
    )
    after: dict[str, object] = {
        "name": token.name,
        "scope": str(token.scope),
        "expires_on": expires_on.isoformat(),
    }
    _note("make", token, by=by, after=after)
    return token, secret


@transaction.atomic
def revoke(*, by: User, token: Token) -> Token:
    """End a token: the next request with it is refused.

    Everyone may for their own, a security administrator for the accounts they look after.
    Raises Denied; Refused where it is revoked already.
    """
    if by.pk != token.owner_id:
        require_whole_account(by, token.owner)
    ended = Token.objects.filter(pk=token.pk, revoked_at__isnull=True).update(
        revoked_at=timezone.now(), revoked_by=by
    )
    if not ended:
        raise Refused(_("This token was revoked already."))
    _note("revoke", token, by=by, before={"name": token.name})
    token.refresh_from_db()
    return token


def token_of(secret: str) -> Token | None:
    """Return the working token with a secret, its owner loaded; None for anything else."""
    if not looks_like_one(secret):
        return None
    working = Token.objects.working().select_related("owner")
    return working.filter(digest=digest_of(secret), owner__is_active=True).first()


def note_use(token: Token) -> None:
    """Remember the day, so that its owner sees which tokens nobody needs; nothing else.

    No event: a log of what programs read would count their visits.
    """
    today = timezone.localdate()
    if token.last_used_on != today:
        Token.objects.filter(pk=token.pk).update(last_used_on=today)


def _note(
    verb: str,
    token: Token,
    *,
    by: User,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    record(
        Change(
            action=f"tokens.{verb}",
            object_type="token",
            object_key=str(token.pk),
            object_name=f"{token.name}（{named(token.owner)}）",
            before=before or {},
            after=after or {},
        ),
        by=by,
    )
