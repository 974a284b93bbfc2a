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
LONGEST = float(os.environ.get("IMPORT_SECONDS", "0.8"))  # between the beginning and a kill
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
    """Kills the relay with all its children at random moments while a job runs."""

    def __init__(self, site: Rig, kills: int) -> None:
        self.site, self.left, self.done = site, kills, 0
        self.chance = random.Random(SEED)  # noqa: S311 - to be repeated, not to be secret

    def follow(self, job: int, kills: int) -> None:
        """See a job through, and kill it on its way as often as told."""
        for _kill in range(kills):
            self.site.wait_until(lambda: self._state(job) in ("running", "done"), PATIENCE)
            time.sleep(self.chance.uniform(0, LONGEST))
            if self._state(job) != "running":
                break  # it was faster than the blow
            self.site.kill_group("relay")
            self.done += 1
            self.site.tend()
        self.site.wait_for([job], PATIENCE)

    def _state(self, job: int) -> str:
        return Job.objects.using(ALIAS).get(pk=job).state


def imported(site: Rig, kills: int) -> tuple[dict[str, Any], int]:
    """Import a county's table; return what it left and how many kills it bore."""
    of_county = "from tests.faults import county as c; "
    site.shell(f"{of_county}c.build({ROWS})")
    killer = Killer(site, kills)
    number = int(site.shell(f"{of_county}print(c.upload({ROWS}))"))
    site.add_relay()
    made = Changeset.everything.using(ALIAS)
    killer.follow(made.get(pk=number).job_id, kills // 2)
    site.shell(f"{of_county}c.confirm({number})")
    killer.follow(made.get(pk=number).job_id, kills - kills // 2)
    return result(), killer.done


@pytest.fixture
def sites(copies: Copies, tmp_path: Path, django_db_blocker: Any) -> Iterator[list[Path]]:
    with django_db_blocker.unblock():
        yield [tmp_path / "quiet", tmp_path / "killed"]


def test_an_import_whose_workers_are_killed_ends_like_an_undisturbed_one(
    copies: Copies, sites: list[Path], record_property: Any
) -> None:
    results, kills = [], 0
    for folder, number in zip(sites, (0, KILLS), strict=True):
        folder.mkdir()
        with rig(copies, folder) as site:
            left, kills = imported(site, number)
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
