"""Public pages of the papers' figures: lists, the passport, articles, cross-checks."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.db.models import Count, Prefetch, Q, QuerySet
from django.db.models.functions import Substr
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from articles.models import Article, PageText
from tracker.access.refusals import Refused
from tracker.access.terms import Permission
from tracker.figures.actions.deciding import choices, decide
from tracker.figures.exports import as_of, crosscheck_columns, passport_columns, source
from tracker.figures.filters import ArticleFilterSet, CrosscheckFilterSet, FigureFilterSet
from tracker.figures.models import Crosscheck, CrosscheckPart, ReportedFigure
from tracker.figures.tables import ArticleTable, CrosscheckTable, FigureTable
from tracker.figures.terms import CheckResult, ChoiceRule, PartRole
from tracker.people.permissions import may, may_somewhere, visible_or_404, within
from tracker.places.models import Area
from tracker.ui.crumbs import Crumb
from tracker.ui.exports import ExportColumn, table_columns
from tracker.ui.lists import ListPage

LONGEST_EXCERPT = 80  # characters, whatever the setting says
OPEN = [CheckResult.CONTRADICTS, CheckResult.UNPROVEN]


class FigureList(ListPage):
    table_class = FigureTable
    filterset_class = FigureFilterSet
    title = gettext_lazy("Figures from the papers")
    lead = gettext_lazy(
        "What the newspaper pages state about the campaign, each figure with its place in the page."
    )
    export_name = "figures"

    def get_queryset(self) -> QuerySet:
        return ReportedFigure.objects.with_sources().with_disputes().chief_first()

    def export_columns(self) -> list[ExportColumn]:
        return [*table_columns(self.table_class(self.everything.none())), *passport_columns()]

    def export_source(self):
        address = self.request.build_absolute_uri
        return lambda figure: source(figure, address(reverse("figure-detail", args=[figure.pk])))

    def export_as_of(self):
        return as_of


class ArticleList(ListPage):
    table_class = ArticleTable
    filterset_class = ArticleFilterSet
    title = gettext_lazy("Newspaper articles")
    lead = gettext_lazy(
        "The articles the figures come from. Only titles, dates and positions are shown, no text."
    )
    export_name = "articles"

    def get_queryset(self) -> QuerySet:
        checks = "figures__crosscheck_parts__crosscheck"
        newest_first = Article.objects.order_by("-page__published_on", "page_id", "start", "key")
        return newest_first.select_related("page").annotate(
            figure_count=Count("figures", distinct=True),
            open_count=Count(checks, distinct=True, filter=Q(**{f"{checks}__result__in": OPEN})),
        )


class CrosscheckList(ListPage):
    table_class = CrosscheckTable
    filterset_class = CrosscheckFilterSet
    title = gettext_lazy("Contradictions")
    lead = gettext_lazy(
        "Sums, shares and numbers of units that were checked, and figures that disagree. "
        "Contradictions come first, then what cannot be proven."
    )
    export_name = "contradictions"

    def get_queryset(self) -> QuerySet:
        return Crosscheck.objects.select_related("area").worst_first()

    def export_columns(self) -> list[ExportColumn]:
        return [*table_columns(self.table_class(self.everything.none())), *crosscheck_columns()]

    def export_source(self):
        address = self.request.build_absolute_uri
        return lambda check: address(reverse("crosscheck-detail", args=[check.pk]))


def _lineage(area: Area) -> list[Area]:
    """Return the areas above and the area itself, city first."""
    above = Area.objects.filter(pk__in=area.ancestor_codes[1:]).order_by("code")
    return [*above, area]


def _trail(name: str, title: str, label: str) -> list[Crumb]:
    return [Crumb(_("Overview"), reverse("home")), Crumb(title, reverse(name)), Crumb(label)]


def _parts() -> Prefetch:
    """Parts of a cross-check with their figures, articles and places."""
    figures = CrosscheckPart.objects.select_related("figure__area", "figure__article__page")
    return Prefetch("parts", queryset=figures.order_by("position"))


def _checks_of(figures: Q) -> QuerySet:
    """Return the cross-checks that some figures take part in, the worst first."""
    taking_part = CrosscheckPart.objects.filter(figures).values("crosscheck")
    return Crosscheck.objects.filter(pk__in=taking_part).worst_first()


@require_safe
def figure_detail(request: HttpRequest, key: str) -> HttpResponse:
    """The passport of one figure."""
    figures = ReportedFigure.objects.with_sources().select_related("repeats")
    figure = get_object_or_404(figures, pk=key)
    checks = list(_checks_of(Q(figure=figure)).prefetch_related(_parts()))
    context = {
        "figure": figure,
        "lineage": _lineage(figure.area),
        "year": figure.campaign_id,
        "checks": checks,
        "open_checks": [check for check in checks if check.result != CheckResult.AGREES],
        "shown_instead": _shown_instead(figure, checks),
        "readable": _may_read(request, figure.article.page_id),
        "excerpt": _excerpt(figure),
        "page_title": figure.text,
        "trail": _trail("figure-list", _("Figures from the papers"), figure.text),
    }
    return render(request, "figures/figure_detail.html", context)


def _may_read(request: HttpRequest, page: str) -> bool:
    """Tell whether there is a text, and somebody who may read it."""
    reads = may_somewhere(request.user, Permission.CLAIMS_READ)
    return reads and PageText.objects.filter(pk=page).exists()


def _excerpt(figure: ReportedFigure) -> str:
    """Return a few characters of the page at the figure, as many as the operator allows."""
    most = min(settings.PUBLIC_EXCERPT_CHARACTERS, LONGEST_EXCERPT)
    if most <= 0:
        return ""
    rows = PageText.objects.filter(pk=figure.article.page_id)
    # Counted from 1; the text itself is never loaded.
    said = rows.values_list(Substr("text", figure.start + 1, min(most, figure.end - figure.start)))
    return "".join(said.first() or ())


def _shown_instead(figure: ReportedFigure, checks: list[Crosscheck]) -> ReportedFigure | None:
    """Return the figure that a rule shows in place of this one, if any."""
    for check in checks:
        roles = {part.role: part.figure for part in check.parts.all()}
        mine = {part.role for part in check.parts.all() if part.figure_id == figure.pk}
        if PartRole.OTHER in mine:
            return roles.get(PartRole.CHOSEN)
    return None


@require_safe
def article_detail(request: HttpRequest, key: str) -> HttpResponse:
    """One article: what it states, in the order of its text, and what disagrees."""
    article = get_object_or_404(Article.objects.select_related("page"), pk=key)
    figures = ReportedFigure.objects.filter(article=article).select_related("area")
    context = {
        "article": article,
        "figures": figures.with_disputes().order_by("start", "end", "key"),
        "checks": _checks_of(Q(figure__article=article)).open().select_related("area"),
        "readable": _may_read(request, article.page_id),
        "page_title": article.title,
        "trail": _trail("article-list", _("Newspaper articles"), article.title),
    }
    return render(request, "articles/article_detail.html", context)


@require_safe
def crosscheck_detail(request: HttpRequest, key: str) -> HttpResponse:
    """One cross-check: both sides, the calculation, the rule, what is shown."""
    checks = Crosscheck.objects.select_related("area").prefetch_related(_parts())
    check = get_object_or_404(checks, pk=key)
    parts = list(check.parts.all())
    figures = [part.figure_id for part in parts]
    deciding = check.is_undecided or check.rule == ChoiceRule.PERSON
    years = {part.figure.campaign_id for part in parts}
    context = {
        "check": check,
        "related": _checks_of(Q(figure__in=figures)).exclude(pk=check.pk),
        "lineage": _lineage(check.area),
        "year": years.pop() if len(years) == 1 else None,
        "parts": parts,
        "shown": [part for part in parts if part.role == PartRole.CHOSEN],
        "beside": [part for part in parts if part.role == PartRole.OTHER],
        "options": choices(check, parts) if deciding else [],
        "may_decide": deciding and may(request.user, Permission.CLAIMS_JUDGE, check.area_id),
        "page_title": check.name,
        "trail": _trail("crosscheck-list", _("Contradictions"), check.name),
    }
    return render(request, "figures/crosscheck_detail.html", context)


@require_POST
def crosscheck_decide(request: HttpRequest, key: str) -> HttpResponse:
    """Choose between the two numbers of a contradiction, with a reason; both stay."""
    rows = Crosscheck.objects.filter(within(request.user, Permission.CLAIMS_JUDGE, "area_id"))
    check = visible_or_404(rows, pk=key)
    said = {name: request.POST.get(name, "")[:300] for name in ("choice", "reason", "seen")}
    try:
        decide(by=request.user, check=check, **said)
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The choice was written down; the other number stays."))
    return redirect("crosscheck-detail", key)
