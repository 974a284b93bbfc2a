"""One page on the review desk: its text with marks, its claims in order, what each agrees with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from articles.defects import Defect, defects
from articles.extraction.explanations import REASONS, WAYS
from articles.extraction.rules import EXPLANATIONS
from articles.models import Page
from articles.wording import ODDITIES
from tracker.claims.comparing import Comparison, compare
from tracker.claims.engine import differing, engine_version, from_text
from tracker.claims.models import Claim, Reading
from tracker.claims.pieces import Piece, Span, pieces
from tracker.claims.standing.recorded import recorded_number
from tracker.claims.terms import Agreement, State
from tracker.declarations.models import Target
from tracker.figures.models import ReportedFigure
from tracker.figures.terms import Nature
from tracker.history.wording import value_words
from tracker.places.models import Area

NAMED_AT = "at"  # of a figure's own place, asked for by its passport


@dataclass(frozen=True)
class Run:
    """A piece of the text as it is shown: marked for a claim, or not."""

    text: str
    claim: Claim | None
    is_now: bool
    anchors: tuple[str, ...]
    oddity: str


@dataclass(frozen=True)
class Candidate:
    """A place that a claim may be about: with county and street, and why."""

    area: Area
    lineage: str
    reasons: list[str]
    is_chosen: bool


@dataclass(frozen=True)
class Line:
    """One claim with what the tracker holds of its subject."""

    claim: Claim
    comparison: Comparison

    @property
    def agrees(self) -> bool:
        return self.comparison.agreement == Agreement.HERE

    @property
    def agreement_words(self) -> str:
        return str(Agreement(self.comparison.agreement).label)


@dataclass(frozen=True)
class Now:
    """The claim that is being judged, with everything a person asks before they judge it."""

    line: Line
    candidates: list[Candidate]
    why: str
    way: str
    quote: tuple[str, str, str]  # the sentence before, at and behind the claim
    recorded: int | None
    target: Target | None
    said_now: list[str]
    before: Claim | None
    after: Claim | None


@dataclass(frozen=True)
class Standing:
    page: Page
    text: str
    runs: list[Run]
    lines: list[Line]
    now: Now | None
    oddities: list[tuple[str, int]]
    reading: Reading | None
    is_old: bool
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_unread(self) -> bool:
        """Tell whether the text came without a reading, as `load_figures --articles` stores it."""
        return self.reading is None

    @property
    def waiting(self) -> list[Line]:
        return [line for line in self.lines if line.claim.state == State.PROPOSED]

    @property
    def agreeing(self) -> list[Line]:
        return [line for line in self.waiting if line.agrees]


def stand(
    page: Page, user: Any, *, wanted: str = "", place: tuple[int, int] | None = None
) -> Standing:
    """Read a page for somebody. ``wanted``: the claim to look at; else the first that waits.

    ``place``: characters to show, where a passport leads to its place in the text.
    """
    rows = Claim.objects.visible_to(user).filter(page=page).exclude(state=State.WITHDRAWN)
    claims = list(
        rows.select_related(
            "area__parent__parent", "article", "figure", "judged_by", "campaign"
        ).in_order()
    )
    lines = _lines(page, claims)
    current = None if place else _current(claims, wanted)
    text = page.original.text
    found = defects(text)
    readings = page.readings.order_by("-pk")
    newest = readings.select_related("read_by").first()
    return Standing(
        page=page,
        text=text,
        runs=_runs(text, claims, current, found, place),
        lines=lines,
        now=_now(current, lines, text, user) if current else None,
        oddities=_counted(found),
        reading=newest,
        is_old=newest is not None and newest.engine != engine_version(),
        counts={state: sum(claim.state == state for claim in claims) for state in State.values},
    )


def _current(claims: Sequence[Claim], wanted: str) -> Claim | None:
    if wanted.isascii() and wanted.isdigit():
        for claim in claims:
            if claim.pk == int(wanted):
                return claim
    return next((claim for claim in claims if claim.is_waiting), None)


# --- What is held ---------------------------------------------------------------------


def _lines(page: Page, claims: Sequence[Claim]) -> list[Line]:
    """Compare all claims of a page: two queries, however many there are."""
    fields = ("area", "article__page")
    figures = ReportedFigure.objects.select_related(*fields)
    on_page = list(figures.filter(article__page=page).order_by("key"))
    areas = {claim.area_id for claim in claims if claim.area_id}
    about: dict[str, list[ReportedFigure]] = defaultdict(list)
    for figure in figures.filter(area__in=areas, repeats=None).order_by("key"):
        about[figure.area_id].append(figure)
    lines = []
    for claim in claims:
        held = [one for one in about[claim.area_id or ""] if one.pk != claim.figure_id]
        lines.append(Line(claim, compare(claim, on_page, held)))
    return lines


# --- The text -------------------------------------------------------------------------


def _runs(
    text: str,
    claims: Sequence[Claim],
    current: Claim | None,
    found: Sequence[Defect],
    place: tuple[int, int] | None,
) -> list[Run]:
    spans = [Span(claim.start, claim.end, f"claim-{claim.pk}") for claim in claims]
    spans += [Span(one.start, one.end, f"odd-{one.kind}") for one in found]
    spans += [Span(*place, NAMED_AT)] if place else []
    by_name = {f"claim-{claim.pk}": claim for claim in claims}
    return [_run(piece, by_name, current) for piece in pieces(text, spans)]


def _run(piece: Piece, by_name: Mapping[str, Claim], current: Claim | None) -> Run:
    here = [by_name[name] for name in piece.names if name in by_name]
    is_now = NAMED_AT in piece.names or (current is not None and current in here)
    shown = current if current in here else min(here, key=_length, default=None)
    odd = next((name[4:] for name in piece.names if name.startswith("odd-")), "")
    anchors = [name for name in piece.begins if name in by_name or name == NAMED_AT]
    words = str(ODDITIES[odd]) if odd else ""  # type: ignore[index]
    return Run(piece.text, shown, is_now, tuple(anchors), words)


def _length(claim: Claim) -> int:
    return claim.end - claim.start


def _counted(found: Iterable[Defect]) -> list[tuple[str, int]]:
    counts: dict[str, int] = defaultdict(int)
    for one in found:
        counts[str(ODDITIES[one.kind])] += 1
    return sorted(counts.items())


# --- The claim that is judged ---------------------------------------------------------


def _now(claim: Claim, lines: Sequence[Line], text: str, user: Any) -> Now:
    at = next(place for place, line in enumerate(lines) if line.claim == claim)
    waiting = [place for place, line in enumerate(lines) if line.claim.is_waiting]
    before = max((place for place in waiting if place < at), default=None)
    after = min((place for place in waiting if place > at), default=None)
    return Now(
        line=lines[at],
        candidates=_candidates(claim),
        why=_(EXPLANATIONS[claim.rule]) if claim.rule in EXPLANATIONS else claim.rule,
        way=_(WAYS[claim.way]) if claim.way in WAYS else "",
        quote=(
            text[claim.sentence_start : claim.start],
            text[claim.start : claim.end],
            text[claim.end : claim.sentence_end],
        ),
        recorded=recorded_number(claim),
        target=_target(claim, user),
        said_now=_said_now(claim),
        before=lines[before].claim if before is not None else None,
        after=lines[after].claim if after is not None else None,
    )


def _candidates(claim: Claim) -> list[Candidate]:
    """Return the engine's candidates, and the place that holds now, with those above each."""
    said = {one["code"]: one["reasons"] for one in claim.places}
    codes = list(said) or ([claim.area_id] if claim.area_id else [])
    if claim.area_id and claim.area_id not in codes:
        codes.insert(0, claim.area_id)
    known = Area.objects.select_related("parent__parent").in_bulk(codes)
    return [
        Candidate(
            known[code],
            lineage(known[code]),
            [_(REASONS[reason]) for reason in said.get(code, ()) if reason in REASONS],
            code == claim.area_id,
        )
        for code in codes
        if code in known
    ]


def lineage(area: Area) -> str:
    """Return county and street above an area, so that namesakes differ."""
    above = [area.parent and area.parent.parent, area.parent]
    return " · ".join(one.name for one in above if one)


def _target(claim: Claim, user: Any) -> Target | None:
    """Return the target of the same area and level, for whoever reads targets there."""
    if claim.nature != Nature.PLANNED or not (claim.area_id and claim.campaign_id and claim.level):
        return None
    kind = claim.unit_kind if claim.unit_kind in ("rural", "urban") else ""
    rows = Target.objects.visible_to(user).filter(
        area=claim.area_id, campaign=claim.campaign_id, level=claim.level, unit_kind=kind
    )
    found: Target | None = rows.first()
    return found


def _said_now(claim: Claim) -> list[str]:
    """Return in words what a newer engine says otherwise of a judged claim."""
    if not claim.reread:
        return []
    stood, stands = from_text(claim.as_read), from_text(claim.reread)
    return [
        _("%(field)s: %(now)s instead of %(then)s")
        % {
            "field": Claim._meta.get_field(name.removesuffix("_id")).verbose_name,
            "then": value_words("claim", name.removesuffix("_id"), stood.get(name)),
            "now": value_words("claim", name.removesuffix("_id"), stands.get(name)),
        }
        for name in differing(claim.as_read, claim.reread)
    ]
