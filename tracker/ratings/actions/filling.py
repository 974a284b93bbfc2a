"""Entering how each standard of one star is met."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.access.refusals import Denied, Refused
from tracker.campaigns.models import Standard
from tracker.history.record import record_all
from tracker.people.models import User
from tracker.ratings.actions.judging import Question, judge
from tracker.ratings.actions.loading import Scene, hold, load_for
from tracker.ratings.actions.proposing import keep_proposals, refuse_unknown
from tracker.ratings.actions.terms import Outlook, StarMove
from tracker.ratings.actions.writing import AT_ONCE, Step, overtaken, write
from tracker.ratings.models import Rating, StandardResult, StarRating
from tracker.ratings.terms import Result, Verb
from tracker.ratings.workflow import move_for
from tracker.tallies.rollups import shift

Results = Mapping[int, tuple[str, str]]
LONGEST_NOTE = StandardResult._meta.get_field("note").max_length


def fill_in(
    *,
    by: User,
    star_rating: StarRating,
    results: Results,
    seen: int,
    proposal: str | None = None,
    submit: bool = False,
) -> StarRating:
    """Keep the results of a star's standards; with ``submit`` also submit the star, in one go.

    ``results``: {primary key of the standard: (`Result`, note)}; standards left out
    stay as they are. ``proposal`` is what the street says of the whole star (`Proposal`);
    None leaves it as it is. ``seen`` is the version that the form was built from. The
    returned star has the new version. Where nothing differs and nothing is
    submitted, nothing is written. Raises Denied, Refused, Overtaken; ValidationError
    for a result that is none, a note that is too long, a standard of another star.
    """
    refuse_unknown([] if proposal is None else [proposal])
    with transaction.atomic():
        keys = hold(Rating.objects.visible_to(by).filter(pk=star_rating.rating_id))
        scene = load_for(by, keys, fresh_eyes=False)
        row = _judged(by, Verb.FILL_IN, star_rating, seen, scene)
        if submit:
            _judged(by, Verb.SUBMIT, star_rating, seen, scene)
        before, after = _keep(row, _checked(row, results), by)
        old: dict[str, object] = {"standards": before} if after else {}
        new: dict[str, object] = {"standards": after} if after else {}
        if proposal is not None and proposal != row.proposal:
            old["proposal"], new["proposal"] = str(row.proposal), proposal
            keep_proposals({proposal: [row]}, by=by)
        shifts, changes = [], []
        if new:
            steps = _steps(row, Verb.FILL_IN, old, new)
            changes += write(steps, scene, by=by, reason=row.reason).changes
        if submit:
            written = write(_steps(row, Verb.SUBMIT, {}, {}), scene, by=by)
            shifts += written.shifts
            changes += written.changes
        shift(shifts)
        record_all(changes, by=by)
    return row


def _judged(by: User, verb: Verb, star_rating: StarRating, seen: int, scene: Scene) -> StarRating:
    """Return the star as it stands under the lock; raise what is against the verb."""
    wanted = StarMove(star_rating.rating_id, star_rating.star.key, seen)
    outlook: Outlook = judge(Question(by, verb), [wanted], scene)[0]
    if outlook.denied:
        raise Denied(outlook.why_not)
    if outlook.overtaken and outlook.row:
        raise overtaken([outlook.row])
    if outlook.row is None or not outlook.will:
        raise Refused(outlook.why_not)
    return outlook.row


def _steps(
    row: StarRating, verb: Verb, before: Mapping[str, object], after: Mapping[str, object]
) -> list[Step]:
    """Return the step that the table has for a star that was judged before."""
    made = move_for(row.state, verb)
    return [Step(row, made, before, after)] if made else []


def _checked(row: StarRating, results: Results) -> dict[int, tuple[Standard, str, str]]:
    """Return the results with their standards; raise ValidationError for what does not fit."""
    standards = {standard.pk: standard for standard in Standard.objects.filter(star=row.star_id)}
    faults = []
    found = {}
    for key, (result, note) in results.items():
        if key not in standards:
            faults.append(_("A standard belongs to another star. Open the form again."))
        elif result not in Result.values:
            faults.append(
                _("Standard %(number)s: choose a result.") % {"number": standards[key].number}
            )
        elif len(note.strip()) > LONGEST_NOTE:
            faults.append(
                _("Standard %(number)s: the note is longer than %(n)s characters.")
                % {"number": standards[key].number, "n": LONGEST_NOTE}
            )
        else:
            found[key] = (standards[key], result, note.strip())
    if faults:
        raise ValidationError(faults)
    return found


def _keep(
    row: StarRating, wanted: Mapping[int, tuple[Standard, str, str]], by: User
) -> tuple[dict[str, object], dict[str, object]]:
    """Write the results that differ; return them by number of the standard, before and after."""
    stored = {
        key: (str(result), str(note))
        for key, result, note in StandardResult.objects.filter(star_rating=row)
        .order_by()
        .values_list("standard", "result", "note")
    }
    at = timezone.now()
    before: dict[str, object] = {}
    after: dict[str, object] = {}
    differing = []
    for key, (standard, result, note) in wanted.items():
        old = stored.get(key, (str(Result.NOT_CHECKED), ""))
        if old == (result, note):
            continue
        before[str(standard.number)], after[str(standard.number)] = list(old), [str(result), note]
        differing.append(
            StandardResult(
                star_rating=row,
                standard=standard,
                result=result,
                note=note,
                changed_at=at,
                changed_by=by,
            )
        )
    keep_results(differing)
    return before, after


def keep_results(results: Sequence[StandardResult]) -> None:
    """Write results of standards, new ones and changed ones, in one statement."""
    StandardResult.objects.bulk_create(
        results,
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["star_rating", "standard"],
        update_fields=["result", "note", "changed_at", "changed_by"],
    )
