"""What is done with findings: the only doors to their rows.

Order of locks in every writer: the years, the findings in the order of their numbers, the
series of numbers, and the log last. Errors that a page shows: `Denied` (403), `Overtaken`
(409), `NotAllRefused` (several, with `outlooks`), `Refused` (one sentence).
"""

from tracker.findings.actions.climbing import climb
from tracker.findings.actions.extending import ask_extension, decide_extension
from tracker.findings.actions.moving import NotAllRefused, Outlook, move_many, preview
from tracker.findings.actions.numbers import next_number
from tracker.findings.actions.reporting import report_again, report_many

__all__ = [
    "NotAllRefused",
    "Outlook",
    "ask_extension",
    "climb",
    "decide_extension",
    "move_many",
    "next_number",
    "preview",
    "report_again",
    "report_many",
]
