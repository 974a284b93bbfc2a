"""The written rules that choose the figure shown where sources differ.

They are asked in this order, and the first that supports exactly one of the
numbers decides; the other figures stay beside it:

1. `parts_add_up`: the number is a printed total whose printed parts add up to it.
2. `matches_gazetteer`: the number is the gazetteer's count of these units.
3. `fits_district_total`: with the numbers published of its neighbours, the number
   stays within the total published for the area above.
4. `later_source`: the number stands on the page with the later date.
5. `own_period`: the figures speak of different periods or matters, so they do not
   differ at all; such a cross-check is of the kind `distinct`.
6. `none`: nothing decides, and both are shown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from django.utils.translation import gettext as _

from tracker.figures.checks.arithmetic import Figures, Units, evaluate
from tracker.figures.checks.automatic import gazetteer_count, subject
from tracker.figures.reading.entries import CheckEntry, FigureEntry
from tracker.figures.terms import CheckKind, CheckResult, ChoiceRule, Precision
from tracker.places.codes import parent_code

Candidates = Sequence[FigureEntry]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the rules look at: all figures, the sums that agree, dates, gazetteer."""

    figures: Figures
    units: Units
    published: Mapping[str, dt.date]  # by key of the article
    proven_totals: Collection[str]  # keys of figures that are totals of sums that agree


def gather(
    checks: Sequence[CheckEntry], figures: Figures, units: Units, published: Mapping[str, dt.date]
) -> Evidence:
    """Return the evidence that the files and the gazetteer give together."""
    proven = {
        check.total
        for check in checks
        if check.kind == CheckKind.SUM
        and check.total
        and evaluate(check, figures, units).result == CheckResult.AGREES
    }
    return Evidence(figures, units, published, proven)


def decide(candidates: Candidates, evidence: Evidence) -> tuple[ChoiceRule, Decimal | None]:
    """Return the first rule that supports exactly one number, and that number."""
    for rule, supported_by in RULES:
        supported = {
            figure.value for figure in candidates if supported_by(figure, candidates, evidence)
        }
        if len(supported) == 1:
            return rule, supported.pop()
    return ChoiceRule.NONE, None


def _parts_add_up(figure: FigureEntry, _all: Candidates, evidence: Evidence) -> bool:
    return figure.key in evidence.proven_totals


def _matches_gazetteer(figure: FigureEntry, _all: Candidates, evidence: Evidence) -> bool:
    count = gazetteer_count(figure)
    units = evidence.units.get(figure.area)
    return bool(count) and units is not None and figure.value == units.of(count)


def _fits_district_total(figure: FigureEntry, _all: Candidates, evidence: Evidence) -> bool:
    """Whether the number and its neighbours' stay within the total of the area above."""
    above = parent_code(figure.area)
    same = [other for other in evidence.figures.values() if _same_measure(figure, other)]
    totals = [other.value for other in same if other.area == above and other.value is not None]
    if not totals or figure.value is None:
        return False
    neighbours: dict[str, Decimal] = {}
    for other in same:
        if other.area != figure.area and parent_code(other.area) == above:
            # Two numbers for one neighbour: the smaller leaves more room, so it proves less.
            least = neighbours.get(other.area, other.value)
            neighbours[other.area] = min(least or Decimal(0), other.value or Decimal(0))
    return figure.value + sum(neighbours.values(), Decimal(0)) <= max(totals)


def _same_measure(one: FigureEntry, other: FigureEntry) -> bool:
    return (one.metric, one.unit, one.nature) == (other.metric, other.unit, other.nature)


def _later_source(figure: FigureEntry, candidates: Candidates, evidence: Evidence) -> bool:
    latest = max(evidence.published[other.article] for other in candidates)
    return evidence.published[figure.article] == latest


RULES = [
    (ChoiceRule.PARTS_ADD_UP, _parts_add_up),
    (ChoiceRule.MATCHES_GAZETTEER, _matches_gazetteer),
    (ChoiceRule.FITS_DISTRICT_TOTAL, _fits_district_total),
    (ChoiceRule.LATER_SOURCE, _later_source),
]


def objection(check: CheckEntry, evidence: Evidence) -> str:
    """Return why the rule and the choice a cross-check names do not hold; empty if they do."""
    parts = [evidence.figures[key] for key in check.parts]
    if check.kind == CheckKind.DIFFER:
        return _wrong_choice(check, parts, evidence)
    if check.kind == CheckKind.DISTINCT and check.rule == ChoiceRule.OWN_PERIOD:
        return _same_matter(parts)
    return ""


def _wrong_choice(check: CheckEntry, parts: Candidates, evidence: Evidence) -> str:
    if len({part.value for part in parts}) == 1:
        return _("all figures state the same number; nothing differs")
    rule, value = decide(parts, evidence)
    chosen = evidence.figures[check.choice].value if check.choice else None
    if (rule, value) == (check.rule, chosen):
        return ""
    return _("the rules choose %(value)s by %(rule)s, the file says %(chosen)s by %(named)s") % {
        "value": value,
        "rule": rule.value,
        "chosen": chosen,
        "named": check.rule,
    }


def _same_matter(parts: Candidates) -> str:
    """Return an objection where two parts agree in all words and precision but not in number."""
    for one, two in combinations(parts, 2):
        same_words = subject(one) == subject(two) and one.label == two.label
        exact = Precision.EXACT == one.precision == two.precision
        if same_words and exact and one.value != two.value:
            return _("%(one)s and %(two)s speak of the same matter and period") % {
                "one": one.key,
                "two": two.key,
            }
    return ""
