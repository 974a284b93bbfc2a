"""The pages of findings: reporting, moving one or many, more time, ledgers and the ladder."""

import threading

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.tracker.findings.cast import COUNTY, NEXT, STREET, VILLAGE, item, now
from tracker.findings.models import Extension, Finding
from tracker.findings.wording import sentence, step_in_words

pytestmark = pytest.mark.django_db


def page(name, *keys):
    return reverse(name, args=keys)


def read(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def follow(browser, answer):
    """Return the page that an answer leads to."""
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return read(browser.get(answer["Location"]))


def move(browser, finding, verb, **more):
    sent = {"verb": verb, "seen": str(item(finding).seen)} | more
    return browser.post(page("finding-move", finding.number), sent)


# --- One finding ---------------------------------------------------------------------------


def test_a_finding_is_reported_on_its_form_and_gets_a_number(cast, at, on):
    on("2023-06-20")
    browser = at(cast.inspector)
    sent = {
        "area": "第201村",
        "what": "公厕标识缺失",
        "severity": "ordinary",
        "handling": "deadline",
        "star": "ecology",
    }
    assert "第201村" not in read(browser.get(page("finding-new")))

    text = follow(browser, browser.post(page("finding-new"), sent))

    row = Finding.everything.get()
    assert (row.area_id, row.star) == (VILLAGE, "ecology")
    assert f"Reported: {row.number}" in text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"what": " "}, "required"),
        ({"area": "第9村"}, "第9村"),
        ({"due_on": "2023-6-1"}, "past"),
        ({"severity": "awful"}, "awful"),
    ],
)
def test_a_report_that_cannot_be_is_refused_and_what_was_typed_stays(cast, at, on, wrong, words):
    on("2023-06-20")
    sent = {
        "area": VILLAGE,
        "what": "公厕标识缺失",
        "severity": "ordinary",
        "handling": "deadline",
        "star": "",
    }

    text = read(at(cast.inspector).post(page("finding-new"), sent | wrong))

    assert words in text
    assert not Finding.everything.exists()


def test_each_moves_a_finding_from_its_page_and_the_page_tells_the_story(cast, at):
    finding = cast.report()

    follow(at(cast.officer), move(at(cast.officer), finding, "assign", level="village"))
    follow(at(cast.secretary), move(at(cast.secretary), finding, "rectify", said="已补标识"))
    text = follow(at(cast.inspector), move(at(cast.inspector), finding, "verify", said="看过"))

    assert now(finding).state == "verified"
    assert all(words in text for words in ("已补标识", "看过"))


def test_who_may_not_take_a_step_is_told_why_and_nothing_moves(cast, at):
    finding = cast.up_to("rectified")

    answer = move(at(cast.secretary), finding, "verify", said="我自己看过")

    assert answer.status_code == 403
    assert now(finding).state == "rectified"
    # Who may verify, but put it right themselves, is told so on the way.
    Finding.everything.filter(pk=finding.pk).update(rectified_by=cast.inspector)
    text = read(move(at(cast.inspector), finding, "verify", said="我自己看过"))
    assert finding.number in text
    assert now(finding).state == "rectified"


def test_a_step_on_what_somebody_moved_meanwhile_is_409_with_what_happened(cast, at):
    finding = cast.report()
    seen = str(item(finding).seen)
    cast.do(cast.officer, "assign", finding)

    answer = move(at(cast.county), finding, "reassign", seen=seen, level="street", said="改派")

    assert answer.status_code == 409
    assert now(finding).state == "assigned"
    assert "officer" in answer.content.decode()


@pytest.mark.parametrize("sent", [{"verb": "burn", "seen": "1"}, {"verb": "assign", "seen": "x"}])
def test_a_step_that_no_page_of_ours_sends_is_400(cast, at, sent):
    finding = cast.report()

    answer = at(cast.officer).post(page("finding-move", finding.number), sent)

    assert answer.status_code == 400
    assert now(finding).state == "reported"


def test_a_step_without_its_words_asks_for_them(cast, at):
    finding = cast.up_to("assigned")

    text = read(move(at(cast.secretary), finding, "rectify", said=" "))

    assert "required" in text
    assert now(finding).state == "assigned"


# --- Many ------------------------------------------------------------------------------------


def test_many_are_shown_first_and_moved_as_they_were_shown(cast, at):
    one, other = cast.report(), cast.report(area=NEXT)
    browser = at(cast.officer)
    picked = {"verb": "assign", "pick": [str(item(one)), str(item(other))], "list": "star="}

    text = read(browser.post(page("finding-bulk"), picked))
    assert one.number in text
    assert now(one).state == "reported"

    sure = {"moves": f"{item(one)} {item(other)}", "do": "confirm", "level": "village"}
    follow(browser, browser.post(page("finding-bulk"), {"verb": "assign"} | sure))
    assert {now(row).state for row in (one, other)} == {"assigned"}


def test_all_that_the_list_matches_are_meant_and_no_others(cast, at):
    one = cast.report(star="ecology")
    cast.report(area=NEXT, star="safety")
    sent = {"verb": "assign", "scope": "all", "list": "star=ecology"}

    text = read(at(cast.officer).post(page("finding-bulk"), sent))

    assert one.number in text
    assert text.count(f'value="{item(one)}"') == 1


@pytest.mark.parametrize(
    ("sent", "status", "words"),
    [
        ({"verb": "assign"}, 302, "Tick at least one row"),
        ({"verb": "assign", "pick": ["no-number"]}, 400, "version"),
        ({"verb": "assign", "scope": "all", "list": "star=gold"}, 400, "address"),
    ],
)
def test_a_choice_of_nothing_or_of_nonsense_is_named(cast, at, sent, status, words):
    cast.report()
    browser = at(cast.officer)

    answer = browser.post(page("finding-bulk"), sent)

    assert answer.status_code == status
    text = follow(browser, answer) if status == 302 else answer.content.decode()
    assert words in text


# --- More time, and again ----------------------------------------------------------------------


def test_more_time_is_asked_for_and_granted_by_somebody_else(cast, at, on):
    on("2023-06-20")
    finding = cast.up_to("assigned")
    browser = at(cast.secretary)
    asked = {"until": "2023-7-20", "reason": "材料在途", "seen": item(finding).seen}
    assert "Somebody else decides" in follow(
        browser, browser.post(page("finding-ask", finding.number), asked)
    )

    browser = at(cast.county)
    sent = {"do": "grant", "until": "2023-7-15", "answer": "", "seen": item(finding).seen}
    text = follow(browser, browser.post(page("finding-decide", finding.number), sent))

    assert "More time was granted" in text
    assert now(finding).due_on.isoformat() == "2023-07-15"
    assert Extension.objects.get().state == "granted"


def test_a_refusal_needs_its_answer_and_the_last_day_stays(cast, at, on):
    on("2023-06-20")
    finding = cast.up_to("assigned")
    before = now(finding).due_on
    asked = {"until": "2023-7-20", "reason": "材料在途", "seen": item(finding).seen}
    at(cast.secretary).post(page("finding-ask", finding.number), asked)
    browser, decide = at(cast.county), page("finding-decide", finding.number)

    empty = browser.post(decide, {"do": "refuse", "answer": "", "seen": item(finding).seen})
    assert read(empty)
    assert Extension.objects.get().state == "open"

    sent = {"do": "refuse", "answer": "本周可办", "seen": item(finding).seen}
    assert "More time was refused" in follow(browser, browser.post(decide, sent))
    assert now(finding).due_on == before


def test_a_request_about_an_older_state_is_409(cast, at, on):
    on("2023-06-20")
    finding = cast.up_to("assigned")
    asked = {"until": "2023-7-20", "reason": "材料在途", "seen": "1"}

    answer = at(cast.secretary).post(page("finding-ask", finding.number), asked)

    assert answer.status_code == 409
    assert not Extension.objects.exists()


def test_what_comes_back_is_a_new_finding_that_points_to_the_old_one(cast, at):
    finding = cast.up_to("closed")
    browser = at(cast.inspector)
    again = page("finding-again", finding.number)

    text = follow(browser, browser.post(again, {"what": "标识又缺失"}))

    fresh = Finding.everything.get(again_of=finding)
    assert fresh.number in text
    assert fresh.weight > finding.weight
    assert read(browser.post(again, {"what": "第三次"}))
    assert Finding.everything.count() == 2


# --- Ledgers and the ladder --------------------------------------------------------------------


@pytest.mark.parametrize("by", ["village", "street", "county", "star", "inspection"])
def test_a_ledger_counts_by_each_kind_and_its_files_hold_the_same(cast, at, by):
    cast.up_to("closed", star="ecology")
    cast.report(area=NEXT)
    browser = at(cast.county)
    asked = {"area": COUNTY, "by": by, "campaign": "2023"}

    found = browser.get(page("finding-ledger"), asked).context["ledger"]
    file = browser.get(page("finding-ledger"), asked | {"export": "csv"})

    assert (found.sum.counts.total, found.sum.counts.closed) == (2, 1)
    assert sum(row.counts.total for row in found.rows) == 2
    assert len(file.getvalue().decode("utf-8-sig").strip().splitlines()) >= len(found.rows) + 2
    assert browser.get(page("finding-ledger"), asked | {"export": "xlsx"}).getvalue()[:2] == b"PK"


def test_a_ledger_waits_like_a_list_while_another_workbook_is_made(cast, at, monkeypatch):
    making = threading.Lock()
    monkeypatch.setattr("tracker.ui.exports._making", making)
    browser = at(cast.county)
    with making:
        answer = browser.get(page("finding-ledger"), {"campaign": "2023", "export": "xlsx"})

    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "Only one XLSX file is made at a time." in answer.content.decode()


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"by": "person"}, 400),
        ({"export": "pdf"}, 400),
        ({"campaign": "1999"}, 404),
        ({"campaign": "２０２３"}, 404),
        ({"area": "410883"}, 404),
        ({"area": "999999"}, 404),
    ],
)
def test_a_ledger_that_does_not_exist_or_is_foreign_is_refused(cast, at, asked, status):
    assert at(cast.county).get(page("finding-ledger"), asked).status_code == status


def test_a_list_and_its_page_cost_the_same_for_few_and_for_many(cast, at):
    first = cast.report()
    browser = at(cast.county)
    counts = []
    for more in range(2):
        for _n in range(more * 5):
            cast.report(area=NEXT)
        browser.get(page("finding-list"))
        with CaptureQueriesContext(connection) as captured:
            browser.get(page("finding-list"))
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert read(browser.get(page("finding-detail", first.number)))


# --- Words -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("action", "after", "words"),
    [
        ("finding.report", {"version": 1, "what": "漏水", "due_on": "2023-6-27"}, "漏水"),
        ("finding.climb", {"version": 3, "climbed_to": "county", "due_on": "2023-6-1"}, "County"),
        ("finding.ask", {"until": "2023-7-1"}, "asked for more time until 2023-7-1"),
        ("finding.grant", {"until": "2023-7-1"}, "granted more time until 2023-7-1"),
        ("finding.refuse", {}, "refused"),
        ("finding.close", {"version": 5}, "closed"),
        ("finding.unheard_of", {}, "finding.unheard_of"),
    ],
)
def test_an_event_is_told_in_words(action, after, words):
    assert words.lower() in sentence(action, {}, after).lower()


def test_a_step_says_to_whom_it_went_and_until_when(cast):
    due = cast.report().due_on

    assert "Village" in step_in_words("assign", "village", due)
    assert str(due.day) in step_in_words("grant", "street", due)
    assert STREET
