"""What is done with figures: files are loaded, claims become figures, contradictions are decided.

Errors that a page shows: `Denied` (403), `Overtaken` (409), `Refused` (one sentence).
"""

from tracker.figures.actions.deciding import decide
from tracker.figures.actions.loading import Load, keep_texts, load, plan
from tracker.figures.actions.opening import compare_with_record
from tracker.figures.actions.stating import Statement, state_figure, take_back_figure

__all__ = [
    "Load",
    "Statement",
    "compare_with_record",
    "decide",
    "keep_texts",
    "load",
    "plan",
    "state_figure",
    "take_back_figure",
]
