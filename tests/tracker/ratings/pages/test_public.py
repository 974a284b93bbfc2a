"""What everybody may read of ratings: awarded stars, and nothing that came before."""

import csv
import datetime as dt
import io

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from tests.factories.figures import ReportedFigureFactory
from tests.tracker.ratings.pages.conftest import (
    STARS,
    VILLAGE,
    VILLAGES,
    YEAR,
    at,
    award_industry,
    check_all,
    go,
    own,
    read,
    star,
    state,
)
from tracker.ratings.actions import accept_report
from tracker.ratings.models import Rating, StarRating
from tracker.ratings.standing import public_record
from tracker.ratings.terms import Verb

pytestmark = pytest.mark.django_db
LIST = at("star-list")


def listed(response):
    return [row.record.branch_id for row in response.context["table"].paginated_rows]


def days(record):
    """Return {star on record: (awarded on, accepted on)}."""
    return {one.star.key: (one.awarded_on, one.accepted_on) for one in record.on_record}


def files(browser):
    """Return {code: (awarded on, accepted on)} as the file of the public list says it."""
    answer = browser.get(LIST, {"export": "csv"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    lines = csv.DictReader(io.StringIO(text))
    return {
        line["Code"].strip(): (line["Awarded on"], line["Accepted from a newspaper on"])
        for line in lines
    }


def test_nothing_is_public_before_the_award(english, officer, county, confirmed):
    assert listed(english.get(LIST)) == []
    assert public_record(VILLAGE, YEAR) is None
    go(county, Verb.PUT_ON_NOTICE, notice_ends_on=dt.date(2099, 1, 31))
    assert listed(english.get(LIST)) == []
    assert "No star is on record yet." in read(english.get(LIST))


def test_an_awarded_star_is_listed_for_everybody(english, awarded, officer):
    check_all(officer, "ecology")

    page = english.get(LIST)

    assert listed(page) == [VILLAGE]
    assert "industry星" in read(page)
    assert "ecology星" not in read(page)
    assert "officer" not in read(page)
    assert [row.get_cell("level") for row in page.context["table"].paginated_rows] == ["One-star"]


def test_the_record_says_which_stars_and_since_when(awarded):
    record = public_record(VILLAGE, YEAR)

    assert (record.year, record.level, record.passport) == (YEAR, 1, "")
    day = timezone.localdate(awarded.changed_at)
    assert days(record) == {"industry": (day, None)}
    assert [one.star.key for one in record.stars] == list(STARS)


def test_a_withdrawn_star_is_on_record_no_longer(english, county, awarded):
    go(county, Verb.WITHDRAW, reason="发生否决事项")

    assert public_record(VILLAGE, YEAR) is None
    assert "发生否决事项" not in read(english.get(LIST))


def test_what_was_accepted_from_a_paper_carries_its_passport(english, county, street):
    figure = ReportedFigureFactory(area_id=VILLAGES[1], level=5, value=1, campaign_id=YEAR)
    accept_report(by=county, figure=figure)

    record = public_record(VILLAGES[1], YEAR)

    assert (record.level, record.passport) == (5, figure.pk)
    assert f'href="/figures/{figure.pk}/"' in read(english.get(LIST))
    part = render_to_string("ratings/_public.html", {"record": record})
    assert f'href="/figures/{figure.pk}/"' in part
    assert days(record) == dict.fromkeys(STARS, (None, timezone.localdate()))
    assert part.count("reported by a newspaper, accepted on") == 5
    assert "awarded on" not in part
    assert "after a public notice" not in part
    assert "awarded on" not in read(english.get(LIST))
    # Only for a star that was awarded here is there a day of the award.
    assert files(english) == {VILLAGES[1]: ("", timezone.localdate().isoformat())}


def test_a_star_awarded_beside_those_of_a_paper_has_its_own_day(
    english, officer, reviewer, force, county
):
    figure = ReportedFigureFactory(area_id=VILLAGE, level=3, value=1, campaign_id=YEAR)
    accept_report(by=county, figure=figure, stars=["ecology", "safety", "civility"])
    award_industry(officer, reviewer, force, county)
    today = timezone.localdate()

    record = public_record(VILLAGE, YEAR)

    assert days(record) == {
        "industry": (today, None),
        **dict.fromkeys(["ecology", "safety", "civility"], (None, today)),
    }
    part = render_to_string("ratings/_public.html", {"record": record})
    assert part.count("day of the award unknown") == 3
    assert part.count("; day") == 3
    assert "The other stars were entered" in part
    assert files(english) == {VILLAGE: (today.isoformat(), today.isoformat())}
    go(county, Verb.WITHDRAW, "ecology", "safety", "civility", reason="发生否决事项")
    assert public_record(VILLAGE, YEAR).passport == ""
    assert files(english) == {VILLAGE: (today.isoformat(), "")}


def test_the_list_is_narrowed_and_stays_in_code_order(english, county, awarded):
    for code in (VILLAGES[2], VILLAGES[1]):
        figure = ReportedFigureFactory(area_id=code, level=5, value=1, campaign_id=YEAR)
        accept_report(by=county, figure=figure)

    assert listed(english.get(LIST)) == VILLAGES
    assert listed(english.get(LIST, {"level": "5"})) == VILLAGES[1:]
    assert listed(english.get(LIST, {"star": ["ecology", "safety"]})) == VILLAGES[1:]
    assert listed(english.get(LIST, {"area": VILLAGE})) == [VILLAGE]
    assert english.get(LIST, {"state": "declared"}).status_code == 400


def test_unpublished_work_changes_no_byte_of_the_public_list(english, awarded, officer, reviewer):
    before = english.get(LIST).content
    check_all(officer, "ecology")
    go(officer, Verb.SUBMIT, "ecology")
    go(reviewer, Verb.REVIEW, "ecology")
    Rating.everything.filter(branch=VILLAGES[1]).update(level=3)
    StarRating.everything.filter(rating__branch=VILLAGES[2]).update(reason="内部意见")

    assert english.get(LIST).content == before


# --- What papers say ---------------------------------------------------------------


@pytest.fixture
def report(street):
    return ReportedFigureFactory(area_id=VILLAGE, level=3, value=1, campaign_id=YEAR)


def test_a_report_is_accepted_with_its_stars_named(browse, county, report):
    browser = browse(county)
    listing = browser.get(at("reported-rating-list"))
    assert [row.record.pk for row in listing.context["table"].paginated_rows] == [report.pk]
    assert "not accepted" in read(listing)
    page = at("reported-rating-accept", report.pk)

    refused = browser.post(page, {"stars": ["industry"]})
    assert "The paper says 3 stars; name exactly as many." in read(refused)
    browser.post(page, {"stars": ["industry", "ecology", "safety"]})

    assert [state(key) for key in STARS] == ["awarded"] * 3 + ["declared"] * 2
    assert "Accepted on" in read(browser.get(page))
    narrowed = browser.get(at("reported-rating-list"), {"accepted": "accepted"})
    assert len(narrowed.context["table"].paginated_rows) == 1
    open_ones = browser.get(at("reported-rating-list"), {"accepted": "open"})
    assert len(open_ones.context["table"].paginated_rows) == 0


def test_a_rule_of_the_action_stands_at_the_field(browse, county, report):
    answer = browse(county).post(at("reported-rating-accept", report.pk), {})

    assert answer.status_code == 200
    assert "The paper states 3 stars: name exactly as many" in read(answer)
    assert state() == "declared"


def test_only_the_county_accepts_and_a_stranger_finds_nothing(browse, officer, stranger, report):
    page = at("reported-rating-accept", report.pk)

    shown = read(browse(officer).get(page))
    assert "The county office decides whether it becomes a record." in shown
    assert browse(officer).post(page, {"stars": ["industry"]}).status_code == 403
    assert browse(stranger).get(page).status_code == 404
    assert state() == "declared"
    assert star().rating.source_id is None
    assert own("rating-detail") not in shown
