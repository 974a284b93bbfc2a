"""What a star waits for in each state, and by which part of the year's work. Pure."""

from __future__ import annotations

from tracker.campaigns.terms import Stage
from tracker.ratings.terms import State

# In the order of the work. A public notice has a last day of its own, not the campaign's.
STAGE_OF: dict[State, Stage | None] = {
    State.RETURNED: Stage.ENTRY,
    State.DECLARED: Stage.ENTRY,
    State.ENTERED: Stage.REVIEW,
    State.REVIEWED: Stage.VERIFICATION,
    State.VERIFIED: Stage.CONFIRMATION,
    State.CONFIRMED: None,
    State.ON_NOTICE: None,
}
