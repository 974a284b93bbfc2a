"""What is done with ratings: each verb asks for the right, changes, counts, writes its events.

Errors that a page shows: `Denied` (403), `Overtaken` (409, with `rows` as they stand
now), `NotAllRefused` (several moves, with `outlooks`), `Refused` (one sentence).
Every action is one transaction: all of it happens, or nothing.
"""

from tracker.ratings.actions.accepting import accept_report, reports_about_single_branches
from tracker.ratings.actions.bulk import Said, state_many
from tracker.ratings.actions.entering import StarEntry, fill_in_many
from tracker.ratings.actions.filling import fill_in
from tracker.ratings.actions.following import follow_declarations
from tracker.ratings.actions.moving import move_many, preview
from tracker.ratings.actions.proposing import StarProposal, preview_proposals, propose_many
from tracker.ratings.actions.seals import drift, drifts
from tracker.ratings.actions.terms import NotAllRefused, Outlook, StarMove

__all__ = [
    "NotAllRefused",
    "Outlook",
    "Said",
    "StarEntry",
    "StarMove",
    "StarProposal",
    "accept_report",
    "drift",
    "drifts",
    "fill_in",
    "fill_in_many",
    "follow_declarations",
    "move_many",
    "preview",
    "preview_proposals",
    "propose_many",
    "reports_about_single_branches",
    "state_many",
]
