"""An import of 200,000 rows whose workers are killed 20 times, beside an undisturbed one.

    python bench/killed_import.py                       on SQLite
    bash .ci/with-services python bench/killed_import.py    on PostgreSQL
    python bench/killed_import.py --rows 20000 --kills 5

Runs `tests/faults/test_imports.py` at that size: a relay and its children are killed together at
random moments (SEED= repeats them) of the time that the undisturbed run takes, half of them while
the table is read, half while it is written.
Rows, steps, events and their order must be the same as in the undisturbed run. Takes long.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--kills", type=int, default=20)
    asked = parser.parse_args()
    env = os.environ | {
        "IMPORT_ROWS": str(asked.rows),
        "IMPORT_KILLS": str(asked.kills),
    }
    command = [sys.executable, "-m", "pytest", "-q", "-s", "-n0", "-p", "no:cacheprovider"]
    command += ["--durations=3", "tests/faults/test_imports.py"]
    sys.exit(subprocess.run(command, cwd=ROOT, env=env, check=False).returncode)


if __name__ == "__main__":
    main()
