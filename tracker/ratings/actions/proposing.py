"""What the street says of stars before it submits them: met, not met, no statement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from tracker.access.refusals import Refused
from tracker.history.record import record_all
from tracker.people.models import User
from tracker.ratings.actions.judging import Question, judge
from tracker.ratings.actions.loading import hold, load_for
from tracker.ratings.actions.moving import stop_unless_all_will
from tracker.ratings.actions.terms import Outlook, StarMove
from tracker.ratings.actions.writing import AT_ONCE, Step, write
from tracker.ratings.models import Rating, StarRating
from tracker.ratings.terms import Proposal, Verb
from tracker.ratings.workflow import move_for


@dataclass(frozen=True)
class StarProposal:
    """What somebody says of one star; `seen` is the version they had read."""

    rating_id: int
    star_key: str
    proposal: str
    seen: int

    @property
    def move(self) -> StarMove:
        return StarMove(self.rating_id, self.star_key, self.seen)


def propose_many(*, by: User, proposals: Sequence[StarProposal]) -> list[StarRating]:
    """Keep what the street says of stars, all in one transaction or none.

    Returns the stars named, as they are now; one that says so already is not written.
    Raises Denied; Overtaken where a star was changed since it was read; Refused (one
    star) or NotAllRefused (several) where its state allows no entry.
    """
    refuse_unknown(one.proposal for one in proposals)
    with transaction.atomic():
        keys = hold(
            Rating.objects.visible_to(by).filter(pk__in={one.rating_id for one in proposals})
        )
        scene = load_for(by, keys, fresh_eyes=False)
        outlooks = judge(Question(by, Verb.FILL_IN), [one.move for one in proposals], scene)
        stop_unless_all_will(outlooks)
        steps, said = _differing(proposals, outlooks)
        written = write(steps, scene, by=by)
        keep_proposals(said, by=by)
        record_all(written.changes, by=by)
    return [outlook.row for outlook in outlooks if outlook.row]


def preview_proposals(*, by: User, proposals: Sequence[StarProposal]) -> list[Outlook]:
    """Return for each proposal, in the order given, whether it can be kept and why not."""
    refuse_unknown(one.proposal for one in proposals)
    scene = load_for(by, {one.rating_id for one in proposals}, fresh_eyes=False)
    return judge(Question(by, Verb.FILL_IN), [one.move for one in proposals], scene)


def refuse_unknown(said: Iterable[str]) -> None:
    """Raise ValueError for a proposal that is none: a page or a reader has let it through."""
    unknown = set(said) - set(Proposal.values)
    if unknown:
        raise ValueError(f"not a proposal: {sorted(unknown)}")


def _differing(
    proposals: Sequence[StarProposal], outlooks: Sequence[Outlook]
) -> tuple[list[Step], dict[str, list[StarRating]]]:
    """Return the steps of the stars that change, and those stars by what is said of them."""
    steps: list[Step] = []
    said: dict[str, list[StarRating]] = defaultdict(list)
    for one, outlook in zip(proposals, outlooks, strict=True):
        row = outlook.row
        if row is None or row.proposal == one.proposal:
            continue
        made = move_for(row.state, Verb.FILL_IN)
        if made is None:
            raise Refused(outlook.why_not)
        steps.append(
            Step(row, made, {"proposal": str(row.proposal)}, {"proposal": str(one.proposal)})
        )
        said[one.proposal].append(row)
    return steps, said


def keep_proposals(said: Mapping[str, Sequence[StarRating]], *, by: User) -> None:
    """Write what is said of stars that are held and whose versions were compared, and by whom."""
    for proposal, rows in said.items():
        for row in rows:
            row.proposal = proposal
        for start in range(0, len(rows), AT_ONCE):
            keys = [row.pk for row in rows[start : start + AT_ONCE]]
            held = StarRating.objects.unscoped("judged before, for this very person")
            held.filter(pk__in=keys).update(proposal=proposal, proposed_by=by)
