"""Words of the clocks room that are stored or chosen from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.places.terms import Level


class Counting(models.TextChoices):
    """Which days a period counts; no public source says it of 13710 (未核实)."""

    CALENDAR = "calendar", _("Calendar days")
    WORKING = "working", _("Working days, with the official holidays")


class Severity(models.TextChoices):
    """Which of the two periods of 13710 a matter has."""

    ORDINARY = "ordinary", _("Ordinary: solved in days")
    MAJOR = "major", _("Major or complex: solved in a month, or by a dated plan")


class Part(models.TextChoices):
    """The parts of 13710 in their order; the last one has no day: followed to zero."""

    ASSIGN = "assign", _("Assigned the same day")
    FEEDBACK = "feedback", _("First feedback")
    SOLVE = "solve", _("Solved")


class Condition(models.TextChoices):
    """How a matter stands against its days: what a legend gives a colour to."""

    OVERDUE = "overdue", _("Its last day has passed and it is not solved")
    DONE_LATE = "done_late", _("Solved, after its last day")
    BEHIND = "behind", _("A part of the clock was missed, it was returned, or it lags behind")
    DUE_SOON = "due_soon", _("Its last day is near")
    DONE_IN_TIME = "done_in_time", _("Solved in time")
    ON_COURSE = "on_course", _("On course")


class Colour(models.TextChoices):
    """蓝黄红. Never shown without its words; what each one means, a legend says."""

    BLUE = "blue", _("Blue")
    YELLOW = "yellow", _("Yellow")
    RED = "red", _("Red")
    NONE = "", _("No colour")


# The ladder of an overdue matter, from the bottom up.
RUNGS = (Level.VILLAGE, Level.STREET, Level.COUNTY, Level.CITY)

# Where nobody has set anything.
DEFAULT_LEGEND = "deadline"
