"""Moving stars: first what will happen and what will not, then all of it at once."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tracker.access.refusals import Overtaken, Refused
from tracker.history.record import recorded_last
from tracker.people.models import User
from tracker.ratings.actions import NotAllRefused, Outlook, StarMove, move_many, preview
from tracker.ratings.filters import StarFilterSet
from tracker.ratings.forms import VERBS, MoveForm
from tracker.ratings.models import RatingStep, StarRating
from tracker.ratings.standing.one import rating_for
from tracker.ratings.standing.stars import star_rows
from tracker.ratings.standing.words import SHORT, step_done
from tracker.ratings.terms import State, Verb
from tracker.ratings.views.keeping import keep_moves
from tracker.ratings.views.stars import MOST_AT_ONCE
from tracker.ratings.workflow import earliest_end_of_notice, needs_reason
from tracker.ui.crumbs import Crumb

MOST_COMPARED = 100  # stars that the page of a late move shows in full
_PICK = re.compile(r"([a-z_]{1,12}|[0-9]{1,18})\.([0-9]{1,9})", re.ASCII)


@dataclass(frozen=True)
class Wanted:
    """Stars that somebody wants to move by one verb.

    `seen`: {the row: the version they had read}. `action` is the address that takes the
    form again, `back` the page to go to. `name_of` writes a row as the form carries it.
    """

    verb: Verb
    seen: dict[StarRating, int]
    action: str
    back: str
    name_of: Callable[[StarRating], object]
    is_bulk: bool = False

    @property
    def moves(self) -> list[StarMove]:
        return [StarMove(row.rating_id, row.star.key, seen) for row, seen in self.seen.items()]

    def row(self, move: StarMove) -> StarRating:
        return self._rows[(move.rating_id, move.star_key)]

    @cached_property
    def _rows(self) -> dict[tuple[int, str], StarRating]:
        return {(row.rating_id, row.star.key): row for row in self.seen}

    def carried(self, rows: Iterable[StarRating], *, fresh: bool = False) -> str:
        """Write rows with their versions for one field: a form takes a thousand fields only."""
        return ",".join(
            f"{self.name_of(row)}.{row.version if fresh else self.seen[row]}" for row in rows
        )


@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """Stars picked on the list, or all that the list matches."""
    verb = _verb(request)
    query = QueryDict(request.POST.get("list", "")).urlencode()
    back = _back(request) or f"{reverse('rating-list')}{'?' if query else ''}{query}"
    rows = star_rows(request.user)
    # Whoever chose all that match has read none of them: the look ahead comes first.
    unread = request.POST.get("scope") == "all" and "moves" not in request.POST
    if unread:
        matching = _matching(request, query)
        seen = {row: row.version for row in matching[: MOST_AT_ONCE + 1]}
    else:
        picked = _picked(request)
        keys = [int(key) for key in picked if key.isdigit()][: MOST_AT_ONCE + 1]
        seen = {row: picked[str(row.pk)] for row in rows.filter(pk__in=keys)}
    fault = _fault(seen)
    if fault:
        messages.error(request, fault)
        return redirect(back)
    wanted = Wanted(verb, seen, reverse("rating-bulk"), back, lambda row: row.pk, is_bulk=True)
    return _carry_out(request, wanted, sure=not unread and request.POST.get("do") == "confirm")


@require_POST
def move(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """One star of one branch, or several together; straight from the branch's own page."""
    rating = rating_for(request.user, year, code)
    verb, picked = _verb(request), _picked(request)
    rows = star_rows(request.user).filter(rating=rating, star__key__in=list(picked))
    seen = {row: picked[row.star.key] for row in rows}
    back = reverse("rating-detail", args=[year, code])
    if not seen:
        raise BadRequest(_("No star of this branch was named."))
    action = reverse("rating-move", args=[year, code])
    wanted = Wanted(verb, seen, action, back, lambda row: row.star.key)
    return _carry_out(request, wanted, sure=request.POST.get("do") != "look")


# --- What was sent -----------------------------------------------------------------


def _verb(request: HttpRequest) -> Verb:
    verb = request.POST.get("verb", "")
    if verb not in VERBS:
        raise BadRequest(_("Nothing of this name is done to a star."))
    return Verb(verb)


def _picked(request: HttpRequest) -> dict[str, int]:
    """Return {row as the form names it: version seen}. Raises BadRequest for anything else."""
    sent = request.POST.get("moves", "")
    texts = sent.split(",") if sent else request.POST.getlist("star")
    picked = {}
    for text in texts:
        found = _PICK.fullmatch(text)
        if not found:
            raise BadRequest(_("A star is named by its key and the version that was read."))
        picked[found[1]] = int(found[2])
    return picked


def _matching(request: HttpRequest, query: str) -> Any:
    """Return the rows of the list that the form carries the address of."""
    everything = star_rows(request.user)
    filterset = StarFilterSet(QueryDict(query), queryset=everything, request=request)
    if filterset.problems:
        raise BadRequest(_("The list does not understand this address"))
    return filterset.qs


def _fault(seen: dict[StarRating, int]) -> str:
    if not seen:
        return _("Pick at least one star, or choose all that match.")
    if len(seen) > MOST_AT_ONCE:
        return _("At most %(most)s stars are moved at once. Narrow the list first.") % {
            "most": MOST_AT_ONCE
        }
    return ""


def _back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, None)
    return wanted if ours else ""


# --- What comes of it --------------------------------------------------------------


def _carry_out(request: HttpRequest, wanted: Wanted, *, sure: bool) -> HttpResponse:
    day = first_end_of_notice(wanted.seen)
    form = MoveForm(wanted.verb, request.POST if sure else None, initial={"notice_ends_on": day})
    if not sure or not form.is_valid():
        return _preview_page(request, wanted, form)
    states = {row.pk: str(row.state) for row in wanted.seen}
    try:
        with recorded_last(by=request.user):
            moved = move_many(
                by=request.user, moves=wanted.moves, verb=wanted.verb, **form.cleaned_data
            )
            if wanted.is_bulk:
                keep_moves(request.user, str(wanted.verb), moved, states)
    except Overtaken as error:
        return _overtaken_page(request, wanted, form, error)
    except NotAllRefused as error:
        return _preview_page(request, wanted, form, outlooks=error.outlooks, fault=str(error))
    except Refused as error:
        if len(wanted.seen) == 1 and not form.fields:
            messages.error(request, str(error))
            return redirect(wanted.back)
        return _preview_page(request, wanted, form, fault=str(error))
    messages.success(request, _done(wanted.verb, len(moved)))
    return redirect(wanted.back)


def _done(verb: Verb, number: int) -> str:
    return ngettext("Done for %(n)s star: %(verb)s.", "Done for %(n)s stars: %(verb)s.", number) % {
        "n": number,
        "verb": verb.label,
    }


def outlooks_of(
    by: User, verb: Verb, rows: Iterable[StarRating], moves: list[StarMove], typed: dict[str, Any]
) -> list[Outlook]:
    """Look ahead, also before the reason or the last day of a notice has been typed."""
    known = dict(typed)
    if needs_reason(verb):
        known.setdefault("reason", _("not typed yet"))
    if verb == Verb.PUT_ON_NOTICE:
        known.setdefault("notice_ends_on", first_end_of_notice(rows))
    return preview(by=by, moves=moves, verb=verb, **known)


def first_end_of_notice(rows: Iterable[StarRating]) -> dt.date:
    """Return the first day on which a notice that begins today may end for all the stars."""
    today = timezone.localdate()
    lengths = {row.rating.campaign.notice_days for row in rows}
    return earliest_end_of_notice(today, max(lengths, default=0))


def _preview_page(
    request: HttpRequest,
    wanted: Wanted,
    form: MoveForm,
    *,
    outlooks: list[Outlook] | None = None,
    fault: str = "",
) -> HttpResponse:
    if outlooks is None:
        outlooks = outlooks_of(request.user, wanted.verb, wanted.seen, wanted.moves, _typed(form))
    will = [wanted.row(one.move) for one in outlooks if one.will]
    reasons: dict[str, list[StarRating]] = {}
    for one in outlooks:
        if not one.will:
            reasons.setdefault(one.why_not, []).append(wanted.row(one.move))
    context = {
        "verb": wanted.verb,
        "form": form,
        "fault": fault,
        "will": will,
        "reasons": sorted(reasons.items(), key=lambda one: -len(one[1])),
        "left": sum(len(rows) for rows in reasons.values()),
        "action": wanted.action,
        "carried": wanted.carried(will),
        **_frame(request, wanted, wanted.verb.label),
    }
    return render(request, "ratings/moving.html", context)


def _typed(form: MoveForm) -> dict[str, Any]:
    if not form.is_bound:
        return {}
    form.is_valid()
    return {name: value for name, value in form.cleaned_data.items() if value}


def _overtaken_page(
    request: HttpRequest, wanted: Wanted, form: MoveForm, error: Overtaken
) -> HttpResponse:
    """409: what was wanted and had been read, what stands now, and what happened between."""
    late = {row.pk for row in error.rows if isinstance(row, StarRating)}
    current = {row.pk: row for row in star_rows(request.user).filter(pk__in=late)}
    rest = [row for row in wanted.seen if row.pk not in late]
    compared = [(current[row.pk], seen) for row, seen in wanted.seen.items() if row.pk in current]
    context = {
        "verb": wanted.verb,
        "fault": str(error),
        "compared": _compared(compared[:MOST_COMPARED]),
        "more": max(len(compared) - MOST_COMPARED, 0),
        "form": form,
        "action": wanted.action,
        "again": wanted.carried([*rest, *current.values()], fresh=True),
        "rest": wanted.carried(rest),
        "rest_count": len(rest),
        **_frame(request, wanted, _("Someone was faster")),
    }
    return render(request, "ratings/overtaken.html", context, status=409)


def _compared(rows: list[tuple[StarRating, int]]) -> list[dict[str, Any]]:
    """Return of each star, read in a version, what stands now and the steps since."""
    steps = RatingStep.objects.filter(star_rating__in=[row.pk for row, _seen in rows])
    of_star: dict[int, list[RatingStep]] = defaultdict(list)
    for step in steps.select_related("done_by").order_by("version"):
        of_star[step.star_rating_id].append(step)
    compared = []
    for row, seen in rows:
        since = [step for step in of_star[row.pk] if step.version > seen]
        was = since[0].source if since else row.state
        told = [(step, step_done(step.verb, step.done_by)) for step in since]
        compared.append({"row": row, "state_seen": SHORT[State(was)], "steps": told})
    return compared


def _frame(request: HttpRequest, wanted: Wanted, title: str) -> dict[str, Any]:
    return {
        "page_title": title,
        "back": wanted.back,
        "list": request.POST.get("list", ""),
        "next": _back(request),
        "trail": [
            Crumb(_("Ratings"), reverse("rating-list")),
            Crumb(title),
        ],
    }
