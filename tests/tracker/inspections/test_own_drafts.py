"""A self-check is kept while it is typed, as the paper of an inspection is."""

import datetime as dt
import json

import pytest
from django.urls import reverse
from django.utils import translation

from tests.factories.inspections import SelfCheckDraftFactory
from tests.tracker.findings.cast import ELSEWHERE, NEXT, VILLAGE, Cast, person
from tracker.access.refusals import Denied, Overtaken, Refused
from tracker.access.terms import Role
from tracker.history.models import Event
from tracker.inspections.actions import record_self_check, save_self_check_draft
from tracker.inspections.inputs import LONGEST_DRAFT, Paper
from tracker.inspections.models import SelfCheck, SelfCheckDraft
from tracker.places.models import Area

pytestmark = pytest.mark.django_db
PAGE, KEEP = reverse("self-check-new", args=[VILLAGE]), reverse("self-check-draft", args=[VILLAGE])


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def cast():
    return Cast()


@pytest.fixture
def at(english):
    def signed_in(user):
        english.force_login(user)
        return english

    return signed_in


def save(by, typed, seen=0, code=VILLAGE):
    return save_self_check_draft(
        by=by, area=Area.objects.get(pk=code), typed={"highlights": typed}, seen=seen
    )


def typed():
    return [json.loads(row.typed).get("highlights", "") for row in SelfCheckDraft.objects.all()]


def test_what_is_typed_is_kept_version_by_version_and_told_to_nobody(cast):
    events = Event.objects.count()

    assert [save(cast.secretary, "一"), save(cast.secretary, "一二", 1)] == [1, 2]

    assert typed() == ["一二"]
    assert Event.objects.count() == events


@pytest.mark.parametrize("seen", [0, 1, 3])
def test_another_window_does_not_save_over_it(cast, seen):
    save(cast.secretary, "一")
    save(cast.secretary, "二", 1)

    with pytest.raises(Overtaken):
        save(cast.secretary, "旧", seen)

    assert typed() == ["二"]


def test_two_of_one_village_have_a_draft_each(cast):
    colleague = person(Role.BRANCH_SECRETARY, VILLAGE, "deputy")

    save(cast.secretary, "甲")
    save(colleague, "乙")

    assert sorted(typed()) == sorted(["甲", "乙"])


def test_nobody_keeps_a_draft_of_a_unit_that_is_not_theirs_or_one_without_end(cast):
    for by, code in ((cast.officer, VILLAGE), (cast.secretary, NEXT)):
        with pytest.raises(Denied):
            save(by, "外", code=code)
    with pytest.raises(Refused):
        save(cast.secretary, "长" * (LONGEST_DRAFT + 1))

    assert typed() == []


def test_recording_empties_the_draft_and_its_old_version_counts_no_more(cast, on):
    on("2023-06-21")
    area = Area.objects.get(pk=VILLAGE)
    save(cast.secretary, "一")
    paper = Paper(dt.date(2023, 6, 21), highlights="一")

    record_self_check(by=cast.secretary, campaign=cast.campaign, area=area, paper=paper)

    [draft] = SelfCheckDraft.objects.all()
    assert (draft.typed, draft.version) == ("{}", 2)
    with pytest.raises(Overtaken):
        save(cast.secretary, "一", 1)
    assert save(cast.secretary, "下一次", 2) == 3


def test_what_is_refused_leaves_the_draft(cast, on):
    on("2023-06-21")
    save(cast.secretary, "一")
    paper = Paper(dt.date(2023, 6, 22), highlights="一")

    with pytest.raises(Refused):
        record_self_check(
            by=cast.secretary,
            campaign=cast.campaign,
            area=Area.objects.get(pk=VILLAGE),
            paper=paper,
        )

    assert typed() == ["一"]


# --- The page ----------------------------------------------------------------------------


def test_the_page_keeps_what_is_typed_and_brings_it_back(cast, at):
    browser = at(cast.secretary)
    assert 'name="draft" value="0"' in browser.get(PAGE).content.decode()

    answer = browser.post(KEEP, {"highlights": "村容整洁", "draft": "0", "csrf": "x"})
    late = browser.post(KEEP, {"highlights": "另一台手机", "draft": "0"})

    assert answer.json() == {"draft": 1, "words": "✓ Saved"}
    assert late.status_code == 409
    page = browser.get(PAGE).content.decode()
    assert "村容整洁" in page
    assert 'name="draft" value="1"' in page


def test_without_scripts_the_draft_is_saved_by_a_button(cast, at):
    browser = at(cast.secretary)

    saved = browser.post(PAGE, {"do": "save", "draft": "0", "next_steps": "补齐台账"})
    late = browser.post(PAGE, {"do": "save", "draft": "0", "next_steps": "第二份"})
    long = {f"note-{number}": "长" * 2000 for number in range(1, 40)}
    refused = browser.post(PAGE, {"do": "save", "draft": "1", **long})

    assert saved["Location"] == PAGE
    assert (late.status_code, refused.status_code) == (409, 200)
    assert "第二份" in late.content.decode()
    assert "too long" in refused.content.decode()
    assert "补齐台账" in browser.get(PAGE).content.decode()
    assert not SelfCheck.everything.exists()


def test_once_recorded_nothing_stays_on_the_device_and_the_next_begins_empty(cast, at, on):
    on("2023-06-21")
    browser = at(cast.secretary)
    browser.post(KEEP, {"highlights": "村容整洁", "draft": "0"})
    sent = {"inspected_on": "2023-06-21", "highlights": "村容整洁", "draft": "1", "do": "submit"}

    answer = browser.post(PAGE, sent)

    key = f'data-submitted-paper="paper-own-{VILLAGE}-{cast.secretary.pk}"'
    assert key in browser.get(answer["Location"]).content.decode()
    # Told once: whoever looks at it later may have begun the next one.
    assert "data-submitted-paper" not in browser.get(answer["Location"]).content.decode()
    page = browser.get(PAGE).content.decode()
    assert "村容整洁" not in page
    assert 'name="draft" value="2"' in page


def test_a_draft_is_read_by_nobody_else(cast, at):
    SelfCheckDraftFactory(
        area_id=VILLAGE, saved_by=cast.secretary, typed='{"highlights": "只有我"}'
    )
    deputy = person(Role.BRANCH_SECRETARY, VILLAGE, "deputy")
    far = person(Role.BRANCH_SECRETARY, ELSEWHERE, "far")

    assert "只有我" in at(cast.secretary).get(PAGE).content.decode()
    assert "只有我" not in at(deputy).get(PAGE).content.decode()
    body = {"highlights": "外", "draft": "1"}
    assert at(far).post(KEEP, body).status_code == 404
    missing = reverse("self-check-draft", args=["410811008299"])
    assert at(far).post(missing, body).status_code == 404
    assert at(cast.officer).post(KEEP, body).status_code == 403
    assert typed() == ["只有我"]
