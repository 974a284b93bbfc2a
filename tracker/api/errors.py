"""What is wrong with a request before anything is done, by the kinds of `ui.machines`."""

from __future__ import annotations

from rest_framework.exceptions import APIException


class VersionMissing(APIException):
    """A change without the version that was read could undo somebody else's unseen."""


class VersionUnclear(APIException):
    """A header that names no version of ours."""


class KeyUnclear(APIException):
    """A key with signs that no header should carry, or too many of them."""


class KeyUsedDifferently(APIException):
    """The key belongs to another request of the same person."""


class TooLarge(APIException):
    """More than anybody sends on purpose."""
