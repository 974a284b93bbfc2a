"""Contradictions open by themselves: between two figures, or a figure and the records."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.utils import translation
from django.utils.translation import gettext as _

from articles.terms import Origin
from tracker.figures.checks.arithmetic import digits
from tracker.figures.models import Crosscheck, CrosscheckPart, ReportedFigure
from tracker.figures.statements import same_number, same_subject
from tracker.figures.terms import CheckKind, CheckResult, ChoiceRule, PartRole, Precision
from tracker.history.record import Actor, Change, tell
from tracker.history.rows import values_of


def others_about(figure: ReportedFigure) -> list[ReportedFigure]:
    """Return the other figures that speak of the same thing, repeats left out."""
    near = ReportedFigure.objects.filter(
        area_id=figure.area_id, metric=figure.metric, nature=figure.nature, repeats=None
    ).exclude(pk=figure.pk)
    return [other for other in near.order_by("key") if same_subject(figure, other)]


def open_contradictions(
    figure: ReportedFigure, others: Iterable[ReportedFigure], *, by: Actor | None
) -> list[Crosscheck]:
    """Open a cross-check for each figure that states another exact number of the same."""
    return [
        _open(
            f"differ-{first.pk}-{second.pk}",
            CheckKind.DIFFER,
            figure,
            [first, second],
            (second.value, first.value),
            by=by,
        )
        for other in others
        if _contradict(figure, other)
        for first, second in [sorted((figure, other), key=lambda one: one.pk)]
        if not _share_a_check(figure, other)
    ]


def compare_with_record(
    figure: ReportedFigure, recorded: int, *, by: Actor | None
) -> Crosscheck | None:
    """Open a cross-check where the records of this site hold another number; None where not."""
    if figure.value is None or figure.precision != Precision.EXACT or figure.value == recorded:
        return None
    key = f"record-{figure.pk}"
    if Crosscheck.objects.filter(pk=key).exists():
        return None
    numbers = (figure.value, Decimal(recorded))
    return _open(key, CheckKind.RECORD, figure, [figure], numbers, by=by)


def _contradict(one: ReportedFigure, other: ReportedFigure) -> bool:
    exact = Precision.EXACT == one.precision == other.precision
    return exact and not same_number(one, other)


def _share_a_check(one: ReportedFigure, other: ReportedFigure) -> bool:
    both = CrosscheckPart.objects.filter(figure=one).values("crosscheck")
    return CrosscheckPart.objects.filter(figure=other, crosscheck__in=both).exists()


def _open(
    key: str,
    kind: CheckKind,
    figure: ReportedFigure,
    parts: list[ReportedFigure],
    numbers: tuple[Decimal | None, Decimal | None],
    *,
    by: Actor | None,
) -> Crosscheck:
    """Write a contradiction in which nobody has chosen yet: both numbers stay and are shown."""
    found, expected = numbers
    titles = {language: _title(figure, kind, language) for language in ("zh-hans", "en")}
    written = f"{digits(found or Decimal(0))} ≠ {digits(expected or Decimal(0))}"
    check = Crosscheck(
        key=key[:60],
        origin=Origin.DESK,
        kind=kind,
        area=figure.area,
        title=titles["zh-hans"][:80],
        title_en=titles["en"][:200],
        result=CheckResult.CONTRADICTS,
        expected=expected,
        found=found,
        arithmetic=written,
        rule=ChoiceRule.NONE,
    )
    check.save(force_insert=True)
    CrosscheckPart.objects.bulk_create(
        CrosscheckPart(crosscheck=check, figure=part, role=PartRole.PART, position=position)
        for position, part in enumerate(parts, start=1)
    )
    told = {**values_of(check), "parts": [part.pk for part in parts]}
    tell([Change.of(check, "opened", after=told)], by=by)
    return check


def _title(figure: ReportedFigure, kind: CheckKind, language: str) -> str:
    with translation.override(language):
        if kind == CheckKind.RECORD:
            return _("%(what)s: paper and records") % {"what": figure.text}
        return _("%(what)s: two numbers") % {"what": figure.text}
