"""The pages of rounds, visits, photos and bulletins: who sees what, and what a form answers."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.tracker.findings.cast import NEXT, STREET, VILLAGE
from tests.tracker.inspections.test_recording import paper, plan, record, visit_of
from tests.tracker.inspections.test_rules import photo
from tracker.findings.models import Finding
from tracker.inspections.actions import add_photo, begin, submit
from tracker.inspections.models import Bulletin, Draft, Inspection, Photo, Round

pytestmark = pytest.mark.django_db


@pytest.fixture
def begun(cast, on):
    """A visit that the inspector has begun on its day."""
    on("2023-06-20")
    return begin(by=cast.inspector, visit=visit_of(plan(cast), cast.inspector))


def shown(browser, name, *keys, status=200):
    answer = browser.get(reverse(name, args=keys))
    assert answer.status_code == status, name
    return answer.content.decode()


def said(browser, answer):
    """Return the page that an answer leads to."""
    return browser.get(answer["Location"]).content.decode()


# --- Planning ---------------------------------------------------------------------------


def test_the_county_plans_a_round_and_its_page_names_every_visit(cast, on, at):
    on("2023-06-20")
    browser = at(cast.county)
    sent = {
        "area": STREET,
        "kind": "observation",
        "title": "第二季度观摩",
        "starts_on": "2023-6-20",
        "ends_on": "2023-6-30",
        "team": [str(cast.inspector.pk)],
        "route": "official",
    }
    assert "Inspectors" in browser.get(reverse("round-new"), {"area": STREET}).content.decode()

    answer = browser.post(reverse("round-new"), sent)

    row = Round.everything.get()
    assert answer["Location"] == reverse("round-detail", args=[row.pk])
    text = said(browser, answer)
    assert "第二季度观摩" in text
    assert all(visit.area.name in text for visit in row.visits.select_related("area"))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"ends_on": "2023-6-1"}, "ends before it begins"),
        ({"team": []}, "required"),
        ({"route": "drawn", "seed": ""}, "seed"),
        ({"starts_on": "soon"}, "Enter a valid date"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_and_what_was_typed_stays(cast, on, at, wrong, words):
    on("2023-06-20")
    sent = {
        "area": STREET,
        "kind": "observation",
        "title": "观摩甲",
        "starts_on": "2023-6-20",
        "ends_on": "2023-6-30",
        "team": [str(cast.inspector.pk)],
        "route": "official",
    }

    text = at(cast.county).post(reverse("round-new"), sent | wrong).content.decode()

    assert words in text
    assert "观摩甲" in text
    assert not Round.everything.exists()


def test_a_round_is_closed_once(cast, on, at):
    on("2023-06-20")
    row = plan(cast)
    browser = at(cast.county)
    close = reverse("round-close", args=[row.pk])

    assert "closed" in said(browser, browser.post(close)).lower()
    browser.post(close)

    assert Round.everything.get().state == "closed"


# --- Recording ---------------------------------------------------------------------------


def test_an_inspector_begins_their_own_visit_and_nobody_elses(cast, on, at):
    on("2023-06-20")
    visit = visit_of(plan(cast), cast.inspector)
    address = reverse("visit-begin", args=[visit.pk])

    assert at(cast.second).post(address).status_code == 404
    assert not Inspection.everything.exists()
    answer = at(cast.inspector).post(address)
    assert answer["Location"] == reverse("inspection-record", args=[Inspection.everything.get().pk])


def test_a_paper_is_kept_while_typing_and_comes_back(cast, begun, at):
    browser = at(cast.inspector)
    keep = reverse("inspection-draft", args=[begun.pk])

    answer = browser.post(keep, {"highlights": "村容整洁", "draft": "1"})
    assert answer.json()["draft"] == 2
    assert "村容整洁" in shown(browser, "inspection-record", begun.pk)

    late = browser.post(keep, {"highlights": "另一台手机", "draft": "1"})
    assert late.status_code == 409
    assert "村容整洁" in Draft.objects.get().typed


def test_without_scripts_the_draft_is_saved_by_a_button(cast, begun, at):
    browser = at(cast.inspector)
    address = reverse("inspection-record", args=[begun.pk])

    answer = browser.post(address, {"do": "save", "draft": "1", "next_steps": "复查公厕"})
    assert "The draft is saved" in said(browser, answer)

    overtaken = browser.post(address, {"do": "save", "draft": "1", "next_steps": "第二份"})
    assert overtaken.status_code == 409
    assert "第二份" in overtaken.content.decode()
    assert "复查公厕" in Draft.objects.get().typed


def test_a_paper_is_submitted_once_and_its_page_shows_what_was_seen(cast, begun, at):
    first, _second = cast.standards
    browser = at(cast.inspector)
    address = reverse("inspection-record", args=[begun.pk])
    sent = {
        "inspected_on": "2023-6-20",
        "highlights": "村容整洁",
        f"result-{first.pk}": "not_met",
        f"note-{first.pk}": "标识缺失",
        "points-site": "36",
        "what-0": "公厕标识缺失",
        "star-0": "ecology",
        "what-5": "台账不全",
        "do": "submit",
        "draft": "1",
    }

    text = said(browser, browser.post(address, sent))

    assert "Submitted, with 2 findings" in text
    assert all(words in text for words in ("村容整洁", "标识缺失", "公厕标识缺失", "36"))
    # Sent again, it leads to what stands; no finding is reported twice.
    assert browser.post(address, sent)["Location"] == reverse("inspection-detail", args=[begun.pk])
    assert Finding.everything.count() == 2


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"inspected_on": ""}, "required"),
        ({"inspected_on": "2023-7-30"}, "day"),
        ({"points-site": "4000"}, "less than or equal"),
        ({"star-0": "gold", "what-0": "x"}, "gold"),
    ],
)
def test_a_paper_that_cannot_be_is_refused_and_nothing_is_lost(cast, begun, at, wrong, words):
    sent = {"inspected_on": "2023-6-20", "highlights": "村容整洁", "do": "submit", "draft": "1"}
    address = reverse("inspection-record", args=[begun.pk])

    text = at(cast.inspector).post(address, sent | wrong).content.decode()

    assert words in text
    assert "村容整洁" in text
    assert Inspection.everything.get().state == "draft"
    assert not Finding.everything.exists()


def test_a_draft_is_read_by_nobody_else(cast, begun, at):
    for user in (cast.county, cast.second):
        browser = at(user)
        shown(browser, "inspection-detail", begun.pk, status=404)
        shown(browser, "inspection-record", begun.pk, status=404)


# --- Photos ------------------------------------------------------------------------------


def test_a_photo_is_added_shown_and_taken_away(cast, begun, at):
    browser = at(cast.inspector)
    file = SimpleUploadedFile("公告栏.jpg", photo().read(), content_type="image/jpeg")

    answer = browser.post(reverse("photo-add", args=[begun.pk]), {"file": file, "caption": "栏"})
    assert "without place and device" in said(browser, answer)

    kept = Photo.objects.get()
    address = reverse("photo", args=[begun.pk, kept.pk])
    sent = browser.get(address)
    assert (sent.status_code, sent["Content-Type"]) == (200, "image/jpeg")
    assert "no-store" in sent["Cache-Control"]
    assert b"".join(sent.streaming_content)[:2] == b"\xff\xd8"

    browser.post(reverse("photo-remove", args=[begun.pk, kept.pk]))
    assert not Photo.objects.exists()
    assert browser.get(address).status_code == 404


@pytest.mark.parametrize(
    ("content", "words"), [(b"", "Choose a photo first"), (b"<svg/>", "photo")]
)
def test_what_is_no_photo_is_refused(cast, begun, at, content, words):
    browser = at(cast.inspector)
    files = {"file": SimpleUploadedFile("x.jpg", content)} if content else {}

    answer = browser.post(reverse("photo-add", args=[begun.pk]), files)

    assert words in said(browser, answer)
    assert not Photo.objects.exists()


def test_a_submitted_record_keeps_its_photos(cast, begun, at):
    kept = add_photo(by=cast.inspector, inspection=begun, file=photo())
    submit(by=cast.inspector, inspection=begun, paper=paper(cast, inspected_on=begun.inspected_on))
    browser = at(cast.inspector)

    gone = browser.post(reverse("photo-remove", args=[begun.pk, kept.pk]))
    assert "does not change any more" in browser.get(gone["Location"], follow=True).content.decode()
    file = SimpleUploadedFile("后补.jpg", photo().read())
    more = browser.post(reverse("photo-add", args=[begun.pk]), {"file": file})
    assert "does not change any more" in browser.get(more["Location"], follow=True).content.decode()

    assert list(Photo.objects.values_list("pk", flat=True)) == [kept.pk]


# --- Bulletins ---------------------------------------------------------------------------


@pytest.fixture
def inspected(cast, on):
    """One village of the street is inspected, with two findings."""
    on("2023-06-21")
    return record(cast, plan(cast))


def test_a_bulletin_is_composed_edited_approved_by_another_and_frozen(cast, inspected, at, on):
    on("2023-07-03")
    browser = at(cast.county)
    sent = {"area": STREET, "starts_on": "2023-6-1", "ends_on": "2023-6-30"}
    browser.post(reverse("bulletin-new"), sent)
    row = Bulletin.everything.get()
    page, move = (reverse(name, args=[row.pk]) for name in ("bulletin-detail", "bulletin-move"))

    edit = {"title": "关于六月督导的通报", "text": "一、基本情况\n督导1个村。", "seen": row.version}
    browser.post(page, edit)
    assert browser.post(page, edit | {"title": "迟来的一份"}).status_code == 409
    row = Bulletin.everything.get()
    assert row.title == "关于六月督导的通报"

    browser.post(move, {"verb": "submit", "seen": row.version})
    row = Bulletin.everything.get()
    own = browser.post(move, {"verb": "approve", "seen": row.version})
    assert "somebody else" in said(browser, own).lower() or own.status_code == 409
    row = Bulletin.everything.get()
    assert row.state != "issued"

    other = at(cast.colleague)
    other.post(move, {"verb": "approve", "seen": row.version})
    row = Bulletin.everything.get()
    assert (row.state, row.number) == ("issued", 1)
    file = other.get(reverse("bulletin-docx", args=[row.pk]))
    assert file.content[:2] == b"PK"
    late = other.post(page, edit | {"text": "迟到的一段", "seen": row.version})
    assert late.status_code == 409
    assert "迟到的一段" in late.content.decode()
    row = Bulletin.everything.get()
    assert row.title == "关于六月督导的通报"


def test_a_bulletin_without_days_is_not_composed(cast, inspected, at):
    answer = at(cast.county).post(
        reverse("bulletin-new"), {"area": STREET, "starts_on": "", "ends_on": "2023-6-30"}
    )

    assert "required" in answer.content.decode()
    assert not Bulletin.everything.exists()


# --- What is read ------------------------------------------------------------------------


def test_a_year_without_claims_and_checks_says_so(cast, at):
    assert "Nothing is declared" in shown(at(cast.county), "claim-gap")


def test_claims_and_checks_stand_beside_each_other(cast, inspected, at):
    browser = at(cast.county)
    county = shown(browser, "claim-gap")
    answer = browser.get(reverse("claim-gap"), {"area": STREET})

    assert inspected.area.parent.title in county
    [(unit, star, claim)] = answer.context["claims"]
    assert (unit, star, claim.supported) == (inspected.area.title, "Livable ecology star", True)
    assert f"{unit} · {star}: not declared · supported · not awarded" in answer.content.decode()


@pytest.mark.parametrize("name", ["round-list", "inspection-list", "bulletin-list", "claim-gap"])
def test_a_list_costs_the_same_for_few_and_for_many_rows(cast, on, at, name):
    on("2023-06-21")
    browser = at(cast.county)
    row = plan(cast)
    record(cast, row)
    counts = []
    for more in (False, True):
        if more:
            record(cast, row, area=NEXT)
            plan(cast, "2023-06-22", title="又一轮", starts_on=dt.date(2023, 6, 22))
        browser.get(reverse(name))
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(reverse(name)).status_code == 200
        counts.append(len(captured))

    assert counts[0] == counts[1]
    assert VILLAGE
