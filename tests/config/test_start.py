"""What a process has done, and what it has left for later, when it has started."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests import migrated

COMMAND = "import django; django.setup()"
WEB = "import config.wsgi"
TELL = """
import gc, json, sys
print(json.dumps({
    "looks for garbage": gc.isenabled(),
    "left out of it": gc.get_freeze_count(),
    "loaded": [one for one in sys.modules if one.startswith(("tracker.", "pypinyin"))],
}))
"""


@pytest.fixture
def started(tmp_path):
    """Start a process of an office that has nothing yet; return what it tells of itself."""

    def start(how):
        told = subprocess.run(
            [sys.executable, "-c", how + "\n" + TELL],
            cwd=migrated.ROOT,
            env=migrated.environment(tmp_path, "") | {"DJANGO_SETTINGS_MODULE": "config.settings"},
            check=True,
            capture_output=True,
            text=True,
        )
        return json.loads(told.stdout.splitlines()[-1])

    return start


@pytest.mark.parametrize("how", [COMMAND, WEB], ids=["a command", "the web server"])
def test_garbage_is_looked_for_once_all_is_loaded_but_not_among_that(started, how):
    now = started(how)

    assert now["looks for garbage"]
    assert now["left out of it"] > 100_000


def test_the_dictionary_of_readings_is_loaded_by_those_only_who_read_a_name(started):
    asked = COMMAND + "; from tracker.places.readings import readings; readings('莘')"
    unknown = COMMAND + "; from tracker.places.readings import readings; readings('温')"

    assert [one for one in started(asked)["loaded"] if one.startswith("pypinyin")] == []
    assert "pypinyin.constants" in started(unknown)["loaded"]


def test_the_web_server_has_its_pages_before_the_first_reader_comes(started):
    assert "tracker.ratings.views.grid" not in started(COMMAND)["loaded"]
    assert "tracker.ratings.views.grid" in started(WEB)["loaded"]
