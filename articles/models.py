"""Newspaper pages, the articles printed on them, and the texts that staff gave in.

Of a page facts are kept: titles, dates, positions, digests. Its text is kept apart, and only
where somebody gave it in. Positions always count characters of the stored original, decoded
without newline translation.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from articles.querysets import ArticleQuerySet
from articles.terms import DatePrecision, Form, Origin
from articles.wording import say_published, write_published


class Page(models.Model):
    """One page (版面) of a newspaper, as it was received in one text file.

    `published_on` is a full day so that pages can be sorted; `date_precision` says
    how much of it is known. Pages and exports show `published_words`.
    """

    key = models.CharField(_("key"), max_length=20, primary_key=True)
    origin = models.CharField(
        _("how it came here"), max_length=5, choices=Origin, default=Origin.FILES
    )
    file = models.CharField(_("file name"), max_length=120)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    characters = models.PositiveIntegerField(_("length in characters"))
    paper = models.CharField(_("newspaper"), max_length=60, blank=True)
    sheet = models.CharField(_("number of the page"), max_length=10, blank=True, default="")
    particulars_inferred = models.BooleanField(_("newspaper and page are inferred"), default=False)
    published_on = models.DateField(_("date of the page"))
    date_precision = models.CharField(
        _("date is known"), max_length=8, choices=DatePrecision, default=DatePrecision.DAY
    )
    date_inferred = models.BooleanField(_("date is inferred"), default=True)
    date_basis = models.CharField(_("basis of the date"), max_length=200, blank=True)
    date_basis_en = models.CharField(_("basis of the date, in English"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("newspaper page")
        verbose_name_plural = _("newspaper pages")
        ordering = ["published_on", "key"]

    def __str__(self) -> str:
        parts = [self.paper or gettext("newspaper not known"), self.published_known, self.sheet]
        return " ".join(part for part in parts if part)

    @property
    def published_words(self) -> str:
        """When the page was printed, in words and no more exact than it is known."""
        return say_published(self.published_on, self.date_precision, inferred=self.date_inferred)

    @property
    def published_known(self) -> str:
        """The known part of the date in digits: 2023-02-20, 2022-09 or 2023."""
        return write_published(self.published_on, self.date_precision)

    @property
    def basis(self) -> str:
        """The basis of the date, in the reader's language."""
        if self.date_basis_en and (get_language() or "").startswith("en"):
            return self.date_basis_en
        return self.date_basis


class Article(models.Model):
    """One article (稿件) on a page: its title and the span it fills."""

    key = models.CharField(_("key"), max_length=20, primary_key=True)
    page = models.ForeignKey(
        Page, on_delete=models.PROTECT, related_name="articles", verbose_name=_("newspaper page")
    )
    title = models.CharField(_("title"), max_length=200)
    # Title and text in the flat form that is searched; for staff only, as the text is.
    search_text = models.TextField(_("search text"), blank=True, default="", editable=False)
    start = models.PositiveIntegerField(_("first character"))
    end = models.PositiveIntegerField(_("last character, exclusive"))

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["page", "start", "key"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="article_span_not_empty"),
        ]

    def __str__(self) -> str:
        return self.title


class PageText(models.Model):
    """The text of a page (版面原文) as it was given in. For staff only, never changed.

    `sha256` is the digest of the text as it stands, `same_text` that of its flat form: a text
    that comes a second time, with other spaces or widths, is found by it.
    """

    page = models.OneToOneField(
        Page,
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="original",
        verbose_name=_("newspaper page"),
    )
    text = models.TextField(_("text"))
    form = models.CharField(_("taken from"), max_length=6, choices=Form, default=Form.TEXT)
    encoding = models.CharField(_("encoding"), max_length=10, blank=True, default="")
    sha256 = models.CharField(_("SHA-256 of the text"), max_length=64)
    same_text = models.CharField(_("SHA-256 of its flat form"), max_length=64, unique=True)

    class Meta:
        verbose_name = _("text of a page")
        verbose_name_plural = _("texts of pages")
        ordering = ["page"]

    def __str__(self) -> str:
        return self.page_id
