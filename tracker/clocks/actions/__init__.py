"""What is done with clocks: set, and weeks frozen."""

from tracker.clocks.actions.freezing import freeze_weeks
from tracker.clocks.actions.setting import Wish, set_rule

__all__ = ["Wish", "freeze_weeks", "set_rule"]
