"""People who sign in, and what each of them may do where."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.access.terms import Role, StarKey
from tracker.people.querysets import AccountManager, GrantQuerySet
from tracker.places.models import Area


class User(AbstractUser):
    """Someone with an account. No default account exists; `create_admin` makes the first.

    What somebody may do stands in `Grant` alone: `is_superuser`, groups and
    Django's own permissions give nothing here, and `is_staff` follows the
    grants. Changed by the actions of this room. An account is never deleted.
    """

    first_name = None
    last_name = None
    display_name = models.CharField(_("name"), max_length=60, blank=True)
    must_change_password = models.BooleanField(_("must change the password"), default=False)
    password_changed_at = models.DateTimeField(_("password changed at"), null=True, blank=True)
    password_changed_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("password changed by"),
    )
    # A session keeps the number it began with; a higher one here ends it.
    session_epoch = models.PositiveIntegerField(_("sessions ended so far"), default=0)
    disabled_at = models.DateTimeField(_("disabled at"), null=True, blank=True)
    disabled_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("disabled by"),
    )
    disabled_reason = models.CharField(_("reason for disabling"), max_length=200, blank=True)

    REQUIRED_FIELDS: list[str] = []

    objects = AccountManager()

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["username"]
        constraints = [
            models.CheckConstraint(
                condition=Q(disabled_at__isnull=True) | Q(is_active=False),
                name="user_disabled_is_inactive",
            ),
        ]

    def __str__(self) -> str:
        return self.display_name or self.username

    def get_full_name(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name or self.username


class Grant(models.Model):
    """A role that a person holds in an area and all below it, perhaps for one star only.

    `ends_on` is the last day it holds. Taken back it keeps its row, with who,
    when and why. `grant` and `end_grant` write it, nothing else.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="grants",
        verbose_name=_("person"),
    )
    role = models.CharField(_("role of the person"), max_length=20, choices=Role)
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="grants", verbose_name=_("area")
    )
    star = models.CharField(_("star"), max_length=16, choices=StarKey, blank=True, default="")
    starts_on = models.DateField(_("first day"), default=timezone.localdate)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    given_at = models.DateTimeField(_("given at"), default=timezone.now)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="grants_given",
        verbose_name=_("given by"),
    )
    ended_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="grants_ended",
        verbose_name=_("taken back by"),
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("grant")
        verbose_name_plural = _("grants")
        ordering = ["user", "-starts_on", "pk"]
        indexes = [models.Index(fields=["area", "role"], name="grant_area_role")]
        constraints = [
            models.CheckConstraint(
                condition=(
                    (Q(role=Role.STAR_OFFICER) & ~Q(star=""))
                    | (~Q(role=Role.STAR_OFFICER) & Q(star=""))
                ),
                name="grant_star_only_for_task_force",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="grant_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=False) | Q(ended_by__isnull=True),
                name="grant_ended_by_needs_time",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "area", "star"],
                condition=Q(ended_at__isnull=True),
                name="grant_held_once",
            ),
        ]

    def __str__(self) -> str:
        star = f" {self.get_star_display()}" if self.star else ""
        return f"{self.area_id} {self.get_role_display()}{star}"

    def holds_on(self, day: dt.date) -> bool:
        """Tell whether it gives its rights on a day: `GrantQuerySet.active`, of a row in hand."""
        begun, over = self.starts_on <= day, self.ends_on is not None and self.ends_on < day
        return begun and not over and self.ended_at is None


class PastPassword(models.Model):
    """A password that a person had, as its hash: it cannot be chosen again for a while.

    `change_password` and `reset_password` write it and keep the last few only.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="past_passwords",
        verbose_name=_("person"),
    )
    password = models.CharField(_("hash of the password"), max_length=128)

    class Meta:
        verbose_name = _("past password")
        verbose_name_plural = _("past passwords")
        ordering = ["user", "-pk"]

    def __str__(self) -> str:
        return str(self.user_id)
