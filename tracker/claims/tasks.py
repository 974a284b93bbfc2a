"""Pages are read by a process of its own: one page, or all texts of a delivery."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy, gettext_noop

from articles.actions import find_text, known_page
from articles.intake import Intake
from articles.models import Page
from tracker.claims import engine
from tracker.claims.actions import reading
from tracker.claims.actions.receiving import opened, store_file
from tracker.claims.actions.writing import Writing
from tracker.claims.engine import Columns
from tracker.claims.models import DeliveredFile, Delivery
from tracker.claims.terms import FileState
from tracker.documents.faults import UnreadError
from tracker.history.record import recorded_last
from tracker.jobs.registry import task
from tracker.jobs.running import Run
from tracker.jobs.wording import say
from tracker.people.models import User

_WHY = "the job does what somebody with the right asked for"


def _asked_by(run: Run) -> User | None:
    return User.objects.filter(pk=run.asked_by_id).first()


@task("claims.read_page", title=gettext_lazy("Read a newspaper page"), own_transactions=True)
def read_page(run: Run, keys: dict[str, Any]) -> str:
    """Read one stored page, a portion of its claims in each transaction.

    Done twice, the second reading finds nothing new; a killed process is followed by one that
    goes on with its reading.
    """
    page = Page.objects.get(pk=keys["page"])
    begun = page.readings.filter(engine=engine.engine_version()).last() if run.position else None
    writing = Writing(page, reading.columns_of(page), by=_asked_by(run), begun=begun)
    *portions, last = writing.portions()
    for marks in portions:
        with run.step("begun"):
            writing.write(marks)
    with run.writing():
        writing.write(last)
        done = writing.reading
        run.outcome = say(
            gettext_noop("%(found)s claims: %(fresh)s new, %(changed)s changed, %(gone)s gone."),
            found=done.found,
            fresh=done.fresh,
            changed=done.changed,
            gone=done.gone,
        )
    return run.outcome


@task(
    "claims.read_delivery",
    title=gettext_lazy("Store and read newspaper pages"),
    own_transactions=True,
)
def read_delivery(run: Run, keys: dict[str, Any]) -> str:
    """Store and read the texts of a delivery, each in a short transaction of its own.

    A killed process has stored what it had finished: the next one goes on behind it.
    """
    delivery = Delivery.objects.unscoped(_WHY).get(pk=keys["delivery"])
    files = DeliveredFile.objects.filter(delivery=delivery).order_by("pk")
    waiting = list(files.filter(state=FileState.WAITING).values_list("pk", flat=True))
    total = files.count()
    done = total - len(waiting)
    reader = Reader(by=_asked_by(run))
    for number, key in enumerate(waiting, start=done + 1):
        file = files.get(pk=key)
        # Opened and read before the transaction: on SQLite a writer keeps all others waiting.
        intake = _opened(file)
        columns = [] if isinstance(intake, UnreadError) else reader.columns(intake)
        with run.step(str(key)), recorded_last(by=reader.by):
            page = store_file(file, intake, by=reader.by)
            if page is not None and reading.is_readable(page):
                reading.write_or_ask(page, columns, by=reader.by)
        run.progress(number, total, say(gettext_noop("Reading: %(name)s"), name=str(file)))
    return _outcome(files)


class Reader:
    """What reading needs, looked up once for all texts of a delivery."""

    def __init__(self, *, by: User | None) -> None:
        self.by = by
        self._places = reading.gazetteer()
        self._years = reading.years()

    def columns(self, intake: Intake) -> list[Columns]:
        """Return the claims of a text that is to be stored; none where it will not be."""
        if find_text(intake.text):
            return []
        known = known_page(intake)
        day = known.published_on if known else intake.date.day
        precision = known.date_precision if known else intake.date.precision
        return engine.read_page(
            intake.text, self._places, reading.day_of(day, precision), self._years
        )


def _opened(file: DeliveredFile) -> Any:
    try:
        return opened(file, timezone.localdate())
    except UnreadError as error:
        return error


def _outcome(files: Any) -> str:
    states = list(files.values_list("state", flat=True))
    return say(
        gettext_noop("%(stored)s stored, %(known)s were there already, %(refused)s not stored."),
        stored=states.count(FileState.STORED),
        known=states.count(FileState.KNOWN),
        refused=states.count(FileState.REFUSED),
    )
