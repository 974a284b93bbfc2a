"""Words of the ratings room that are stored or chosen from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How far one star of one branch has come in one campaign."""

    NOT_DECLARED = "not_declared", _("Not declared")
    DECLARED = "declared", _("Declared")
    ENTERED = "entered", _("Entered, for the street to review")
    REVIEWED = "reviewed", _("Street-reviewed, for the task force to verify")
    VERIFIED = "verified", _("Verified, for the county to confirm")
    CONFIRMED = "confirmed", _("Confirmed")
    ON_NOTICE = "on_notice", _("On public notice")
    AWARDED = "awarded", _("Awarded")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    RETURNED = "returned", _("Returned to the street")


class Verb(models.TextChoices):
    """What is done to one star of one branch."""

    DECLARE = "declare", _("Follow the declaration")
    UNDECLARE = "undeclare", _("Follow the changed declaration")
    FILL_IN = "fill_in", _("Fill in the standards")
    SUBMIT = "submit", _("Submit for review")
    RECALL = "recall", _("Recall")
    REVIEW = "review", _("Pass to the task force")
    VERIFY = "verify", _("Verify")
    CONFIRM = "confirm", _("Confirm the star")
    PUT_ON_NOTICE = "notice", _("Put on public notice")
    AWARD = "award", _("Award the star")
    WITHDRAW = "withdraw", _("Withdraw the star")
    RETURN = "return", _("Return with a reason")
    ACCEPT = "accept", _("Accept what a paper states")


class Proposal(models.TextChoices):
    """What the street itself says of a star before it submits it."""

    NONE = "", _("No statement yet")
    MET = "met", _("The street finds it met")
    NOT_MET = "not_met", _("The street finds it not met")


class Result(models.TextChoices):
    """How a standard is met; what nobody has looked at is not checked."""

    MET = "met", _("Met")
    NOT_MET = "not_met", _("Not met")
    NOT_APPLICABLE = "n_a", _("Not applicable")
    NOT_CHECKED = "unchecked", _("Not checked")


# States in which a branch holds the star in the county's eyes; what the public sees is AWARDED.
HELD = (State.CONFIRMED, State.ON_NOTICE, State.AWARDED)
PUBLIC = (State.AWARDED,)

# How the log names what happens to ratings, and the ratings themselves.
EVENTS = "ratings."
OBJECT_TYPE = "rating"
