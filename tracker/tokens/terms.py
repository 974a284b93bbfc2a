"""Words and bounds of tokens."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    """What a program may do with a token, at most: never more than its owner may."""

    READ = "read", _("only read")
    WRITE = "write", _("read and change")


LONGEST_NAME = 60
LONGEST_DAYS = 366  # from today to the last day
MOST = 20  # tokens of one person that still work
