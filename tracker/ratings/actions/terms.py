"""What the actions of this room take and give back."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.access.refusals import Refused
from tracker.ratings.models import StarRating


@dataclass(frozen=True)
class StarMove:
    """One star of one rating that somebody wants to move; `seen` is the version they had read."""

    rating_id: int
    star_key: str
    seen: int


@dataclass(frozen=True)
class Outlook:
    """What would become of one move.

    `row` is the star as it stands now, None where there is none that the person may
    read. `why_not` is the reason in words, empty where the move will be made;
    `denied`: the right is missing; `overtaken`: the star has moved on since it was read.
    """

    move: StarMove
    row: StarRating | None
    why_not: str = ""
    denied: bool = False
    overtaken: bool = False

    @property
    def will(self) -> bool:
        return not self.why_not


class NotAllRefused(Refused):
    """At least one of the moves is against a rule, so none was made. `outlooks` has them all."""

    def __init__(self, message: str, outlooks: list[Outlook]) -> None:
        super().__init__(message)
        self.outlooks = outlooks
