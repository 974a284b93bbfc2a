"""The rules in the order in which they are asked; the first that reads a number has it."""

from __future__ import annotations

from articles.extraction.rules import (
    building,
    findings,
    honours,
    levels,
    mechanisms,
    money,
    occasions,
    people,
    scores,
    shares,
    stars,
    tables,
    units,
    works,
)
from articles.extraction.rules.passage import Rule

ALL: tuple[Rule, ...] = (
    *tables.RULES,
    *shares.RULES,
    *levels.RULES,
    *stars.RULES,
    *mechanisms.RULES,
    *scores.RULES,
    *money.RULES,
    *honours.RULES,
    *findings.RULES,
    *occasions.RULES,
    *people.RULES,
    *works.RULES,
    *units.RULES,
    *building.RULES,
)
# Each rule explains itself; the sentence goes through gettext where it is shown.
EXPLANATIONS: dict[str, str] = {rule.name: rule.explanation for rule in ALL}
