"""One page is reviewed in a browser with the keyboard alone, from the first claim to the last."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import expect

from tests.factories.campaigns import CampaignFactory
from tests.factories.figures import ReportedFigureFactory
from tests.factories.people import GrantFactory, area_with_code
from tests.tracker.claims.pages import COUNTY, REPORT, STREET
from tracker.access.terms import Role
from tracker.claims.actions import Given, receive
from tracker.claims.models import Claim
from tracker.figures.models import ReportedFigure
from tracker.jobs.models import Job
from tracker.jobs.running import run
from tracker.places.models import Area

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
THREE_MINUTES = 180


@pytest.fixture
def review(transactional_db, browser, live_server, client):
    """The desk of a page with five claims, before somebody of its county."""
    area_with_code(STREET)
    Area.objects.filter(pk=STREET).update(name="青石街道", official_name="青石街道")
    for year in (2022, 2023):
        CampaignFactory(year=year)
    user = GrantFactory(role=Role.COUNTY_OFFICE, code=COUNTY).user
    delivery = receive(by=user, given=[Given(REPORT.encode())])
    run(Job.objects.get(key=delivery.job_key).pk)
    client.force_login(user)
    context = browser.new_context(locale="zh-CN")
    found = [("sessionid", client.cookies["sessionid"].value), ("django_language", "en")]
    context.add_cookies(
        [{"name": name, "value": value, "url": live_server.url} for name, value in found]
    )
    page = context.new_page()
    page.goto(f"{live_server.url}/papers/{delivery.files.get().page_id}/")
    yield page
    context.close()


def now(page, words: str) -> None:
    """Wait until the claim with these words is the one that is judged."""
    expect(page.locator("#now mark")).to_have_text(words)


def test_a_page_is_reviewed_by_keys_alone_within_three_minutes(review):
    began = time.monotonic()
    now(review, "四星支部2个")
    review.keyboard.press("n")
    now(review, "三星支部5个")
    review.keyboard.press("p")
    now(review, "四星支部2个")
    review.keyboard.press("a")
    now(review, "三星支部5个")
    review.keyboard.press("c")
    value = review.locator("[name=value]")
    expect(value).to_have_value("5")
    value.press("Control+a")
    review.keyboard.type("15")
    review.keyboard.press("Enter")
    expect(review.locator(".claims li").nth(1)).to_contain_text("15 branches")
    for _rest in range(2):
        left = review.locator("#all").text_content()
        review.keyboard.press("a")
        expect(review.locator("#all")).not_to_have_text(left)
    now(review, "四星支部6个")
    review.keyboard.press("r")
    expect(review.get_by_text("Every claim of this page is judged.").first).to_be_visible()

    assert time.monotonic() - began < THREE_MINUTES
    states = Claim.everything.order_by("start").values_list("state", flat=True)
    assert list(states) == ["accepted"] * 4 + ["rejected"]
    values = ReportedFigure.objects.order_by("start").values_list("value", flat=True)
    assert [int(value) for value in values] == [2, 15, 58, 1]


def test_the_claim_that_is_judged_is_in_sight_beside_the_text(review):
    review.set_viewport_size({"width": 1280, "height": 500})
    review.keyboard.press("n")
    now(review, "三星支部5个")

    expect(review.locator(".page-text .mark-now").first).to_be_in_viewport()
    expect(review.locator("[data-key=a]")).to_be_in_viewport()


def test_what_agrees_is_accepted_together_by_keys_after_a_look(review):
    for claim in Claim.everything.order_by("start")[:2]:
        said = {name: getattr(claim, name) for name in ("level", "value", "start", "end")}
        ReportedFigureFactory(article=claim.article, area_id=STREET, **said)
    review.reload()
    began = time.monotonic()
    now(review, "四星支部2个")
    review.keyboard.press("g")
    expect(review.get_by_role("row", name="四星支部2个")).to_contain_text("Accepted")
    step_to(review, "Apply these rows")
    review.keyboard.press("Enter")
    expect(review.get_by_text("The rows are being written.")).to_be_visible()
    run(Job.objects.get(kind="changesets.apply").pk)
    review.reload()
    step_to(review, "Stated by newspapers")
    review.keyboard.press("Enter")
    now(review, "三星以上支部占58%")

    assert time.monotonic() - began < THREE_MINUTES
    assert Claim.everything.filter(state="accepted").count() == 2


def step_to(page, words: str) -> None:
    """Go on by the Tab key until what bears these words has the focus."""
    focused = "(document.activeElement || document.body).innerText"
    for _step in range(60):
        if page.evaluate(focused) == words:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the Tab key does not lead to “{words}”")
