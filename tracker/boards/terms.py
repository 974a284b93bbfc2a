"""Words of the boards."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """The tables of a board, in their order."""

    FINDINGS = "findings", _("Findings by age")
    COLOURS = "colours", _("Villages by colour")
    WORK = "work", _("Work by week")
    VISITS = "visits", _("Inspections planned and made")
    PROJECTS = "projects", _("Projects by state")
