"""What became of areas that ended."""

from __future__ import annotations

from tracker.places.models import Succession

LONGEST_CHAIN = 20  # a ring of successions would otherwise be walked for ever


def current_code(code: str) -> str:
    """Return the code an area is found under today.

    Follows single successors; stays at an area that was split, where the reader chooses.
    """
    for _step in range(LONGEST_CHAIN):
        successors = list(
            Succession.objects.filter(predecessor_id=code).values_list("successor_id", flat=True)
        )
        if len(successors) != 1:
            break
        code = successors[0]
    return code
