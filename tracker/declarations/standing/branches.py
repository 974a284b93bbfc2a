"""What the pages of declarations show, read at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When

from tracker.access.terms import Permission
from tracker.campaigns.models import Campaign, Star
from tracker.declarations.models import Declaration, DeclarationStep
from tracker.declarations.terms import STANDING, State
from tracker.declarations.wording import step_in_words
from tracker.people.models import User
from tracker.people.permissions import visible_or_404, within
from tracker.places.models import Branch

# Far or near to the end: the order in which the list sorts states.
_RANK = {
    State.RETURNED: 0,
    State.DRAFT: 1,
    State.SUBMITTED: 2,
    State.REVIEWED: 3,
    State.CONFIRMED: 4,
}


def declaration_rows(user: User) -> QuerySet:
    """Return the declarations that a person may read, with all that a row shows of them."""
    ranks = [When(state=state, then=Value(rank)) for state, rank in _RANK.items()]
    rows = Declaration.objects.visible_to(user)
    return (
        rows.select_related("branch__area__parent__parent", "changed_by", "campaign__level_rule")
        .annotate(rank=Case(*ranks, output_field=IntegerField()))
        .order_by("-campaign_id", "branch_id", "pk")
    )


def branches_for(user: User, permission: str = Permission.DECLARATIONS_READ) -> QuerySet:
    """Return the branches of which a person may read the declarations."""
    mine = Branch.objects.filter(within(user, permission, "area_id"))
    return mine.select_related("area__parent__parent")


def campaign_or_404(year: int) -> Campaign:
    return visible_or_404(Campaign.objects.select_related("level_rule"), pk=year)


@dataclass(frozen=True)
class Subject:
    """One branch in one year; `row` is None as long as it has declared nothing."""

    campaign: Campaign
    branch: Branch
    row: Declaration | None
    stars: list[Star]  # of its scheme

    @property
    def names(self) -> dict[str, str]:
        return {star.key: star.title for star in self.stars}

    @property
    def seen(self) -> int:
        return self.row.version if self.row else 0


def subject_or_404(user: User, year: int, code: str) -> Subject:
    """Return a branch in a year; out of reach it answers like one that does not exist."""
    branch = visible_or_404(branches_for(user), pk=code)
    campaign = campaign_or_404(year)
    row = declaration_rows(user).filter(campaign=campaign, branch=branch).first()
    kind = branch.unit_kind
    if row:
        kind = row.unit_kind if row.state in STANDING else row.kind_of_scheme
    return Subject(campaign, branch, row, stars_of(campaign).get(kind, []))


def stars_of(campaign: Campaign) -> dict[str, list[Star]]:
    """Return {kind of unit: the stars of its scheme, in their order}."""
    found: dict[str, list[Star]] = {}
    stars = Star.objects.filter(scheme__campaign=campaign).select_related("scheme")
    for star in stars.order_by("scheme_id", "position"):
        found.setdefault(star.scheme.unit_kind, []).append(star)
    return found


def story(row: Declaration, names: dict[str, str], since: int = 0) -> list[dict[str, Any]]:
    """Return the steps of a declaration after a version, oldest first, in words."""
    return in_words([step for step in steps_of([row])[row.pk] if step.version > since], names)


def steps_of(rows: Iterable[Declaration]) -> dict[int, list[DeclarationStep]]:
    """Return {key of a declaration: its steps, oldest first}, read at once."""
    found: dict[int, list[DeclarationStep]] = {row.pk: [] for row in rows}
    steps = DeclarationStep.objects.filter(declaration__in=list(found))
    for step in steps.select_related("done_by").order_by("declaration_id", "version"):
        found[step.declaration_id].append(step)
    return found


def in_words(steps: Iterable[DeclarationStep], names: dict[str, str]) -> list[dict[str, Any]]:
    """Return what a page shows of each step."""
    return [
        {"step": step, "words": step_in_words(step.verb, _keys(step.stars), names)}
        for step in steps
    ]


def as_seen(row: Declaration, seen: int) -> DeclarationStep | None:
    """Return the step that made the version a person had read: its state and stars."""
    return DeclarationStep.objects.filter(declaration=row, version=seen).first()


def levels_before(campaign: Campaign, codes: Collection[str]) -> dict[str, int]:
    """Return {branch code: the level it declared in the year before}, of what stood there."""
    return {code: len(keys) for code, keys in stars_before(campaign, codes).items()}


def stars_before(campaign: Campaign, codes: Collection[str]) -> dict[str, list[str]]:
    """Return {branch code: keys of the stars it declared in the year before}."""
    rows = Declaration.objects.unscoped("the codes are those of branches that the person reads")
    before = rows.filter(campaign=campaign.pk - 1, branch__in=list(codes), state__in=STANDING)
    return {code: _keys(stars) for code, stars in before.values_list("branch_id", "stars")}


def _keys(stars: str) -> list[str]:
    return stars.split(",") if stars else []
