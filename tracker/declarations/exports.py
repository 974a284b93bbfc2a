"""What a declaration takes with it into a file; such a file is read again as an import."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from tracker.ui.exports import ExportColumn

# Headings of the list that an import reads: the code, the year and the stars in words.
LISTED = {
    "code": gettext_lazy("Area code"),
    "year": gettext_lazy("Campaign"),
    "stars": gettext_lazy("Stars aimed at"),
}


def declaration_columns() -> list[ExportColumn]:
    """Return the columns that follow those of the page: code and kind."""
    return [
        ExportColumn(LISTED["code"], lambda row: row.branch_id),
        ExportColumn(gettext_lazy("Kind of unit"), lambda row: row.get_unit_kind_display()),
    ]
