"""What a process takes to start: processor milliseconds and memory, and what was saved of each.

    python bench/starts.py

Every command, worker, relay and web worker begins so. Median of RUNS starts; the ratio is that to
the start as it is.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUNS = 9
# A command that checks the site, and a web worker, load all pages.
SET_UP = "import django; django.setup(); from django.urls import reverse; reverse('home')"
# For garbage while modules are loaded, and then among all of them.
LOOKING = "import config, gc; gc.enable(); gc.freeze = int"
DICTIONARY = "import pypinyin.constants"
WAYS = {
    "Django alone, nothing of ours": "import django.db.models, django.forms, django.template",
    "as it is": SET_UP,
    "looking for garbage in it": f"{LOOKING}; {SET_UP}",
    "with the dictionary of readings": f"{SET_UP}; {DICTIONARY}",
    "with both, as it was": f"{LOOKING}; {SET_UP}; {DICTIONARY}",
}
TELL = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"


def spent() -> float:
    """Return the processor milliseconds of all processes that this one started and that ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (used.ru_utime + used.ru_stime) * 1000


def start(way: str, folder: str) -> tuple[float, int]:
    """Start a process one way; return its milliseconds and the KiB of memory it came to hold."""
    environ = {"IGNORE_DOTENV": "1", "VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "config.settings"}
    before = spent()
    told = subprocess.run(
        [sys.executable, "-c", f"{way}\n{TELL}"],
        cwd=ROOT,
        env=environ,
        check=True,
        capture_output=True,
        text=True,
    )
    return spent() - before, int(told.stdout)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for way in WAYS.values():
            start(way, folder)  # whatever is not compiled yet
        taken: dict[str, list[tuple[float, int]]] = {name: [] for name in WAYS}
        for _ in range(RUNS):
            for name, way in WAYS.items():
                taken[name].append(start(way, folder))
    usual = statistics.median(milliseconds for milliseconds, _kib in taken["as it is"])
    print(f"{'':34}{'ms':>8}{'ratio':>8}{'MiB':>8}")
    for name, runs in taken.items():
        milliseconds = statistics.median(one for one, _kib in runs)
        mebibytes = statistics.median(kib for _ms, kib in runs) / 1024
        print(f"{name:34}{milliseconds:8.0f}{milliseconds / usual:8.2f}{mebibytes:8.0f}")


if __name__ == "__main__":
    main()
