"""Which tests go to which process of a run, and in what company."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

# Each starts a site of its own, once: all its tests go to the process that has it.
SITES = ("journeys", "faults")
FEW = 5


class Distribution(LoadScopeScheduling):
    """Hands out tests in their order, a few of a file at a time, and all of one site together.

    One by one, a process waits for its next test as long as a short one takes. Whole files would
    leave the others idle at the end. (`--dist=loadgroup` of pytest-xdist 3.8 keeps nothing together
    under pytest 9.2: it writes the group into a name that pytest no longer reads.)
    """

    def add_node_collection(self, node: WorkerController, collection: Sequence[str]) -> None:
        # Else what has most tests would be handed out first, whether it counts or not.
        self.config.option.loadscopereorder = False
        self.parts = dict(parts(collection))
        super().add_node_collection(node, collection)

    def _split_scope(self, nodeid: str) -> str:
        return self.parts[nodeid]


def parts(tests: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each test with the first one of those that go to a process together."""
    for whole, together in groupby(tests, site_or_file_of):
        first = ""
        for number, test in enumerate(together):
            if not number or (whole not in SITES and number % FEW == 0):
                first = test
            yield test, first


def site_or_file_of(test: str) -> str:
    """Return the folder of a site, for any other test its file."""
    file = test.partition("::")[0]
    folder = file.split("/", 2)[1]
    return folder if folder in SITES else file
