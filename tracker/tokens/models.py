"""Keys of programs."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.tokens.querysets import TokenQuerySet
from tracker.tokens.terms import LONGEST_NAME, Scope


class Token(models.Model):
    """A key with which a program uses the interface as one person (接口令牌).

    Only the digest of the secret is kept. It gives no right of its own: every use is within
    what its owner may do at that moment. `epoch` is the account's number of ended sessions
    when it was made: a new password or "sign out everywhere" ends it, too. `make` and
    `revoke` write it; its last day of use is noted, no time and no address.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="tokens",
        verbose_name=_("person"),
    )
    name = models.CharField(_("what it is for"), max_length=LONGEST_NAME)
    scope = models.CharField(_("may"), max_length=5, choices=Scope, default=Scope.READ)
    beginning = models.CharField(_("begins with"), max_length=12)
    digest = models.CharField(_("digest of the secret"), max_length=64, unique=True)
    epoch = models.PositiveIntegerField(_("sessions ended before it"), default=0)
    made_on = models.DateField(_("made on"), default=timezone.localdate)
    expires_on = models.DateField(_("last day"))
    last_used_on = models.DateField(_("last used on"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("revoked by"),
    )

    objects = TokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("token")
        verbose_name_plural = _("tokens")
        ordering = ["owner", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(scope__in=Scope.values), name="token_scope_known"),
            models.CheckConstraint(
                condition=Q(expires_on__gte=F("made_on")), name="token_days_in_order"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=False) | Q(revoked_by__isnull=True),
                name="token_revoked_by_needs_time",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def has_run_out(self) -> bool:
        return self.expires_on < timezone.localdate()
