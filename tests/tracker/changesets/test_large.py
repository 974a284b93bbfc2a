"""What a table of very many rows may not do: fill the memory, hold the database, keep a page."""

import csv
import io
import re

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.tracker.changesets.conftest import KIND, THREE, again, table, verdicts, work
from tests.tracker.changesets.test_applying import enter, said, staged
from tests.tracker.ratings.cast import YEAR
from tracker.access.refusals import Overtaken
from tracker.changesets import exports
from tracker.changesets.actions import applying, confirm, reading, rows, upload
from tracker.changesets.models import Changeset, ChangesetRow
from tracker.changesets.registry import KINDS, Scope
from tracker.changesets.terms import State, Verdict
from tracker.history import record
from tracker.history.verify import verify
from tracker.jobs.running import Interrupted, run
from tracker.jobs.wording import shown
from tracker.ratings.models import RatingStep

pytestmark = pytest.mark.django_db
INDUSTRY = "Thriving industry star"


@pytest.fixture
def by_twos(monkeypatch):
    """Let two rows be a large table: they are compared, marked and written two at a time."""
    for module in (rows, applying):
        monkeypatch.setattr(module, "AT_ONCE", 2)


@pytest.fixture
def browser(client, county):
    client.force_login(county.clerk)
    client.cookies["django_language"] = "en"
    return client


def refused(browser, changeset) -> bytes:
    answer = browser.get(reverse("changeset-refused", args=[changeset.pk]))
    assert answer.status_code == 200
    return answer.getvalue()


def listed(*cells: tuple[str, str, str]) -> bytes:
    """Return a CSV file as the exported list of stars has it: (code, star, statement)."""
    layout = KINDS[KIND].layouts(Scope(YEAR, "41"))[1]
    code, year, star, statement = layout.columns
    titles, met = dict(star.choices), dict(statement.choices)
    lines = [[one.title for one in (code, year, star, statement)]]
    lines += [[code, str(YEAR), titles[key], met.get(said, said)] for code, key, said in cells]
    return "\r\n".join(",".join(line) for line in lines).encode()


# --- The same thing named many times ------------------------------------------------------


def test_what_many_rows_name_is_marked_at_each_and_said_once(county, by_twos):
    same = [{"code": THREE[0], "industry": "达标"}] * 5
    twice = [{"code": THREE[2], "industry": "达标"}] * 2
    made = county.upload(table(*same, {"code": THREE[1], "industry": "也许"}, *twice))

    found = [
        (row.number, row.verdict, [shown(one.text)[:31] for one in row.complaints])
        for row in ChangesetRow.objects.filter(changeset=made).in_order()
    ]
    many, two = "The rows 2、3、4… name the same. ", "The rows 8、9 name the same. Keep"
    assert [(number, verdict) for number, verdict, _words in found] == [
        (number, Verdict.WRONG) for number in range(2, 10)
    ]
    assert [words for *_row, words in found[:5]] == [[many]] * 5
    assert [words for *_row, words in found[6:]] == [[two[:31]]] * 2
    assert (made.rows_wrong, made.rows_new) == (8, 0)


def test_killed_while_repeated_rows_are_marked_it_marks_them_once(county, by_twos, monkeypatch):
    made = begun(county, table(*[{"code": code, "industry": "达标"} for code in THREE * 2]))
    mark, killed = rows.mark_repeated, []

    def killed_after_the_first(changeset, keys):
        if killed:
            raise Interrupted
        mark(changeset, keys)
        killed.append(keys)

    with monkeypatch.context() as blow:
        blow.setattr(reading, "mark_repeated", killed_after_the_first)
        with pytest.raises(Interrupted):
            run(made.job_id, beating=False)
    assert killed == [THREE[:2]]
    assert again(made).state == State.READING

    work(made)

    made = again(made)
    assert (made.state, made.rows_wrong) == (State.STAGED, 6)
    complaints = [len(row.complaints) for row in ChangesetRow.objects.filter(changeset=made)]
    assert complaints == [1] * 6


def begun(county, content: bytes) -> Changeset:
    """Upload a file and let nobody read it yet."""
    return upload(
        by=county.clerk,
        subject=county.subject(),
        name="表.csv",
        chunks=[content],
        most_bytes=2**20,
    )


# --- What stands in its way ----------------------------------------------------------------


def test_every_row_in_the_way_is_named_although_writing_ends_at_the_first(county, by_twos):
    made = staged(county)
    enter(county.colleague, THREE[0], "industry", "not_met")
    enter(county.colleague, THREE[2], "industry", "met")

    made = county.apply(made)

    assert (made.state, made.rows_disputed, made.rows_same) == (State.STAGED, 1, 1)
    assert verdicts(made) == {
        THREE[0]: Verdict.DISPUTED,
        THREE[1]: Verdict.NEW,
        THREE[2]: Verdict.SAME,
    }
    assert shown(made.job.outcome).startswith("Nothing was written: 2 rows are not")
    assert said() == ["not_met", "", "met"]


def test_who_was_faster_between_the_look_and_the_lock_leaves_nothing_half(
    county, by_twos, monkeypatch
):
    made = staged(county)
    kind, write, calls = KINDS[KIND], KINDS[KIND].write, []

    def overtaken_at_the_second(scope, going, *, by):
        calls.append([one.key for one in going])
        if len(calls) == 2:
            raise Overtaken("Somebody was faster.")
        return write(scope, going, by=by)

    monkeypatch.setattr(kind, "write", overtaken_at_the_second, raising=False)
    made = county.apply(made)

    assert calls == [THREE[:2], THREE[2:]]
    assert verdicts(made) == {
        THREE[0]: Verdict.NEW,
        THREE[1]: Verdict.NEW,
        THREE[2]: Verdict.WRONG,
    }
    assert said() == ["", "", ""]
    assert not RatingStep.objects.filter(verb="fill_in").exists()
    assert verify()[1] is None


def test_events_that_no_longer_fit_into_memory_are_kept_all_the_same(county, monkeypatch):
    monkeypatch.setattr(record, "MOST_WAITING", 10)
    made = staged(county)
    before = verify()[0]

    made = county.apply(made)

    assert made.state == State.APPLIED
    assert verify() == (before + 5, None)  # confirmed, applied, and one for each village


def test_writing_costs_the_database_the_same_visits_for_more_rows(county):
    visits = []
    for codes in (THREE[:1], THREE[1:]):
        made = staged(county, "达标", *codes)
        confirm(by=county.clerk, changeset=made, seen=made.version)
        with CaptureQueriesContext(connection) as queries:
            run(again(made).job_id, beating=False)
        assert again(made).rows_applied == len(codes)
        visits.append(len(queries))
    assert visits[0] == visits[1]


# --- Wrong rows as a file ----------------------------------------------------------------


def test_wrong_rows_of_an_exported_list_come_back_as_that_list(county, browser):
    made = county.upload(listed((THREE[0], "industry", "也许"), (THREE[1], "industry", "met")))

    sheet = openpyxl.load_workbook(io.BytesIO(refused(browser, made))).worksheets[0]
    heads, wrong, *others = [[cell.value or "" for cell in row] for row in sheet.rows]

    layout = KINDS[KIND].layouts(Scope(YEAR, "41"))[1]
    assert heads == [*(one.title for one in layout.columns), "Reason of the refusal"]
    assert wrong[:4] == [THREE[0], str(YEAR), INDUSTRY, "也许"]
    assert "“也许” cannot be chosen here" in wrong[4]
    assert others == []


def test_more_wrong_rows_than_a_book_takes_come_back_as_csv(county, browser, monkeypatch):
    monkeypatch.setattr(exports, "MOST_IN_BOOK", 1)
    made = county.upload(
        table(
            {"code": THREE[0], "industry": "也许", "ecology": "'=1+1"},
            {"code": THREE[1], "industry": "说不清"},
            {"code": THREE[2], "industry": "达标"},
        )
    )

    content = refused(browser, made).decode("utf-8-sig")
    first, second = csv.DictReader(io.StringIO(content))

    assert (first["Area code"], second["Area code"]) == (f"{THREE[0]}\t", f"{THREE[1]}\t")
    assert (first[INDUSTRY], second[INDUSTRY]) == ("也许", "说不清")
    assert "'=1+1" in first.values()  # no spreadsheet runs it
    assert "“也许” cannot be chosen here" in first["Reason of the refusal"]
    # Corrected there, with reasons, source and day still beside, it is read again.
    corrected = re.sub("也许|说不清", "达标", content).replace("'=1+1", "").encode()
    assert verdicts(county.upload(corrected)) == dict.fromkeys(THREE[:2], Verdict.NEW)
