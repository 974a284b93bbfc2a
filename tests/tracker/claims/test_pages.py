"""The pages of the review desk: what they show, to whom, and how they answer."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article
from tests.factories.articles import ArticleFactory, PageTextFactory
from tests.factories.figures import CrosscheckFactory, ReportedFigureFactory
from tests.factories.people import area_with_code
from tests.tracker.claims.pages import COUNTY, REPORT, STREET
from tracker.claims.models import Claim, Delivery
from tracker.figures.models import Crosscheck, ReportedFigure
from tracker.jobs.models import Job
from tracker.jobs.running import run

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(english, county):
    english.force_login(county)
    return english


def desk(page, **query):
    address = reverse("page-desk", args=[page.pk])
    return address + "".join(
        f"{'&' if n else '?'}{k}={v}" for n, (k, v) in enumerate(query.items())
    )


def read(browser, address):
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_desk_shows_the_text_with_its_claims_and_the_first_that_waits(browser, page, claims):
    shown = read(browser, desk(page))

    assert (
        f'href="{desk(page, claim=claims[0].pk)}#now" aria-current="true">四星支部2个</a>' in shown
    )
    assert shown.count('class="mark ') == 5
    for words in ("5 claims, 5 to judge", "青石街道", "东山区", "confidence", "unverified"):
        assert words in shown
    for key in "acrn":
        assert f'data-key="{key}"' in shown


def test_judging_leads_to_the_next_claim_and_ends_with_the_page(browser, page, claims):
    for claim, behind in zip(claims, [*claims[1:], None], strict=True):
        answer = browser.post(
            reverse("claim-judge", args=[claim.pk]), {"do": "accept", "version": 1}
        )
        wanted = f"{desk(page, claim=behind.pk)}#now" if behind else desk(page)
        assert (answer.status_code, answer["Location"]) == (302, wanted)

    assert "Every claim of this page is judged." in read(browser, desk(page))
    assert ReportedFigure.objects.count() == 5


def test_a_claim_that_somebody_judged_meanwhile_is_answered_with_409(browser, claims):
    Claim.everything.filter(pk=claims[0].pk).update(version=2)

    answer = browser.post(
        reverse("claim-judge", args=[claims[0].pk]), {"do": "accept", "version": 1}
    )

    assert answer.status_code == 409
    assert "Nothing was written" in answer.content.decode()


def test_a_correction_is_a_form_and_says_what_is_wrong_with_it(browser, claims):
    address = reverse("claim-correct", args=[claims[0].pk])
    fields = browser.get(address).context["form"]
    said = {name: fields[name].value() or "" for name in fields.fields}

    wrong = browser.post(address, {**said, "place": "410883", "period": "next year"})
    assert "There is no such place in your areas." in wrong.content.decode()
    assert "Write a period as" in wrong.content.decode()
    right = browser.post(address, {**said, "value": "3", "place": "柳河街道"})

    assert right.status_code == 302
    figure = ReportedFigure.objects.get()
    assert (figure.value, figure.area.name) == (3, "柳河街道")


def test_what_the_tracker_holds_stands_beside_the_claim(browser, page, claims):
    ReportedFigureFactory(area_id=STREET, campaign_id=2022, value=9, label_en="Another page")

    shown = read(browser, desk(page, claim=claims[0].pk))

    assert "Another statement says otherwise" in shown
    assert "9 branches" in shown


def test_a_desk_costs_the_same_queries_for_five_claims_as_for_one(browser, page, claims):
    Claim.everything.exclude(pk=claims[0].pk).update(state="withdrawn")
    with CaptureQueriesContext(connection) as few:
        read(browser, desk(page))
    Claim.everything.update(state="proposed")
    with CaptureQueriesContext(connection) as many:
        read(browser, desk(page))

    # One more: whether there is a next one is known from the list, a target is looked for.
    assert len(many) <= len(few) + 1


def test_a_street_reads_and_does_not_judge(english, officer, page, claims):
    english.force_login(officer)

    shown = read(english, desk(page))

    assert "judges it" in shown
    assert 'data-key="a"' not in shown


@pytest.mark.parametrize("at", ["17-23", "99999-100000", "5-5", "x-y", "-", "1" * 40 + "-2"])
def test_a_place_in_the_text_is_opened_from_its_passport(browser, page, at):
    shown = read(browser, desk(page, at=at))

    assert ('id="at"' in shown) == (at == "17-23")


def test_the_public_sees_no_text_and_an_excerpt_only_where_it_is_allowed(client, claims, settings):
    figure = ReportedFigureFactory(
        article=claims[0].article, start=claims[0].start, end=claims[0].end
    )
    passport = reverse("figure-detail", args=[figure.pk])
    pages = [passport, reverse("article-detail", args=[figure.article_id])]

    shown = "".join(client.get(address).content.decode() for address in pages)
    assert "四星支部2个" not in shown
    assert "/papers/" not in shown
    settings.PUBLIC_EXCERPT_CHARACTERS = 4
    assert "<q>四星支部</q>" in client.get(passport).content.decode()
    assert client.get(desk(figure.article.page)).status_code == 302, "to the door"


def test_a_passport_leads_staff_to_its_place(browser, claims):
    figure = ReportedFigureFactory(article=claims[0].article, start=17, end=23)

    shown = read(browser, reverse("figure-detail", args=[figure.pk]))

    assert f"{desk(figure.article.page, at='17-23')}#at" in shown


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "星"}, 1),
        ({"q": "创星"}, 1),
        ({"q": "三星5"}, 0),
        ({"q": "５８％"}, 1),
        ({"area": COUNTY}, 1),
        ({"area": "410883"}, 0),
        ({"metric": "share_at_least"}, 1),
        ({"metric": "income"}, 0),
        ({"year": "2023"}, 1),
        ({"first": "2023-01-01", "last": "2023-12-31"}, 1),
        ({"first": "2024-01-01"}, 0),
        ({"last": "2022-12-31"}, 0),
        ({"claims": "proposed"}, 1),
        ({"claims": "accepted"}, 0),
    ],
)
def test_the_archive_finds_articles_by_words_place_metric_and_year(browser, page, query, found):
    area_with_code("410883")
    answer = browser.get(reverse("archive"), query)

    assert answer.context["matching"] == found


def test_texts_are_given_in_by_box_and_by_files(browser):
    files = [SimpleUploadedFile(f"{n}.txt", f"{REPORT}{n}".encode()) for n in range(3)]

    answer = browser.post(reverse("page-receive"), {"text": REPORT, "files": files})

    delivery = Delivery.everything.get()
    assert answer["Location"] == reverse("delivery-detail", args=[delivery.pk])
    assert [file.name for file in delivery.files.order_by("pk")] == ["", "0.txt", "1.txt", "2.txt"]
    assert "0 of 4 stored and read" in read(browser, answer["Location"])
    assert browser.post(reverse("page-receive"), {"text": " "}).status_code == 200


def test_a_delivery_is_shown_to_who_gave_it_in_alone(browser, city, client):
    browser.post(reverse("page-receive"), {"text": REPORT})
    address = reverse("delivery-detail", args=[Delivery.everything.get().pk])
    client.force_login(city)

    assert client.get(address).status_code == 404


def test_the_county_decides_on_the_page_of_the_contradiction(browser, client):
    check = CrosscheckFactory(area_id=STREET, rule="")
    address = reverse("crosscheck-detail", args=[check.pk])
    assert "with a reason" in read(browser, address)

    browser.post(
        reverse("crosscheck-decide", args=[check.pk]), {"choice": "", "reason": "待查", "seen": ""}
    )

    assert Crosscheck.objects.get().reason == "待查"
    client.logout()
    assert "Write it down" not in client.get(address).content.decode()


def test_an_article_of_a_page_without_text_stands_in_no_archive(browser, page):
    ReportedFigureFactory()

    assert Article.objects.count() == 2
    assert browser.get(reverse("archive")).context["matching"] == 1


def test_a_text_that_came_without_a_reading_is_read_by_a_button(browser, officer, client):
    text = PageTextFactory(text=REPORT)
    ArticleFactory(page=text.page)
    offer, address = "Read it</button>", reverse("page-read", args=[text.page.pk])
    assert offer in read(browser, desk(text.page))

    job = browser.post(address)["Location"]
    run(Job.objects.get().pk, beating=False)

    assert browser.get(job).status_code == 200
    assert Claim.everything.filter(page=text.page).exists()
    assert offer not in read(browser, desk(text.page))
    client.force_login(officer)
    assert offer not in client.get(desk(text.page)).content.decode()
