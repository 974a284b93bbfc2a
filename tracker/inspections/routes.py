"""In which order units are visited, and which are drawn. Pure.

A draw must be checkable by anybody with a pocket of patience: units stand in the order of
the SHA-256 digests of "<seed>:<code>", written in hexadecimal. Who publishes the seed
before the draw cannot choose the units, and whoever has seed and codes draws them again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from tracker.inspections.terms import Route


def draw_digest(seed: str, code: str) -> str:
    """Return the digest that places a unit in a draw."""
    return hashlib.sha256(f"{seed}:{code}".encode()).hexdigest()


def drawn(codes: Iterable[str], seed: str) -> list[str]:
    """Return the units in the order in which a seed draws them. Raises ValueError without one."""
    if not seed.strip():
        raise ValueError("a draw needs a seed")
    return sorted(set(codes), key=lambda code: (draw_digest(seed, code), code))


def by_risk(codes: Iterable[str], risk: Mapping[str, int]) -> list[str]:
    """Return the units with the highest risk first; equals in official order."""
    return sorted(set(codes), key=lambda code: (-risk.get(code, 0), code))


def route(
    codes: Iterable[str],
    kind: str,
    *,
    seed: str = "",
    risk: Mapping[str, int] | None = None,
    number: int | None = None,
) -> list[str]:
    """Return the units to visit in their order; of a draw or by risk, the first ``number``.

    In official order a ``number`` would always choose the same units, so all are visited.
    """
    if kind == Route.RANDOM:
        return drawn(codes, seed)[:number]
    if kind == Route.RISK:
        return by_risk(codes, risk or {})[:number]
    return sorted(set(codes))


def shares(units: Sequence[str], inspectors: Sequence[int]) -> dict[str, int]:
    """Return {unit: inspector}: neighbours in the route to one inspector, as evenly as it goes."""
    if not inspectors:
        return {}
    size, rest = divmod(len(units), len(inspectors))
    found: dict[str, int] = {}
    start = 0
    for place, who in enumerate(inspectors):
        end = start + size + (place < rest)
        found.update(dict.fromkeys(units[start:end], who))
        start = end
    return found
