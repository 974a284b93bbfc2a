"""Texts are given in, stored once and read by a job that may be killed at any moment."""

import datetime as dt

import pytest

from articles.intake import Particulars
from articles.models import Page, PageText
from tests.tracker.claims.pages import NICKNAME, REPORT, STREET
from tests.tracker.documents.samples import pdf, scanned_pdf, word
from tracker.access.refusals import Denied, Refused
from tracker.claims import tasks
from tracker.claims.actions import Given, ask_to_read, receive, settle_page
from tracker.claims.models import Claim, DeliveredFile, Delivery, Reading
from tracker.history.models import Event
from tracker.jobs.models import Job
from tracker.jobs.running import Interrupted, run
from tracker.jobs.wording import shown

pytestmark = pytest.mark.django_db


def outcome(delivery):
    return [(file.state, file.page and str(file.page)) for file in delivery.files.order_by("pk")]


def test_a_page_is_stored_and_its_claims_wait(page, claims):
    assert page.original.text == REPORT
    told = [(c.area_id, c.campaign_id, c.nature, c.metric, c.level, int(c.value)) for c in claims]
    assert told == [
        (STREET, 2022, "reported", "level_count", 4, 2),
        (STREET, 2022, "reported", "level_count", 3, 5),
        (STREET, 2022, "reported", "share_at_least", 3, 58),
        (STREET, 2023, "planned", "level_count", 5, 1),
        (STREET, 2023, "planned", "level_count", 4, 6),
    ]
    assert {claim.state for claim in claims} == {"proposed"}
    assert REPORT[claims[0].start : claims[0].end] == "四星支部2个"


def test_several_forms_come_in_at_once_and_each_says_what_became_of_it(give_in):
    delivery = give_in(REPORT, REPORT.replace(" ", "　"), scanned_pdf(), word(), pdf())

    assert outcome(delivery) == [
        ("stored", "newspaper not known 2023"),
        ("known", "newspaper not known 2023"),
        ("refused", None),
        ("stored", "newspaper not known 2022"),
        # The same words from a PDF are the same text.
        ("known", "newspaper not known 2022"),
    ]
    assert "scanned picture" in delivery.files.get(state="refused").fault_words
    assert not DeliveredFile.objects.exclude(content=None).exists(), "contents are let go"
    job = Job.objects.get(key=delivery.job_key)
    assert shown(job.outcome) == "2 stored, 2 were there already, 1 not stored."


def test_who_may_not_judge_gives_nothing_in(officer):
    with pytest.raises(Denied):
        receive(by=officer, given=[Given(b"x")])

    assert not Delivery.everything.exists()


@pytest.mark.parametrize("given", [[], [Given(b"x")] * 301])
def test_nothing_or_too_much_is_refused(county, given):
    with pytest.raises(Refused):
        receive(by=county, given=given)

    assert not Delivery.everything.exists()


def test_a_killed_worker_loses_nothing_and_repeats_nothing(county, monkeypatch):
    texts = [f"{REPORT}\n第{n}次印行。" for n in range(4)]
    delivery = receive(by=county, given=[Given(text.encode(), "a.txt") for text in texts])
    job = Job.objects.get(key=delivery.job_key)
    store = tasks.store_file
    calls = []

    def killed(file, intake, *, by):
        calls.append(file.pk)
        if len(calls) == 3:
            raise Interrupted
        return store(file, intake, by=by)

    monkeypatch.setattr(tasks, "store_file", killed)
    with pytest.raises(Interrupted):
        run(job.pk, beating=False)
    between = Page.objects.count(), Reading.objects.count()
    run(job.pk, beating=False)

    assert between == (2, 2)
    assert (Page.objects.count(), Reading.objects.count()) == (4, 4)
    assert [state for state, _page in outcome(delivery)] == ["stored"] * 4
    assert Job.objects.get(pk=job.pk).state == "done"


def test_a_page_without_any_date_is_not_read_until_somebody_says_it(give_in, county):
    text = REPORT.replace("2022年", "去年").replace("2023年", "今年")
    page = give_in(text).files.get().page
    assert (page.date_precision, Claim.everything.count()) == ("unknown", 0)
    with pytest.raises(Refused, match="printed"):
        ask_to_read(by=county, page=page)

    settle_page(by=county, page=page, said=said())
    run(ask_to_read(by=county, page=page).pk, beating=False)

    years = Claim.everything.order_by("start").values_list("campaign_id", flat=True)
    assert list(years) == [2022, 2022, 2022, 2023, 2023]


def said(titles=("青石街道 支部创星见实效",), **more):
    values = {
        "paper": "山阳日报",
        "sheet": "3",
        "published_on": dt.date(2023, 2, 20),
        "precision": "day",
        "inferred": False,
        "basis": "",
        "titles": list(titles),
    }
    return Particulars(**{**values, **more})


def test_claims_follow_their_article_when_titles_are_put_right(page, claims, county):
    settle_page(by=county, page=page, said=said(["青石街道 支部创星见实效", "青石街道2023年农村"]))

    keys = [claim.article_id for claim in Claim.everything.order_by("start")]
    assert keys == [f"{page.pk}-a1"] * 3 + [f"{page.pk}-a2"] * 2

    settle_page(by=county, page=page, said=said())
    assert {claim.article_id for claim in Claim.everything.all()} == {f"{page.pk}-a1"}


def test_a_page_of_the_files_is_not_changed_here(page, county):
    Page.objects.update(origin="files")
    page.refresh_from_db()

    with pytest.raises(Refused, match="files"):
        settle_page(by=county, page=page, said=said())


def test_the_log_never_holds_the_text(give_in):
    give_in(REPORT, NICKNAME)

    kept = "".join(f"{event.before}{event.after}" for event in Event.objects.all())
    assert "石头街2022年创成" not in kept
    assert PageText.objects.count() == 2
