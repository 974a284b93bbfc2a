"""Words of the work lists that are stored or chosen from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How far a piece of work has come."""

    OPEN = "open", _("Set, not begun")
    UNDERWAY = "underway", _("Under way")
    FINISHED = "finished", _("Reported as done, to be confirmed")
    CONFIRMED = "confirmed", _("Done and confirmed")
    DROPPED = "dropped", _("No longer needed")
    CARRIED = "carried", _("Carried over to the next year")


class Verb(models.TextChoices):
    """What people do to a piece of work."""

    SET = "set", _("Set the work")
    CHANGE = "change", _("Correct what was set")
    REPORT = "report", _("Note progress")
    FINISH = "finish", _("Report as done")
    RECALL = "recall", _("Take the report back")
    CONFIRM = "confirm", _("Confirm that it is done")
    RETURN = "return", _("Send back with a reason")
    POSTPONE = "postpone", _("Give it more time")
    DROP = "drop", _("Take it off the list")
    CARRY = "carry", _("Carry over to the next year")
    CLIMB = "climb", _("Climb to the next level")


class Frequency(models.TextChoices):
    """How often something of a rhythm comes round."""

    WEEK = "week", _("every week")
    MONTH = "month", _("every month")
    QUARTER = "quarter", _("every quarter")


class Purpose(models.TextChoices):
    """What an occasion of a rhythm is for."""

    SUMMARY = "summary", _("Summary")
    MEETING = "meeting", _("Meeting")
    BULLETIN = "bulletin", _("Bulletin")
    REVIEW = "review", _("Review")
    DISPATCH = "dispatch", _("Dispatch of work")
    CONTEST = "contest", _("Comparison of work")
    SITE_VISIT = "site_visit", _("Visit on site")


class Shade(models.TextChoices):
    """How a piece of work stands to its last week."""

    OVERDUE = "overdue", _("overdue")
    THIS_WEEK = "this_week", _("due this week")
    IN_TIME = "in_time", _("in time")
    OVER = "over", _("over")


class Timing(models.TextChoices):
    """When work that is not done is to be done by."""

    OVERDUE = "overdue", _("Overdue")
    THIS_WEEK = "this_week", _("Due this week")
    NEXT_WEEK = "next_week", _("Due next week")
    LATER = "later", _("Due later")


# States in which somebody still has to do something for it.
UNDONE = (State.OPEN, State.UNDERWAY)
LIVE = (*UNDONE, State.FINISHED)
ENDED = (State.CONFIRMED, State.DROPPED, State.CARRIED)

# 孟州 lists the three to six most pressing matters; more is a warning, never a bar.
KEY_FEWEST, KEY_MOST = 3, 6
