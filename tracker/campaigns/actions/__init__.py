"""What is done with campaign years: loading the files, starting, opening, closing, last days."""

from tracker.campaigns.actions.loading import Change, load_campaigns
from tracker.campaigns.actions.years import (
    close_campaign,
    open_campaign,
    set_last_days,
    start_campaign,
)

__all__ = [
    "Change",
    "close_campaign",
    "load_campaigns",
    "open_campaign",
    "set_last_days",
    "start_campaign",
]
