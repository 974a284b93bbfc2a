"""The one thing a person does to their desk."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from tracker.access.refusals import Refused
from tracker.desks.models import Bookmark
from tracker.history.models import Head
from tracker.people.models import User


@transaction.atomic
def mark_seen(*, by: User, sequence: int) -> Bookmark:
    """Remember that ``by`` has seen the log up to an entry; never further back than before.

    No event is written: a log of what people read would count their visits. Raises
    Refused for an entry that is not there yet.
    """
    head = Head.objects.filter(pk=1).values_list("sequence", flat=True).first() or 0
    if sequence > head:
        raise Refused(_("The log has no such entry yet."))
    bookmark, _made = Bookmark.objects.get_or_create(user=by, defaults={"sequence": sequence})
    # Two windows may be open: the later entry stays.
    Bookmark.objects.filter(pk=bookmark.pk, sequence__lt=sequence).update(sequence=sequence)
    bookmark.refresh_from_db()
    return bookmark
