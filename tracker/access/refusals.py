"""Why something was not done: errors that a page can show."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied


class Denied(PermissionDenied):
    """The right is missing for a thing that the person may see: answered with 403 and logged."""


class Refused(Exception):  # noqa: N818 -- reads as it is said: the action was refused
    """The right is there, but a rule forbids it. The message is for the person."""


class Overtaken(Refused):
    """Someone was faster: the row is no longer what the person had read. Nothing was written.

    `rows` are the rows as they stand now, for the page that compares.
    """

    def __init__(self, message: str, rows: tuple[object, ...] = ()) -> None:
        super().__init__(message)
        self.rows = rows
