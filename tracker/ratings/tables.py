"""The lists of stars, of awarded branches and of papers' reports about single branches."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tracker.figures.models import ReportedFigure
from tracker.ratings.models import Rating, StarRating
from tracker.ratings.standing import accepted_on, awarded_on, passport_of
from tracker.ratings.standing.words import SHORT, SIGNS, next_step
from tracker.ratings.terms import State
from tracker.ui.bars import level_name
from tracker.ui.tables import DateColumn, LinkColumn, Table, TextColumn

_BADGES = {State.AWARDED: "recorded", State.RETURNED: "warning", State.WITHDRAWN: "warning"}
_OWN = ("rating__branch_id", "star__position", "pk")


def state_mark(state: str) -> SafeString:
    """Return the state in a word with its own sign; colour repeats it and says nothing more."""
    one = State(state)
    return format_html(
        '<span class="badge badge-{}"><span aria-hidden="true">{} </span>{}</span>',
        _BADGES.get(one, "plain"),
        SIGNS[one],
        SHORT[one],
    )


def counted_words(star: Any) -> str:
    """Return how many of a star's standards are met: 5/6, without those that do not apply."""
    return f"{star.met}/{star.standard_count - star.not_applicable}"


def drift_words(changes: int) -> str:
    return ngettext("%(n)s input changed since", "%(n)s inputs changed since", changes) % {
        "n": changes
    }


def page_of(star: StarRating) -> str:
    return reverse("rating-detail", args=[star.rating.campaign_id, star.rating.branch_id])


def _day(star: StarRating) -> dt.date:
    return timezone.localdate(star.changed_at)


class StarTable(Table):
    """Street and county are sorted by the branch's own code, which begins with theirs.

    `picks`: the reader moves stars, so each row has a box.
    """

    picks = False

    branch = TextColumn(
        verbose_name=gettext_lazy("Branch"),
        accessor="rating__branch__name",
        order_by=_OWN,
    )
    street = TextColumn(
        verbose_name=gettext_lazy("Street or township"),
        accessor="rating__branch__area__parent__name",
        order_by=_OWN,
    )
    county = TextColumn(
        verbose_name=gettext_lazy("County"),
        accessor="rating__branch__area__parent__parent__name",
        order_by=_OWN,
    )
    campaign = TextColumn(
        verbose_name=gettext_lazy("Campaign"),
        accessor="rating__campaign_id",
        order_by=("rating__campaign_id", *_OWN),
    )
    star = TextColumn(
        verbose_name=gettext_lazy("Star"),
        accessor="star__title",
        order_by=("star__position", "star__key", "rating__branch_id", "pk"),
    )
    state = TextColumn(
        verbose_name=gettext_lazy("State"),
        order_by=("rank", *_OWN),
        export=StarRating.get_state_display,
    )
    since = DateColumn(
        verbose_name=gettext_lazy("Since"),
        accessor="changed_at",
        order_by=("changed_at", *_OWN),
        export=_day,
    )
    who = TextColumn(
        verbose_name=gettext_lazy("Last changed by"),
        accessor="changed_by",
        order_by=("changed_by__username", *_OWN),
    )
    met = TextColumn(
        verbose_name=gettext_lazy("Standards met"),
        order_by=("met", *_OWN),
        attrs={"td": {"class": "num"}, "th": {"class": "num"}},
        export=counted_words,
    )
    comes_next = TextColumn(
        verbose_name=gettext_lazy("Next step"),
        empty_values=(),
        order_by=("rank", *_OWN),
        attrs={"td": {"class": "wide"}},
        export=lambda star: next_step(star.state, star.notice_ends_on),
    )

    class Meta(Table.Meta):
        model = StarRating
        fields = ()
        template_name = "ratings/_stars_table.html"

    def render_branch(self, value: str, record: StarRating) -> SafeString:
        """The box that picks the star for a move stands in front; it belongs to the form."""
        link = format_html('<a href="{}#{}">{}</a>', page_of(record), record.star.key, value)
        if not self.picks:
            return link
        return format_html(
            '<label class="tick"><input type="checkbox" form="moves" name="star" value="{}.{}">'
            '<span class="visually-hidden">{}</span></label> {}',
            record.pk,
            record.version,
            _("Pick %(star)s of %(branch)s") % {"star": record.star.title, "branch": value},
            link,
        )

    def render_state(self, record: StarRating) -> SafeString:
        drift = getattr(record, "drift", None)
        mark = state_mark(record.state)
        if not drift:
            return mark
        return format_html(
            '{} <span class="badge badge-warning">{}</span>', mark, drift_words(len(drift))
        )

    def render_met(self, record: StarRating) -> str:
        return counted_words(record)

    def render_comes_next(self, record: StarRating) -> str:
        return next_step(record.state, record.notice_ends_on)


def awarded_words(rating: Rating) -> str:
    """Return the stars that a branch has on record, in official order."""
    return _(", ").join(one.star.title for one in rating.awarded_stars)


def since_words(rating: Rating) -> str:
    """Say how and when the stars came on record; the award a paper tells of has no day."""
    awarded, accepted = awarded_on(rating), accepted_on(rating)
    parts = []
    if accepted:
        parts.append(
            _("reported by a newspaper, accepted on %(day)s; day of the award unknown")
            % {"day": date_format(accepted, "DATE_FORMAT")}
        )
    if awarded:
        day = date_format(awarded, "DATE_FORMAT")
        parts.append(_("awarded on %(day)s") % {"day": day})
    return _("; ").join(parts)


def rests_on(rating: Rating) -> str:
    """Return what the recorded stars rest on, in words."""
    parts = []
    if key := passport_of(rating):
        parts.append(_("a newspaper, accepted by the county: %(key)s") % {"key": key})
    if awarded_on(rating):
        parts.append(_("entered, reviewed and confirmed here"))
    return _("; ").join(parts)


class AwardedTable(Table):
    """In code order by itself: no list of best and worst."""

    branch = LinkColumn(
        verbose_name=gettext_lazy("Branch"),
        to=lambda rating: (
            f"{reverse('area-detail', args=[rating.branch_id])}?campaign={rating.campaign_id}"
        ),
        accessor="branch__name",
        order_by=("branch_id", "-campaign_id"),
    )
    street = TextColumn(
        verbose_name=gettext_lazy("Street or township"),
        accessor="branch__area__parent__name",
        order_by=("branch_id", "-campaign_id"),
    )
    county = TextColumn(
        verbose_name=gettext_lazy("County"),
        accessor="branch__area__parent__parent__name",
        order_by=("branch_id", "-campaign_id"),
    )
    kind = TextColumn(
        verbose_name=gettext_lazy("Kind"),
        accessor="unit_kind",
        order_by=("unit_kind", "branch_id"),
        export=Rating.get_unit_kind_display,
    )
    campaign = TextColumn(
        verbose_name=gettext_lazy("Campaign"),
        accessor="campaign_id",
        order_by=("campaign_id", "branch_id"),
    )
    level = TextColumn(
        verbose_name=gettext_lazy("Level"),
        accessor="awarded_level",
        order_by=("awarded_level", "branch_id"),
        export=lambda rating: rating.awarded_level,
    )
    stars = TextColumn(
        verbose_name=gettext_lazy("Awarded stars"),
        empty_values=(),
        order_by=("awarded_level", "branch_id"),
        export=awarded_words,
    )
    since = TextColumn(
        verbose_name=gettext_lazy("How and when"),
        empty_values=(),
        # Its days are those of single stars: what can be ordered is how it came on record.
        order_by=("source_id", "branch_id"),
        export=since_words,
    )
    source = LinkColumn(
        verbose_name=gettext_lazy("Rests on"),
        to=lambda rating: (
            reverse("figure-detail", args=[key]) if (key := passport_of(rating)) else None
        ),
        empty_values=(),
        order_by=("source_id", "branch_id"),
        export=rests_on,
    )

    class Meta(Table.Meta):
        model = Rating
        fields = ()

    def render_kind(self, record: Rating) -> str:
        return record.get_unit_kind_display()

    def render_level(self, value: int) -> str:
        return level_name(value)

    def render_stars(self, record: Rating) -> str:
        return awarded_words(record)

    def render_since(self, record: Rating) -> str:
        return since_words(record)

    def render_source(self, record: Rating) -> str:
        return rests_on(record)


def report_state(figure: ReportedFigure) -> str:
    return _("accepted as a record") if figure.accepted_rating else _("not accepted")


class ReportTable(Table):
    label = LinkColumn(
        verbose_name=gettext_lazy("What the paper says"),
        to="figure-detail",
        accessor="text",
        order_by="label",
    )
    branch = LinkColumn(
        verbose_name=gettext_lazy("Village or community"),
        to=lambda figure: reverse("area-detail", args=[figure.area_id]),
        accessor="area__title",
        order_by="area_id",
    )
    code = TextColumn(verbose_name=gettext_lazy("Code"), accessor="area_id", order_by="area_id")
    campaign = TextColumn(
        verbose_name=gettext_lazy("Campaign"),
        accessor="campaign_id",
        order_by=("campaign_id", "area_id"),
    )
    level = TextColumn(
        verbose_name=gettext_lazy("Level"),
        order_by=("level", "area_id"),
        export=lambda figure: figure.level,
    )
    article = LinkColumn(
        verbose_name=gettext_lazy("Article"),
        to=lambda figure: reverse("article-detail", args=[figure.article_id]),
        accessor="article__title",
        order_by=("article_id", "start"),
    )
    accepted = LinkColumn(
        verbose_name=gettext_lazy("State"),
        to=lambda figure: reverse("reported-rating-accept", args=[figure.pk]),
        empty_values=(),
        order_by=("accepted_rating", "key"),
        export=report_state,
    )

    class Meta(Table.Meta):
        model = ReportedFigure
        fields = ()

    def render_level(self, value: int) -> str:
        return level_name(value)

    def render_accepted(self, record: ReportedFigure) -> str:
        return report_state(record)
