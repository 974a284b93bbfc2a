"""What is done with texts and claims. Errors that a page shows: Denied, Overtaken, Refused."""

from tracker.claims.actions.aliases import propose_alias, review_alias
from tracker.claims.actions.bulk import stage_agreeing
from tracker.claims.actions.judging import accept, reject, take_back
from tracker.claims.actions.reading import ask_to_read, read_claims
from tracker.claims.actions.receiving import Given, receive, settle_page, store_file

__all__ = [
    "Given",
    "accept",
    "ask_to_read",
    "propose_alias",
    "read_claims",
    "receive",
    "reject",
    "review_alias",
    "settle_page",
    "stage_agreeing",
    "store_file",
    "take_back",
]
