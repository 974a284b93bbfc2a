"""A person judges a claim: it becomes a figure, perhaps corrected, or it is rejected."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import PageText
from tracker.access.refusals import Denied, Overtaken, Refused
from tracker.access.terms import Permission
from tracker.claims import record
from tracker.claims.actions.aliases import propose_alias
from tracker.claims.models import Claim
from tracker.claims.standing.extras import extras
from tracker.claims.standing.own import own_figures
from tracker.claims.standing.recorded import recorded_number
from tracker.claims.terms import JUDGED, LONGEST_REASON, Also, State
from tracker.declarations.actions.planning import Plan, set_targets
from tracker.declarations.models import Target
from tracker.figures.actions import (
    Statement,
    compare_with_record,
    state_figure,
    take_back_figure,
)
from tracker.figures.models import ReportedFigure
from tracker.findings.actions.reporting import report_in_transaction
from tracker.findings.inputs import Report, Source
from tracker.findings.terms import Origin
from tracker.history.record import recorded_last, tell
from tracker.people.models import User
from tracker.people.permissions import may_somewhere, require
from tracker.ratings.actions import accept_report

_WHY = "the action asks for the right itself"


@dataclass(frozen=True)
class Judgement:
    """What a person makes of a claim. `corrected`: columns that they state otherwise."""

    version: int
    corrected: Mapping[str, Any] = field(default_factory=dict)
    also: str = Also.NONE
    stars: Sequence[str] = ()  # for a record, where the level alone does not say which
    stars_of: str = ""  # the kind of unit whose stars these are, where that was chosen


@transaction.atomic
def accept(*, by: User, claim: Claim, judgement: Judgement) -> Claim:
    """Make a claim a figure, through the action of figures, and what else is asked for.

    A figure that stands at the very place already is not made twice: the claim agrees with it.
    Raises Denied without CLAIMS_JUDGE in the claim's area (and the rights of what else is made),
    Overtaken where somebody judged it meanwhile, Refused for what cannot stand as a figure.
    """
    with recorded_last(by=by):
        held = _held(claim, judgement.version)
        before = record.told(held)
        placed_before = held.area_id
        for name, value in judgement.corrected.items():
            setattr(held, name, value)
        if held.area is None:
            raise Refused(_("Choose the place that this is about."))
        require(by, Permission.CLAIMS_JUDGE, held.area_id)
        own = own_figures([held]).get(held.pk)
        held.figure = own or _state(held, by=by)
        held.made_figure = own is None
        if own is None:
            number = recorded_number(held)
            if number is not None:
                compare_with_record(held.figure, number, by=by)
        _also(held, judgement, by=by)
        _judged(held, State.ACCEPTED, "", by=by)
        if held.area_id != placed_before:
            propose_alias(claim=held, by=by)
        tell([record.moved(held, "accepted", before)], by=by)
    return held


@transaction.atomic
def reject(*, by: User, claim: Claim, version: int, reason: str = "") -> Claim:
    """Say that a claim is none, or none that matters. Raises Denied, Overtaken and Refused."""
    with recorded_last(by=by):
        held = _held(claim, version)
        _require(held, by)
        before = record.told(held)
        _judged(held, State.REJECTED, reason.strip()[:LONGEST_REASON], by=by)
        tell([record.moved(held, "rejected", before, held.reason)], by=by)
    return held


@transaction.atomic
def take_back(*, by: User, claim: Claim, version: int) -> Claim:
    """Take a judgement back: what was made of the claim goes, and it waits again.

    Raises Refused where something rests on the figure by now, or where a record was made:
    awarded stars are withdrawn on the page of the rating, with a reason.
    """
    with recorded_last(by=by):
        held = _locked(claim)
        if held.version != version or held.state not in JUDGED:
            raise _overtaken(held)
        _require(held, by)
        if held.also == Also.RATING:
            raise Refused(_("A record was made of it: withdraw the stars on its own page."))
        if held.also == Also.FINDING:
            raise Refused(_("A finding was made of it: withdraw the finding on its own page."))
        before = record.told(held)
        figure, made = held.figure, held.made_figure
        _restore_target(held, by=by)
        held.state, held.reason, held.also = State.PROPOSED, "", Also.NONE
        held.figure, held.made_figure, held.target_before = None, False, ""
        held.judged_at = held.judged_by = None
        held.version += 1
        held.save()
        if figure is not None and made:
            take_back_figure(by=by, figure=figure)
        tell([record.moved(held, "taken_back", before)], by=by)
    return held


def _require(claim: Claim, by: User) -> None:
    if claim.area_id:
        require(by, Permission.CLAIMS_JUDGE, claim.area_id)
    elif not may_somewhere(by, Permission.CLAIMS_JUDGE):
        raise Denied(Permission.CLAIMS_JUDGE)


def _locked(claim: Claim) -> Claim:
    rows = Claim.objects.unscoped(_WHY).select_for_update(of=("self",))
    found: Claim = rows.select_related("area", "page", "article", "figure", "campaign").get(
        pk=claim.pk
    )
    return found


def _held(claim: Claim, version: int) -> Claim:
    """Return the claim as it stands, held; it must still wait, as the person saw it."""
    held = _locked(claim)
    if held.version != version or held.state != State.PROPOSED:
        raise _overtaken(held)
    return held


def _overtaken(held: Claim) -> Overtaken:
    return Overtaken(_("Somebody judged this after you had read it. Nothing was written."), (held,))


def _judged(claim: Claim, state: State, reason: str, *, by: User) -> None:
    claim.state, claim.reason = state, reason
    claim.judged_at, claim.judged_by = timezone.now(), by
    claim.version += 1
    claim.save()


def _state(claim: Claim, *, by: User) -> ReportedFigure:
    text = PageText.objects.values_list("text", flat=True).get(pk=claim.page_id)
    statement = Statement(
        key=f"{claim.page_id}-d{claim.pk}",
        article=claim.article,
        start=claim.start,
        end=claim.end,
        span=text[claim.start : claim.end],
        area=claim.area,
        **{name: getattr(claim, name) for name in _CARRIED},
    )
    return state_figure(by=by, statement=statement, today=timezone.localdate())


_CARRIED = (
    *("named_as", "campaign_id", "unit_kind", "nature", "bearing", "metric", "level", "star"),
    *("term", "value", "value_to", "unit", "precision", "period"),
)


# --- What else is made of it ------------------------------------------------------------


def _also(claim: Claim, judgement: Judgement, *, by: User) -> None:
    also = judgement.also
    if not also:
        return
    if also not in extras(claim, by):
        raise Refused(_("This cannot be made of such a claim, or you may not do it."))
    claim.also = also
    if also == Also.RATING:
        if claim.figure is None:
            raise Refused(_("A record rests on a figure."))
        named = judgement.stars or None
        accept_report(by=by, figure=claim.figure, stars=named, kind=judgement.stars_of)
        return
    if also == Also.FINDING:
        _report(claim, by=by)
        return
    kind = claim.unit_kind if claim.unit_kind in ("rural", "urban") else ""
    there = _target(claim, kind)
    before = [there.number, there.source] if there else None
    source = f"{claim.page} · {claim.article.title}"[:200]
    changed = _set_target(claim, kind, int(claim.value or 0), source, there, by=by)
    version = changed[0].version if changed else (there.version if there else 0)
    claim.target_before = json.dumps([kind, before, version], ensure_ascii=False)


def _report(claim: Claim, *, by: User) -> None:
    """Report what a paper found: one finding, for somebody to look into what it comes to."""
    words = {
        "title": claim.article.title,
        "metric": claim.get_metric_display(),
        "said": claim.said,
    }
    what = _("“%(title)s” reports: %(metric)s, %(said)s. To be looked into.") % words
    _findings, changes = report_in_transaction(
        by=by,
        campaign=claim.campaign,
        reports=[Report(area=claim.area_id, what=what, star=claim.star)],
        source=Source(
            Origin.ARTICLE, key=f"claim:{claim.pk}", name=str(claim.page), figure=claim.figure_id
        ),
    )
    tell(changes, by=by)


def _restore_target(claim: Claim, *, by: User) -> None:
    """Give a target back the number that it had, unless somebody set it since."""
    if not claim.target_before:
        return
    kind, before, version = json.loads(claim.target_before)
    there = _target(claim, kind)
    if there is None or there.version != version:
        raise Refused(_("The target was set anew since; put it right on its own page first."))
    number, source = before if before else (None, "")
    _set_target(claim, kind, number, source, there, by=by)


def _target(claim: Claim, kind: str) -> Target | None:
    rows = Target.objects.unscoped("set_targets asks for the right")
    found: Target | None = rows.filter(
        area=claim.area_id, campaign=claim.campaign_id, unit_kind=kind, level=claim.level
    ).first()
    return found


def _set_target(
    claim: Claim, kind: str, number: int | None, source: str, there: Target | None, *, by: User
) -> Sequence[Target]:
    plan = Plan(claim.level or 0, number, kind, source)
    seen = {(kind, plan.level): there.version if there else 0}
    return set_targets(by=by, area=claim.area, campaign=claim.campaign, rows=[plan], seen=seen)
