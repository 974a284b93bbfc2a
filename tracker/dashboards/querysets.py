"""Reads of one dashboard: levels, stars, topics and sources, each cut to what the page shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Count, F, Q, Value, When, Window
from django.db.models.functions import RowNumber

from articles.models import Article
from tracker.campaigns.models import Campaign, Star
from tracker.dashboards.distributions import Distribution, Statement, distributions
from tracker.dashboards.recorded import Counts, counted
from tracker.figures.models import CrosscheckPart, ReportedFigure
from tracker.figures.querysets import FigureQuerySet
from tracker.figures.terms import TOPIC_OF, Metric, PartRole, Topic
from tracker.places.models import Area
from tracker.places.terms import Level
from tracker.ratings.models import Rating
from tracker.ratings.terms import State
from tracker.tallies.models import Tally

# Topics that the level tables show already are not repeated as a list.
LISTED_TOPICS = [topic for topic in Topic if topic != Topic.RATINGS]
FIGURES_A_TOPIC = 6
AREAS_BELOW = 20
SOURCES = 12


@dataclass(frozen=True)
class TopicFigures:
    """The first figures of one topic, and how many the topic has."""

    topic: Topic
    figures: list[ReportedFigure]
    total: int

    @property
    def more(self) -> int:
        return self.total - len(self.figures)


@dataclass(frozen=True)
class SourceArticle:
    """An article and the number of its figures about the area."""

    article: Article
    figures: int


def _statements(figures: FigureQuerySet) -> Iterable[Statement]:
    rows = figures.values_list(
        "key",
        "area_id",
        "area__name",
        "area__rural_units",
        "area__urban_units",
        "campaign_id",
        "nature",
        "unit_kind",
        "metric",
        "level",
        "value",
    )
    return (Statement(*row) for row in rows)


def own_distributions(area: Area) -> list[Distribution]:
    """Return what is said of the area itself, in every campaign: its trend."""
    figures = ReportedFigure.objects.about(area.code).on_campaign().levels().chosen()
    return distributions(_statements(figures))


def distributions_below(area: Area, year: int | None) -> tuple[list[Distribution], bool]:
    """Return what is said of areas below, in code order, and whether more areas have some.

    The campaign before stands beside the chosen one: a plan is read against last
    year's result. Whole areas are cut off, never a part of one's levels.
    """
    if year is None:
        return [], False
    figures = (
        ReportedFigure.objects.under(area.code)
        .exclude(area_id=area.code)
        .filter(campaign_id__in=[year, year - 1])
        .on_campaign()
        .levels()
        .chosen()
    )
    codes = figures.order_by("area_id").values_list("area_id", flat=True).distinct()
    codes = list(codes[: AREAS_BELOW + 1])
    said = figures.filter(area_id__in=codes[:AREAS_BELOW]).order_by("area_id", "key")
    return distributions(_statements(said)), len(codes) > AREAS_BELOW


def targets(area: Area, campaign: Campaign | None) -> list[ReportedFigure]:
    """Return what each unit below is asked to declare, highest level first."""
    asked = ReportedFigure.objects.about(area.code).on_campaign().chosen()
    return list(
        asked.filter(metric=Metric.TARGET_PER_UNIT, campaign=campaign).order_by("-level", "key")
    )


def checks_of_shares(said: list[Distribution]) -> dict[str, str]:
    """Return the cross-check of every printed share, by the figure's key."""
    shares = [cell.figure for row in said for cell in row.shares.values()]
    return dict(
        CrosscheckPart.objects.filter(figure__in=shares, role=PartRole.SHARE).values_list(
            "figure_id", "crosscheck_id"
        )
    )


@dataclass(frozen=True)
class StarRow:
    """One star of a scheme with what is published of it here: figure by nature."""

    key: str
    name: str
    unit_kind: str
    planned: ReportedFigure | None
    reported: ReportedFigure | None


def star_rows(area: Area, campaign: Campaign | None) -> list[StarRow]:
    """Return the stars of both schemes, or of the village's own, in official order."""
    if campaign is None:
        return []
    figures = {
        (figure.unit_kind, figure.star, figure.nature): figure
        for figure in ReportedFigure.objects.about(area.code)
        .on_campaign()
        .chosen()
        .filter(metric=Metric.STAR_COUNT, campaign=campaign)
    }
    stars = Star.objects.filter(scheme__campaign=campaign).select_related("scheme")
    if area.level == Level.VILLAGE:
        stars = stars.filter(scheme__unit_kind=area.kind)
    rows = []
    for star in stars.order_by("scheme__unit_kind", "position"):
        place = (star.scheme.unit_kind, star.key)
        rows.append(
            StarRow(
                star.key,
                star.title,
                star.scheme.unit_kind,
                figures.get((*place, "planned")),
                figures.get((*place, "reported")),
            )
        )
    return rows


def topics(area: Area, figures: FigureQuerySet) -> list[TopicFigures]:
    """Return the first figures of each topic, those about the area itself first."""
    totals: Counter[Topic] = Counter()
    for metric, number in figures.order_by().values_list("metric").annotate(Count("pk")):
        totals[TOPIC_OF[metric]] += number
    # Rules about pay are in the list and on their passports; a dashboard shows no pay.
    first = _first_of_topics(area, figures.exclude(metric=Metric.PAY_ADJUSTMENT).chosen())
    keys = [key for some in first.values() for key in some]
    shown = ReportedFigure.objects.with_sources().in_bulk(keys)
    return [
        TopicFigures(topic, [shown[key] for key in first[topic]], totals[topic])
        for topic in LISTED_TOPICS
        if topic in first
    ]


def _first_of_topics(area: Area, figures: FigureQuerySet) -> dict[Topic, list[str]]:
    """Return the keys of the first figures by topic: near before far, chief metrics first.

    The database cuts each metric to the length of a topic; a topic has few metrics.
    """
    distance = Case(When(area_id=area.code, then=Value(0)), default=Value(1))
    ranked = figures.annotate(
        distance=distance,
        place=Window(RowNumber(), partition_by=[F("metric")], order_by=["distance", "key"]),
    ).filter(place__lte=FIGURES_A_TOPIC)
    order = {metric: place for place, metric in enumerate(TOPIC_OF)}
    rows = ranked.order_by().values_list("distance", "metric", "key")
    first: dict[Topic, list[str]] = {}
    for _distance, metric, key in sorted(rows, key=lambda row: (row[0], order[row[1]], row[2])):
        keys = first.setdefault(TOPIC_OF[metric], [])
        if len(keys) < FIGURES_A_TOPIC:
            keys.append(key)
    return first


def sources(figures: FigureQuerySet) -> list[SourceArticle]:
    """Return the articles that the figures come from, newest page first, cut to a length."""
    cited = (
        Article.objects.filter(figures__in=figures)
        .annotate(cited=Count("figures"))
        .select_related("page")
        .order_by("-page__published_on", "page_id", "start")
    )
    return [SourceArticle(article, article.cited) for article in cited[:SOURCES]]


def awarded(campaign: Campaign | None, codes: Iterable[str]) -> dict[tuple[str, str], Counts]:
    """Return what is on record in some areas: {(code, kind of unit): counts}. One query."""
    if campaign is None:
        return {}
    public = Q(measure__startswith="awarded.level.") | Q(measure__endswith=f".{State.AWARDED}")
    rows = Tally.objects.of(campaign.year, codes).filter(public, number__gt=0).order_by()
    return counted(rows.values_list("area_id", "unit_kind", "measure", "number"))


def awarded_years(area: Area) -> set[int]:
    """Return the campaigns in which a star was awarded in the area. One query."""
    if area.level == Level.VILLAGE:
        held = Rating.objects.unscoped("awarded stars are public").public()
        return set(held.filter(branch=area.code).values_list("campaign_id", flat=True))
    public = Tally.objects.filter(area=area, measure__startswith="awarded.level.", number__gt=0)
    return set(public.order_by().values_list("campaign_id", flat=True))


def ended_on_record(area: Area, campaign: Campaign | None) -> Counter[str]:
    """Return {kind of unit: branches on record here that have ended since}. One query.

    What they were awarded stands; the gazetteer's number of units no longer has them.
    """
    if campaign is None:
        return Counter()
    held = Rating.objects.unscoped("awarded stars are public").public().under(area.code)
    ended = held.filter(campaign=campaign, branch__ended_on__isnull=False)
    return Counter(dict(ended.order_by().values_list("unit_kind").annotate(Count("pk"))))
