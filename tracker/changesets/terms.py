"""Words of the room that are stored or chosen from, and how much it takes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How far a changeset has come. Applied, unreadable and withdrawn ones stay as they are."""

    READING = "reading", _("Being read")
    STAGED = "staged", _("For preview")
    APPLYING = "applying", _("Being applied")
    APPLIED = "applied", _("Applied")
    UNREADABLE = "unreadable", _("Could not be read")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Verdict(models.TextChoices):
    """What would become of one row."""

    NEW = "new", _("New")
    CHANGED = "changed", _("Changed")
    SAME = "same", _("Same as before")
    WRONG = "wrong", _("Wrong")
    DISPUTED = "disputed", _("Changed by somebody else since")


class Choice(models.TextChoices):
    """What a person decides about a disputed row."""

    OPEN = "", _("Not decided yet")
    THEIRS = "theirs", _("Keep what stands now")
    MINE = "mine", _("Write what stands here")


class Source(models.TextChoices):
    """Where the rows came from."""

    FILE = "file", _("Uploaded file")
    GRID = "grid", _("Entered in a grid")
    LIST = "list", _("Moved from a list")
    API = "api", _("Sent by a program")
    PAPER = "paper", _("Stated by newspapers")
    UNDO = "undo", _("Undoing another changeset")


OPEN = (State.READING, State.STAGED, State.APPLYING)
GOING = (Verdict.NEW, Verdict.CHANGED)  # rows that are written, beside disputed ones chosen so

EVENTS = "changesets."
OBJECT_TYPE = "changeset"

AT_ONCE = 1000  # rows compared, stored or written in one go
PART_BYTES = 1024 * 1024  # of an uploaded file, before it is packed
# Rows that are compared while the person waits; more are read by a job.
MOST_DIRECT = 2000
LONGEST_KEY = 60
