"""Words of contacts that are stored or chosen from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class WeakState(models.TextChoices):
    """How far a weak and lax branch (软弱涣散) has come."""

    MARKED = "marked", _("Marked, to be rectified")
    RECTIFIED = "rectified", _("Reported as rectified, to be released")
    RELEASED = "released", _("Rectified and released")


class WeakVerb(models.TextChoices):
    """What people do about a weak and lax branch."""

    MARK = "mark", _("Mark as weak and lax")
    RECTIFY = "rectify", _("Report as rectified")
    RETURN = "return", _("Return with a reason")
    RELEASE = "release", _("Release")


class Stage(models.TextChoices):
    """How far a training has come; told from what is filled in."""

    WANTED = "wanted", _("Wanted, not planned yet")
    PLANNED = "planned", _("Planned, not held yet")
    HELD = "held", _("Held")
    JUDGED = "judged", _("Held and evaluated")


# Numbers of families, problems and people below this one are not told outside the own area.
SMALLEST_TOLD = 5
