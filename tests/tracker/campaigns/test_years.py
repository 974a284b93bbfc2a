"""A campaign year is started like another, opened, closed, and given its last days."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import translation

from tests.factories.campaigns import (
    CampaignDateFactory,
    CampaignFactory,
    LeadDepartmentFactory,
    LevelRuleFactory,
    StandardFactory,
    StarFactory,
    VetoFactory,
)
from tests.factories.people import GrantFactory
from tracker.access.refusals import Denied, Overtaken, Refused
from tracker.access.terms import Role
from tracker.campaigns.actions import (
    close_campaign,
    open_campaign,
    set_last_days,
    start_campaign,
    years,
)
from tracker.campaigns.models import (
    Campaign,
    CampaignDate,
    LeadDepartment,
    LevelRule,
    Scheme,
    Standard,
    Star,
    Veto,
)
from tracker.campaigns.standing import dues
from tracker.history import record
from tracker.history.models import Event

pytestmark = pytest.mark.django_db
LIST, NEW = reverse("campaign-list"), reverse("campaign-new")
DAY = dt.date(2024, 4, 30)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def city():
    return GrantFactory(role=Role.CITY_OFFICE, code="4108", user__username="city").user


@pytest.fixture
def outsiders():
    """Roles that have the right in one county only, or not at all."""
    county = GrantFactory(role=Role.COUNTY_OFFICE, code="410871").user
    administrator = GrantFactory(role=Role.SYSTEM_ADMIN, code="410871").user
    return [county, administrator]


@pytest.fixture
def old():
    """A closed year with a row of each kind, some of it verified."""
    campaign = CampaignFactory(year=2023, state="closed", notice_days=7)
    LevelRuleFactory(campaign=campaign, capstone=False, verified=True)
    star = StarFactory(scheme__campaign=campaign)
    other = StarFactory(scheme__campaign=campaign, scheme__unit_kind="urban", key="safety")
    StandardFactory(star=star, number=1, text="一", verified=True)
    StandardFactory(star=other, number=2, text="二")
    LeadDepartmentFactory(star=star, verified=True)
    VetoFactory(campaign=campaign, text="否决")
    CampaignDateFactory(campaign=campaign)
    return campaign


def of(year):
    """Return all that a year has, without keys."""
    star = "star__scheme__campaign"
    return {
        "campaign": list(Campaign.objects.filter(pk=year).values_list("wording", "notice_days")),
        "rule": list(LevelRule.objects.filter(pk=year).values_list("capstone", "verified")),
        "schemes": list(Scheme.objects.filter(campaign=year).values_list("unit_kind", flat=True)),
        "stars": sorted(
            Star.objects.filter(scheme__campaign=year).values_list(
                "scheme__unit_kind", "key", "name", "position", "colour"
            )
        ),
        "standards": sorted(
            Standard.objects.filter(**{star: year}).values_list(
                "star__key", "number", "text", "verified"
            )
        ),
        "leads": list(
            LeadDepartment.objects.filter(**{star: year}).values_list(
                "star__key", "area", "department", "verified"
            )
        ),
        "vetoes": list(Veto.objects.filter(campaign=year).values_list("text", "verified")),
    }


def test_a_year_begins_with_what_another_one_has_but_its_days(city, old):
    campaign = start_campaign(by=city, year=2024, like=old)

    assert (campaign.pk, campaign.state) == (2024, "preparing")
    assert of(2024) == of(2023)
    assert of(2024)["standards"] == [("ecology", 1, "一", True), ("safety", 2, "二", False)]
    assert list(CampaignDate.objects.filter(campaign=2024)) == []


def test_the_log_names_every_row_of_a_new_year(city, old):
    start_campaign(by=city, year=2024, like=old)

    first, *rest = Event.objects.in_order()
    assert (first.action, first.object_key, first.new["like"]) == ("campaigns.start", "2024", 2023)
    assert {event.object_type: len(event.new["added"]) for event in rest} == {
        "levelrule": 1,
        "veto": 1,
        "scheme": 2,
        "star": 2,
        "standard": 2,
        "leaddepartment": 1,
    }


def test_a_year_is_started_once_and_within_reason(city, old):
    start_campaign(by=city, year=2024, like=old)
    for year, words in ((2024, "2024 is there already"), (2021, "between 2022 and 2099")):
        with pytest.raises(Refused, match=words):
            start_campaign(by=city, year=year, like=old)


def test_a_year_belongs_to_the_whole_site(outsiders, old):
    acts = [
        (start_campaign, {"year": 2024, "like": old}),
        (open_campaign, {"campaign": old}),
        (close_campaign, {"campaign": old}),
        (set_last_days, {"campaign": old, "days": {"entry": DAY}}),
    ]
    for user in outsiders:
        for act, facts in acts:
            with pytest.raises(Denied):
                act(by=user, **facts)
    assert (Campaign.objects.count(), Event.objects.count()) == (1, 0)


def test_a_failure_half_way_leaves_no_year(city, old, monkeypatch):
    def break_off(_changes, *, by):
        raise RuntimeError("the log is full")

    monkeypatch.setattr(years, "record_all", break_off)
    with pytest.raises(RuntimeError):
        start_campaign(by=city, year=2024, like=old)
    assert (Campaign.objects.count(), Star.objects.count()) == (1, 2)


def test_a_year_is_opened_closed_and_opened_again(city, old):
    campaign = start_campaign(by=city, year=2024, like=old)
    for act, state in (
        (open_campaign, "running"),
        (close_campaign, "closed"),
        (open_campaign, "running"),
    ):
        act(by=city, campaign=campaign)
        assert Campaign.objects.get(pk=2024).state == state

    events = Event.objects.in_order().filter(action__in=["campaigns.open", "campaigns.close"])
    assert [(event.old["state"], event.new["state"]) for event in events] == [
        ("preparing", "running"),
        ("running", "closed"),
        ("closed", "running"),
    ]


def test_what_is_open_is_not_opened_and_what_is_not_open_is_not_closed(city, old):
    with pytest.raises(Refused, match="2023 is not open"):
        close_campaign(by=city, campaign=old)
    open_campaign(by=city, campaign=old)
    with pytest.raises(Refused, match="2023 is open already"):
        open_campaign(by=city, campaign=old)
    with pytest.raises(Refused, match="2030 has no stars yet"):
        open_campaign(by=city, campaign=CampaignFactory(year=2030, state="preparing"))


def test_who_read_an_older_state_is_overtaken(city, old):
    first, second = Campaign.objects.get(pk=2023), Campaign.objects.get(pk=2023)
    open_campaign(by=city, campaign=first)

    with pytest.raises(Overtaken):
        open_campaign(by=city, campaign=second)


def test_last_days_are_set_moved_and_taken_back(city, old):
    open_campaign(by=city, campaign=old)
    assert set_last_days(by=city, campaign=old, days={"entry": DAY, "review": None}) == 1
    [row] = CampaignDate.objects.exclude(stage="")
    assert (row.stage, row.name, row.starts_on, row.ends_on) == ("entry", "填报截止", DAY, DAY)
    assert dues(old)["entry"].day == DAY

    earlier = dt.date(2024, 4, 1)
    assert set_last_days(by=city, campaign=old, days={"entry": earlier}, source="文") == 1
    row.refresh_from_db()
    assert (row.starts_on, row.ends_on, row.source) == (earlier, earlier, "文")
    assert set_last_days(by=city, campaign=old, days={"entry": earlier}) == 0
    assert set_last_days(by=city, campaign=old, days={"entry": None}) == 1
    assert list(CampaignDate.objects.exclude(stage="")) == []
    verbs = [event.action for event in Event.objects.in_order() if "date" in event.object_type]
    assert verbs == ["campaigns.added", "campaigns.changed", "campaigns.removed"]


def test_all_days_are_written_before_the_log(city, old, monkeypatch):
    """Rows first, the log last: whoever changes another day waits for no one who waits for them."""
    log = []
    save, append = CampaignDate.save, record._append

    def saved(row, *args, **more):
        log.append(row.stage)
        return save(row, *args, **more)

    def appended(*args):
        log.append("log")
        return append(*args)

    monkeypatch.setattr(CampaignDate, "save", saved)
    monkeypatch.setattr(record, "_append", appended)
    set_last_days(by=city, campaign=old, days={"entry": DAY, "review": DAY})

    assert log == ["entry", "review", "log"]
    assert Event.objects.count() == 2


def test_a_period_that_carries_a_stage_keeps_its_name_and_beginning(city, old):
    row = CampaignDateFactory(campaign=old, stage="entry", starts_on=dt.date(2024, 3, 1), name="填")

    set_last_days(by=city, campaign=old, days={"entry": DAY})

    row.refresh_from_db()
    assert (row.name, row.starts_on, row.ends_on) == ("填", dt.date(2024, 3, 1), DAY)


# --- The pages -----------------------------------------------------------------------


@pytest.fixture
def browser(english, city):
    english.force_login(city)
    return english


def words(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_from_a_new_year_to_its_opening(browser, old):
    assert browser.post(NEW, {"year": "2024", "like": "2023"})["Location"] == LIST
    page = words(browser.get(LIST))
    assert "2024 is in preparation. Check it, then open it." in page
    assert "Open 2024" in page

    browser.post(reverse("campaign-dates", args=[2024]), {"entry": "2024-4-30", "source": "文"})
    browser.post(reverse("campaign-state", args=[2024]), {"verb": "open"})

    page = words(browser.get(LIST))
    assert "2024: Running." in page
    assert "Entering the stars" in page
    assert "Close 2024" in page


def test_the_page_of_the_dates_tells_how_they_came_about_and_went(browser, old):
    dates = reverse("campaign-dates", args=[2023])
    for day in ("2023-4-30", "2023-5-31", ""):
        browser.post(dates, {"entry": day, "source": "文"})

    told = words(browser.get(dates)).partition("History of the dates")[2]

    assert told.count("填报截止，") == 3
    assert told.index("removed it") < told.index("changed “until” from") < told.index("entered it")


def test_a_form_says_what_does_not_fit(browser, old):
    for values, fault in (
        ({"year": "2023", "like": "2023"}, "2023 is there already."),
        ({"year": "1999", "like": "2023"}, "greater than or equal to 2022"),
        ({"year": "2024", "like": "2050"}, "Select a valid choice."),
    ):
        assert fault in words(browser.post(NEW, values))
    dates = reverse("campaign-dates", args=[2023])
    assert "Enter a valid date." in words(browser.post(dates, {"entry": "soon"}))
    assert Campaign.objects.count() == 1


def test_a_step_that_cannot_be_is_told(browser, old):
    state = reverse("campaign-state", args=[2023])
    browser.post(state, {"verb": "close"})
    assert "2023 is not open." in words(browser.get(LIST))
    assert browser.post(state, {"verb": "burn"}).status_code == 400
    assert browser.post(reverse("campaign-state", args=[2050]), {"verb": "open"}).status_code == 404


def test_only_who_runs_the_site_sees_these_pages(english, outsiders, old):
    for user in outsiders:
        english.force_login(user)
        assert english.get(LIST).status_code == 403
