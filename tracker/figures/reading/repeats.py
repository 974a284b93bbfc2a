"""Figures that are printed twice: the second statement names the one it repeats."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from tracker.figures.reading.entries import FigureEntry, Problem, Reading

# What two printings of one statement have in common.
SAME = ("area", "nature", "metric", "level", "value", "value_to", "unit")


def repeat_faults(reading: Reading) -> list[Problem]:
    """Return what is wrong with the figures that say they repeat another."""
    figures = reading.figures
    return [
        Problem(f"{page.page.key}.yaml", figure.key, "repeats", fault)
        for page in reading.pages
        for figure in page.figures
        if figure.repeats and (fault := _fault(figure, figures))
    ]


def _fault(figure: FigureEntry, figures: Mapping[str, FigureEntry]) -> str:
    first = figures.get(figure.repeats)
    if first is None:
        return _("there is no figure %(key)s") % {"key": figure.repeats}
    if first.repeats or first == figure:
        return _("names a figure that is a repeat itself")
    differing = [name for name in SAME if getattr(first, name) != getattr(figure, name)]
    if differing:
        return _("is not the statement of %(key)s: %(fields)s differ") % {
            "key": figure.repeats,
            "fields": ", ".join(differing),
        }
    return ""
