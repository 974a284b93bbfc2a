"""Stored words of newspaper pages."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DatePrecision(TextChoices):
    """How much of a page's date is known."""

    DAY = "day", _("to the day")
    MONTH = "month", _("to the month")
    MID_YEAR = "mid_year", _("the middle of the year")
    YEAR = "year", _("to the year")
    UNKNOWN = "unknown", _("not at all")


class Origin(TextChoices):
    """How a page came here: what came one way is not changed by the other."""

    FILES = "files", _("with the files of this site")
    DESK = "desk", _("through the review desk")


class Form(TextChoices):
    """What the text was taken from."""

    PASTED = "pasted", _("pasted text")
    TEXT = "text", _("text file")
    HTML = "html", _("HTML page")
    DOCX = "docx", _("DOCX file")
    PDF = "pdf", _("PDF file")
