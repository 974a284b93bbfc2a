"""What a person asks for, as the action takes it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Wish:
    """How notices are to arrive.

    An empty `hook` keeps the one that is there, and with it an empty `secret` the secret of its
    signature; a new address comes with its own secret or has none. `by_mail` None, where nobody
    was asked, keeps that choice and its address.
    """

    pace: str
    by_mail: bool | None = None
    mailbox: str = ""
    robot: str = ""
    hook: str = field(default="", repr=False)  # a secret
    secret: str = field(default="", repr=False)
