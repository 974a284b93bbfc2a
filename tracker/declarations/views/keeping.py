"""What pages have written to many declarations, kept as a changeset."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from tracker.campaigns.models import Campaign
from tracker.changesets.actions import Done, Subject, record_applied, smallest_area
from tracker.changesets.terms import Source
from tracker.declarations.kinds.entries import ENTRIES, STARS
from tracker.declarations.kinds.moves import MOVES, STATE, VERB
from tracker.declarations.models import Declaration
from tracker.people.models import User
from tracker.places.models import Area


def keep_sheet(
    by: User, campaign: Campaign, area: Area, rows: Sequence[Declaration], before: Mapping[str, str]
) -> None:
    """Keep what a sheet has written; ``before``: {branch: the stars that stood}."""
    done = [
        Done(
            row.branch_id,
            row.branch.area.name,
            {STARS: before.get(row.branch_id, "")},
            {STARS: row.stars},
        )
        for row in rows
        if before.get(row.branch_id, "") != row.stars
    ]
    subject = Subject(ENTRIES, campaign, area)
    record_applied(by=by, subject=subject, done=done, source=Source.GRID, goes_on=True)


def keep_moves(
    by: User, verb: str, moved: Sequence[Declaration], states: Mapping[int, str]
) -> None:
    """Keep a bulk move, one changeset for each year; ``states``: {row's key: state before}."""
    years: dict[Campaign, list[Declaration]] = defaultdict(list)
    for row in moved:
        years[row.campaign].append(row)
    for campaign, rows in years.items():
        area = smallest_area([row.branch_id for row in rows])
        done = [
            Done(
                row.branch_id,
                row.branch.area.name,
                {STATE: states[row.pk]},
                {STATE: str(row.state)},
            )
            for row in rows
        ]
        subject = Subject(MOVES, campaign, area, {VERB: verb})
        record_applied(by=by, subject=subject, done=done, source=Source.LIST)
