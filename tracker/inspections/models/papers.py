"""What every paper of an inspection has: who wrote it, and what is typed so far."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

EMPTY = "{}"  # nothing is typed


def person(words: object, **more: object) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=words,
        **more,
    )


class TypedPaper(models.Model):
    """A working paper that nobody else reads: what is typed so far, by the names of the boxes.

    `actions.drafts` keeps it on the condition of the version that the page had read.
    """

    typed = models.TextField(_("what is typed"), default=EMPTY)
    version = models.PositiveIntegerField(_("version"), default=1)
    saved_at = models.DateTimeField(_("saved at"), default=timezone.now)
    saved_by = person(_("saved by"))

    class Meta:
        abstract = True

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is typed yet, or all of it is recorded."""
        return self.typed == EMPTY
