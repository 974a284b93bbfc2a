"""Photos: always optional, encoded anew before they are kept."""

from __future__ import annotations

import hashlib
import uuid
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from tracker.access.refusals import Denied, Refused
from tracker.access.terms import Permission
from tracker.history.record import Change, record
from tracker.inspections.models import Inspection, Photo
from tracker.inspections.pictures import NoPictureError, encoded_anew
from tracker.inspections.terms import State
from tracker.people.models import User
from tracker.people.permissions import may

MOST_PHOTOS = 9  # of one visit


def folder() -> Path:
    """Return where photos lie: below the site's own directory, never below its static files."""
    return Path(settings.VAR_DIR) / "photos"


def add_photo(*, by: User, inspection: Inspection, file: BinaryIO, caption: str = "") -> Photo:
    """Keep a photo of a visit. Raises Denied, and Refused for what is no photo, for one too many,
    and where the record is submitted.

    The file is written first: what fails afterwards leaves a file that no row names, never a
    row without its file.
    """
    _require_own(by, inspection)
    try:
        picture = encoded_anew(file)
    except NoPictureError:
        raise Refused(
            _("This is no photo that can be kept: JPEG, PNG or WebP of at most 15 MB.")
        ) from None
    name = f"{uuid.uuid4().hex}.jpg"
    folder().mkdir(parents=True, exist_ok=True)
    path = folder() / name
    path.write_bytes(picture)
    try:
        with transaction.atomic():
            held = _held_draft(inspection)
            if held.photos.count() >= MOST_PHOTOS:
                raise Refused(_("At most %(most)d photos of one visit.") % {"most": MOST_PHOTOS})
            photo = Photo.objects.create(
                inspection=inspection,
                file=name,
                caption=caption.strip()[:120],
                sha256=hashlib.sha256(picture).hexdigest(),
                added_by=by,
            )
            told = {"inspection": inspection.pk, "sha256": photo.sha256}
            record(Change.of(photo, "photo", area_code=inspection.area_id, after=told), by=by)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return photo


def remove_photo(*, by: User, photo: Photo) -> None:
    """Take a photo away. Raises Denied, and Refused where the record is submitted."""
    _require_own(by, photo.inspection)
    with transaction.atomic():
        _held_draft(photo.inspection)
        told = {"inspection": photo.inspection_id, "sha256": photo.sha256}
        change = Change.of(photo, "unphoto", area_code=photo.inspection.area_id, before=told)
        photo.delete()
        record(change, by=by)
        transaction.on_commit(lambda: (folder() / photo.file).unlink(missing_ok=True))


def _require_own(by: User, inspection: Inspection) -> None:
    own = inspection.visit.inspector_id == by.pk
    if not own or not may(by, Permission.INSPECTIONS_RECORD, inspection.area_id):
        raise Denied(Permission.INSPECTIONS_RECORD)


def _held_draft(inspection: Inspection) -> Inspection:
    """Hold the record as it stands now: who submits it at this moment waits, or was faster."""
    rows = Inspection.objects.unscoped("it is the inspector's own")
    held: Inspection = rows.select_for_update(no_key=True).get(pk=inspection.pk)
    if held.state != State.DRAFT:
        raise Refused(_("The record is submitted and does not change any more."))
    return held
