"""Texts are given in: kept as they come, stored by a job, corrected by a person."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from articles import actions as articles
from articles.actions import AlreadyThereError, TitleNotFoundError
from articles.intake import LONGEST_NAME, Intake, Particulars, take
from articles.models import Article, Page
from articles.terms import Form, Origin
from tracker.access.refusals import Denied, Refused
from tracker.access.terms import Permission
from tracker.claims import record
from tracker.claims.models import Claim, DeliveredFile, Delivery
from tracker.claims.terms import LARGEST_DELIVERY, MOST_FILES, FileState
from tracker.documents.faults import UnreadError
from tracker.documents.opening import open_document
from tracker.figures.models import ReportedFigure
from tracker.history.record import Actor, recorded_last, tell
from tracker.jobs.actions import ask_for
from tracker.people.models import User
from tracker.people.permissions import may_somewhere


@dataclass(frozen=True)
class Given:
    """One text that somebody gives in; without a name it was pasted."""

    content: bytes
    name: str = ""


def receive(*, by: User, given: Sequence[Given]) -> Delivery:
    """Keep texts and ask for the job that stores and reads them. Raises Denied and Refused."""
    if not may_somewhere(by, Permission.CLAIMS_JUDGE):
        raise Denied(Permission.CLAIMS_JUDGE)
    if not given:
        raise Refused(_("Paste a text, or choose files."))
    if len(given) > MOST_FILES:
        raise Refused(_("At most %(most)s texts are taken in at once.") % {"most": MOST_FILES})
    if sum(len(one.content) for one in given) > LARGEST_DELIVERY:
        limit = LARGEST_DELIVERY // (1024 * 1024)
        raise Refused(_("Together the files are larger than %(limit)s MB.") % {"limit": limit})
    with recorded_last(by=by):
        delivery = Delivery.objects.unscoped("the right was asked above").create(received_by=by)
        files = DeliveredFile.objects.bulk_create(
            DeliveredFile(delivery=delivery, name=one.name[-LONGEST_NAME:], content=one.content)
            for one in given
        )
        tell([*record.added([delivery]), *record.added_together(list(files), delivery)], by=by)
        ask_for(
            "claims.read_delivery",
            {"delivery": delivery.pk},
            by=by,
            key=delivery.job_key,
        )
    return delivery


def opened(file: DeliveredFile, today: dt.date) -> Intake:
    """Return what is stored of a delivered text; outside a transaction. Raises UnreadError."""
    raw = bytes(file.content or b"")
    document = open_document(raw)
    return take(
        document.text,
        today=today,
        form=Form(str(document.form)) if file.name else Form.PASTED,
        encoding=document.encoding,
        file=file.name,
        sha256=hashlib.sha256(raw).hexdigest(),
        title=document.title,
    )


def store_file(
    file: DeliveredFile, intake: Intake | UnreadError, *, by: Actor | None
) -> Page | None:
    """Store one text, or keep why not; return the page where it is new here.

    The contents of the file are let go: its text is stored, or it is of no use.
    """
    before = record.told(file)
    fresh: Page | None = None
    if isinstance(intake, UnreadError):
        file.state, file.fault = FileState.REFUSED, intake.as_json()[:300]
    else:
        try:
            with transaction.atomic():
                written = articles.store(intake)
        except AlreadyThereError as there:
            file.state, file.page = FileState.KNOWN, there.page
        except IntegrityError:  # somebody gave in the same text in this moment
            found = articles.find_text(intake.text)
            if found is None:
                raise
            file.state, file.page = FileState.KNOWN, found
        else:
            file.state, file.page, fresh = FileState.STORED, written.page, written.page
            tell(record.of_written(written), by=by)
    file.content = None
    file.save(update_fields=["state", "page", "fault", "content"])
    tell([record.moved(file, "changed", before)], by=by)
    return fresh


@transaction.atomic
def settle_page(*, by: User, page: Page, said: Particulars) -> Page:
    """Write what a person says of a page; claims and figures follow their articles.

    Raises Denied, and Refused for a page of the files and for titles that do not fit.
    """
    if not may_somewhere(by, Permission.CLAIMS_JUDGE):
        raise Denied(Permission.CLAIMS_JUDGE)
    if page.origin != Origin.DESK:
        raise Refused(_("What is known of this page came with the files of this site."))
    if not said.titles:
        raise Refused(_("Name at least one title."))
    with recorded_last(by=by):
        try:
            written = articles.settle(page, said, before_removal=partial(_follow, by=by))
        except TitleNotFoundError as error:
            raise Refused(
                _("The title “%(title)s” does not stand in the text behind the one before it.")
                % {"title": error}
            ) from None
        except ProtectedError:
            raise Refused(_("Figures rest on an article that would go.")) from None
        tell(record.of_written(written), by=by)
    return page


def _follow(page: Page, *, by: Actor) -> None:
    """Let claims, and the figures made of them, stand in the article that holds them now."""
    in_order = list(page.articles.order_by("start"))
    claims = Claim.objects.unscoped("they follow their article").filter(page=page)
    figures = ReportedFigure.objects.filter(article__page=page, origin=Origin.DESK)
    for row in [*claims.order_by("pk"), *figures.order_by("pk")]:
        holding = article_at(in_order, row.start)
        if holding.pk != row.article_id:
            before = record.told(row)
            row.article = holding
            row.save(update_fields=["article"])
            tell([record.moved(row, "changed", before)], by=by)


def article_at(in_order: Sequence[Article], start: int) -> Article:
    """Return the article that holds a position; the last one before it where none does."""
    before = [one for one in in_order if one.start <= start]
    return before[-1] if before else in_order[0]
