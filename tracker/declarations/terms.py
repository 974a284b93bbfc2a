"""Words of the declarations room that are stored or chosen from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How far a declaration has come."""

    DRAFT = "draft", _("Being filled in")
    SUBMITTED = "submitted", _("Submitted, for the street to review")
    REVIEWED = "reviewed", _("Reviewed, for the county to confirm")
    CONFIRMED = "confirmed", _("Declaration confirmed")
    RETURNED = "returned", _("Returned to the branch")


class Verb(models.TextChoices):
    """What people do to a declaration."""

    FILL_IN = "fill_in", _("Fill in")
    SUBMIT = "submit", _("Submit")
    RECALL = "recall", _("Recall")
    REVIEW = "review", _("Pass to the county")
    CONFIRM = "confirm", _("Confirm the declaration")
    RETURN = "return", _("Return with a reason")


# States in which a declaration counts: it has left the branch's hands and stands.
STANDING = (State.SUBMITTED, State.REVIEWED, State.CONFIRMED)
