"""What a star takes with it into a file beside the columns of the page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from tracker.ui.exports import ExportColumn

# Headings of the list that an import reads again.
LISTED = {
    "code": gettext_lazy("Area code"),
    "year": gettext_lazy("Campaign"),
    "star": gettext_lazy("Star"),
    "statement": gettext_lazy("Statement of the street"),
}


def star_columns() -> list[ExportColumn]:
    """Return the columns that follow those of the page: code, kind, numbers of standards."""
    return [
        ExportColumn(LISTED["code"], lambda star: star.rating.branch_id),
        ExportColumn(LISTED["statement"], lambda star: star.get_proposal_display()),
        ExportColumn(
            gettext_lazy("Kind of unit"), lambda star: star.rating.get_unit_kind_display()
        ),
        ExportColumn(gettext_lazy("Level so far"), lambda star: star.rating.level),
        ExportColumn(gettext_lazy("Standards of the star"), lambda star: star.standard_count),
        ExportColumn(gettext_lazy("Standards not met"), lambda star: star.not_met),
        ExportColumn(gettext_lazy("Standards not applicable"), lambda star: star.not_applicable),
        ExportColumn(gettext_lazy("Standards not checked"), lambda star: star.unchecked),
        ExportColumn(gettext_lazy("Reason given last"), lambda star: star.reason),
        ExportColumn(gettext_lazy("Last day of the notice"), lambda star: star.notice_ends_on),
    ]
