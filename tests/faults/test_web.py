"""The web server is killed while people save: what it has answered is kept, once and whole."""

from __future__ import annotations

import http.client
import json
import random
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.faults.rig import ALIAS, Copies, Rig, rig
from tests.faults.test_kills import SEED, STRESS
from tracker.history.models import Event
from tracker.ratings.models import RatingStep, StandardResult, StarRating

EDITORS, KILLS = 4, 20 if STRESS else 4
SERVING_AGAIN = 30  # seconds, on a machine that does much else; alone it takes two
TOKEN = "f" * 32
PREPARE = """
import json
from pathlib import Path
from bench.saves import prepare
print(json.dumps(prepare(Path({folder!r}), {editors})))
"""


class Editor(threading.Thread):
    """Somebody who saves one star again and again, and sends anew what nobody answered."""

    def __init__(self, port: int, facts: dict, over: threading.Event) -> None:
        super().__init__(daemon=True)
        self.port, self.facts, self.over = port, facts, over
        self.began, self.version = facts["version"], facts["version"]
        self.repeated, self.fault = 0, ""

    def run(self) -> None:
        while not self.over.is_set() and not self.fault:
            self.save()

    def save(self) -> None:
        """Send a form until the server says what became of it."""
        body = {"csrfmiddlewaretoken": TOKEN, "seen": self.version, "do": "save"}
        for key in self.facts["standards"]:
            body |= {f"result-{key}": "met", f"note-{key}": self.note}
        status, doubtful = self.send(body), False
        while status is None:
            doubtful = True
            time.sleep(0.05)
            status = self.send(body)
        # 409: the form that nobody had answered was kept; sent again it changed nothing.
        if status == 302 or (status == 409 and doubtful):
            self.version += 1
            self.repeated += status == 409
        else:
            self.fault = f"answered {status} at version {self.version}"

    @property
    def note(self) -> str:
        return f"第{self.version}版之后"

    def send(self, body: dict) -> int | None:
        address = f"/ratings/2023/{self.facts['code']}/stars/industry/"
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"sessionid={self.facts['session']}; csrftoken={TOKEN}",
        }
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SERVING_AGAIN)
        try:
            connection.request("POST", address, urlencode(body), headers)
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()


@pytest.fixture
def web(copies: Copies, tmp_path: Path, django_db_blocker: object) -> Iterator[Rig]:
    with django_db_blocker.unblock(), rig(copies, tmp_path) as made:  # type: ignore[attr-defined]
        yield made


def answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def test_what_was_answered_is_kept_and_a_form_sent_again_changes_nothing(web, tmp_path):
    told = web.shell(PREPARE.format(folder=str(tmp_path), editors=EDITORS))
    port, over = web.add_web(), threading.Event()
    web.wait_until(lambda: answers(port), SERVING_AGAIN)
    events = Event.objects.using(ALIAS).count()
    editors = [Editor(port, facts, over) for facts in json.loads(told.splitlines()[-1])]
    for editor in editors:
        editor.start()

    chance = random.Random(SEED)  # noqa: S311 - to be repeated, not to be secret
    for nth in range(KILLS):
        seen = sum(editor.version for editor in editors)
        web.wait_until(lambda seen=seen: sum(one.version for one in editors) > seen + EDITORS)
        time.sleep(chance.uniform(0, 0.3))
        if nth % 2:
            web.kill_group("web")
        else:
            web.kill_a_child("web", nth // 2)
        web.wait_until(lambda: answers(port), SERVING_AGAIN)
    over.set()
    for editor in editors:
        editor.join(timeout=SERVING_AGAIN)

    assert [editor.fault for editor in editors if editor.fault] == []
    for editor in editors:
        star = StarRating.everything.using(ALIAS).get(
            rating__branch=editor.facts["code"], star__key="industry"
        )
        steps = RatingStep.objects.using(ALIAS).filter(star_rating=star, version__gt=editor.began)
        notes = StandardResult.objects.using(ALIAS).filter(star_rating=star).values_list("note")
        assert star.version == editor.version
        assert steps.count() == editor.version - editor.began
        assert {*notes} == {(f"第{editor.version - 1}版之后",)}
    saved = sum(editor.version - editor.began for editor in editors)
    assert Event.objects.using(ALIAS).count() == events + saved
    assert "0 wrong tallies" in web.shell("from bench.saves import proof; print(proof())")
