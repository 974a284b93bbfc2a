"""What a load did to areas, as events: a nation costs thousands of them, not hundreds of thousands.

Areas that are changed or end get an event each. New areas are named together,
in one event for each area above them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice

from tracker.history import record as history
from tracker.history.record import Change
from tracker.history.rows import Values, differing, plain
from tracker.places.actions.guards import By
from tracker.places.models import AreaName
from tracker.places.reading.changes import Stored
from tracker.places.record import EVERYWHERE, names_of, shared_area

_FACTS = ("name", "official_name", "kind", "parent", "statutory_parent", "pinyin", "source")


class LoadLedger:
    """Tells each change as it comes, and gathers new areas by the area above, packed."""

    def __init__(self, *, by: By, source: str) -> None:
        self.by = by
        self.source = source
        self._open: dict[str, dict[str, str]] = {}
        self._packed: list[tuple[str, bytes]] = []

    def added(self, area: Stored) -> None:
        self._open.setdefault(area.parent or "", {})[area.code] = area.official_name

    def changed(self, old: Stored, new: Stored) -> None:
        before, after = differing(_facts(old, old.source), _facts(new, self.source))
        self._tell("changed", old, before, after)

    def ended(self, old: Stored, on: object) -> None:
        self._tell("ended", old, {"valid_until": None}, {"valid_until": plain(on)})

    def _tell(self, verb: str, area: Stored, before: Values, after: Values) -> None:
        change = Change(
            f"places.{verb}",
            "area",
            area.code,
            area.name,
            area_code=area.code,
            before=before,
            after=after,
        )
        history.tell([change], by=self.by)

    def named(self, names: Iterable[AreaName]) -> None:
        """Name the further names of a batch together: they are stored and have their keys."""
        rows = {str(row.pk): f"{row.area_id} {row.name}" for row in names}
        if rows:
            code = shared_area([row.area_id for row in names])
            change = Change(
                "places.added",
                "areaname",
                code or EVERYWHERE,
                names_of([code]).get(code, ""),
                area_code=code,
                after={"added": rows},
            )
            history.tell([change], by=self.by)

    def pack(self, last: str = "") -> None:
        """Pack what lies below areas that do not hold ``last``: they get no more rows."""
        for parent in [code for code in self._open if not (last and last.startswith(code))]:
            text = json.dumps(self._open.pop(parent), ensure_ascii=False)
            self._packed.append((parent, text.encode()))

    def close(self) -> None:
        """Tell the new areas, one event for each area above them."""
        self.pack()
        history.tell(self._additions(), by=self.by)

    def _additions(self) -> Iterator[Change]:
        packed = iter(self._packed)
        while batch := list(islice(packed, 500)):
            names = names_of([parent for parent, _text in batch])
            for parent, text in batch:
                yield Change(
                    "places.added",
                    "area",
                    parent or EVERYWHERE,
                    names.get(parent, ""),
                    area_code=parent,
                    after={"added": json.loads(text), "source": self.source},
                )


def _facts(area: Stored, source: str) -> Values:
    told = {name: plain(getattr(area, name)) for name in _FACTS}
    return {**told, "source": source, "valid_until": plain(area.valid_until)}
