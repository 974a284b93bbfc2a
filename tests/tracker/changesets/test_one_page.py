"""The page of one changeset: its progress, its steps, and what it does not understand."""

import pytest
from django.urls import reverse

from tests.tracker.changesets.conftest import THREE, again, table, work
from tests.tracker.changesets.test_applying import enter, said, staged
from tests.tracker.changesets.test_pages import act, page
from tracker.changesets.actions import confirm, undo
from tracker.changesets.models import Changeset
from tracker.changesets.terms import State
from tracker.history.models import Event
from tracker.jobs.actions import cancel

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client, county):
    client.force_login(county.clerk)
    client.cookies["django_language"] = "en"
    return client


def address(name, changeset):
    return reverse(f"changeset-{name}", args=[changeset.pk])


def progress(browser, changeset):
    """Ask for the progress alone, as the page does every two seconds."""
    return browser.get(address("detail", changeset), headers={"hx-request": "true"})


def test_a_page_asks_for_its_progress_until_the_work_has_ended(county, browser):
    made = staged(county)
    confirm(by=county.clerk, changeset=made, seen=made.version)

    going = progress(browser, made)

    shown = going.content.decode()
    assert 'id="progress"' in shown
    assert "hx-get" in shown
    assert "<h1" not in shown, "no more than the part"
    assert "Cancel the work" in shown
    work(made)
    ended = progress(browser, made)
    assert (ended.content, ended["HX-Refresh"]) == (b"", "true")
    assert "3 rows were written." in page(browser, made)


def test_work_that_was_cancelled_is_taken_back_and_withdrawn_on_the_page(county, browser):
    made = staged(county)
    act(browser, made, "confirm")
    cancel(again(made).job, by=county.clerk)
    assert "Back to preview" in page(browser, made)

    shown = page(browser, made)
    assert "The writing has been stopped: no row was written." in shown
    assert "The rows are written; all of them or none." not in shown
    assert "✕ </span>Cancelled" in shown
    assert "Being applied" not in shown
    assert reverse("job-detail", args=[again(made).job_id]) in shown
    assert "for preview again" in act(browser, made, "take_back").content.decode()

    assert "Apply these rows" in page(browser, made)
    assert "Withdrawn. Nothing was written." in act(browser, made, "withdraw").content.decode()
    assert again(made).state == State.WITHDRAWN
    shown = page(browser, made)
    assert 'name="do"' not in shown
    assert said() == ["", "", ""]


def test_an_undoing_begins_on_the_page_and_is_done_once(county, browser):
    made = county.apply(staged(county))

    shown = act(browser, made, "undo").content.decode()

    undoing = Changeset.everything.get(undoes=made)
    assert "Nothing is undone yet" in shown
    assert "Undo these rows" in shown
    assert said() == ["met", "met", "met"], "it is only looked at"
    county.apply(undoing)
    assert said() == ["", "", ""]
    shown = page(browser, made)
    assert "Undo this changeset" not in shown
    assert address("detail", undoing) in shown
    refused = act(browser, made, "undo").content.decode()
    assert "has been undone already" in refused
    assert Changeset.everything.filter(undoes=made).count() == 1


def test_who_read_an_older_page_is_told_and_nothing_happens(county, browser):
    made = staged(county)
    body = {"do": "confirm", "seen": made.version + 1}

    shown = browser.post(address("act", made), body, follow=True).content.decode()

    assert "has moved on since you read this page" in shown
    assert again(made).state == State.STAGED


def test_disputed_rows_are_decided_all_at_once_or_not_at_all(county, browser):
    made = county.apply(staged(county))
    for code in THREE[:2]:
        enter(county.colleague, code, "industry", "not_met")
    undoing = undo(by=county.clerk, changeset=made)
    undoing.rows.filter(verdict="disputed").update(choice="")
    assert "Decide about them below" in page(browser, undoing)
    same = undoing.rows.exclude(verdict="disputed").get()
    choose = address("choose", undoing)

    wrong = {"seen": undoing.version, f"choice-{same.pk}": "mine", "choice-0": "mine"}
    shown = browser.post(choose, wrong, follow=True).content.decode()
    assert "is not disputed" in shown
    assert set(undoing.rows.values_list("choice", flat=True)) == {""}

    right = {"seen": undoing.version, "choice-0": "theirs"}
    shown = browser.post(choose, right, follow=True).content.decode()
    assert "Your choice is kept." in shown
    choices = undoing.rows.order_by("key").values_list("choice", flat=True)
    assert list(choices) == ["theirs", "theirs", ""]
    assert "Decide about them below" not in shown


BAD = [
    ("act", {"do": "confirm"}),
    ("act", {"do": "confirm", "seen": "x"}),
    ("act", {"do": "confirm", "seen": "٣"}),
    ("act", {"do": "confirm", "seen": "9" * 30}),
    ("act", {"do": "explode", "seen": "1"}),
    ("act", {"do": "", "seen": "1"}),
    ("choose", {"seen": "1", "choice-0": "both"}),
    ("choose", {"seen": "1", "choice-x": "mine"}),
    ("choose", {"seen": "1", "choice-" + "9" * 30: "mine"}),
    ("choose", {"choice-0": "mine"}),
]


@pytest.mark.parametrize(("name", "sent"), BAD)
def test_what_no_button_of_the_page_sends_is_bad_input_and_changes_nothing(
    county, browser, name, sent
):
    made = staged(county)
    events = Event.objects.count()

    assert browser.post(address(name, made), sent).status_code == 400

    assert again(made).version == made.version
    assert Event.objects.count() == events


@pytest.mark.parametrize(
    "query",
    [{"verdict": "perhaps"}, {"page": "x"}, {"page": "-1"}, {"page": "9" * 9}, {"page": "２"}],
)
def test_a_part_of_the_rows_that_there_is_not_is_bad_input(county, browser, query):
    assert browser.get(address("detail", staged(county)), query).status_code == 400


def test_a_page_beyond_the_last_is_the_last_and_a_verdict_may_have_no_row(county, browser):
    made = staged(county)

    assert THREE[0] in page(browser, made, page="999999")
    assert "There is no such row." in page(browser, made, verdict="wrong")


def test_what_is_wrong_with_a_whole_file_stands_on_the_page(county, browser):
    made = county.upload(b"no,table\n")

    shown = page(browser, made)

    assert again(made).state == State.UNREADABLE
    assert "field-error" in shown
    assert "Correct the file" in shown


def test_who_has_no_right_there_finds_no_changeset(county, browser, client):
    made = staged(county)
    client.force_login(county.cast.neighbour)

    for answer in (
        client.get(address("detail", made)),
        client.get(address("refused", made)),
        client.post(address("act", made), {"do": "withdraw", "seen": made.version}),
        client.post(address("choose", made), {"seen": made.version, "choice-0": "mine"}),
        progress(client, made),
    ):
        assert answer.status_code == 404
    assert again(made).state == State.STAGED


def test_wrong_rows_are_offered_as_a_file_where_there_are_any(county, browser):
    without = staged(county)
    with_wrong = county.upload(table({"code": THREE[0], "industry": "也许"}))

    assert "Download the wrong rows" not in page(browser, without)
    assert address("refused", with_wrong) in page(browser, with_wrong)
