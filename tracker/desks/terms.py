"""Words of the desk."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Section(models.TextChoices):
    """Why something lies on a person's desk, in the order of the page."""

    RETURNED = "returned", _("Returned to me")
    WAITING = "waiting", _("Waiting for me")
    NOT_BEGUN = "not_begun", _("Not begun yet")
