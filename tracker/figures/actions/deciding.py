"""A person of the office chooses between two numbers, with a reason; both stay."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.access.refusals import Overtaken, Refused
from tracker.access.terms import Permission
from tracker.figures.models import Crosscheck, CrosscheckPart
from tracker.figures.terms import CheckKind, CheckResult, ChoiceRule, PartRole
from tracker.history.record import Change, record
from tracker.people.models import User
from tracker.people.permissions import require

RECORD = "record"  # the records of this site hold, and the paper stands beside them
NOBODY = ""  # a decision is taken back: both are shown again


@transaction.atomic
def decide(*, by: User, check: Crosscheck, choice: str, reason: str, seen: str) -> Crosscheck:
    """Choose the figure that is shown, or the record, and say why; "" takes a choice back.

    ``seen`` is the choice that the person had before them. Raises Denied without CLAIMS_JUDGE
    in the area, Refused without a reason, for a choice that is none of the two, and for a
    contradiction that a written rule has decided; Overtaken where somebody decided meanwhile.
    """
    require(by, Permission.CLAIMS_JUDGE, check.area_id)
    held = Crosscheck.objects.select_for_update(of=("self",)).get(pk=check.pk)
    if held.result != CheckResult.CONTRADICTS or held.rule not in (
        "",
        ChoiceRule.NONE,
        ChoiceRule.PERSON,
    ):
        raise Refused(_("A written rule has chosen here, or nothing contradicts."))
    if held.choice != seen:
        raise Overtaken(_("Somebody has decided this meanwhile. Look at it once more."), (held,))
    if not reason.strip():
        raise Refused(_("Give the reason in a few words."))
    parts = list(CrosscheckPart.objects.filter(crosscheck=held).order_by("position"))
    if choice not in (NOBODY, *choices(held, parts)):
        raise Refused(_("Choose one of the two."))
    before = {"choice": held.choice, "rule": held.rule, "reason": held.reason}
    _write(held, parts, choice, reason.strip()[:200], by=by)
    after = {"choice": held.choice, "rule": held.rule, "reason": held.reason}
    change = Change.of(held, "decided", before=before, after=after, reason=held.reason)
    record(change, by=by)
    return held


def choices(check: Crosscheck, parts: list[CrosscheckPart]) -> list[str]:
    """Return what can be chosen: the figures, and the records where they are one side."""
    keys = [part.figure_id for part in parts]
    return [*keys, RECORD] if check.kind == CheckKind.RECORD else keys


def _write(
    check: Crosscheck, parts: list[CrosscheckPart], choice: str, reason: str, *, by: User
) -> None:
    check.choice, check.reason = choice, reason
    check.rule = ChoiceRule.PERSON if choice else ChoiceRule.NONE
    check.decided_at, check.decided_by = timezone.now(), by
    check.save(update_fields=["choice", "reason", "rule", "decided_at", "decided_by"])
    roles = {part.pk: _role(part.figure_id, choice) for part in parts}
    for key, role in roles.items():
        CrosscheckPart.objects.filter(pk=key).update(role=role)


def _role(figure: str, choice: str) -> PartRole:
    if choice == NOBODY:
        return PartRole.PART
    return PartRole.CHOSEN if figure == choice else PartRole.OTHER
