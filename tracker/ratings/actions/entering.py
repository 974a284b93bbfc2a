"""Entering a whole street at once: statements on stars, results of standards, cell by cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from tracker.campaigns.models import Standard
from tracker.history.record import tell
from tracker.people.models import User
from tracker.ratings.actions.judging import Question, judge
from tracker.ratings.actions.loading import hold, load_for
from tracker.ratings.actions.moving import stop_unless_all_will
from tracker.ratings.actions.proposing import keep_proposals, refuse_unknown
from tracker.ratings.actions.terms import Outlook, StarMove
from tracker.ratings.actions.writing import AT_ONCE, Step, write
from tracker.ratings.models import Rating, StandardResult, StarRating
from tracker.ratings.terms import Result, Verb
from tracker.ratings.workflow import move_for


@dataclass(frozen=True)
class StarEntry:
    """What somebody enters of one star; `seen` is the version they had read.

    `proposal` None leaves the statement as it is. `results`: {number of the standard:
    Result}; standards left out, and all notes, stay as they are.
    """

    rating_id: int
    star_key: str
    seen: int
    proposal: str | None = None
    results: Mapping[int, str] = field(default_factory=dict)

    @property
    def move(self) -> StarMove:
        return StarMove(self.rating_id, self.star_key, self.seen)


Difference = tuple[dict[str, object], dict[str, object]]  # what was, what shall be
_Row = tuple[StarEntry, StarRating]


def fill_in_many(*, by: User, entries: Sequence[StarEntry], partly: bool = False) -> list[Outlook]:
    """Keep what is entered of stars in one transaction; return an outlook for each, in order.

    The rows of the outlooks are the stars as they are now; one of which all is said
    already is not written. With ``partly`` those against which something stands are left
    out, and their outlooks say what. Without it nothing is kept then, and it raises
    Denied, Overtaken, Refused (one star) or NotAllRefused. ValueError for a result or a
    standard that is none.
    """
    refuse_unknown(one.proposal for one in entries if one.proposal is not None)
    _refuse_unknown_results(entries)
    with transaction.atomic():
        keys = hold(Rating.objects.visible_to(by).filter(pk__in={one.rating_id for one in entries}))
        scene = load_for(by, keys, fresh_eyes=False)
        outlooks = judge(Question(by, Verb.FILL_IN), [one.move for one in entries], scene)
        if not partly:
            stop_unless_all_will(outlooks)
        rows = [
            (entry, outlook.row)
            for entry, outlook in zip(entries, outlooks, strict=True)
            if outlook.will and outlook.row
        ]
        differing = _Differing(rows, by)
        written = write(differing.steps, scene, by=by)
        differing.keep()
        tell(written.changes, by=by)
    return outlooks


def _refuse_unknown_results(entries: Iterable[StarEntry]) -> None:
    unknown = {result for one in entries for result in one.results.values()} - set(Result.values)
    if unknown:
        raise ValueError(f"not a result: {sorted(unknown)}")


class _Differing:
    """What is not said yet of stars that are held, read in two queries and kept in a few."""

    def __init__(self, rows: Sequence[_Row], by: User) -> None:
        self.by, self.steps = by, list[Step]()
        self._said: dict[str, list[StarRating]] = defaultdict(list)
        self._added: list[StandardResult] = []
        self._changed: dict[str, list[int]] = defaultdict(list)
        self._at = timezone.now()
        entered = [row for entry, row in rows if entry.results]
        self._standards = _standards_of(entered)
        self._stored = _results_of(entered)
        for entry, row in rows:
            self._compare(entry, row)

    def _compare(self, entry: StarEntry, row: StarRating) -> None:
        before, after = self._results(entry, row)
        old: dict[str, object] = {"standards": before} if after else {}
        new: dict[str, object] = {"standards": after} if after else {}
        if entry.proposal is not None and entry.proposal != row.proposal:
            old["proposal"], new["proposal"] = str(row.proposal), str(entry.proposal)
            self._said[entry.proposal].append(row)
        made = move_for(row.state, Verb.FILL_IN)
        if new and made:
            self.steps.append(Step(row, made, old, new))

    def _results(self, entry: StarEntry, row: StarRating) -> Difference:
        before: dict[str, object] = {}
        after: dict[str, object] = {}
        for number, result in entry.results.items():
            standard = self._standards.get((row.star_id, number))
            if standard is None:
                raise ValueError(f"no standard {number} of {row.star.key}")
            found = self._stored.get((row.pk, standard))
            was, note = (str(found.result), found.note) if found else (Result.NOT_CHECKED.value, "")
            if was == result:
                continue
            before[str(number)], after[str(number)] = [was, note], [str(result), note]
            if found:
                self._changed[result].append(found.pk)
            else:
                self._added.append(self._new(row, standard, result))
        return before, after

    def _new(self, row: StarRating, standard: int, result: str) -> StandardResult:
        return StandardResult(
            star_rating=row,
            standard_id=standard,
            result=result,
            changed_at=self._at,
            changed_by=self.by,
        )

    def keep(self) -> None:
        keep_proposals(self._said, by=self.by)
        StandardResult.objects.bulk_create(self._added, batch_size=AT_ONCE)
        for result, keys in self._changed.items():
            for start in range(0, len(keys), AT_ONCE):
                some = StandardResult.objects.filter(pk__in=keys[start : start + AT_ONCE])
                some.update(result=result, changed_at=self._at, changed_by=self.by)


def _standards_of(rows: Sequence[StarRating]) -> dict[tuple[int, int], int]:
    """Return {(star, number of the standard): its primary key}."""
    found = Standard.objects.filter(star__in={row.star_id for row in rows}).order_by()
    return {(star, number): key for star, number, key in found.values_list("star", "number", "pk")}


def _results_of(rows: Sequence[StarRating]) -> dict[tuple[int, int], StandardResult]:
    found: dict[tuple[int, int], StandardResult] = {}
    for start in range(0, len(rows), AT_ONCE):
        keys = [row.pk for row in rows[start : start + AT_ONCE]]
        for one in StandardResult.objects.filter(star_rating__in=keys).order_by():
            found[one.star_rating_id, one.standard_id] = one
    return found
