"""Which lines and branches the tests run, counted by SlipCover.

It writes probes into our modules as they are imported and takes each out once it was passed, so
that counting costs next to nothing; a tracer made the tests half as long again. Therefore this
plugin has to be there before any of our modules: `make test-sqlite` names it in PYTEST_PLUGINS.
What to count, and how much of it has to run, stands in pyproject.toml under [tool.slipcover].
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

import pytest
import slipcover
from slipcover.config import read_config

CONFIGURED = read_config()
COUNT = slipcover.Slipcover(
    # Taking probes out walks through all modules: rarely, and of many lines at once.
    d_miss_threshold=5000,
    branch=CONFIGURED["branch"],
    source=CONFIGURED["source"],
    omit=CONFIGURED["omit"],
    exclude_also=CONFIGURED["exclude-also"],
)
MODULES = slipcover.FileMatcher(sources=CONFIGURED["source"], omit=CONFIGURED["omit"])


@pytest.hookimpl(tryfirst=True)  # before pytest-django imports what is to be counted
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Count from here on, unless this process only hands out tests to others."""
    if "PYTEST_XDIST_WORKER" in os.environ or not early_config.known_args_namespace.numprocesses:
        slipcover.ImportManager(COUNT, MODULES).__enter__()  # for as long as the process lives


class Counting:
    """In a process that runs tests: what they passed, before the first that is not to count."""

    def __init__(self) -> None:
        self.begun = False
        self.passed: dict[str, Any] | None = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        counts = item.get_closest_marker("uncounted") is None
        if self.begun and not counts and self.passed is None:
            self.passed = COUNT.get_coverage()
        self.begun |= counts

    def result(self) -> dict[str, Any]:
        return self.passed or COUNT.get_coverage()

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        sent = getattr(session.config, "workeroutput", None)
        if sent is not None:
            sent["passed"] = json.dumps(self.result())


class Adding:
    """In the process that hands out tests: what all of them passed, and whether it is enough."""

    def __init__(self, counting: Counting) -> None:
        self.own = counting
        self.sum: dict[str, Any] | None = None

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        if not hasattr(node, "workeroutput"):
            return  # it died; its tests have failed
        passed = json.loads(node.workeroutput["passed"])
        if self.sum is None:
            self.sum = passed
        else:
            slipcover.merge_coverage(self.sum, passed)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        self.sum = self.sum or self.own.result()
        if self.share < CONFIGURED["fail-under"] and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        slipcover.print_coverage(self.sum, outfile=sys.stdout, skip_covered=True, missing_width=60)
        verdict = f"{self.share:.2f} % of lines and branches ran; {CONFIGURED['fail-under']} must"
        terminalreporter.write_line(verdict)

    @property
    def share(self) -> float:
        return self.sum["summary"]["percent_covered"] if self.sum else 0


def pytest_configure(config: pytest.Config) -> None:
    counting = Counting()
    config.pluginmanager.register(counting)
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Adding(counting))
