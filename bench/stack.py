"""What room on the interpreter's stack saves (config/stack.py): a page asked with and without it.

    python bench/stack.py

Jiaozuo in a scratch SQLite database. How much is lost without room depends on how deep a server's
own calls are, so each page is asked at many depths, each in a thread with a stack of its own, and
the least, the middle and the largest of them are shown: processor milliseconds, as in pages.py.
With room the depth makes no difference.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.pages import milliseconds, pages, prepare  # noqa: E402
from config.stack import with_room  # noqa: E402

DEPTHS = range(0, 100, 4)
RUNS = 5
MEASURED = ("one county by street", "filtered, sorted list, 50 rows", "one village")


def deeper(depth: int, work: Callable[[], object]) -> object:
    return deeper(depth - 1, work) if depth else work()


def at_depths(work: Callable[[], object]) -> list[float]:
    """Return the milliseconds of one run at each depth, in order of size."""
    taken = []
    for depth in DEPTHS:

        def run(depth: int = depth) -> None:
            taken.append(milliseconds(lambda: deeper(depth, work), RUNS))

        thread = threading.Thread(target=run)
        thread.start()
        thread.join()
    return sorted(taken)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "static").mkdir()
        prepare(Path(folder))
        from django.core.management import call_command
        from django.test import Client

        call_command("migrate", verbosity=0)
        call_command("load_areas", str(ROOT / "data/areas/jiaozuo.csv"), "--commit", verbosity=0)
        client = Client(headers={"accept-encoding": "identity", "host": "localhost"})
        print(f"{'':34}{'least':>8}{'median':>8}{'most':>8}{'with room':>11}{'ratio':>8}")
        for label in MEASURED:
            address = pages("4108")[label][0]
            assert client.get(address).status_code == 200
            without = at_depths(lambda address=address: client.get(address))
            room = statistics.median(at_depths(with_room(lambda a=address: client.get(a))))
            middle = statistics.median(without)
            print(
                f"{label:34}{without[0]:8.1f}{middle:8.1f}{without[-1]:8.1f}"
                f"{room:11.1f}{middle / room:8.2f}"
            )


if __name__ == "__main__":
    main()
