"""Words of the findings room that are stored or chosen from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.places.terms import Level


class State(models.TextChoices):
    """How far a finding has come; a closed one never opens again."""

    REPORTED = "reported", _("Reported, to be assigned")
    ASSIGNED = "assigned", _("Assigned, being put right")
    RECTIFIED = "rectified", _("Put right, to be verified")
    RETURNED = "returned", _("Returned: not put right yet")
    VERIFIED = "verified", _("Verified, to be closed")
    CLOSED = "closed", _("Closed (struck off)")
    WITHDRAWN = "withdrawn", _("Withdrawn: reported in error")


class Verb(models.TextChoices):
    """What is done to a finding."""

    REPORT = "report", _("Report")
    ASSIGN = "assign", _("Assign")
    REASSIGN = "reassign", _("Assign to another unit")
    FEEDBACK = "feedback", _("Give feedback")
    RECTIFY = "rectify", _("Report that it is put right")
    VERIFY = "verify", _("Verify that it is put right")
    RETURN = "return", _("Return with a reason")
    CLOSE = "close", _("Close (strike off)")
    WITHDRAW = "withdraw", _("Withdraw with a reason")
    ASK = "ask", _("Ask for more time")
    GRANT = "grant", _("Grant more time")
    REFUSE = "refuse", _("Refuse more time")
    CLIMB = "climb", _("Climb to the next level")


class Handling(models.TextChoices):
    """How it is to be put right."""

    IMMEDIATE = "immediate", _("At once (立行立改)")
    DEADLINE = "deadline", _("By a last day (限期整改)")


class Origin(models.TextChoices):
    """Where a finding comes from."""

    INSPECTION = "inspection", _("An inspection")
    VISIT = "visit", _("A visit")
    ARTICLE = "article", _("A newspaper article")
    FEEDBACK = "feedback", _("Feedback or a complaint")
    OFFICE = "office", _("An office")


class Asked(models.TextChoices):
    """What became of a request for more time."""

    OPEN = "open", _("Waiting for a decision")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused")


# Who may have to put something right, and as what.
RESPONSIBLE = (Level.VILLAGE, Level.STREET, Level.COUNTY)


class Duty(models.TextChoices):
    """As what somebody is responsible; offices, never names."""

    SECRETARY = "secretary", _("Branch secretary")
    STREET_LEAD = "street_lead", _("Leader of the street or township")
    STREET_OFFICE = "street_office", _("Party-building office of the street or township")
    TASK_FORCE = "task_force", _("Task force of the star")
    DEPARTMENT = "department", _("Department of the county")


# Those on which work is to be done; what is over is closed or withdrawn.
OPEN = (State.REPORTED, State.ASSIGNED, State.RECTIFIED, State.RETURNED, State.VERIFIED)
# Those that nobody has put right yet: their last day counts.
UNSOLVED = (State.REPORTED, State.ASSIGNED, State.RETURNED)
