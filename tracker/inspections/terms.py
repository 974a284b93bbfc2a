"""Words of the inspections room that are stored or chosen from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Route(models.TextChoices):
    """In which order the units of a round are visited."""

    OFFICIAL = "official", _("Official order")
    RISK = "risk", _("By risk: what is open, overdue or came back")
    RANDOM = "random", _("Drawn at random, with a published seed")


class VisitState(models.TextChoices):
    """How a planned visit stands: never stored, told from its record and the days of its round."""

    AHEAD = "ahead", _("To be visited")
    MISSING = "missing", _("Missing: the round is over")
    VISITED = "visited", _("Visited")


class Plan(models.TextChoices):
    """Whether a round planned a visit from the beginning."""

    PLANNED = "planned", _("Planned")
    ADDED = "added", _("Added to the running round")


class RoundState(models.TextChoices):
    """A round is planned and then runs until it is closed; nothing is locked by its last day."""

    OPEN = "open", _("Under way")
    CLOSED = "closed", _("Closed")


class State(models.TextChoices):
    """What became of one visit to one unit."""

    DRAFT = "draft", _("Being recorded")
    SUBMITTED = "submitted", _("Submitted")


class BulletinState(models.TextChoices):
    """How far a bulletin has come; an issued one never changes."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("For approval")
    ISSUED = "issued", _("Issued")


MOST_FINDINGS = 12  # of one visit on one form
LONGEST_TEXT = 2000
LONGEST_SEED = 60
LONGEST_REASON = 200
SELF_CHECK = "own"  # the kind that a village makes for itself; no round is planned of it
