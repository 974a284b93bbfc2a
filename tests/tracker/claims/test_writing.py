"""A reading is written some claims at a time; killed between two, nothing is lost or doubled."""

from __future__ import annotations

import json

import pytest

from tests.tracker.claims.pages import REPORT
from tracker.claims.actions import read_claims, reading, reject, writing
from tracker.claims.actions.reading import ask_to_read
from tracker.claims.actions.writing import Writing
from tracker.claims.models import Claim, Reading
from tracker.history.models import Event
from tracker.jobs.models import Job
from tracker.jobs.running import Interrupted, run


@pytest.fixture
def two_at_a_time(monkeypatch):
    for module in (reading, writing):
        monkeypatch.setattr(module, "PORTION", 2)


def job_of(page):
    return Job.objects.get(kind="claims.read_page", arguments__contains=page.pk)


def kept():
    columns = ("mark", "area_id", "level", "value", "news", "version")
    return list(Claim.everything.order_by("start", "mark").values_list(*columns))


def numbers():
    return list(Reading.objects.order_by("pk").values_list("found", "fresh", "changed", "gone"))


def test_a_page_of_many_claims_is_left_to_a_job_of_its_own(give_in, two_at_a_time):
    page = give_in(REPORT).files.get().page
    assert (Claim.everything.count(), Reading.objects.count()) == (0, 0)

    assert run(job_of(page).pk, beating=False)

    assert numbers() == [(5, 5, 0, 0)]
    assert {news for *_rest, news, _version in kept()} == {""}
    assert job_of(page).state == "done"
    assert json.loads(job_of(page).outcome)[1]["fresh"] == 5


def test_killed_between_two_portions_the_next_attempt_goes_on(give_in, two_at_a_time, monkeypatch):
    page = give_in(REPORT).files.get().page
    write = Writing.write
    calls = []

    def killed(self, marks):
        calls.append(marks)
        if len(calls) == 2:
            raise Interrupted
        write(self, marks)

    monkeypatch.setattr(Writing, "write", killed)
    with pytest.raises(Interrupted):
        run(job_of(page).pk, beating=False)
    between = Claim.everything.count(), numbers()
    run(job_of(page).pk, beating=False)

    assert between == (2, [(5, 2, 0, 0)])
    assert numbers() == [(5, 5, 0, 0)], "the same reading goes on"
    assert {(news, version) for *_rest, news, version in kept()} == {("", 1)}, "none is news"


def test_portions_and_one_transaction_write_the_same(page, county, two_at_a_time):
    at_once = kept()
    Claim.everything.all().delete()
    Reading.objects.all().delete()

    run(ask_to_read(by=county, page=page).pk, beating=False)

    assert kept() == at_once


def test_what_is_read_as_before_is_not_touched(page, claims, county):
    reject(by=county, claim=claims[0], version=1)
    before, events = kept(), Event.objects.count()

    for _twice in range(2):
        read_claims(page, by=county)

    assert kept() == before
    assert Event.objects.count() == events + 2, "one for each reading"


def test_claims_that_are_gone_are_told_once(page, claims):
    for _twice in range(2):
        writing.write_reading(page, [], by=None)

    assert numbers()[1:] == [(0, 0, 0, 5), (0, 0, 0, 0)]
    assert {version for *_rest, version in kept()} == {2}


def test_a_portion_takes_few_queries(page, claims, django_assert_max_num_queries):
    columns = reading.columns_of(page)
    again = Writing(page, columns, by=None)
    (marks,) = again.portions()

    # Its reading, the claims, their areas, the log: as many for five claims as for a hundred.
    with django_assert_max_num_queries(13):
        again.write(marks)
