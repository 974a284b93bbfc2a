"""An import whose workers are killed again and again ends as one that nobody disturbed.

IMPORT_ROWS= and IMPORT_KILLS= make it larger: `bench/killed_import.py` does 200,000 and 20.
"""

from __future__ import annotations

import hashlib
import os
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.rig import ALIAS, Copies, Rig, rig
from tracker.changesets.models import Changeset, ChangesetPart, ChangesetRow
from tracker.history.models import Event
from tracker.jobs.models import Job
from tracker.ratings.models import RatingStep, StarRating

ROWS = int(os.environ.get("IMPORT_ROWS", "1500"))
KILLS = int(os.environ.get("IMPORT_KILLS", "4"))
SEED = int(os.environ.get("SEED", "20261127"))
ENDED = "nobody any more"
PATIENCE = 120 + ROWS / 50  # seconds


def table_of(rows: Any) -> str:
    """Return a digest of rows: what stands in them, in an order that no run changes."""
    digest = hashlib.sha256()
    for row in rows.iterator(chunk_size=2000):
        digest.update(repr(row).encode())
    return digest.hexdigest()


def result() -> dict[str, Any]:
    """Return what the import has left: counts to be read, digests to be compared."""
    stars = StarRating.everything.using(ALIAS).order_by("rating__branch_id", "star__key")
    steps = RatingStep.objects.using(ALIAS).order_by("star_rating__rating__branch_id", "version")
    rows = ChangesetRow.objects.using(ALIAS).order_by("number", "pk")
    events = Event.objects.using(ALIAS).order_by("sequence")
    changeset = Changeset.everything.using(ALIAS).get()
    return {
        "state": changeset.state,
        "written": changeset.rows_applied,
        "parts left": ChangesetPart.objects.using(ALIAS).count(),
        "steps": steps.count(),
        "events": events.count(),
        "rows": rows.count(),
        "stars, digest": table_of(
            stars.values_list("rating__branch_id", "star__key", "state", "version", "proposal")
        ),
        "steps, digest": table_of(
            steps.values_list("star_rating__rating__branch_id", "version", "verb", "source")
        ),
        "rows, digest": table_of(rows.values_list("number", "key", "before", "after", "verdict")),
        "events, digest": table_of(
            events.values_list("sequence", "action", "object_key", "before", "after")
        ),
    }


class Killer:
    """Kills the relay with all its children at random moments while a job is being done.

    ``quiet`` are the seconds that the two jobs take undisturbed: they say how long to let one run.
    Somewhat less than that, for the machine may be less busy the next time.
    """

    def __init__(self, site: Rig, kills: int, quiet: tuple[float, float]) -> None:
        self.site, self.left, self.quiet, self.done = site, kills, quiet, 0
        self.chance = random.Random(SEED)  # noqa: S311 - to be repeated, not to be secret

    def staging(self, job: int) -> None:
        """Reading goes on where it was broken off: all blows together fall within its time."""
        kills = self.left // 2
        self._follow(job, kills, self.quiet[0] * 0.7 / max(kills, 1))

    def applying(self, job: int) -> None:
        """Writing is one transaction and begins anew: each blow falls somewhere in its time."""
        self._follow(job, self.left - self.left // 2, self.quiet[1] * 0.6)

    def _follow(self, job: int, kills: int, longest: float) -> None:
        killed = ""
        for _kill in range(kills):
            # What was killed still seems to run until its lease is over: another one must do it.
            self.site.wait_until(lambda seen=killed: self._doer(job) not in ("", seen), PATIENCE)
            time.sleep(self.chance.uniform(0, longest))
            killed = self._doer(job)
            if killed == ENDED:
                break  # it was faster than the blow
            self.site.kill_group("relay")
            self.done += 1
            self.site.tend()
        self.site.wait_for([job], PATIENCE)

    def _doer(self, job: int) -> str:
        """Return which process does a job: nothing while it waits, ENDED when it is over."""
        row = Job.objects.using(ALIAS).get(pk=job)
        return row.owner if row.is_open else ENDED


def seconds_of(job: int) -> float:
    row = Job.objects.using(ALIAS).get(pk=job)
    return (row.finished - row.started).total_seconds()


def imported(
    site: Rig, kills: int, quiet: tuple[float, float] = (0, 0)
) -> tuple[dict[str, Any], int, tuple[float, float]]:
    """Import a county's table; return what it left, how many kills it bore, what its jobs took."""
    of_county = "from tests.faults import county as c; "
    site.shell(f"{of_county}c.build({ROWS})")
    killer = Killer(site, kills, quiet)
    number = int(site.shell(f"{of_county}print(c.upload({ROWS}))"))
    site.add_relay()
    made = Changeset.everything.using(ALIAS)
    staging = made.get(pk=number).job_id
    killer.staging(staging)
    site.shell(f"{of_county}c.confirm({number})")
    applying = made.get(pk=number).job_id
    killer.applying(applying)
    return result(), killer.done, (seconds_of(staging), seconds_of(applying))


@pytest.fixture
def sites(copies: Copies, tmp_path: Path, django_db_blocker: Any) -> Iterator[list[Path]]:
    with django_db_blocker.unblock():
        yield [tmp_path / "quiet", tmp_path / "killed"]


def test_an_import_whose_workers_are_killed_ends_like_an_undisturbed_one(
    copies: Copies, sites: list[Path], record_property: Any
) -> None:
    results, kills, taken = [], 0, (0.0, 0.0)
    for folder, number in zip(sites, (0, KILLS), strict=True):
        folder.mkdir()
        with rig(copies, folder) as site:
            left, kills, taken = imported(site, number, taken)
            results.append(left)
    record_property("kills that met a running job", kills)
    print(f"{ROWS} rows, {kills} kills of {KILLS} met a running job")  # noqa: T201 - read by bench

    assert kills >= KILLS / 2
    assert results[0] == results[1]
    named = ("state", "written", "parts left", "steps", "rows")
    assert {key: results[1][key] for key in named} == {
        "state": "applied",
        "written": ROWS,
        "parts left": 0,
        "steps": ROWS,
        "rows": ROWS,
    }
    # Uploaded, staged, confirmed, applied, and one for each village.
    assert results[1]["events"] == ROWS + 4
