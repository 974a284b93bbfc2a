"""Keeping what is typed, before it is a fact: no event, and nobody else reads it."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.access.refusals import Overtaken, Refused
from tracker.access.terms import Permission
from tracker.inspections.actions.recording import require_own
from tracker.inspections.inputs import pack
from tracker.inspections.models import Draft, Inspection, SelfCheckDraft
from tracker.inspections.models.papers import EMPTY
from tracker.inspections.terms import State
from tracker.people.models import User
from tracker.people.permissions import require
from tracker.places.models import Area


@transaction.atomic
def save_draft(*, by: User, inspection: Inspection, typed: Mapping[str, str], seen: int) -> int:
    """Keep what is typed of a visit so far; return the draft's new version.

    Raises Denied; Overtaken where the same draft was saved from another place since; Refused
    when it is submitted, or too long.
    """
    require_own(by, inspection.visit)
    drafts = Draft.objects.filter(inspection=inspection, inspection__state=State.DRAFT)
    if not _kept(drafts, by, _packed(typed), seen):
        raise Refused(_("It is submitted already."))
    return seen + 1


@transaction.atomic
def save_self_check_draft(*, by: User, area: Area, typed: Mapping[str, str], seen: int) -> int:
    """Keep what is typed of a unit's next self-check; return the draft's new version.

    The first one is seen as 0. Raises Denied; Overtaken; Refused when it is too long.
    """
    require(by, Permission.SELF_CHECKS_RECORD, area.pk)
    mine, text = SelfCheckDraft.objects.filter(area=area, saved_by=by), _packed(typed)
    if not _kept(mine, by, text, seen):
        try:
            with transaction.atomic():
                mine.create(area=area, saved_by=by, typed=text, version=seen + 1)
        except IntegrityError:  # two windows at once
            _kept(mine, by, text, seen)
    return seen + 1


def empty_self_check_draft(*, by: User, area: Area) -> None:
    """Forget what was typed of a self-check that is recorded now; see `SelfCheckDraft`."""
    mine = SelfCheckDraft.objects.filter(area=area, saved_by=by)
    if not mine.update(typed=EMPTY, version=F("version") + 1, saved_at=timezone.now()):
        mine.create(area=area, saved_by=by)


def _packed(typed: Mapping[str, str]) -> str:
    try:
        return pack(typed)
    except ValueError:
        raise Refused(_("This is too long for one visit. Shorten it.")) from None


def _kept(drafts: QuerySet, by: User, text: str, seen: int) -> bool:
    """Save over the version that was seen; tell whether there is a draft. Raises Overtaken."""
    same = drafts.filter(version=seen)
    if same.update(typed=text, version=F("version") + 1, saved_at=timezone.now(), saved_by=by):
        return True
    if draft := drafts.first():
        words = _("This draft was saved from another window or device since. Nothing is lost: "
                  "what stands here was not saved over it.")  # fmt: skip
        raise Overtaken(words, (draft,))
    return False
