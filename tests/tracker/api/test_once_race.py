"""Two requests with one key in the same moment, each on a connection of its own: one change."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier

import pytest
from django.db import connection, connections

from tests.tracker.api.programs import Program, kind_of
from tests.tracker.changesets.conftest import KIND, THREE, County
from tests.tracker.places.test_race import patiently
from tests.tracker.ratings.cast import COUNTY, STREET, VILLAGES, YEAR, person, village
from tracker.access.terms import Role
from tracker.api import sent
from tracker.api.models import KeptAnswer
from tracker.campaigns.models import Campaign
from tracker.changesets.models import Changeset
from tracker.declarations.actions import fill_in
from tracker.declarations.models import Declaration, DeclarationStep
from tracker.history.models import Event
from tracker.history.verify import verify

pytestmark = pytest.mark.django_db(transaction=True)
UNHURRIED = 0.5  # seconds between what is done and its answer being kept


@pytest.fixture
def county(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    with in_a_file(tmp_path / "race.sqlite3"):
        yield County()


@contextmanager
def in_a_file(path):
    """Let SQLite stand in a file, as it does at work: one in memory waits for nobody."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    memory = connections["default"]
    name, memory.settings_dict["NAME"] = memory.settings_dict["NAME"], str(path)
    del connections["default"]
    try:
        yield
    finally:
        connections["default"].close()
        memory.settings_dict["NAME"] = name
        connections["default"] = memory


@pytest.fixture
def together(monkeypatch):
    """Send requests at once: none looks for the kept answer before all have come that far."""
    looked, keep, meeting = sent.is_key, sent._keep, Barrier(2, timeout=60)

    def waited(key):
        meeting.wait()
        return looked(key)

    def slowly(kept, done):
        time.sleep(UNHURRIED)
        return keep(kept, done)

    monkeypatch.setattr(sent, "is_key", waited)
    monkeypatch.setattr(sent, "_keep", slowly)

    def ask(*requests):
        with ThreadPoolExecutor(len(requests)) as pool:
            waiting = [pool.submit(patiently, program, **said) for program, said in requests]
            return [done.result(timeout=120) for done in waiting]

    return ask


def alike(answers, status):
    """Tell that one was done, the other replayed, and both say the same."""
    assert [one.status_code for one in answers] == [status, status]
    assert answers[0].json() == answers[1].json()
    assert answers[0]["ETag"] == answers[1]["ETag"]
    replayed = sorted(one.get("Idempotency-Replayed", "") for one in answers)
    assert replayed == ["", "true"]
    assert KeptAnswer.objects.count() == 1
    assert verify()[1] is None


def test_a_move_that_is_sent_twice_at_once_is_made_once(county, together):
    street = person("street", (Role.STREET_OFFICER, STREET))
    branch, year = village(VILLAGES[5]), Campaign.objects.get(pk=YEAR)
    fill_in(by=street, branch=branch, campaign=year, stars=["safety"], seen=0)
    said = {
        "method": "POST",
        "path": f"declarations/{YEAR}/{branch.pk}/moves/",
        "body": {"verb": "submit"},
        "if_match": '"v1"',
        "idempotency_key": "once",
    }

    # Two tokens: one token is answered one request after the other.
    answers = together((Program(street), said), (Program(street), said))

    alike(answers, 200)
    assert Declaration.everything.get(branch=branch).version == 2
    assert DeclarationStep.objects.filter(declaration__branch=branch).count() == 2
    assert Event.objects.filter(action="declarations.submit").count() == 1


def test_a_changeset_that_is_sent_twice_at_once_is_staged_once(county, together):
    rows = [{"code": code, "industry": "met"} for code in THREE]
    said = {
        "method": "POST",
        "path": "changesets/",
        "body": {"kind": KIND, "year": YEAR, "area": COUNTY, "rows": rows},
        "idempotency_key": "once",
    }

    answers = together((Program(county.clerk), said), (Program(county.clerk), said))

    alike(answers, 201)
    assert Changeset.everything.count() == 1
    assert Event.objects.filter(action="changesets.stage").count() == 1


def test_of_two_requests_with_one_key_that_ask_for_different_things_one_is_refused(
    county, together
):
    rows = [{"code": code, "industry": "met"} for code in THREE]
    both = [
        {
            "method": "POST",
            "path": "changesets/",
            "body": {"kind": KIND, "year": YEAR, "area": COUNTY, "rows": some},
            "idempotency_key": "once",
        }
        for some in (rows, rows[:1])
    ]

    answers = together(*[(Program(county.clerk), said) for said in both])

    done, refused = sorted(answers, key=lambda answer: answer.status_code)
    assert done.status_code == 201
    assert kind_of(refused) == (409, "repeated-differently")
    assert Changeset.everything.count() == KeptAnswer.objects.count() == 1
