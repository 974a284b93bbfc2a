"""Pages of a person's own background work."""

import re

import pytest
from django.db import OperationalError
from django.urls import reverse

from tests.factories.jobs import JobFactory
from tracker.jobs import actions, leases
from tracker.jobs.models import Job
from tracker.jobs.pulse import Progress, pulse
from tracker.jobs.terms import State
from tracker.jobs.wording import UNKNOWN, say, shown, situation

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(english, wang):
    """What a person reads at an address of a job."""
    english.force_login(wang)

    def read(job, name="job-detail", **headers):
        answer = english.get(reverse(name, args=[job.pk] if job else []), headers=headers)
        assert answer.status_code == 200
        return answer.content.decode()

    return read


def words(html):
    main = html.partition("<main")[2].partition("</main>")[0] or html
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def test_a_waiting_job_says_so_and_asks_for_itself(page, desk, wang):
    html = page(JobFactory(kind="sample.plain", asked_by=wang))

    assert "Sample work" in words(html)
    assert "Waiting It begins by itself" in words(html)
    assert 'hx-trigger="every 2s"' in html
    assert "Cancel the work" in html
    assert "<progress" not in html


def test_a_running_job_shows_how_far_it_is(page, wang):
    job = leases.claim(JobFactory(asked_by=wang).pk, "worker")
    pulse().beat(job.pk, "worker", Progress(30, 120, say("%(n)s files are read.", n=3)))

    html = page(job)

    assert '<progress max="100" value="25"' in html
    assert "30 of 120 (25%)" in words(html)
    assert "Being done ：3 files are read." in words(html)


def test_a_job_that_is_being_stopped_says_so_and_is_not_stopped_again(page, wang):
    job = leases.claim(JobFactory(asked_by=wang).pk, "worker")
    actions.cancel(job, by=wang)

    html = page(job)

    assert "The work is being stopped" in words(html)
    assert "Cancel the work" not in html


@pytest.mark.parametrize(
    ("state", "outcome", "position", "expected"),
    [
        (
            State.DONE,
            say("%(n)s entries of scheduled work were removed.", n=4),
            "",
            "Finished 4 entries of scheduled work were removed. Everything was done.",
        ),
        (State.FAILED, "The year is closed.", "", "The year is closed. Nothing was changed."),
        (State.FAILED, UNKNOWN, "7", f"{UNKNOWN} What it had finished by then stays"),
        (State.CANCELLED, "", "", "Cancelled Nothing was changed."),
    ],
)
def test_an_ended_job_says_what_came_of_it_and_no_longer_asks(
    page, wang, state, outcome, position, expected
):
    job = JobFactory(asked_by=wang, position=position)
    Job.objects.update(state=state, outcome=outcome, finished=job.asked_at)

    html = page(job)

    assert expected in words(html)
    assert "hx-get" not in html
    assert ("Begin it anew" in html) is (state != State.DONE)


def test_htmx_gets_the_part_alone(page, wang):
    part = page(JobFactory(asked_by=wang), **{"HX-Request": "true"})

    assert part.startswith('<div id="job"')
    assert "<html" not in part


def test_the_list_holds_the_person_s_own_jobs_newest_first(page, wang):
    first, second, _other = (
        JobFactory(asked_by=who) for who in (wang, wang, JobFactory().asked_by)
    )

    html = page(None, "job-list")

    assert re.findall(r'href="/jobs/(\d+)/"', html) == [str(second.pk), str(first.pk)]


def test_an_empty_list_says_so(page):
    assert "You have not asked for any background work yet." in words(page(None, "job-list"))


def test_a_job_is_cancelled_and_begun_anew_from_its_page(page, english, wang):
    job = JobFactory(asked_by=wang)

    answer = english.post(reverse("job-cancel", args=[job.pk]), follow=True)
    assert "The work is being cancelled." in words(answer.content.decode())
    job.refresh_from_db()
    assert (job.state, job.cancelled_by) == (State.CANCELLED, wang)

    answer = english.post(reverse("job-again", args=[job.pk]), follow=True)
    assert "The work begins anew." in words(answer.content.decode())
    job.refresh_from_db()
    assert job.state == State.WAITING


def test_a_refusal_and_a_busy_database_are_told_on_the_page(page, english, wang, monkeypatch):
    job = JobFactory(asked_by=wang)
    answer = english.post(reverse("job-again", args=[job.pk]), follow=True)
    assert "Only work that was not completed" in words(answer.content.decode())

    def busy(job, *, by):
        raise OperationalError("database is locked")

    monkeypatch.setattr(actions, "cancel", busy)
    answer = english.post(reverse("job-cancel", args=[job.pk]), follow=True)
    assert "The database is busy." in words(answer.content.decode())


@pytest.mark.parametrize(
    ("method", "name"),
    [("get", "job-detail"), ("post", "job-cancel"), ("post", "job-again")],
)
def test_somebody_else_s_job_answers_like_a_missing_one(english, li, wang, method, name):
    english.force_login(li)
    theirs = JobFactory(asked_by=wang)

    codes = {
        getattr(english, method)(reverse(name, args=[pk])).status_code
        for pk in (theirs.pk, theirs.pk + 1000, 2**70)
    }

    assert codes == {404}
    theirs.refresh_from_db()
    assert theirs.state == State.WAITING


# --- Words ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        ("", ""),
        ("100 % of it", "100 % of it"),
        (say("%(n)s of %(m)s", n=1, m="二"), "1 of 二"),
        ("[broken", "[broken"),
        ('["%(n)s", {}]', '["%(n)s", {}]'),
    ],
)
def test_a_stored_sentence_is_shown_or_given_as_it_is(stored, expected):
    assert shown(stored) == expected


@pytest.mark.parametrize("state", list(State))
def test_every_state_says_what_it_means(state):
    assert situation(state, stopping=False, stepped=False)


def test_a_kind_of_work_that_is_gone_is_called_by_its_name():
    assert JobFactory(kind="sample.gone").title == "sample.gone"
    assert str(JobFactory(kind="sample.gone")).startswith("sample.gone ")
