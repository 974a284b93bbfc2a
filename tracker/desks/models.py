"""What a person's first page after signing in remembers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Bookmark(models.Model):
    """Up to which entry of the log a person has seen what changed in their areas.

    Moved by the person's own button only, never by opening a page: it says nothing
    about when or how often somebody was here.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="+",
        verbose_name=_("person"),
    )
    sequence = models.BigIntegerField(_("number of the last entry seen"), default=0)

    class Meta:
        verbose_name = _("bookmark")
        verbose_name_plural = _("bookmarks")
        ordering = ["user"]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.sequence}"
