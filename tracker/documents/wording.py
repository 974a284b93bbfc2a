"""Why a file gives no text, as sentences: what is wrong, and what to do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tracker.documents.terms import Unread

SENTENCES = {
    Unread.EMPTY: _("The file is empty."),
    Unread.TOO_LARGE: _("The file is larger than %(limit)s MB. Divide it, or save its text alone."),
    Unread.TOO_LONG: _(
        "The text has more than %(limit)s characters; one page of a newspaper has a few thousand. "
        "Divide it into pages."
    ),
    Unread.FOREIGN: _(
        "The file's contents are %(what)s, whatever its name says. Text, HTML, DOCX and PDF with "
        "a text layer are read."
    ),
    Unread.ENCODING: _(
        "The encoding of the text is neither UTF-8 nor GB18030 nor UTF-16. Save it as UTF-8."
    ),
    Unread.NUL: _("The text holds NUL characters. Save it again as UTF-8."),
    Unread.NO_TEXT: _(
        "The file holds no text; perhaps it is a scanned picture. Have the text recognised first."
    ),
    Unread.PROTECTED: _("The file is protected by a password. Save it without one."),
    Unread.DAMAGED: _(
        "The file is damaged. Open it in the program that made it and save it again."
    ),
    Unread.PROGRAMS: _(
        "The file holds programs, other files or links to other files: “%(part)s”. Save its text "
        "alone."
    ),
    Unread.TOO_MUCH: _("The file holds far more than a page of text needs. Save its text alone."),
    Unread.TIME: _("Reading the file took longer than allowed. Save its text alone."),
    Unread.MEMORY: _("Reading the file needed more memory than allowed. Save its text alone."),
    Unread.STOPPED: _("Reading the file was broken off. Save it again, and try once more."),
}
