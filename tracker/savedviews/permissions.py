"""With whom a view may be shared, and who may open its list."""

from __future__ import annotations

from typing import Any

from tracker.access.policy import rule_for
from tracker.people.permissions import grants_of, may_pass
from tracker.places.models import Area
from tracker.savedviews.models import SavedView


def areas_to_share_with(user: Any) -> list[Area]:
    """Return the areas where a person holds a role, in the order of the codes."""
    codes = {grant.area_id for grant in grants_of(user)}
    return list(Area.objects.filter(pk__in=codes).order_by("pk")) if codes else []


def may_share_with(user: Any, code: str) -> bool:
    """Tell whether an area is one in which the person holds a role, or lies below one."""
    return any(code.startswith(grant.area_id) for grant in grants_of(user))


def may_withdraw(user: Any, view: SavedView) -> bool:
    """Tell whether a person may end that a view is shared: its owner, and who is at home there."""
    shared = view.area_id is not None
    return shared and (view.owner_id == user.pk or may_share_with(user, view.area_id))


def may_open(user: Any, list_name: str) -> bool:
    """Tell whether the table of addresses lets a person into a list at all."""
    rule = rule_for(list_name)
    return bool(rule) and may_pass(user, rule)
