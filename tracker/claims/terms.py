"""Stored words of claims."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    PROPOSED = "proposed", _("To be judged")
    ACCEPTED = "accepted", _("Accepted")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("No longer read")


JUDGED = (State.ACCEPTED, State.REJECTED)


class News(TextChoices):
    """What a newer reading of the page brought; judgements stay as they are."""

    NONE = "", ""
    NEW = "new", _("new in this reading")
    CHANGED = "changed", _("read otherwise than before")
    GONE = "gone", _("no longer read")


class Also(TextChoices):
    """What else is made of an accepted claim, beside its figure."""

    NONE = "", _("only a figure")
    TARGET = "target", _("also the area's target")
    RATING = "rating", _("also the branch's record")
    FINDING = "issue", _("also a finding to put right")


class FileState(TextChoices):
    """What became of one text that was given in."""

    WAITING = "waiting", _("Waiting")
    STORED = "stored", _("Stored and read")
    KNOWN = "known", _("Was there already")
    REFUSED = "refused", _("Not stored")


class Agreement(TextChoices):
    """How a claim stands to what the tracker holds."""

    HERE = "here", _("Agrees with the figure at this place")
    SAME = "same", _("Another statement says the same")
    DIFFERS = "differs", _("Another statement says otherwise")
    SILENT = "silent", _("Nothing is held of this")


class AliasState(TextChoices):
    WAITING = "waiting", _("To be reviewed")
    ACCEPTED = "accepted", _("Taken into the gazetteer")
    REFUSED = "refused", _("Not taken")


# The kind of changeset that accepts many claims, its fields, and what it adds to year and area.
ACCEPTANCES = "claims.acceptances"
STATE, FIGURE = "state", "figure"
PAGE = "page"
CLAIM = "claim"  # how a program calls the cell that names one

LONGEST_REASON = 200
MOST_FILES = 300
# Bytes of one upload in all: 300 pages of text are 6 MB, as PDF perhaps ten times that.
LARGEST_DELIVERY = 100 * 1024 * 1024
