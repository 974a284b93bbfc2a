"""A statement that a person accepted becomes a figure with its passport; or it is taken back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from articles.models import Article
from articles.normalising import digest
from articles.terms import Origin
from tracker.access.refusals import Refused
from tracker.access.terms import Permission
from tracker.figures.actions.opening import open_contradictions, others_about
from tracker.figures.models import Crosscheck, ReportedFigure
from tracker.figures.statements import labels, objections, same_number
from tracker.figures.terms import ChoiceRule, Unit
from tracker.history.actions import delete_recorded
from tracker.history.record import Change, recorded_last, tell
from tracker.history.rows import values_of
from tracker.people.models import User
from tracker.people.permissions import require
from tracker.places.models import Area


@dataclass(frozen=True)
class Statement:
    """What is to stand as a figure. `span` is the text between its positions."""

    key: str
    article: Article
    start: int
    end: int
    span: str
    area: Area
    named_as: str
    campaign_id: int | None
    unit_kind: str
    nature: str
    bearing: str
    metric: str
    level: int | None
    star: str
    term: str
    value: Decimal | None
    value_to: Decimal | None
    unit: str
    precision: str
    period: str
    note: str = ""

    @property
    def area_id(self) -> str:
        return self.area.pk


@transaction.atomic
def state_figure(*, by: User, statement: Statement, today: dt.date) -> ReportedFigure:
    """Write a figure beside those of the files, with its event; return it.

    One that says what another figure says counts once (`repeats`); one that says otherwise
    opens a contradiction, and both stay. Raises Denied without CLAIMS_JUDGE in its area,
    Refused for what cannot stand as a figure.
    """
    require(by, Permission.CLAIMS_JUDGE, statement.area_id)
    if words := objections(statement):
        raise Refused(" ".join(words))
    label, label_en = labels(statement, statement.area.name)
    figure = ReportedFigure(
        **{
            name: getattr(statement, name)
            for name in (
                *("key", "article", "start", "end", "area", "named_as", "campaign_id"),
                *("unit_kind", "nature", "bearing", "metric", "level", "star", "term"),
                *("value", "value_to", "precision", "period", "note"),
            )
        },
        unit=statement.unit or Unit.NONE,
        origin=Origin.DESK,
        label=label,
        label_en=label_en,
        sha256=digest(statement.span),
        entered_on=today,
        checked_on=today,
    )
    with recorded_last(by=by):
        others = others_about(figure)
        figure.repeats = next((one for one in others if same_number(one, figure)), None)
        figure.save(force_insert=True)
        tell([Change.of(figure, "added", after=values_of(figure))], by=by)
        if figure.repeats is None:
            open_contradictions(figure, others, by=by)
    return figure


@transaction.atomic
def take_back_figure(*, by: User, figure: ReportedFigure) -> None:
    """Remove a figure that came through the desk, with the contradictions that it opened.

    Raises Refused where something rests on it, or where a person has decided about it.
    """
    require(by, Permission.CLAIMS_JUDGE, figure.area_id)
    if figure.origin != Origin.DESK:
        raise Refused(_("This figure came with the files of this site; it is not removed here."))
    checks = Crosscheck.objects.filter(parts__figure=figure, origin=Origin.DESK).distinct()
    if checks.filter(rule=ChoiceRule.PERSON).exists():
        raise Refused(_("The office has decided about this figure; that is not taken back here."))
    try:
        with transaction.atomic():
            delete_recorded(checks, by=by)
            delete_recorded([figure], by=by)
    except ProtectedError:
        raise Refused(_("Something rests on this figure; take that back first.")) from None
