"""The workflow as a machine: whatever people try in whatever order, nothing illegal comes out."""

import datetime as dt
import os

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.tracker.ratings.cast import (
    FIVE,
    VILLAGES,
    YEAR,
    Cast,
    campaign,
    declare,
    illegal,
    miscounted,
    star,
    village,
)
from tracker.access.refusals import Denied, Refused
from tracker.campaigns.models import Campaign
from tracker.campaigns.scoring import LevelRule, allowed_sets
from tracker.history.verify import verify
from tracker.ratings.actions import StarMove, fill_in, move_many, preview
from tracker.ratings.models import RatingStep, StandardResult, StarRating
from tracker.ratings.terms import HELD, State, Verb
from tracker.ratings.workflow import MOVES, PEOPLE_VERBS

CODES = VILLAGES[:2]
APPROVALS = (Verb.REVIEW, Verb.VERIFY, Verb.CONFIRM)
WAY = (Verb.SUBMIT, *APPROVALS, Verb.PUT_ON_NOTICE, Verb.AWARD)
people = st.sampled_from(["officer", "reviewer", "force", "county", "everyone", "neighbour"])
codes = st.sampled_from(CODES)
stars = st.sets(st.sampled_from(FIVE), min_size=1)


class Undone(Exception):  # noqa: N818 -- how the example ends, no fault
    """Everything of one example is taken back."""


class Workflow(RuleBasedStateMachine):
    """Two villages, six people, any verb on any stars at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()

    def teardown(self) -> None:
        try:
            assert verify()[1] is None
            every_step_is_a_row_of_the_table()
        finally:
            error = Undone()
            self.undo.__exit__(Undone, error, None)

    @initialize()
    def begin(self) -> None:
        campaign(standards=1)
        for code in CODES:
            village(code)
        self.cast = Cast()
        declare(*CODES, by=self.cast.county)

    def tried(self, act, **facts):
        """Do it or be refused; either way nothing else may raise."""
        try:
            with transaction.atomic():
                return act(**facts)
        except (Denied, Refused):
            return None

    @rule(name=people, verb=st.sampled_from(sorted(PEOPLE_VERBS)), keys=stars, code=codes,
          behind=st.booleans())  # fmt: skip
    def move(self, name, verb, keys, code, behind) -> None:
        by = getattr(self.cast, name)
        rows = [star(key, code) for key in sorted(keys)]
        wanted = [StarMove(row.rating_id, row.star.key, row.version - behind) for row in rows]
        facts = {"by": by, "verb": verb, "reason": "更正", "notice_ends_on": dt.date(2999, 1, 1)}
        outlooks = preview(moves=wanted, **facts)
        will = [outlook.move for outlook in outlooks if outlook.will]

        if len(will) < len(wanted):
            assert self.tried(move_many, moves=wanted, **facts) is None
        if will:
            # What the preview promises is kept, whatever was left out.
            assert len(move_many(moves=will, **facts)) == len(will)

    @rule(keys=stars, code=codes, upto=st.integers(3, 6), own=st.sets(st.sampled_from(WAY)))
    def go_the_usual_way(self, keys, code, upto, own) -> None:
        """Bring stars forward as far as it goes; ``own`` is what one person tries to do alone."""
        for verb in WAY[:upto]:
            rows = [star(key, code) for key in sorted(keys)]
            facts = {
                "by": self.cast.everyone if verb in own else self.cast.who(verb),
                "moves": [StarMove(row.rating_id, row.star.key, row.version) for row in rows],
                "verb": verb,
                "notice_ends_on": dt.date(2999, 1, 1),
            }
            will = [one.move for one in preview(**facts) if one.will]
            if will:
                move_many(**facts | {"moves": will})

    @rule(name=people, key=st.sampled_from(FIVE), code=codes, submit=st.booleans(),
          result=st.sampled_from(["met", "not_met", "n_a", "unchecked"]))  # fmt: skip
    def enter(self, name, key, code, result, submit) -> None:
        row = star(key, code)
        standard = row.star.standards.get()
        self.tried(
            fill_in,
            by=getattr(self.cast, name),
            star_rating=row,
            results={standard.pk: (result, "")},
            seen=row.version,
            submit=submit,
        )

    @rule(chosen=st.sampled_from(allowed_sets("rural", LevelRule())), code=codes)
    def change_the_declaration(self, chosen, code) -> None:
        self.tried(lambda: declare(code, stars=sorted(chosen), by=self.cast.county))

    @rule()
    def let_notices_end(self) -> None:
        yesterday = timezone.localdate() - dt.timedelta(days=1)
        StarRating.everything.filter(state=State.ON_NOTICE).update(notice_ends_on=yesterday)

    @rule(state=st.sampled_from(["running", "running", "closed"]))
    def open_or_close_the_year(self, state) -> None:
        Campaign.objects.filter(pk=YEAR).update(state=state)

    @invariant()
    def nobody_holds_an_impossible_set(self) -> None:
        assert illegal() == []

    @invariant()
    def every_count_is_right(self) -> None:
        assert miscounted() == []

    @invariant()
    def what_is_held_was_approved_by_others_than_entered_it(self) -> None:
        for row in StarRating.everything.filter(state__in=HELD):
            steps = list(row.steps.order_by("version"))
            confirmed = max(n for n, step in enumerate(steps) if step.verb == Verb.CONFIRM)
            returns = [n for n in range(confirmed) if steps[n].verb == Verb.RETURN]
            turn = steps[returns[-1] + 1 if returns else 0 : confirmed + 1]
            approvers = [step.done_by_id for step in turn if step.verb in APPROVALS]
            entered = {step.done_by_id for step in turn if step.verb in (Verb.FILL_IN, Verb.SUBMIT)}
            wrote = StandardResult.objects.filter(star_rating=row)
            assert [step.verb for step in turn if step.verb in APPROVALS][-3:] == list(APPROVALS)
            assert len({*approvers[-3:]}) == 3
            assert not entered & {*approvers}
            assert not {*wrote.values_list("changed_by", flat=True)} & {*approvers}
            assert row.confirmed_by_id == approvers[-1] != row.entered_by_id


def every_step_is_a_row_of_the_table() -> None:
    rows = {(move.source, move.verb, move.target) for move in MOVES}
    last: dict[int, tuple[int, str]] = {}
    for step in RatingStep.objects.order_by("star_rating", "version"):
        assert (step.source, step.verb, step.target) in rows
        version, state = last.get(step.star_rating_id, (1, State.NOT_DECLARED))
        assert (step.version, step.source) == (version + 1, state)
        last[step.star_rating_id] = (step.version, step.target)
    for row in StarRating.everything.filter(pk__in=last):
        assert (row.version, row.state) == last[row.pk]


@pytest.mark.django_db
@pytest.mark.uncounted  # drawn by chance
def test_no_path_leads_to_an_illegal_state():
    run_state_machine_as_test(
        Workflow,
        settings=settings(
            max_examples=300 if os.environ.get("STRESS") else 12,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
