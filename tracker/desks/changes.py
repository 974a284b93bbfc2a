"""What others have changed in a person's areas since they last said "seen up to here"."""

from __future__ import annotations

import operator
from dataclasses import dataclass
from functools import reduce
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from tracker.access.terms import Permission
from tracker.declarations import wording as declarations
from tracker.declarations.terms import Verb as DeclarationVerb
from tracker.desks.addresses import page
from tracker.desks.models import Bookmark
from tracker.history.models import Event, Head
from tracker.history.querysets import EventQuerySet
from tracker.people.permissions import areas_of
from tracker.places.querysets import under
from tracker.ratings import wording as ratings
from tracker.ratings.terms import Verb as RatingVerb

SHOWN = 20  # lines; a line tells one act, however many entries it wrote
MOST_READ = 2000  # entries that one page looks through
# Kinds of object that the log names, and the right with which one reads of them.
READ = {
    "declaration": Permission.DECLARATIONS_READ,
    "target": Permission.DECLARATIONS_READ,
    "rating": Permission.RATINGS_READ,
}
SENTENCES = {
    "declaration": declarations.sentence,
    "target": declarations.sentence,
    "rating": ratings.sentence,
}


VERBS = {
    "declaration": dict(DeclarationVerb.choices),
    "rating": dict(RatingVerb.choices),
}


@dataclass(frozen=True)
class Told:
    """One act of somebody as a sentence: its newest entry of the log, of what, and the page."""

    event: Event
    title: str
    words: str
    url: str
    reason: str


@dataclass(frozen=True)
class Changes:
    """Changes after the bookmark, newest first.

    `older` is before which entry the rest stands; 0 where nothing is left. `seen` is what
    "seen up to here" remembers: the newest entry told, and 0 while older ones are untold.
    `is_first_time` is true for who has never pressed it.
    """

    told: list[Told]
    older: int
    seen: int
    is_first_time: bool


def changes(user: Any, before: int | None = None) -> Changes:
    """Return what others changed since the bookmark, in lines, from before an entry downwards.

    What one page reads is bounded, for a log grows for years: of the entries of one act
    that reach beyond it the rest is told on the next page.
    """
    bookmark = Bookmark.objects.filter(user=user.pk).values_list("sequence", flat=True).first()
    rows = _since(user, _beginning() if bookmark is None else bookmark)
    if before is not None:
        rows = rows.filter(sequence__lt=before)
    read = list(rows.defer("before", "after")[: MOST_READ + 1])
    acts = _acts(read[:MOST_READ])
    older = read[MOST_READ - 1].sequence if len(read) > MOST_READ else 0
    if len(acts) > SHOWN:
        older = acts[SHOWN][0].sequence + 1
    seen = read[0].sequence if read and not older else 0
    return Changes(_tell(acts[:SHOWN]), older, seen, bookmark is None)


def _beginning() -> int:
    """Return from where on the log is news to who has marked nothing: its newest entries."""
    head = Head.objects.filter(pk=1).values_list("sequence", flat=True).first() or 0
    return max(head - MOST_READ, 0)


def _acts(events: list[Event]) -> list[list[Event]]:
    """Return the entries of each act, the act with the newest entry first.

    An act is what one request did to many rows in the same way.
    """
    found: dict[tuple[object, ...], list[Event]] = {}
    for event in events:
        one = event.request_id or event.sequence
        found.setdefault((one, event.action, event.actor_id), []).append(event)
    return list(found.values())


def _tell(acts: list[list[Event]]) -> list[Told]:
    whole = Event.objects.in_bulk([act[0].pk for act in acts]) if acts else {}
    return [_told(whole[act[0].pk], act) for act in acts]


def _told(event: Event, act: list[Event]) -> Told:
    """Put one act into a line; ``event`` is its newest entry, with what it says."""
    objects = {_year_and_code(one) for one in act}
    reasons = {one.reason for one in act}
    alone = len(objects) == 1
    return Told(
        event,
        event.object_name if alone else _title(event, len(objects)),
        _words(event) if len(act) == 1 else _words_of_many(event, len(act)),
        _url(event) if alone else "",
        event.reason if len(reasons) == 1 else "",
    )


def _title(event: Event, number: int) -> str:
    words = {"first": event.object_name, "n": number}
    if event.object_type == "target":
        return _("%(first)s and others, %(n)s areas") % words
    return _("%(first)s and others, %(n)s branches") % words


def _words_of_many(event: Event, number: int) -> str:
    """Return what an act did, in one phrase: “Confirm the star”: 161 stars."""
    if event.object_type == "target":
        return _("set targets")
    verb = event.action.partition(".")[2]
    known = VERBS[event.object_type]
    if verb not in known:
        return _words(event)  # the beginning of a rating: the same of every branch
    words = {"verb": known[verb], "n": number}
    if event.object_type == "rating":
        return _("“%(verb)s”: %(n)s stars") % words
    return _("“%(verb)s”") % words


def _since(user: Any, sequence: int) -> EventQuerySet:
    reach = [
        Q(object_type=kind) & under(code, "area_code")
        for kind, right in READ.items()
        for code in areas_of(user, right)
    ]
    if not reach:
        return Event.objects.none()
    # Own changes are no news.
    return (
        Event.objects.filter(reduce(operator.or_, reach), sequence__gt=sequence)
        .exclude(actor_id=user.pk)
        .order_by("-sequence")
    )


def _words(event: Event) -> str:
    return SENTENCES[event.object_type](event.action, event.old, event.new)


def _url(event: Event) -> str:
    """Return the page of a declaration, a rating or an area's targets; keys begin with the year."""
    year, code = _year_and_code(event)
    names = {"declaration": "declaration-detail", "rating": "rating-detail", "target": "target-set"}
    return page(names[event.object_type], year, code)


def _year_and_code(event: Event) -> tuple[int, str]:
    year, code = event.object_key.split("-")[:2]
    return int(year), code
