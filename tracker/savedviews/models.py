"""How a person likes to see a list, under a name."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tracker.places.models import Area
from tracker.savedviews.addresses import address_of
from tracker.savedviews.querysets import SavedViewQuerySet
from tracker.savedviews.terms import LONGEST_NAME, LONGEST_STATE


class SavedView(models.Model):
    """A list's filters, sorting and page size, kept by a person (常用筛选).

    `list_name` is the name of the list's address, `state` its query string. With an `area` it
    is shared with everyone who holds a role there or below. It carries no rows and no rights:
    whoever opens it sees what the list shows them. `save`, `change`, `withdraw` and `delete`
    write it, nothing else.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="saved_views",
        db_index=False,  # `saved_view_name_once` serves it
        verbose_name=_("person"),
    )
    list_name = models.CharField(_("name of the list"), max_length=60)
    name = models.CharField(_("name of the view"), max_length=LONGEST_NAME)
    state = models.CharField(_("filters and order"), max_length=LONGEST_STATE, blank=True)
    area = models.ForeignKey(
        Area,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("shared with"),
    )
    # The list opens with it for its owner.
    is_opening = models.BooleanField(_("opens the list"), default=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["list_name", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "list_name", "name"], name="saved_view_name_once"
            ),
            models.UniqueConstraint(
                fields=["owner", "list_name"],
                condition=Q(is_opening=True),
                name="saved_view_one_opens",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        """The address of the list; "" where there is no such list any more."""
        return address_of(self.list_name, self.state)
