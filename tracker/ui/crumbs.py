"""The trail above a page's title."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Crumb:
    """One step of the trail. The page itself comes last, with an empty `url`."""

    label: str | Promise
    url: str = ""
