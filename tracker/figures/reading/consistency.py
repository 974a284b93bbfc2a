"""What entries of data/figures must hold together, beyond each field by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _

from tracker.campaigns.terms import RURAL_STARS, URBAN_STARS
from tracker.figures.reading.crosschecks import check_faults
from tracker.figures.reading.entries import FigureEntry, PageFile, Problem, Reading
from tracker.figures.terms import LEVEL_METRICS, METRIC_UNITS, NUMBERLESS_METRICS, Metric

LONGEST_SPAN = 40  # characters: a figure, never a sentence of the article
SHARES = frozenset({Metric.SHARE_AT_LEAST, Metric.PARTICIPATION_SHARE})
STARS_OF = {"rural": RURAL_STARS, "urban": URBAN_STARS}

Fault = tuple[str, str]


def figure_faults(figure: FigureEntry) -> list[Fault]:
    """Return (field, message) for all that does not fit within one figure."""
    return [*_words(figure), *_numbers(figure), *_span(figure)]


def _words(figure: FigureEntry) -> Iterable[Fault]:
    metric = Metric(figure.metric)
    units = METRIC_UNITS[metric]
    if figure.unit not in units:
        yield (
            "unit",
            _("“%(unit)s” does not go with %(metric)s; allowed: %(units)s")
            % {"unit": figure.unit, "metric": metric.value, "units": ", ".join(units)},
        )
    if metric in LEVEL_METRICS and figure.level is None:
        yield "level", _("%(metric)s needs a level") % {"metric": metric.value}
    if metric == Metric.MECHANISM and not figure.term:
        yield "term", _("a mechanism needs its proper name")
    if metric == Metric.STAR_COUNT and not figure.star:
        yield "star", _("%(metric)s needs a star") % {"metric": metric.value}
    if figure.star and figure.star not in STARS_OF.get(figure.unit_kind, [figure.star]):
        yield "star", _("“%(star)s” is no star of this kind of unit") % {"star": figure.star}
    if bool(figure.note) != bool(figure.note_en):
        yield "note_en", _("a note stands in both languages or in none")


def _numbers(figure: FigureEntry) -> Iterable[Fault]:
    metric = Metric(figure.metric)
    value = figure.value
    if value is None:
        if metric not in NUMBERLESS_METRICS:
            yield "value", _("%(metric)s needs a value") % {"metric": metric.value}
        if figure.value_to is not None:
            yield "value_to", _("a range needs its lower end in value")
        return
    if metric == Metric.MECHANISM:
        yield "value", _("a mechanism has no value")
    if figure.value_to is not None and figure.value_to <= value:
        yield "value_to", _("must be larger than value")
    if value < 0 and metric != Metric.INCOME_GROWTH:
        yield "value", _("must not be negative")
    if metric in SHARES and value > 100:
        yield "value", _("a share is at most 100 percent")


def _span(figure: FigureEntry) -> Iterable[Fault]:
    if figure.end <= figure.start:
        yield "end", _("must be larger than start")
    elif figure.end - figure.start > LONGEST_SPAN:
        yield "end", _("the span is longer than %(longest)s characters") % {"longest": LONGEST_SPAN}


def page_faults(file: PageFile, name: str) -> list[Problem]:
    """Return what does not fit between the entries of one page's file."""
    key = file.page.key
    problems = []
    if not name.startswith(key):
        message = _("the file of page %(key)s is named %(key)s.yaml") % {"key": key}
        problems.append(Problem(name, "page", "key", message))
    problems += [Problem(name, *fault) for fault in _article_faults(file)]
    problems += [Problem(name, *fault) for fault in _place_faults(file)]
    problems += [Problem(name, *fault) for fault in _order_faults(file)]
    return problems


def _article_faults(file: PageFile) -> Iterable[tuple[str, str, str]]:
    used = {figure.article for figure in file.figures}
    reached = 0
    for article in file.articles:
        if not article.key.startswith(f"{file.page.key}-"):
            yield article.key, "key", _("does not begin with the page's key")
        if article.end <= article.start:
            yield article.key, "end", _("must be larger than start")
        if article.start < reached:
            yield article.key, "start", _("articles stand in page order and do not overlap")
        if article.end > file.page.characters:
            yield article.key, "end", _("lies beyond the page")
        if article.key not in used:
            yield article.key, "key", _("no figure is taken from this article")
        reached = max(reached, article.end)
    yield from _repeated([article.key for article in file.articles])


def _place_faults(file: PageFile) -> Iterable[tuple[str, str, str]]:
    articles = {article.key: article for article in file.articles}
    for figure in file.figures:
        article = articles.get(figure.article)
        if not figure.key.startswith(f"{file.page.key}-"):
            yield figure.key, "key", _("does not begin with the page's key")
        if article is None:
            yield figure.key, "article", _("there is no such article on this page")
        elif not article.start <= figure.start < figure.end <= article.end:
            yield figure.key, "start", _("the span lies outside its article")


def _order_faults(file: PageFile) -> Iterable[tuple[str, str, str]]:
    yield from _repeated([figure.key for figure in file.figures])
    for before, figure in zip(file.figures, file.figures[1:], strict=False):
        if (figure.start, figure.end) < (before.start, before.end):
            yield figure.key, "start", _("figures stand in the order of their positions")
    # One span may carry two figures ("五星各1个"), but never the same one twice.
    stated = Counter(_statement(figure) for figure in file.figures)
    for figure in file.figures:
        if stated[_statement(figure)] > 1:
            yield figure.key, "start", _("the same figure is taken twice from one span")


def _statement(figure: FigureEntry) -> tuple[object, ...]:
    return (
        figure.start,
        figure.end,
        figure.area,
        figure.metric,
        figure.level,
        figure.star,
        figure.unit_kind,
        figure.term,
    )


def _repeated(keys: list[str]) -> Iterable[tuple[str, str, str]]:
    for key, count in Counter(keys).items():
        if count > 1:
            yield key, "key", _("is used %(count)s times") % {"count": count}


def reading_faults(reading: Reading, checks_file: str) -> list[Problem]:
    """Return what does not fit between files: keys used twice, cross-checks of no figure."""
    pages = _repeated([page.page.key for page in reading.pages])
    checks = _repeated([check.key for check in reading.checks])
    problems = [Problem("", *fault) for fault in pages]
    problems += [Problem(checks_file, *fault) for fault in checks]
    figures = reading.figures
    for check in reading.checks:
        problems += [
            Problem(checks_file, check.key, *fault) for fault in check_faults(check, figures)
        ]
    return problems
