"""A page is read: its claims are written, and what people judged is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from articles.extraction.gazetteer import Gazetteer
from articles.models import Article, Page, PageText
from articles.terms import DatePrecision
from tracker.access.refusals import Denied, Refused
from tracker.access.terms import Permission
from tracker.campaigns.models import Campaign
from tracker.claims import record
from tracker.claims.actions.receiving import article_at
from tracker.claims.engine import STATED, Columns, engine_version, from_text, read_page
from tracker.claims.models import Claim, Reading
from tracker.claims.terms import News, State
from tracker.history.record import Actor, recorded_last, tell
from tracker.jobs.actions import ask_for
from tracker.jobs.models import Job
from tracker.people.models import User
from tracker.people.permissions import may_somewhere
from tracker.places.gazetteer import stored_gazetteer
from tracker.places.models import Area

_WHY = "a reading is of the whole page; who may see which claim is asked on its page"
_JUDGED = (State.ACCEPTED, State.REJECTED)
# Where the engine stands on other places than before; the person decides what to make of it.
_PLACE = ("start", "end", "sentence_start", "sentence_end", "rule", "confidence", "candidates")


def ask_to_read(*, by: User, page: Page) -> Job:
    """Ask for a page to be read anew. Raises Denied, and Refused where its date is not known."""
    if not may_somewhere(by, Permission.CLAIMS_JUDGE):
        raise Denied(Permission.CLAIMS_JUDGE)
    if not is_readable(page):
        raise Refused(_("Say first when the page was printed: years are counted from that day."))
    newest = page.readings.order_by("-pk").values_list("pk", flat=True).first() or 0
    key = f"claims-read-{page.pk}-{newest}-{engine_version()}-{page.published_on}"
    return ask_for("claims.read_page", {"page": page.pk}, by=by, key=f"{key}-{by.pk}")


def gazetteer() -> Gazetteer:
    """Return the places that pages of this site speak of."""
    return stored_gazetteer(settings.HOME_AREA)


def is_readable(page: Page) -> bool:
    """Tell whether a page's years can be told: without any date 去年 might be any year."""
    return page.date_precision != DatePrecision.UNKNOWN


def day_of(published_on: dt.date, precision: str) -> dt.date:
    """Return the day from which a page's years are counted: the middle of what is known."""
    return published_on.replace(month=7, day=1) if precision == DatePrecision.YEAR else published_on


def read_claims(page: Page, places: Gazetteer, *, by: Actor | None) -> Reading:
    """Read a stored page and write what comes of it, in a transaction of its own."""
    text = PageText.objects.values_list("text", flat=True).get(pk=page.pk)
    columns = read_page(text, places, day_of(page.published_on, page.date_precision), years())
    return write_reading(page, columns, by=by)


def years() -> list[int]:
    """Return the campaigns that a claim may belong to."""
    return list(Campaign.objects.values_list("pk", flat=True))


@transaction.atomic
def write_reading(page: Page, columns: Sequence[Columns], *, by: Actor | None) -> Reading:
    """Write one reading beside what is there: new claims, changed ones, those that are gone.

    A judged claim stays as it was judged; `reread` then says what is read now. Done twice, the
    second time changes nothing but adds its reading.
    """
    with recorded_last(by=by):
        reading = Reading.objects.create(
            page=page, engine=engine_version(), read_by_id=by.pk if by else None, found=len(columns)
        )
        rows = Claim.objects.unscoped(_WHY).filter(page=page).select_for_update(of=("self",))
        there = {claim.mark: claim for claim in rows.order_by("pk")}
        is_first = not there
        in_order = list(page.articles.order_by("start"))
        known = _known_areas(columns)
        fresh = [
            _new(page, reading, read, in_order, known, is_first=is_first)
            for read in columns
            if read["mark"] not in there
        ]
        Claim.objects.unscoped(_WHY).bulk_create(fresh)
        changed = [
            claim
            for read in columns
            if (claim := there.get(read["mark"])) and _again(claim, read, reading, known, by=by)
        ]
        marks = {read["mark"] for read in columns}
        gone = [claim for mark, claim in there.items() if mark not in marks]
        for claim in gone:
            _gone(claim, by=by)
        reading.fresh, reading.changed, reading.gone = len(fresh), len(changed), len(gone)
        reading.save(update_fields=["fresh", "changed", "gone"])
        tell(record.added([reading]), by=by)
        tell(record.added_together(list(fresh), page), by=by)
    return reading


def _known_areas(columns: Sequence[Columns]) -> set[str]:
    """Return the codes that stand: the gazetteer may be a moment older than the table."""
    wanted = {read["area_id"] for read in columns if read["area_id"]}
    return set(Area.objects.filter(pk__in=wanted).values_list("pk", flat=True))


def _new(
    page: Page,
    reading: Reading,
    read: Columns,
    in_order: Sequence[Article],
    known: set[str],
    *,
    is_first: bool,
) -> Claim:
    claim = Claim(page=page, reading=reading, news=News.NONE if is_first else News.NEW)
    for name, value in read.items():
        setattr(claim, name, value)
    if claim.area_id not in known:
        claim.area_id = None
    claim.article = article_at(in_order, claim.start)
    return claim


def _again(
    claim: Claim, read: Columns, reading: Reading, known: set[str], *, by: Actor | None
) -> bool:
    """Take in what the engine says now of a known claim; tell whether it says otherwise."""
    before = record.told(claim)
    claim.reading = reading
    for name in _PLACE:
        setattr(claim, name, read[name])
    differs = claim.as_read != read["as_read"]
    if claim.state in _JUDGED:
        claim.reread = read["as_read"] if differs else ""
        claim.news = News.CHANGED if differs else News.NONE
    else:
        claim.news = News.CHANGED if differs else News.NONE
        if claim.state == State.WITHDRAWN:
            claim.state, claim.news = State.PROPOSED, News.NEW
        for name in STATED:
            setattr(claim, name, read[name])
        if claim.area_id not in known:
            claim.area_id = None
        claim.as_read = read["as_read"]
    claim.version += 1
    claim.save()
    tell([record.moved(claim, "reread", before)], by=by)
    return differs


def _gone(claim: Claim, *, by: Actor | None) -> None:
    """Keep a judged claim, and say that it is read no more; any other one waits no longer."""
    before = record.told(claim)
    claim.news = News.GONE
    if claim.state == State.PROPOSED:
        claim.state = State.WITHDRAWN
    claim.version += 1
    claim.save(update_fields=["news", "state", "version"])
    tell([record.moved(claim, "reread", before)], by=by)


def said_now(claim: Claim) -> Columns:
    """Return what a newer engine says of a judged claim; nothing where it says the same."""
    return from_text(claim.reread) if claim.reread else {}
