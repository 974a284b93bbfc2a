"""What was read is written beside what is there, some claims at a time; judgements are kept."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from articles.models import Page
from tracker.claims import record
from tracker.claims.actions.receiving import article_at
from tracker.claims.engine import STATED, Columns, engine_version
from tracker.claims.models import Claim, Reading
from tracker.claims.terms import JUDGED, News, State
from tracker.history.record import Actor, recorded_last, tell
from tracker.history.rows import Values
from tracker.places.models import Area

_WHY = "a reading is of the whole page; who may see which claim is asked on its page"
# Claims that one transaction writes. On SQLite all other writers wait meanwhile, some hundredths
# of a second; a text of 100,000 characters may hold five thousand claims.
PORTION = 100
# Where the engine stands on other places than before; the person decides what to make of it.
_PLACE = ("start", "end", "sentence_start", "sentence_end", "rule", "confidence", "candidates")
_READ_ANEW = (*_PLACE, *STATED, "state", "news", "as_read", "reread")


@transaction.atomic
def write_reading(page: Page, columns: Sequence[Columns], *, by: Actor | None) -> Reading:
    """Write one reading in one transaction: for a page that has few claims."""
    writing = Writing(page, columns, by=by)
    for marks in writing.portions():
        writing.write(marks)
    return writing.reading


class Writing:
    """One reading of a page on its way into the tables.

    New claims are added, changed ones take in what is read now, those that are gone wait no
    longer. A judged claim stays as it was judged; `reread` then says what is read now. A claim
    that is read as before is not touched: what is written twice changes nothing the second time.
    """

    def __init__(
        self,
        page: Page,
        columns: Sequence[Columns],
        *,
        by: Actor | None,
        begun: Reading | None = None,
    ) -> None:
        """``begun``: the reading of an attempt that was killed; this one goes on with it."""
        self._page, self._by = page, by
        self._read = {read["mark"]: read for read in columns}
        earlier = page.readings.filter(pk__lt=begun.pk) if begun else page.readings.all()
        self._is_first = not earlier.exists()
        self._is_begun = begun is not None
        self.reading = begun or Reading(
            page=page, engine=engine_version(), read_by_id=by.pk if by else None, found=len(columns)
        )

    def portions(self) -> list[list[str]]:
        """Return what each transaction has to write, as marks of claims; one at the least."""
        kept = Claim.objects.unscoped(_WHY).filter(page=self._page).exclude(news=News.GONE)
        gone = [
            mark
            for mark in kept.order_by("pk").values_list("mark", flat=True)
            if mark not in self._read
        ]
        marks = [*self._read, *gone]
        return [marks[at : at + PORTION] for at in range(0, len(marks), PORTION)] or [[]]

    @transaction.atomic
    def write(self, marks: Sequence[str]) -> None:
        """Write the claims of one portion, and count them on the reading."""
        before = record.told(self.reading)
        with recorded_last(by=self._by):
            if not self._is_begun:
                self.reading.save(force_insert=True)
            rows = Claim.objects.unscoped(_WHY).filter(page=self._page, mark__in=marks)
            there = {claim.mark: claim for claim in rows.select_for_update(of=("self",))}
            read = [self._read[mark] for mark in marks if mark in self._read]
            known = _known_areas(read)
            fresh = self._add([one for one in read if one["mark"] not in there], known)
            again = [(there[one["mark"]], one) for one in read if one["mark"] in there]
            self.reading.fresh += len(fresh)
            self.reading.changed += sum([self._again(*both, known) for both in again])
            gone = [there[mark] for mark in marks if mark in there and mark not in self._read]
            for claim in gone:
                self._gone(claim)
            self.reading.gone += len(gone)
            self.reading.save(update_fields=["fresh", "changed", "gone"])
            self._tell_of_reading(before)
            tell(record.added_together(list(fresh), self._page), by=self._by)
        self._is_begun = True

    def _tell_of_reading(self, before: Values) -> None:
        if not self._is_begun:
            tell(record.added([self.reading]), by=self._by)
        elif record.told(self.reading) != before:
            tell([record.moved(self.reading, "changed", before)], by=self._by)

    def _add(self, read: Sequence[Columns], known: set[str]) -> list[Claim]:
        in_order = list(self._page.articles.order_by("start")) if read else []
        news = News.NONE if self._is_first else News.NEW
        fresh = []
        for columns in read:
            claim = Claim(page=self._page, reading=self.reading, news=news)
            for name, value in columns.items():
                setattr(claim, name, value)
            if claim.area_id not in known:
                claim.area_id = None
            claim.article = article_at(in_order, claim.start)
            fresh.append(claim)
        return Claim.objects.unscoped(_WHY).bulk_create(fresh)

    def _again(self, claim: Claim, read: Columns, known: set[str]) -> bool:
        """Take in what the engine says now of a known claim; tell whether it says otherwise."""
        told, held = record.told(claim), _held(claim)
        differs = claim.as_read != read["as_read"]
        for name in _PLACE:
            setattr(claim, name, read[name])
        if claim.state in JUDGED:
            claim.reread = read["as_read"] if differs else ""
            claim.news = News.CHANGED if differs else News.NONE
        else:
            _state_anew(claim, read, known, news=News.CHANGED if differs else News.NONE)
        if _held(claim) != held:
            claim.reading = self.reading
            claim.version += 1
            claim.save()
            tell([record.moved(claim, "reread", told)], by=self._by)
        return differs

    def _gone(self, claim: Claim) -> None:
        """Keep a judged claim, and say that it is read no more; any other waits no longer."""
        before = record.told(claim)
        claim.news = News.GONE
        if claim.state == State.PROPOSED:
            claim.state = State.WITHDRAWN
        claim.version += 1
        claim.save(update_fields=["news", "state", "version"])
        tell([record.moved(claim, "reread", before)], by=self._by)


def _state_anew(claim: Claim, read: Columns, known: set[str], *, news: News) -> None:
    claim.news = news
    if claim.state == State.WITHDRAWN:
        claim.state, claim.news = State.PROPOSED, News.NEW
    for name in STATED:
        setattr(claim, name, read[name])
    if claim.area_id not in known:
        claim.area_id = None
    claim.as_read = read["as_read"]


def _held(claim: Claim) -> list[object]:
    return [getattr(claim, name) for name in _READ_ANEW]


def _known_areas(columns: Sequence[Columns]) -> set[str]:
    """Return the codes that stand: the gazetteer may be a moment older than the table."""
    wanted = {read["area_id"] for read in columns if read["area_id"]}
    return set(Area.objects.filter(pk__in=wanted).values_list("pk", flat=True))
