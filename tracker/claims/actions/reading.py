"""A page is read: what is read, and when; `writing` puts it into the tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import gettext as _

from articles.extraction.gazetteer import Gazetteer
from articles.models import Page, PageText
from articles.terms import DatePrecision
from tracker.access.refusals import Denied, Refused
from tracker.access.terms import Permission
from tracker.campaigns.models import Campaign
from tracker.claims.actions.writing import PORTION, write_reading
from tracker.claims.engine import Columns, engine_version, from_text, read_page
from tracker.claims.models import Claim, Reading
from tracker.history.record import Actor
from tracker.jobs.actions import ask_for
from tracker.jobs.models import Job
from tracker.people.models import User
from tracker.people.permissions import may_somewhere
from tracker.places.gazetteer import stored_gazetteer


def ask_to_read(*, by: User, page: Page) -> Job:
    """Ask for a page to be read anew. Raises Denied, and Refused where its date is not known."""
    if not may_somewhere(by, Permission.CLAIMS_JUDGE):
        raise Denied(Permission.CLAIMS_JUDGE)
    if not is_readable(page):
        raise Refused(_("Say first when the page was printed: years are counted from that day."))
    newest = page.readings.order_by("-pk").values_list("pk", flat=True).first() or 0
    key = f"claims-read-{page.pk}-{newest}-{engine_version()}-{page.published_on}"
    return ask_for("claims.read_page", {"page": page.pk}, by=by, key=f"{key}-{by.pk}")


def write_or_ask(page: Page, columns: Sequence[Columns], *, by: Actor | None) -> None:
    """Write the first reading of a page, in the transaction that stores it.

    A page of very many claims would hold that transaction for seconds: it is left to a job of its
    own, which is asked for in the same transaction and so cannot be forgotten.
    """
    if len(columns) <= PORTION:
        write_reading(page, columns, by=by)
    else:
        ask_for("claims.read_page", {"page": page.pk}, by=by, key=f"claims-read-{page.pk}-0")


def gazetteer() -> Gazetteer:
    """Return the places that pages of this site speak of."""
    return stored_gazetteer(settings.HOME_AREA)


def is_readable(page: Page) -> bool:
    """Tell whether a page's years can be told: without any date 去年 might be any year."""
    return page.date_precision != DatePrecision.UNKNOWN


def day_of(published_on: dt.date, precision: str) -> dt.date:
    """Return the day from which a page's years are counted: the middle of what is known."""
    return published_on.replace(month=7, day=1) if precision == DatePrecision.YEAR else published_on


def columns_of(page: Page) -> list[Columns]:
    """Return what the engine reads on a stored page today."""
    text = PageText.objects.values_list("text", flat=True).get(pk=page.pk)
    return read_page(text, gazetteer(), day_of(page.published_on, page.date_precision), years())


def read_claims(page: Page, *, by: Actor | None) -> Reading:
    """Read a stored page and write what comes of it, in a transaction of its own."""
    return write_reading(page, columns_of(page), by=by)


def years() -> list[int]:
    """Return the campaigns that a claim may belong to."""
    return list(Campaign.objects.values_list("pk", flat=True))


def said_now(claim: Claim) -> Columns:
    """Return what a newer engine says of a judged claim; nothing where it says the same."""
    return from_text(claim.reread) if claim.reread else {}
