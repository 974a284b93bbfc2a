"""Words of the project lists that are stored or chosen from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How far a project has come."""

    PROPOSED = "proposed", _("Proposed, for the county to list")
    RETURNED = "returned", _("Returned to who proposed it")
    LISTED = "listed", _("Listed, no supply yet")
    MATCHED = "matched", _("Matched with a supply")
    UNDERWAY = "underway", _("Under construction or in use")
    FINISHED = "finished", _("Reported as completed, to be accepted")
    COMPLETED = "completed", _("Completed and accepted")
    DROPPED = "dropped", _("Given up")


class Verb(models.TextChoices):
    """What people do to a project."""

    PROPOSE = "propose", _("Propose a project")
    CHANGE = "change", _("Correct the proposal")
    LIST = "list", _("Put on the county's list")
    RETURN = "return", _("Return with a reason")
    MATCH = "match", _("Match with a supply")
    UNMATCH = "unmatch", _("Take the match back")
    BEGIN = "begin", _("Begin the project")
    FINISH = "finish", _("Report as completed")
    ACCEPT = "accept", _("Accept as completed")
    DROP = "drop", _("Give up with a reason")


# States in which a project counts as planned work of its area.
STANDING = (State.LISTED, State.MATCHED, State.UNDERWAY, State.FINISHED, State.COMPLETED)
