"""What one cross-check of data/figures must name, kind by kind."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _

from tracker.figures.reading.entries import CheckEntry
from tracker.figures.terms import CheckKind, ChoiceRule

Fault = tuple[str, str]

# Fields that only some kinds use: anywhere else they would be a misunderstanding.
USED_BY = {
    "total": {CheckKind.SUM, CheckKind.SHARE},
    "gazetteer": {CheckKind.SUM, CheckKind.SHARE, CheckKind.UNIT_COUNT, CheckKind.DISTINCT},
    "share": {CheckKind.SHARE},
    "choice": {CheckKind.DIFFER},
}
WRITTEN = {"gazetteer": "total_gazetteer"}  # the field's name in the file


def check_faults(check: CheckEntry, figures: Collection[str]) -> list[Fault]:
    """Return (field, message) for all that is wrong with one cross-check."""
    return [*_unknown(check, figures), *_out_of_place(check), *_missing(check)]


def _unknown(check: CheckEntry, figures: Collection[str]) -> Iterable[Fault]:
    named = [key for key in (check.total, check.share, *check.parts) if key]
    for key in named:
        if key not in figures:
            yield "parts", _("there is no figure %(key)s") % {"key": key}
    if len(set(named)) < len(named):
        yield "parts", _("a figure takes part once")


def _out_of_place(check: CheckEntry) -> Iterable[Fault]:
    for name, kinds in USED_BY.items():
        if getattr(check, name) and check.kind not in kinds:
            yield WRITTEN.get(name, name), _("does not belong to “%(kind)s”") % {"kind": check.kind}
    if check.total and check.gazetteer:
        yield "total_gazetteer", _("stands beside a printed total; name one of the two")


def _missing(check: CheckEntry) -> Iterable[Fault]:
    if check.kind == CheckKind.SUM and not (check.total or check.gazetteer):
        yield "total", _("a sum needs a total, printed or from the gazetteer")
    if check.kind == CheckKind.SHARE and not check.share:
        yield "share", _("needs the figure that prints the share")
    if check.kind == CheckKind.UNIT_COUNT and (not check.gazetteer or len(check.parts) != 1):
        yield "parts", _("one figure is held against one count of the gazetteer")
    if check.kind == CheckKind.DISTINCT and check.rule not in ("", ChoiceRule.OWN_PERIOD):
        yield "rule", _("must be own_period or left empty")
    if check.rule and check.kind not in (CheckKind.DISTINCT, CheckKind.DIFFER):
        yield "rule", _("does not belong to “%(kind)s”") % {"kind": check.kind}
    if check.kind == CheckKind.DIFFER:
        yield from _choice(check)


def _choice(check: CheckEntry) -> Iterable[Fault]:
    if len(check.parts) < 2:
        yield "parts", _("figures that differ are at least two")
    if not check.rule:
        yield "rule", _("names the rule that chooses, or none")
    chooses = check.rule not in ("", ChoiceRule.NONE)
    if chooses != bool(check.choice):
        yield "choice", _("a rule and its choice are named together")
    if check.choice and check.choice not in check.parts:
        yield "choice", _("must be one of the parts")
