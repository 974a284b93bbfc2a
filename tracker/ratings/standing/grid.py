"""A street's grid: branches by stars, or branches by the standards of one star."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from tracker.campaigns.models import Campaign, Standard
from tracker.campaigns.terms import State as Year
from tracker.people.models import User
from tracker.places.models import Area, Branch
from tracker.places.terms import UnitKind
from tracker.ratings.grid import OF_STANDARD, OF_STAR, cell_name, write_seen
from tracker.ratings.models import StandardResult, StarRating
from tracker.ratings.standing.street import SheetRow, SheetTable, sheet_of
from tracker.ratings.standing.words import SHORT, SIGNS
from tracker.ratings.terms import Result, State, Verb
from tracker.ratings.workflow import move_for


@dataclass(frozen=True)
class Column:
    """A star or a standard; `key` is its part of a cell's name."""

    key: str
    title: str
    hint: str = ""


@dataclass
class Cell:
    """One answer: `value` is what stands. What was sent and not kept: `wanted`, `fault`.

    `place` is its place among the answers of its star. `mine` is set where two people
    disagree: then both values stand in the cell, `whose` says who entered the other.
    """

    name: str
    column: Column
    star: StarRating | None
    place: int
    value: str
    last_year: str
    is_open: bool
    choices: Mapping[str, Any]
    wanted: str = ""
    is_wanted: bool = False
    fault: str = ""
    mine: str | None = None
    whose: str = ""

    @property
    def shown(self) -> str:
        return self.wanted if self.is_wanted else self.value

    @property
    def words(self) -> str:
        return str(self.choices[self.value])

    @property
    def my_words(self) -> str:
        return str(self.choices[self.mine or ""])

    @property
    def state_words(self) -> str:
        """How far the star has come, for a cell that takes no entry."""
        state = State(self.star.state) if self.star else State.NOT_DECLARED
        return f"{SIGNS[state]} {SHORT[state]}"


@dataclass(frozen=True)
class Line:
    branch: Branch
    cells: list[Cell]


@dataclass(frozen=True)
class Table:
    kind: UnitKind
    columns: list[Column]
    lines: list[Line]


@dataclass
class Grid:
    """`star` is empty for the stars themselves; `choices`: {value: words}."""

    street: Area
    campaign: Campaign
    star: str
    tables: list[Table]
    stars: dict[str, str]
    choices: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def cells(self) -> dict[str, Cell]:
        return {cell.name: cell for cell in self._all()}

    def _all(self) -> Iterator[Cell]:
        for table in self.tables:
            for line in table.lines:
                yield from line.cells

    @property
    def is_open(self) -> bool:
        return any(cell.is_open for cell in self._all())

    @property
    def seen(self) -> str:
        """Every star that takes entries with its version and its answers, for one field."""
        values: dict[tuple[str, str, int], list[str]] = {}
        for cell in self._all():
            if cell.is_open and cell.star:
                star = cell.star
                key = (star.rating.branch_id, star.star.key, star.version)
                values.setdefault(key, []).append(cell.value)
        return " ".join(write_seen(*key, answers) for key, answers in values.items())


def grid_of(user: Any, street: Area, campaign: Campaign, star: str = "") -> Grid:
    """Read a grid; ``star``: the key of the star whose standards are meant."""
    sheet = sheet_of(user, street, campaign)
    stars = {one.key: one.title for table in sheet.tables for one in table.stars}
    reading = (_Standards if star else _Stars)(user, sheet.tables, street, campaign, star)
    tables = [Table(one.kind, reading.columns(one), reading.lines(one)) for one in sheet.tables]
    shown = [table for table in tables if table.columns]
    return Grid(street, campaign, star, shown, stars, reading.choices)


class _Stars:
    """Branches by stars: what the street says of each."""

    choices: Mapping[str, Any] = {str(key.value): words for key, words in OF_STAR.items()}

    def __init__(
        self, user: Any, tables: list[SheetTable], street: Area, campaign: Campaign, star: str
    ) -> None:
        self.campaign, self.star = campaign, star
        earlier = StarRating.objects.visible_to(user).under(street.pk)
        self.before = earlier.filter(rating__campaign=campaign.pk - 1)
        self.read(tables)

    def read(self, tables: list[SheetTable]) -> None:
        rows = self.before.values_list("rating__branch", "star__key", "state").order_by()
        self.last_year = {
            (branch, star): f"{SIGNS[State(state)]} {SHORT[State(state)]}"
            for branch, star, state in rows
        }

    def columns(self, table: SheetTable) -> list[Column]:
        return [Column(star.key, star.title) for star in table.stars]

    def lines(self, table: SheetTable) -> list[Line]:
        columns = self.columns(table)
        return [
            Line(
                row.branch,
                [self.cell(row.branch, *one) for one in zip(columns, row.cells, strict=True)],
            )
            for row in table.rows
        ]

    def cell(self, branch: Branch, column: Column, star: StarRating | None) -> Cell:
        return self.made(branch, column, star, 0, str(star.proposal) if star else "")

    def made(
        self, branch: Branch, column: Column, star: StarRating | None, place: int, value: str
    ) -> Cell:
        return Cell(
            name=cell_name(branch.pk, column.key),
            column=column,
            star=star,
            place=place,
            value=value,
            last_year=self.last_year.get((branch.pk, column.key), ""),
            is_open=self.campaign.state == Year.RUNNING
            and star is not None
            and move_for(star.state, Verb.FILL_IN) is not None,
            choices=self.choices,
        )


class _Standards(_Stars):
    """Branches by the standards of one star: how each is met."""

    choices: Mapping[str, Any] = {str(key.value): words for key, words in OF_STANDARD.items()}

    def read(self, tables: list[SheetTable]) -> None:
        self.of_kind = {
            table.kind: star.pk for table in tables for star in table.stars if star.key == self.star
        }
        self.standards: dict[int, list[Standard]] = {}
        for one in Standard.objects.filter(star__in=self.of_kind.values()).order_by("number"):
            self.standards.setdefault(one.star_id, []).append(one)
        found = (self.star_of(row) for table in tables for row in table.rows)
        results = StandardResult.objects.filter(star_rating__in=[one.pk for one in found if one])
        keys = results.order_by().values_list("star_rating", "standard", "result")
        self.results = {(star, standard): result for star, standard, result in keys}
        stars = self.before.filter(star__key=self.star).order_by()
        earlier = StandardResult.objects.filter(star_rating__in=stars.values("pk")).order_by()
        self.last_year = {
            (branch, str(number)): str(OF_STANDARD[Result(result)])
            for branch, number, result in earlier.values_list(
                "star_rating__rating__branch", "standard__number", "result"
            )
        }

    def star_of(self, row: SheetRow) -> StarRating | None:
        return next((cell for cell in row.cells if cell and cell.star.key == self.star), None)

    def of(self, table: SheetTable) -> list[Standard]:
        return self.standards.get(self.of_kind.get(table.kind, 0), [])

    def columns(self, table: SheetTable) -> list[Column]:
        return [Column(str(one.number), str(one.number), one.words) for one in self.of(table)]

    def lines(self, table: SheetTable) -> list[Line]:
        columns, standards = self.columns(table), self.of(table)
        lines = []
        for row in table.rows:
            star = self.star_of(row)
            key = star.pk if star else 0
            values = [
                self.results.get((key, one.pk), Result.NOT_CHECKED.value) for one in standards
            ]
            cells = [
                self.made(row.branch, column, star, place, value)
                for place, (column, value) in enumerate(zip(columns, values, strict=True))
            ]
            lines.append(Line(row.branch, cells))
        return lines


def name_who(cells: list[Cell]) -> None:
    """Say in cells about which two people disagree who changed the star last; one query."""
    people = User.objects.filter(pk__in={cell.star.changed_by_id for cell in cells if cell.star})
    names = {one.pk: str(one) for one in people}
    for cell in cells:
        cell.whose = names.get(cell.star.changed_by_id, "") if cell.star else ""
