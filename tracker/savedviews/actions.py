"""What people do with their views. Each is one transaction with its events."""

from __future__ import annotations

from django.db import IntegrityError
from django.utils.translation import gettext as _

from tracker.access.refusals import Denied, Refused
from tracker.history.actions import delete_recorded, watched
from tracker.history.record import recorded_last
from tracker.people.models import User
from tracker.places.models import Area
from tracker.savedviews.models import SavedView
from tracker.savedviews.permissions import may_open, may_share_with, may_withdraw
from tracker.savedviews.terms import MOST

SHARING = "savedviews.share"


def save(
    *,
    by: User,
    list_name: str,
    state: str,
    name: str,
    area: Area | None = None,
    is_opening: bool = False,
) -> SavedView:
    """Keep a list's state under a name. Raises Denied and Refused."""
    if not may_open(by, list_name):
        raise Denied(list_name)
    _require_sharing(by, area)
    view = SavedView(owner=by, list_name=list_name, state=state)
    with recorded_last(by=by):
        # The account's row is held: two windows at once must not pass the bound together.
        User.objects.select_for_update().get(pk=by.pk)
        if SavedView.objects.filter(owner=by).count() >= MOST:
            raise Refused(
                _("You have %(most)s saved views already. Delete one first.") % {"most": MOST}
            )
        _write(view, by, name, area, is_opening=is_opening)
    return view


def change(
    *, by: User, view: SavedView, name: str, area: Area | None, is_opening: bool
) -> SavedView:
    """Give a view of one's own another name, share it or not, open its list with it or not."""
    _require_own(by, view)
    if area is not None and area.pk != view.area_id:
        _require_sharing(by, area)
    with recorded_last(by=by):
        User.objects.select_for_update().get(pk=by.pk)
        _write(view, by, name, area, is_opening=is_opening)
    return view


def withdraw(*, by: User, view: SavedView) -> SavedView:
    """End that a view is shared; its owner keeps it."""
    if not may_withdraw(by, view):
        raise Denied(SHARING)
    with watched(view, by=by):
        SavedView.objects.filter(pk=view.pk).update(area=None)
    view.refresh_from_db()
    return view


def delete(*, by: User, view: SavedView) -> None:
    """Forget a view of one's own; the list and its rows stay as they are."""
    _require_own(by, view)
    delete_recorded([view], by=by)


def _write(view: SavedView, by: User, name: str, area: Area | None, *, is_opening: bool) -> None:
    """Save a view; the list opens with one view only, so another one steps back."""
    if is_opening:
        mine = SavedView.objects.filter(owner=by, is_opening=True).of_list(view.list_name)
        for other in mine.exclude(pk=view.pk):
            with watched(other, by=by):
                SavedView.objects.filter(pk=other.pk).update(is_opening=False)
    try:
        with watched(view, by=by):
            view.name, view.area, view.is_opening = name, area, is_opening
            view.save()
    except IntegrityError as error:
        raise Refused(
            _("You have a view called “%(name)s” of this list already. Choose another name.")
            % {"name": name}
        ) from error


def _require_own(by: User, view: SavedView) -> None:
    if view.owner_id != by.pk:
        raise Denied(SHARING)


def _require_sharing(by: User, area: Area | None) -> None:
    if area is not None and not may_share_with(by, area.pk):
        raise Denied(SHARING)
