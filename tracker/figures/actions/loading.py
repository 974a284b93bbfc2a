"""Brings data/figures into the database: all of it or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.db import models
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from articles.actions import attach
from articles.intake import take
from articles.models import Page, PageText
from articles.terms import Form, Origin
from tracker.campaigns.models import Campaign
from tracker.figures.actions.opening import open_contradictions, others_about
from tracker.figures.checks.arithmetic import Units
from tracker.figures.checks.automatic import level_sums, unexplained
from tracker.figures.choosing import gather, objection
from tracker.figures.gazetteer import unit_counts
from tracker.figures.models import Crosscheck, CrosscheckPart, ReportedFigure
from tracker.figures.reading.directory import CHECKS_FILE
from tracker.figures.reading.entries import BrokenFilesError, CheckEntry, Problem, Reading
from tracker.figures.record import PARTS, Difference, changes_of, differences, text_change
from tracker.history.actions import delete_recorded
from tracker.history.record import recorded_last, tell
from tracker.places.models import Area


@dataclass
class Load:
    """What a load would do, or has done, and the cross-checks behind it."""

    differences: list[Difference]
    checks: list[CheckEntry]
    kept: list[str] = field(default_factory=list)  # removed from the files, but referred to


def plan(*, reading: Reading, compared: bool, today: dt.date) -> Load:
    """Return what loading would change. Raises BrokenFilesError; writes nothing.

    ``compared`` says that the spans were found in their originals.
    """
    problems = [*_unknown_areas(reading), *_unknown_campaigns(reading)]
    if problems:
        raise BrokenFilesError(problems)
    figures = reading.figures
    units = unit_counts({*(f.area for f in figures.values()), *(c.area for c in reading.checks)})
    problems = [*_wrong_choices(reading, units), *_unexplained(reading)]
    if problems:
        raise BrokenFilesError(problems)
    checks = [*reading.checks, *level_sums(figures.values(), units, reading.checks)]
    return Load(differences(reading, checks, units, compared=compared, today=today), checks)


def load(*, reading: Reading, compared: bool, today: dt.date) -> Load:
    """Make the database hold what the files say, with an event for each row.

    Raises BrokenFilesError and then changes nothing.
    """
    with recorded_last(by=None):
        return _load(plan(reading=reading, compared=compared, today=today))


def keep_texts(originals: Mapping[str, str]) -> list[str]:
    """Store the texts of pages, by key, that have none yet; return the keys of those."""
    there = set(PageText.objects.values_list("page_id", flat=True))
    fresh = Page.objects.filter(pk__in=set(originals) - there).order_by("key")
    with recorded_last(by=None):
        for page in fresh:
            taken = take(
                originals[page.key],
                today=page.published_on,
                form=Form.TEXT,
                encoding="utf-8",
                file=page.file,
                sha256=page.sha256,
            )
            tell([text_change(row) for row in attach(page, taken).added], by=None)
    return [page.key for page in fresh]


def _load(planned: Load) -> Load:
    *upper, crosschecks = planned.differences
    # Cross-checks that are gone let go of their figures before those are removed.
    delete_recorded(Crosscheck.objects.filter(pk__in=crosschecks.removed), by=None)
    for difference in upper:
        _write(difference)
        tell(changes_of(difference), by=None)
    _write_checks(crosschecks)
    tell(changes_of(crosschecks), by=None)
    for difference in reversed(upper):
        planned.kept += _remove(difference)
    for figure in ReportedFigure.objects.filter(origin=Origin.DESK, repeats=None).order_by("key"):
        # What the files say now may contradict what people accepted: both stay.
        open_contradictions(figure, others_about(figure), by=None)
    return planned


def _unknown_areas(reading: Reading) -> Iterable[Problem]:
    named = {figure.area for figure in reading.figures.values()}
    named |= {check.area for check in reading.checks}
    known = set(Area.objects.filter(pk__in=named).values_list("pk", flat=True))
    message = _("there is no area %(code)s; run load_areas first, or correct the code")
    for file, entry, code in _areas(reading):
        if code not in known:
            yield Problem(file, entry, "area", message % {"code": code})


def _areas(reading: Reading) -> Iterable[tuple[str, str, str]]:
    for page in reading.pages:
        for figure in page.figures:
            yield f"{page.page.key}.yaml", figure.key, figure.area
    for check in reading.checks:
        yield CHECKS_FILE, check.key, check.area


def _unknown_campaigns(reading: Reading) -> Iterable[Problem]:
    known = set(Campaign.objects.values_list("pk", flat=True))
    message = _("there is no campaign of %(year)s; run load_schemes first, or correct the year")
    for page in reading.pages:
        for figure in page.figures:
            if figure.campaign is not None and figure.campaign not in known:
                text = message % {"year": figure.campaign}
                yield Problem(f"{page.page.key}.yaml", figure.key, "campaign", text)


def _wrong_choices(reading: Reading, units: Units) -> Iterable[Problem]:
    published = {
        article.key: page.page.published_on for page in reading.pages for article in page.articles
    }
    evidence = gather(reading.checks, reading.figures, units, published)
    for check in reading.checks:
        if wrong := objection(check, evidence):
            yield Problem(CHECKS_FILE, check.key, "rule", wrong)


def _unexplained(reading: Reading) -> Iterable[Problem]:
    message = _(
        "states %(one)s where %(other)s states %(two)s of the same subject;"
        " name both in a cross-check of %(file)s"
    )
    for one, two in unexplained(reading.figures.values(), reading.checks):
        text = message % {
            "one": one.value,
            "two": two.value,
            "other": two.key,
            "file": CHECKS_FILE,
        }
        yield Problem(f"{one.key[:3]}.yaml", one.key, "value", text)


def _write(difference: Difference) -> None:
    manager = difference.model.objects
    wanted = difference.wanted
    manager.bulk_create([difference.model(**wanted[key]) for key in difference.added])
    for key, fields in difference.changed.items():
        manager.filter(pk=key).update(**{name: wanted[key][name] for name in fields})


def _write_checks(difference: Difference) -> None:
    rows = {key: dict(row) for key, row in difference.wanted.items()}
    parts = {key: row.pop(PARTS) for key, row in rows.items()}
    changed = {
        key: [name for name in fields if name != PARTS]
        for key, fields in difference.changed.items()
    }
    _write(replace(difference, wanted=rows, changed=changed))
    renewed = [key for key, fields in difference.changed.items() if PARTS in fields]
    CrosscheckPart.objects.filter(crosscheck_id__in=renewed).delete()
    CrosscheckPart.objects.bulk_create(
        CrosscheckPart(crosscheck_id=key, figure_id=figure, role=role, position=position)
        for key in [*difference.added, *renewed]
        for position, (figure, role) in enumerate(parts[key], start=1)
    )


def _remove(difference: Difference) -> list[str]:
    """Remove what the files no longer hold; return the keys that something refers to."""
    kept = []
    for key in difference.removed:
        row: models.Model = difference.model.objects.get(pk=key)
        try:
            delete_recorded([row], by=None)
        except ProtectedError:
            kept.append(key)
    return kept
