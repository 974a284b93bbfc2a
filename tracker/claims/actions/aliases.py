"""A name that a page gives to a place is proposed to whoever keeps the places; they decide."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import PageText
from tracker.access.refusals import Overtaken
from tracker.access.terms import Permission
from tracker.claims import record
from tracker.claims.models import AliasProposal, Claim
from tracker.claims.terms import AliasState
from tracker.history.record import recorded_last, tell
from tracker.people.models import User
from tracker.people.permissions import require
from tracker.places.actions.naming import add_name
from tracker.places.models import AreaName
from tracker.places.terms import NameKind

# What a page calls whatever it spoke of before: no name of anything.
_NO_NAMES = frozenset("该此本我全两各")


def propose_alias(*, claim: Claim, by: User) -> AliasProposal | None:
    """Propose the page's word for a place as a name of it; nothing where it is none, or known."""
    name, area = claim.named_as.strip(), claim.area
    if area is None or len(name) < 2 or name[0] in _NO_NAMES:
        return None
    if name in (area.name, area.official_name):
        return None
    # A person may type the page's word themselves; what does not stand there is no name of its.
    if not PageText.objects.filter(pk=claim.page_id, text__contains=name).exists():
        return None
    if AreaName.objects.filter(area=area, name=name).exists():
        return None
    rows = AliasProposal.objects.unscoped("a name is proposed once, whoever proposes it")
    proposal, fresh = rows.get_or_create(
        area=area, name=name, defaults={"claim": claim, "proposed_by": by}
    )
    if fresh:
        tell(record.added([proposal]), by=by)
    return proposal


@transaction.atomic
def review_alias(*, by: User, proposal: AliasProposal, take: bool) -> AliasProposal:
    """Make a proposed name a name of the place, as papers print it, or refuse it.

    Raises Denied without PLACES_CHANGE there, Overtaken where somebody reviewed it meanwhile.
    """
    require(by, Permission.PLACES_CHANGE, proposal.area_id)
    with recorded_last(by=by):
        rows = AliasProposal.objects.unscoped("the right was asked above")
        held = rows.select_for_update(of=("self",)).select_related("area").get(pk=proposal.pk)
        if held.state != AliasState.WAITING:
            raise Overtaken(_("Somebody reviewed this name meanwhile."), (held,))
        before = record.told(held)
        if take and not AreaName.objects.filter(area=held.area, name=held.name).exists():
            note = _("from a newspaper page, by a claim")
            add_name(area=held.area, name=held.name, kind=NameKind.PRESS, note=note, by=by)
        held.state = AliasState.ACCEPTED if take else AliasState.REFUSED
        held.reviewed_at, held.reviewed_by = timezone.now(), by
        held.save(update_fields=["state", "reviewed_at", "reviewed_by"])
        tell([record.moved(held, "reviewed", before)], by=by)  # type: ignore[arg-type]
    return held
