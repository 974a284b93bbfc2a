"""A small city with one row of every kind in every place, and everybody signed in."""

from __future__ import annotations

import datetime as dt
import re
import time
import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.factories.people import GrantFactory, UserFactory, area_with_code
from tests.factories.places import SuccessionFactory
from tests.factories.ratings import branch_at
from tests.house.addresses import (
    ADMIN,
    IN_AREA,
    OWN,
    ROWS,
    Address,
    Place,
    a_row_of,
    keys,
)
from tests.house.calls import database_digest
from tests.house.sent import SENT
from tests.house.subjects import CODES, FORMER, FRESH, MOVED, SUBJECTS, Subject
from tests.house.tree import factory_of, own_models
from tracker.access.policy import rule_for
from tracker.access.terms import Role
from tracker.management.commands.verify_tallies import RECOUNTS
from tracker.people.actions.signing import BACKEND
from tracker.people.models import User
from tracker.people.record import grant_in_words, note
from tracker.people.sessions import SEEN, beginning
from tracker.places.models import Area
from tracker.tallies.rollups import repair

NEED_A_CODE = {"county_office", "city_office", "system_admin", "security_admin", "auditor"}
AN_HOUR = 3600


def word_of(code: str) -> str:
    """Return the word that stands in every row of a place and nowhere else."""
    return f"雀{code}雀"


class World:
    """Rows by model and place, paths of addresses, the session of each subject; their digest."""

    def __init__(self) -> None:
        for code in (*CODES, *FRESH):
            area_with_code(code)
            if len(code) == 12:
                branch_at(code)
        yesterday = timezone.localdate() - dt.timedelta(days=1)
        Area.objects.filter(code__startswith=FORMER).update(valid_until=yesterday)
        SuccessionFactory(predecessor_id=FORMER, successor_id=MOVED, happened_on=yesterday)
        self.rows = {model: _rows(place) for model, place in IN_AREA.items()}
        self.shared = self.rows[User]["410871061"]
        _give_another_role(self.shared, "410883001")
        paths = {address: _public_path(address) for address in OWN if not place_of(address)}
        paths |= {address: _admin_path(address) for address in ADMIN}
        self.paths = {address: path for address, path in paths.items() if path}
        self.users = {subject.name: _account(subject) for subject in SUBJECTS}
        self.sessions = {
            subject.name: _session(subject, self.users[subject.name]) for subject in SUBJECTS
        }
        # The factories count nothing.
        repair(RECOUNTS)
        self.digest = database_digest()

    def path(self, address: Address, code: str = "") -> str:
        """Return an address with the row of a place; without one for an address of none."""
        place = place_of(address)
        if not place:
            return self.paths[address]
        return _path(address, self.row(address, code))

    def row(self, address: Address, code: str) -> Model:
        return self.rows[ROWS[address.name][0]][code]

    def named(self, model: type[Model], code: str) -> Model:
        """Return what a control of a form names: the area itself, or the row that lies there."""
        return Area.objects.get(pk=code) if model is Area else self.rows[model][code]

    def missing(self, address: Address, code: str) -> str:
        """Return the address with keys of the same kind that no row has."""
        return _path(address, self.row(address, code), missing_like)

    def crossed(self, address: Address, near: str, far: str) -> str:
        """Return an address of two keys whose last one belongs to another place."""
        keys, others = (_keys(address, self.row(address, code)) for code in (near, far))
        last = list(keys)[-1]
        return reverse(address.name, kwargs=keys | {last: others[last]})

    def ready(self, address: Address, code: str, subject: Subject) -> Callable[[], object] | None:
        """Return what brings the row of an address into the state in which its form works."""
        bring = SENT[address.name].ready if address.name in SENT else None
        if not bring:
            return None
        return partial(bring, self.row(address, code) if code else None, self.users[subject.name])


def add_rows_far_away(world: World) -> None:
    """Make one more row of every kind that is not public, where none of the subjects has a role."""
    known = list(User.objects.values_list("pk", flat=True))
    public = {ROWS[one.name][0] for one in OWN if one.name in ROWS and not _of_staff(one)}
    for model, place in IN_AREA.items():
        if model not in public:
            _rows(place, FRESH)
    # Who is known to hold a role elsewhere gets one more there. (Its event would move the numbers
    # of the log, which are of the whole site.)
    GrantFactory(user=world.shared, code=FRESH[1], role=Role.STREET_REVIEWER)
    repair(RECOUNTS)
    # An account without any role belongs to every security administrator; these are not meant.
    for user in User.objects.exclude(pk__in=known).filter(grants=None):
        GrantFactory(user=user, code=FRESH[0])


def place_of(address: Address) -> Place | None:
    """Return how the row of an address lies in an area; None for an address without such a row."""
    if address.name not in ROWS or not _of_staff(address):
        return None
    return IN_AREA.get(ROWS[address.name][0])


def _of_staff(address: Address) -> bool:
    rule = rule_for(address.name)
    return bool(rule and rule.audience == "staff")


def missing_like(value: Any) -> Any:
    """Return a key of the same kind and length that nothing has."""
    if isinstance(value, int):
        return 10**9 - 1
    if isinstance(value, uuid.UUID):
        return uuid.UUID(int=7)
    # Numbers of findings are digits with dashes between.
    if re.fullmatch(r"[0-9][0-9-]*", str(value)):
        return re.sub(r"[0-9]", "9", value)
    return "no-such-key"


def _rows(place: Place, codes: tuple[str, ...] = CODES) -> dict[str, Model]:
    return {code: place.make(code, word_of(code)) for code in codes if len(code) in place.levels}


def _give_another_role(user: Model, far: str) -> None:
    """Let somebody of one county hold a role in another one, too, as its word says."""
    held = GrantFactory(user=user, code=far, role=Role.STREET_REVIEWER, reason=word_of(far))
    note("grant", user, by=None, after=grant_in_words(held), reason=held.reason, area_code=far)


def _keys(address: Address, row: Model) -> dict[str, Any]:
    _model, fields = ROWS[address.name]
    return {name: value(row) for name, value in keys(fields)}


def _path(address: Address, row: Model, change: Any = lambda key: key) -> str:
    keys = {name: change(key) for name, key in _keys(address, row).items()}
    return reverse(address.name, kwargs=keys)


def _public_path(address: Address) -> str:
    if address.name not in ROWS:
        # With parameters it fails test_policy; here it is passed over.
        return "" if address.parameters else reverse(address.name)
    return _path(address, a_row_of(address.name))


def _admin_path(address: Address) -> str:
    """Return an address of Django's administration with a row; nothing for its catch-all."""
    if not address.parameters:
        return reverse(address.name)
    for model in own_models():
        if address.name.startswith(f"admin:{model._meta.label_lower.replace('.', '_')}_"):
            row = _one_of(model)
            return reverse(address.name, args=[row.pk])
    return ""


def _one_of(model: type[Model]) -> Model:
    return model._base_manager.order_by("pk").first() or factory_of(model)()


def _account(subject: Subject) -> User | None:
    if subject.state == "stranger":
        return None
    user = UserFactory(
        display_name=subject.name,
        is_active=subject.state != "disabled",
        must_change_password=subject.state == "account-password",
    )
    today = timezone.localdate()
    days = {"starts_on": today - dt.timedelta(days=9)}
    if subject.state == "ended":
        days["ends_on"] = today - dt.timedelta(days=1)
    for held in subject.held:
        GrantFactory(user=user, role=held.role, code=held.area, star=held.star, **days)
    return user


def _session(subject: Subject, user: User | None) -> str:
    """Return the key of a session as signing in leaves it; empty for a stranger."""
    if user is None:
        return ""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    now = time.time()
    # Seen in the future: no call of these tests is due to be noted, however slow the machine.
    session.update(beginning(user.session_epoch, now) | {SEEN: now + AN_HOUR})
    needed = any(held.role in NEED_A_CODE for held in subject.held)
    if needed and subject.state != "account-second-factor":
        device = TOTPDevice.objects.create(user=user, confirmed=True)
        if subject.state != "sign-in-code":
            session[DEVICE_ID_SESSION_KEY] = device.persistent_id
    session.save()
    return str(session.session_key)
