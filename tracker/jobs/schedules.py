"""When work is due that nobody asks for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Protocol


class Schedule(Protocol):
    """`slot` names the period a moment lies in: one job is made for each."""

    def slot(self, now: dt.datetime) -> str: ...


@dataclass(frozen=True)
class Every:
    """Once in each so many minutes of the clock."""

    minutes: int

    def slot(self, now: dt.datetime) -> str:
        length = dt.timedelta(minutes=self.minutes).total_seconds()
        begin = now.timestamp() // length * length
        return dt.datetime.fromtimestamp(begin, dt.UTC).strftime("%Y%m%dT%H%MZ")


@dataclass(frozen=True)
class Daily:
    """Once a day from an hour on, in the zone of ``now``. Missed at night, it is done by day."""

    hour: int

    def slot(self, now: dt.datetime) -> str:
        return (now - dt.timedelta(hours=self.hour)).strftime("%Y%m%d")
