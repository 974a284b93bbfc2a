"""Rows, places and forms of the inspections room, for the tests of who may reach what."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.utils import timezone

from tests.factories.inspections import (
    BulletinFactory,
    DraftFactory,
    InspectionFactory,
    PlannedVisitFactory,
    RoundFactory,
    SelfCheckFactory,
    a_photo,
)
from tests.factories.people import area_with_code
from tests.house.shapes import Place, Sent
from tracker.access.terms import Permission
from tracker.inspections.models import (
    Bulletin,
    Draft,
    Inspection,
    Photo,
    PlannedVisit,
    Round,
    SelfCheck,
)
from tracker.people.models import User
from tracker.places.models import Area

ROWS: dict[str, Any] = {
    "round-detail": (Round, {"pk": "pk"}),
    "round-add": (Round, {"pk": "pk"}),
    "round-close": (Round, {"pk": "pk"}),
    "self-check-new": (SelfCheck, {"code": "area_id"}),
    "self-check-draft": (SelfCheck, {"code": "area_id"}),
    "self-check-detail": (SelfCheck, {"pk": "pk"}),
    "visit-begin": (PlannedVisit, {"pk": "pk"}),
    "inspection-detail": (Inspection, {"pk": "pk"}),
    "inspection-record": (Draft, {"pk": "inspection_id"}),
    "inspection-draft": (Draft, {"pk": "inspection_id"}),
    "photo-add": (Draft, {"pk": "inspection_id"}),
    "photo": (Photo, {"pk": "inspection_id", "photo": "pk"}),
    "photo-remove": (Draft, {"pk": "inspection_id", "photo": "=987654"}),
    "bulletin-detail": (Bulletin, {"pk": "pk"}),
    "bulletin-move": (Bulletin, {"pk": "pk"}),
    "bulletin-docx": (Bulletin, {"pk": "pk"}),
}

IN_AREA: dict[type[Model], Place] = {
    Round: Place(
        lambda code, word: RoundFactory(area=area_with_code(code), title=word),
        Permission.INSPECTIONS_READ,
    ),
    # Whose visit it is, records it: shown to that inspector and to nobody else.
    PlannedVisit: Place(
        lambda code, _word: PlannedVisitFactory(area=area_with_code(code)), "nobody", (12,)
    ),
    Draft: Place(
        lambda code, word: DraftFactory(
            inspection__visit__area=area_with_code(code), typed=f'{{"what-0": "{word}"}}'
        ),
        "nobody",
        (12,),
    ),
    Inspection: Place(
        lambda code, word: InspectionFactory(visit__area=area_with_code(code), highlights=word),
        Permission.INSPECTIONS_READ,
        (12,),
    ),
    Photo: Place(
        lambda code, word: a_photo(area_with_code(code), word), Permission.INSPECTIONS_READ, (12,)
    ),
    SelfCheck: Place(
        lambda code, word: SelfCheckFactory(area=area_with_code(code), highlights=word),
        Permission.INSPECTIONS_READ,
        (12,),
    ),
    Bulletin: Place(
        lambda code, word: BulletinFactory(area=area_with_code(code), text=word),
        Permission.INSPECTIONS_READ,
    ),
}


def _an_inspector() -> str:
    return str(User.objects.get(display_name="inspector").pk)


def _today() -> str:
    return timezone.localdate().isoformat()


SENT: dict[str, Sent] = {
    "round-new": Sent(
        {
            "area": "410871060201",
            "kind": "observation",
            "title": "观摩",
            "starts_on": "2026-1-5",
            "ends_on": "2026-1-9",
            "team": _an_inspector,
            "route": "official",
            "seed": "",
            "number": "",
            "twice": "",
        },
        names={"area": (Area, "code", "{}")},
    ),
    "round-add": Sent(
        {"area": "410871060201", "inspector": _an_inspector, "why": "群众反映"},
        names={"area": (Area, "code", "{}")},
        needs=Permission.INSPECTIONS_PLAN,
    ),
    "self-check-new": Sent(
        {"inspected_on": _today, "highlights": "村容整洁"}, needs=Permission.SELF_CHECKS_RECORD
    ),
    "self-check-draft": Sent(
        {"highlights": "村容整洁", "draft": "0"}, needs=Permission.SELF_CHECKS_RECORD
    ),
    "round-close": Sent(needs=Permission.INSPECTIONS_PLAN),
    "visit-begin": Sent(),
    "inspection-record": Sent({"inspected_on": "2026-1-5", "do": "submit", "draft": "1"}),
    "inspection-draft": Sent({"what-0": "公厕标识缺失", "draft": "1"}),
    "photo-add": Sent({"caption": "公告栏"}),
    "photo-remove": Sent(),
    "bulletin-new": Sent(
        {"area": "410871060", "starts_on": "2023-4-1", "ends_on": "2023-6-30"},
        names={"area": (Area, "code", "{}")},
    ),
    "bulletin-detail": Sent(
        {"title": "通报", "text": "正文", "seen": "1"}, needs=Permission.BULLETINS_COMPOSE
    ),
    "bulletin-move": Sent({"verb": "submit", "seen": "1"}, needs=Permission.BULLETINS_COMPOSE),
}
