"""What is kept so that a request that is sent twice is done once."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.api.keys import LONGEST_KEY


class KeptAnswer(models.Model):
    """The answer to a request with a key, for a day (已存答复).

    Written in the transaction of what was done: both are there, or neither. `digest` is that of
    the request, so that a key is not used for two different ones.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # `kept_answer_once` serves it
        verbose_name=_("person"),
    )
    key = models.CharField(_("key of the request"), max_length=LONGEST_KEY)
    digest = models.CharField(_("digest of the request"), max_length=64)
    status = models.PositiveSmallIntegerField(_("status"), default=0)
    tag = models.CharField(_("version"), max_length=40, blank=True)
    body = models.TextField(_("answer"), blank=True)
    kept_on = models.DateField(_("kept on"), default=timezone.localdate)

    class Meta:
        verbose_name = _("kept answer")
        verbose_name_plural = _("kept answers")
        ordering = ["owner", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "key"], name="kept_answer_once"),
        ]

    def __str__(self) -> str:
        return self.key
