"""Many at one star, many under one county, a thief at the log: as often as the project promises.

    python bench/races.py                               SQLite
    DATABASE_URL=postgres://… python bench/races.py     PostgreSQL; its tests' database is made anew

200 races of two editors at one star: exactly one wins, the other is told, nothing is overwritten.
300 rounds of sixteen writers under one county: after each, every tally is what a recount gives.
1,000 random deeds against the log: each is found.
300 examples of the workflow as a machine, thirty steps each: no illegal state, no star held without
three different approvers. They are the suite's own tests (STRESS=1), which the gate runs in a few
rounds; here each is timed. Ten minutes.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROOM = "tests/tracker/ratings"


def main() -> None:
    tests = [f"{ROOM}/test_race.py", f"{ROOM}/test_machine.py"]
    tests += ["tests/tracker/history/test_verify.py"]
    command = [sys.executable, "-m", "pytest", "-q", "--durations=0", "--durations-min=1", *tests]
    told = subprocess.run(command, check=False, cwd=ROOT, env=os.environ | {"STRESS": "1"})
    raise SystemExit(told.returncode)


if __name__ == "__main__":
    main()
