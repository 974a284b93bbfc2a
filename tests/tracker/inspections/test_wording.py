"""What happened to a round and its visits stands in the log in words, in both languages."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.people import GrantFactory
from tests.tracker.findings.cast import STREET
from tests.tracker.inspections.test_recording import paper, plan, visit_of
from tests.tracker.inspections.test_rules import photo
from tracker.access.terms import Role
from tracker.inspections.actions import add_photo, begin, close_round, remove_photo, submit
from tracker.inspections.models import Bulletin
from tracker.inspections.wording import sentence

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(cast):
    """Read the log as the auditor of all that this site is about."""
    auditor = GrantFactory(role=Role.AUDITOR, code="4108").user

    def read(language="en"):
        browser = Client()
        browser.force_login(auditor)
        browser.cookies["django_language"] = language
        return browser.get(reverse("log-list"), {"per_page": "100"}).content.decode()

    return read


@pytest.fixture
def visited(cast, on):
    """A round is planned, one of its visits recorded with two findings, and it is closed."""
    on("2023-06-21")
    row = plan(cast)
    inspection = begin(by=cast.inspector, visit=visit_of(row, cast.inspector))
    for _time in range(2):
        kept = add_photo(by=cast.inspector, inspection=inspection, file=photo())
    remove_photo(by=cast.inspector, photo=kept)
    submit(by=cast.inspector, inspection=inspection, paper=paper(cast))
    close_round(by=cast.county, row=row)
    return row


def test_a_round_is_told_from_its_plan_to_its_end(visited, log):
    shown = log()

    for words in (
        f"planned a round of {visited.visits.count()} units",
        "began to record the visit",
        "added a photo",
        "took a photo away",
        "submitted the visit, with 2 findings",
        "closed the round",
    ):
        assert words in shown, words


def test_the_same_is_told_in_chinese(visited, log):
    shown = log("zh-hans")

    assert "提交检查记录，登记问题2个" in shown
    assert "结束本轮督导检查" in shown


def test_a_bulletin_is_told_from_its_first_text_to_its_number(cast, visited, at, on, log):
    on("2023-07-03")
    browser = at(cast.county)
    days = {"area": STREET, "starts_on": "2023-6-1", "ends_on": "2023-6-30"}
    browser.post(reverse("bulletin-new"), days)
    page = reverse("bulletin-detail", args=[Bulletin.everything.get().pk])

    def move(who, verb):
        row = Bulletin.everything.get()
        said = {"verb": verb, "seen": row.version, "reason": "补充数据"}
        at(who).post(reverse("bulletin-move", args=[row.pk]), said)

    edit = {"title": "关于六月督导的通报", "text": "督导1个村。"}
    browser.post(page, edit | {"seen": Bulletin.everything.get().version})
    move(cast.county, "submit")
    move(cast.colleague, "return")
    move(cast.county, "submit")
    move(cast.colleague, "approve")
    assert Bulletin.everything.get().state == "issued"

    shown = log()

    for words in (
        "composed a bulletin",
        "edited the bulletin",
        "handed the bulletin in for approval",
        "gave the bulletin back to be edited",
        "approved and issued the bulletin, number 1",
    ):
        assert words in shown, words


@pytest.mark.parametrize(
    ("action", "after", "words"),
    [
        ("inspections.vanish", {}, "inspections.vanish"),
        ("inspections.plan", {}, "inspections.plan"),
        ("inspections.submit", {}, "submitted the visit, with 0 findings"),
        ("inspections.submit", {"findings": 3}, "submitted the visit, with 0 findings"),
        ("inspections.issue", {}, "approved and issued the bulletin, number "),
    ],
)
def test_an_event_that_says_less_than_expected_is_still_told(action, after, words):
    assert sentence(action, {}, after) == words
