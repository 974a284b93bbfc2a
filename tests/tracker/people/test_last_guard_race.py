"""Two security administrators disable each other in the same instant: one of them remains."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.factories.people import SecurityAdministratorFactory
from tests.tracker.places.test_race import patiently
from tracker.access.refusals import Denied, Refused
from tracker.people.actions import accounts
from tracker.people.models import User

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_security_administrator_always_remains(monkeypatch):
    guards = [SecurityAdministratorFactory(), SecurityAdministratorFactory()]
    told = accounts.note

    def slowly(*args, **kwargs):
        time.sleep(0.3)  # the other one is asking meanwhile
        return told(*args, **kwargs)

    monkeypatch.setattr(accounts, "note", slowly)

    def disable(by: int, user: int) -> str:
        one, other = people[by], people[user]
        try:
            patiently(accounts.disable, by=one, user=other, reason="调离")
        except (Refused, Denied):
            return "refused"
        return "disabled"

    first, second = (guard.pk for guard in guards)
    people = {guard.pk: User.objects.get(pk=guard.pk) for guard in guards}
    with ThreadPoolExecutor(2) as pool:
        tries = [pool.submit(disable, first, second), pool.submit(disable, second, first)]
        outcome = sorted(one.result() for one in tries)

    assert outcome == ["disabled", "refused"]
    assert User.objects.filter(is_active=True).count() == 1
