"""What the decision on one star rests on. Pure: plain values in, inputs and differences out.

Inputs have names, so that a seal of today can be compared in ten years:
"unit_kind", "declared", "declaration" (its state), "held.<star>", "rule.capstone",
"campaign.notice_days", "proposal" (the statement of the street),
"standard.<number>.<text|result|note>" and, for what a paper states, "figure.<…>".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.campaigns.terms import StarKey
from tracker.declarations.terms import STANDING
from tracker.declarations.terms import State as Declared
from tracker.places.terms import UnitKind
from tracker.ratings.terms import Proposal, Result

Inputs = dict[str, str]

# Inputs that are compared only where both sides have them: seals made before these were
# kept say nothing of them, and what is being filled in declares nothing yet.
MAY_BE_SILENT = frozenset({"declared", "declaration", "proposal"})
GROUND = "held."  # inputs of this name: stars that were held when the decision was made
FIGURE = "figure."
_NAMED = {
    "unit_kind": gettext_lazy("Kind of unit"),
    "declared": gettext_lazy("Stars declared"),
    "declaration": gettext_lazy("State of the declaration"),
    "proposal": gettext_lazy("Statement of the street"),
    "rule.capstone": gettext_lazy("Rule: the strong branch star comes last"),
    "campaign.notice_days": gettext_lazy("Length of the notice in working days"),
    "figure.key": gettext_lazy("Reported figure"),
    "figure.article": gettext_lazy("Article of the figure"),
    "figure.position": gettext_lazy("Position of the figure on the page"),
    "figure.sha256": gettext_lazy("Digest of the figure’s span"),
    "figure.level": gettext_lazy("Level that the figure states"),
}
_CHOSEN = {"unit_kind": UnitKind, "declaration": Declared, "proposal": Proposal}
_BEING_FILLED_IN = frozenset(Declared) - frozenset(STANDING)
_OF_STANDARD = {
    "text": gettext_lazy("Standard %(number)s: text"),
    "result": gettext_lazy("Standard %(number)s: result"),
    "note": gettext_lazy("Standard %(number)s: note"),
}


@dataclass(frozen=True)
class StandardInput:
    """One standard of the star, and how it was found to be met."""

    number: int
    text: str
    result: str = Result.NOT_CHECKED.value
    note: str = ""


@dataclass(frozen=True)
class DeclarationInput:
    """The stars that the branch declared, by key; without a declaration both are empty."""

    state: str = ""
    stars: tuple[str, ...] = ()


@dataclass(frozen=True)
class FigureInput:
    """The passport of the figure that a person accepted; `position` counts characters."""

    key: str
    article: str
    position: str
    sha256: str
    level: int


def collect(
    *,
    unit_kind: str,
    declaration: DeclarationInput,
    held: Collection[str],
    capstone: bool,
    notice_days: int,
    standards: Collection[StandardInput] = (),
    proposal: str = "",
    figure: FigureInput | None = None,
) -> Inputs:
    """Return the inputs by name, all of them text.

    ``held``: keys of the other stars that the branch holds. A declaration that is being
    filled in declares nothing. What rests on a paper's figure rests on no standard,
    statement or declaration's state.
    """
    inputs = {
        "unit_kind": str(unit_kind),
        "rule.capstone": "yes" if capstone else "no",
        "campaign.notice_days": str(notice_days),
        **{f"{GROUND}{star}": "yes" for star in sorted(held)},
    }
    if declaration.state not in _BEING_FILLED_IN:
        inputs["declared"] = ",".join(sorted(declaration.stars))
    if figure is not None:
        return inputs | {f"{FIGURE}{name}": str(value) for name, value in asdict(figure).items()}
    inputs |= {"declaration": declaration.state, "proposal": str(proposal)}
    for one in standards:
        inputs |= {
            f"standard.{one.number}.text": one.text,
            f"standard.{one.number}.result": str(one.result),
            f"standard.{one.number}.note": one.note,
        }
    return inputs


@dataclass(frozen=True)
class Difference:
    """One input that is no longer what it was; None: it was not there, or is not any more."""

    name: str
    was: str | None
    has_become: str | None

    @property
    def label(self) -> str:
        """The input in words."""
        return label_of(self.name)

    @property
    def then(self) -> str:
        """What it was, in words."""
        return in_words(self.name, self.was)

    @property
    def now(self) -> str:
        """What it is, in words."""
        return in_words(self.name, self.has_become)


def differences(then: Mapping[str, str], now: Mapping[str, str]) -> list[Difference]:
    """Return what differs, in the order of the names, numbers by size.

    A star that came to be held later took no ground from the decision, so it is none.
    """
    asked = {*then, *(name for name in now if not name.startswith(GROUND))}
    silent = MAY_BE_SILENT - (then.keys() & now.keys())
    names = sorted(asked - silent, key=_order)
    return [
        Difference(name, then.get(name), now.get(name))
        for name in names
        if then.get(name) != now.get(name)
    ]


def label_of(name: str) -> str:
    """Return an input's name in words; an unknown one stands as it is."""
    if name in _NAMED:
        return str(_NAMED[name])
    if name.startswith(GROUND):
        return _("Star held: %(star)s") % {"star": _star(name.removeprefix(GROUND))}
    found = re.fullmatch(r"standard\.([0-9]+)\.(text|result|note)", name)
    return str(_OF_STANDARD[found[2]]) % {"number": found[1]} if found else name


def in_words(name: str, value: str | None) -> str:
    """Return an input's value in words; what was not there is said to be none."""
    if not value:
        return _("none")
    if name in _CHOSEN:
        return str(dict(_CHOSEN[name].choices).get(value, value))
    if name.endswith(".result"):
        return str(dict(Result.choices).get(value, value))
    if name == "declared":
        return "、".join(_star(key) for key in value.split(","))
    if name == "rule.capstone" or name.startswith(GROUND):
        return {"yes": _("yes"), "no": _("no")}.get(value, value)
    return value


def _star(key: str) -> str:
    return str(dict(StarKey.choices).get(key, key))


def _order(name: str) -> tuple[tuple[int, int, str], ...]:
    return tuple(
        (1, int(part), "") if part.isdecimal() else (0, 0, part) for part in name.split(".")
    )
