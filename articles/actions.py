"""Pages, texts and articles are written. Whoever calls asks for rights and records the events."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.db import models, transaction
from django.utils.translation import override

from articles.guessing import Headline, headlines_at
from articles.intake import Intake, Particulars
from articles.models import Article, Page, PageText
from articles.normalising import digest, flat, same_text
from articles.terms import Origin
from articles.wording import BASES


class AlreadyThereError(Exception):
    """The same text came in before; `page` is the one that is there."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.key)
        self.page = page


class TitleNotFoundError(ValueError):
    """A title that does not stand in the text, behind the one before it."""


@dataclass
class Written:
    """Rows that were written: new ones, and old ones with what they held before."""

    page: Page
    added: list[models.Model] = field(default_factory=list)
    changed: list[tuple[models.Model, dict[str, object]]] = field(default_factory=list)
    removed: list[models.Model] = field(default_factory=list)


def find_text(text: str) -> Page | None:
    """Return the page whose text is the same but for spaces, widths and quotes."""
    return Page.objects.filter(original__same_text=same_text(text)).first()


@transaction.atomic
def store(intake: Intake) -> Written:
    """Store a page that came in, or give its text to the page whose file it is.

    Raises AlreadyThereError for a text that is there; the database holds it to that, too.
    """
    if there := find_text(intake.text):
        raise AlreadyThereError(there)
    known = known_page(intake)
    return attach(known, intake) if known else _new_page(intake)


def known_page(intake: Intake) -> Page | None:
    """Return the page of the files that was read from this very file, and has no text yet."""
    return Page.objects.filter(
        origin=Origin.FILES,
        sha256=intake.sha256,
        characters=len(intake.text),
        original=None,
    ).first()


@transaction.atomic
def attach(page: Page, intake: Intake) -> Written:
    """Give a page its text. Its articles become searchable; what is known of it stays."""
    original = _text_of(page, intake)
    written = Written(page, added=[original])
    for article in page.articles.all():
        said = intake.text[article.start : article.end]
        article.search_text = flat(f"{article.title}\n{said}")
        article.save(update_fields=["search_text"])  # computed: no event tells it
    return written


def _new_page(intake: Intake) -> Written:
    page = Page(
        key=intake.key,
        origin=Origin.DESK,
        file=intake.file,
        sha256=intake.sha256,
        characters=len(intake.text),
        paper=intake.paper,
        sheet=intake.sheet,
        particulars_inferred=True,
        published_on=intake.date.day,
        date_precision=intake.date.precision,
        date_inferred=True,
        date_basis=_in("zh-hans", BASES[intake.date.basis]),
        date_basis_en=_in("en", BASES[intake.date.basis]),
    )
    page.save(force_insert=True)
    original = _text_of(page, intake)
    articles = _articles(page, intake.headlines, intake.text)
    Article.objects.bulk_create(articles)
    return Written(page, added=[page, original, *articles])


def _text_of(page: Page, intake: Intake) -> PageText:
    return PageText.objects.create(
        page=page,
        text=intake.text,
        form=intake.form,
        encoding=intake.encoding,
        sha256=digest(intake.text),
        same_text=intake.same_text,
    )


def _articles(
    page: Page, headlines: Sequence[Headline], text: str, first: int = 1
) -> list[Article]:
    return [
        Article(
            key=f"{page.key}-a{number}",
            page=page,
            title=head.title,
            search_text=flat(f"{head.title}\n{text[head.start : head.end]}"),
            start=head.start,
            end=head.end,
        )
        for number, head in enumerate(headlines, start=first)
    ]


def _in(language: str, words: object) -> str:
    with override(language):
        return str(words)


@transaction.atomic
def settle(
    page: Page, said: Particulars, *, before_removal: Callable[[Page], None] = lambda _page: None
) -> Written:
    """Write what a person says of a page that came through the desk.

    Articles keep their keys by their place. ``before_removal`` lets others let go of articles
    that go. Raises TitleNotFoundError. An article that something rests on is never removed:
    ProtectedError.
    """
    original = page.original
    try:
        headlines = headlines_at(original.text, said.titles)
    except ValueError as error:
        raise TitleNotFoundError(str(error)) from None
    written = Written(page)
    _set(
        page,
        written,
        paper=said.paper,
        sheet=said.sheet,
        particulars_inferred=False,
        published_on=said.published_on,
        date_precision=said.precision,
        date_inferred=said.inferred,
        date_basis=said.basis,
        date_basis_en="",
    )
    _set_articles(page, headlines, written, before_removal)
    return written


def _set_articles(
    page: Page,
    headlines: Sequence[Headline],
    written: Written,
    before_removal: Callable[[Page], None],
) -> None:
    """Make the articles of a page those that the titles head."""
    original = page.original
    there = list(page.articles.order_by("start", "key"))
    wanted = _articles(page, headlines, original.text)
    for old, new in zip(there, wanted, strict=False):
        _set(old, written, title=new.title, start=new.start, end=new.end)
        Article.objects.filter(pk=old.pk).update(search_text=new.search_text)
    fresh = _numbered(wanted[len(there) :], there)
    Article.objects.bulk_create(fresh)
    written.added += fresh
    surplus = there[len(wanted) :]
    for article in surplus:
        # Out of the way, so that nothing is taken to stand in it any more.
        Article.objects.filter(pk=article.pk).update(
            start=len(original.text), end=len(original.text) + 1
        )
    if surplus:
        written.removed += [Article(**_values(article)) for article in surplus]
    before_removal(page)
    Article.objects.filter(pk__in=[article.pk for article in surplus]).delete()


def _numbered(fresh: list[Article], there: list[Article]) -> list[Article]:
    """Give new articles keys behind those that are there."""
    taken = [int(article.key.rpartition("-a")[2]) for article in there if "-a" in article.key]
    for number, article in enumerate(fresh, start=max(taken, default=0) + 1):
        article.key = f"{article.page_id}-a{number}"
    return fresh


def _set(row: models.Model, written: Written, **values: object) -> None:
    """Change the columns that differ, and remember what they held."""
    before = {name: getattr(row, name) for name in values}
    changed = [name for name, value in values.items() if before[name] != value]
    if not changed:
        return
    for name in changed:
        setattr(row, name, values[name])
    row.save(update_fields=changed)
    written.changed.append((row, {name: before[name] for name in changed}))


def _values(row: models.Model) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
