"""What a person asks for, as the action takes it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Wish:
    """How notices are to arrive. An empty `hook` keeps the one that is there."""

    pace: str
    by_mail: bool = False
    mailbox: str = ""
    robot: str = ""
    hook: str = field(default="", repr=False)  # a secret
