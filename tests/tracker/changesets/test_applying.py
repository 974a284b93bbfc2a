"""Confirmed rows are written together, by a job, with the rights of that moment; and undone."""

import pytest

from tests.tracker.changesets.conftest import THREE, again, table, verdicts, work
from tests.tracker.ratings.cast import do, miscounted, star
from tracker.access.refusals import Overtaken, Refused
from tracker.changesets.actions import choose, confirm, take_back, undo, withdraw
from tracker.changesets.models import Changeset, ChangesetRow, values_of
from tracker.changesets.terms import Choice, State, Verdict
from tracker.history.models import Event
from tracker.history.verify import verify
from tracker.jobs.actions import cancel
from tracker.jobs.wording import shown
from tracker.people.models import Grant
from tracker.ratings.actions import StarEntry, fill_in_many
from tracker.ratings.models import RatingStep

pytestmark = pytest.mark.django_db


def enter(by, code, key, value):
    """Say something of a star, as a page does."""
    row = star(key, code)
    fill_in_many(by=by, entries=[StarEntry(row.rating_id, key, row.version, proposal=value)])


def said(*keys: str) -> list[str]:
    return [star(key, code).proposal for code in THREE for key in keys or ["industry"]]


def staged(county, value="达标", *codes: str):
    return county.upload(table(*({"code": code, "industry": value} for code in codes or THREE)))


def test_all_rows_are_written_with_their_steps_and_events(county):
    made = county.apply(staged(county))

    assert made.state == State.APPLIED
    assert (made.rows_applied, made.confirmed_by) == (3, county.clerk)
    assert said() == ["met", "met", "met"]
    assert RatingStep.objects.filter(done_by=county.clerk, verb="fill_in").count() == 3
    assert shown(made.job.outcome) == "3 rows were written."
    assert miscounted() == []
    assert verify()[1] is None


def test_one_row_that_somebody_changed_holds_all_back_and_is_named_with_both_values(county):
    made = staged(county)
    enter(county.colleague, THREE[1], "industry", "not_met")

    made = county.apply(made)

    assert (made.state, made.rows_disputed, made.confirmed_by) == (State.STAGED, 1, None)
    assert said() == ["", "not_met", ""]
    row = ChangesetRow.objects.get(changeset=made, key=THREE[1])
    assert [values_of(one) for one in (row.base, row.before, row.after)] == [
        {"industry": ""},
        {"industry": "not_met"},
        {"industry": "met"},
    ]
    with pytest.raises(Refused):
        confirm(by=county.clerk, changeset=made, seen=made.version)

    choose(by=county.clerk, changeset=made, choices={row.pk: Choice.THEIRS}, seen=made.version)
    assert county.apply(made).rows_applied == 2
    assert said() == ["met", "not_met", "met"]


def test_a_row_that_may_not_be_written_any_more_holds_all_back(county):
    made = staged(county)
    do(county.cast.officer, "submit", "industry", code=THREE[2])

    made = county.apply(made)

    assert (made.state, made.rows_wrong, made.rows_new) == (State.STAGED, 1, 2)
    assert said() == ["", "", ""]
    assert county.apply(made).rows_applied == 2


def test_rights_are_asked_once_more_when_it_is_applied(county):
    made = staged(county)
    confirm(by=county.clerk, changeset=made, seen=made.version)
    Grant.objects.filter(user=county.clerk).delete()
    work(made)

    made = again(made)
    assert (made.state, made.rows_wrong) == (State.STAGED, 3)
    assert said() == ["", "", ""]


def test_only_who_staged_it_confirms_it_and_only_what_they_saw(county):
    made = staged(county)

    with pytest.raises(Refused):
        confirm(by=county.colleague, changeset=made, seen=made.version)
    with pytest.raises(Overtaken):
        confirm(by=county.clerk, changeset=made, seen=made.version - 1)
    withdraw(by=county.clerk, changeset=made, seen=made.version)
    made = again(made)
    with pytest.raises(Refused):
        confirm(by=county.clerk, changeset=made, seen=made.version)


def test_confirmed_twice_it_is_written_once(county):
    made = staged(county)
    confirm(by=county.clerk, changeset=made, seen=made.version)
    with pytest.raises(Overtaken):
        confirm(by=county.clerk, changeset=made, seen=made.version)
    work(made)

    assert RatingStep.objects.filter(verb="fill_in").count() == 3


def test_what_was_cancelled_can_be_taken_back_to_preview(county):
    made = staged(county)
    confirm(by=county.clerk, changeset=made, seen=made.version)
    made = again(made)
    with pytest.raises(Refused):
        take_back(by=county.clerk, changeset=made, seen=made.version)
    cancel(made.job, by=county.clerk)
    take_back(by=county.clerk, changeset=made, seen=made.version)

    assert county.apply(again(made)).state == State.APPLIED


def test_undoing_puts_back_what_stood_and_is_a_changeset_itself(county):
    enter(county.colleague, THREE[0], "industry", "not_met")
    made = county.apply(staged(county))

    undoing = undo(by=county.colleague, changeset=made)
    assert (undoing.undoes, undoing.rows_changed) == (made, 3)
    undoing = county.apply(again(undoing))

    assert undoing.state == State.APPLIED
    assert said() == ["not_met", "", ""]
    with pytest.raises(Refused):
        undo(by=county.clerk, changeset=made)

    # Undoing the undoing brings the batch back.
    again_undone = county.apply(again(undo(by=county.clerk, changeset=undoing)))
    assert again_undone.rows_applied == 3
    assert said() == ["met", "met", "met"]
    assert verify()[1] is None


def test_undoing_keeps_what_colleagues_have_edited_since_unless_told_otherwise(county):
    made = county.apply(staged(county))
    enter(county.colleague, THREE[0], "industry", "not_met")
    enter(county.colleague, THREE[1], "industry", "not_met")
    enter(county.colleague, THREE[2], "ecology", "met")  # not touched by the batch

    undoing = undo(by=county.clerk, changeset=made)
    rows = {row.key: row for row in undoing.rows.all()}
    assert verdicts(undoing) == {
        THREE[0]: Verdict.DISPUTED,
        THREE[1]: Verdict.DISPUTED,
        THREE[2]: Verdict.CHANGED,
    }
    assert {row.choice for row in rows.values() if row.verdict == Verdict.DISPUTED} == {
        Choice.THEIRS
    }
    choose(
        by=county.clerk,
        changeset=undoing,
        choices={rows[THREE[1]].pk: Choice.MINE},
        seen=undoing.version,
    )
    county.apply(again(undoing))

    assert said() == ["not_met", "", ""]
    assert star("ecology", THREE[2]).proposal == "met"


def test_what_has_gone_further_is_not_undone_and_says_why(county):
    made = county.apply(staged(county))
    do(county.cast.officer, "submit", "industry", code=THREE[0])

    undoing = undo(by=county.clerk, changeset=made)

    row = undoing.rows.get(key=THREE[0])
    assert row.verdict == Verdict.WRONG
    assert "Fill in the standards" in row.complaints[0].text


def test_the_log_names_the_file_and_every_branch(county):
    made = county.apply(staged(county))

    told = Event.objects.filter(action="changesets.apply").get()
    assert told.new["sha256"] == made.file_digest
    assert told.new["rows"]["applied"] == 3
    assert Event.objects.filter(action="ratings.fill_in", origin__startswith="job").exists()
    assert Changeset.everything.get().pk == made.pk
