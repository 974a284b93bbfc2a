"""The project's settings with work that can be counted; for the processes that tests kill."""

from config.settings import *  # noqa: F403 - all of them, as they are
from config.settings import INSTALLED_APPS as OURS

INSTALLED_APPS = [*OURS, "tests.faults.countable.CountableConfig"]
