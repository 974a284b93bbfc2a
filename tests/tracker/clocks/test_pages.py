"""The pages of clocks: set by a county, refused, overtaken; weeks side by side."""

import datetime as dt

import pytest
from django.urls import reverse

from tests.factories.clocks import ClockRuleFactory, FrozenWeekFactory, WeeklyCardFactory
from tests.tracker.findings.cast import COUNTY, ELSEWHERE, STREET, VILLAGE, YEAR, Cast, now
from tracker.campaigns.terms import State
from tracker.clocks.models import ClockRule
from tracker.history.models import Event
from tracker.places.models import Area

pytestmark = pytest.mark.django_db
ANSWERS = {
    "counting": "working",
    "feedback_days": "2",
    "ordinary_days": "5",
    "major_months": "2",
    "climb_days": "4",
    "legend": "deadline",
    "source": "马办〔2023〕7号",
    "seen": "0",
}


@pytest.fixture
def cast():
    return Cast()


@pytest.fixture
def county(cast, client, english):
    """The county office, at its clock."""
    client.force_login(cast.county)
    return client


def rules() -> list[tuple]:
    rows = ClockRule.objects.unscoped("a test looks at all")
    return list(rows.values_list("area_id", "counting", "ordinary_days", "version", "source"))


def clock(code: str = COUNTY, year: int = YEAR) -> str:
    return reverse("clock-set", args=[year, code])


def test_the_county_sets_its_clock_and_the_next_finding_goes_by_it(cast, county):
    sent = county.post(clock(), ANSWERS, follow=True)

    assert sent.redirect_chain == [(reverse("clock-list"), 302)]
    assert "Last days that were given before stay." in sent.content.decode()
    assert rules() == [(COUNTY, "working", 5, 1, "马办〔2023〕7号")]
    assert Event.objects.filter(action="clocks.set", area_code=COUNTY).count() == 1
    finding = now(cast.up_to("assigned"))
    begun = finding.steps.get(verb="assign").done_on
    assert (finding.due_on - begun).days >= 5


def test_the_form_shows_what_stands_and_saves_nothing_where_nothing_differs(cast, county):
    county.post(clock(), ANSWERS)
    page = county.get(clock())
    form = page.context["form"]
    county.post(clock(), {name: form[name].value() for name in ANSWERS})

    assert {name: str(form[name].value()) for name in ANSWERS} == {**ANSWERS, "seen": "1"}
    assert rules() == [(COUNTY, "working", 5, 1, "马办〔2023〕7号")]
    assert Event.objects.filter(action="clocks.set").count() == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ordinary_days", "0"),
        ("ordinary_days", "366"),
        ("ordinary_days", "soon"),
        ("counting", "moon"),
        ("legend", "rainbow"),
        ("major_months", ""),
        ("source", "第" * 201),
    ],
)
def test_an_answer_that_is_none_is_refused_at_its_question(cast, county, name, value):
    page = county.post(clock(), {**ANSWERS, name: value})

    assert page.status_code == 200
    assert list(page.context["form"].errors) == [name]
    assert rules() == []


def test_who_was_overtaken_is_told_and_writes_nothing(cast, county, client):
    client.force_login(cast.colleague)
    client.post(clock(), {**ANSWERS, "ordinary_days": "9"})
    client.force_login(cast.county)
    page = client.post(clock(), ANSWERS)

    assert page.status_code == 409
    assert "Somebody set this clock after you had read it." in page.content.decode()
    assert page.context["form"]["ordinary_days"].value() == "5"
    assert [row[2] for row in rules()] == [9]


def test_a_closed_year_is_refused_with_what_was_typed(cast, county):
    cast.campaign.state = State.CLOSED
    cast.campaign.save()
    page = county.post(clock(), ANSWERS)

    assert page.context["form"].non_field_errors() == ["2023 is closed."]
    assert rules() == []


def test_a_street_of_the_county_has_no_clock_of_its_own(cast, county):
    page = county.post(clock(STREET), ANSWERS)

    assert page.context["form"].non_field_errors() == ["A clock is set for a county or a city."]
    assert rules() == []


@pytest.mark.parametrize("code", [ELSEWHERE[:6], "419999"])
def test_a_foreign_clock_is_not_there(cast, county, code):
    assert county.get(clock(code)).status_code == 404
    assert county.post(clock(code), ANSWERS).status_code == 404


def test_a_year_that_is_none_is_not_there(cast, county):
    assert county.get(clock(year=2098)).status_code == 404


def test_a_street_officer_sets_no_clock(cast, client):
    client.force_login(cast.officer)

    assert client.post(clock(), ANSWERS).status_code == 403
    assert rules() == []


def test_the_list_offers_each_running_year_and_says_what_is_unverified(cast, county):
    ClockRuleFactory(campaign=cast.campaign, area=Area.objects.get(pk=COUNTY))
    page = county.get(reverse("clock-list"))

    assert [address for address, _area, _year in page.context["settable"]] == [clock()]
    assert page.context["matching"] == 1
    assert "nverified" in page.content.decode()


# --- Weeks side by side ------------------------------------------------------------------------


@pytest.fixture
def weeks(cast):
    """Two frozen weeks: the village is red in the first, and nothing is left in the second."""
    first = FrozenWeekFactory(campaign=cast.campaign)
    FrozenWeekFactory(
        campaign=cast.campaign,
        starts_on=dt.date(2023, 6, 26),
        frozen_on=dt.date(2023, 7, 3),
    )
    for code in (VILLAGE, STREET, ELSEWHERE):
        WeeklyCardFactory(week=first, area=Area.objects.get(pk=code))
    return first


def grid(client, code: str):
    return client.get(reverse("week-grid", args=[code]))


def test_a_street_sees_its_villages_week_beside_week(cast, client, english, weeks):
    client.force_login(cast.officer)
    page = grid(client, STREET)

    assert [week.starts_on.isoformat() for week in page.context["weeks"]] == [
        "2023-06-19",
        "2023-06-26",
    ]
    lines = {
        place.pk: [bool(mark) for mark, _total in cells] for place, cells in page.context["lines"]
    }
    assert lines[STREET] == lines[VILLAGE] == [True, False]
    assert ELSEWHERE not in page.content.decode()


def test_a_village_is_shown_alone(cast, client, weeks):
    client.force_login(cast.secretary)

    assert [place.pk for place, _cells in grid(client, VILLAGE).context["lines"]] == [VILLAGE]


def test_a_county_sees_its_streets_and_a_foreign_one_is_not_there(cast, client, weeks):
    client.force_login(cast.county)

    assert STREET in {place.pk for place, _cells in grid(client, COUNTY).context["lines"]}
    assert grid(client, ELSEWHERE[:6]).status_code == 404


def test_before_any_week_is_frozen_the_page_says_when_that_happens(cast, client, english):
    client.force_login(cast.officer)

    assert "by itself after each Sunday" in grid(client, STREET).content.decode()


def test_more_villages_cost_no_more_queries(cast, client, weeks, django_assert_max_num_queries):
    client.force_login(cast.officer)
    with django_assert_max_num_queries(12):
        grid(client, STREET)


def test_the_list_of_cards_shows_those_of_the_own_area(cast, client, english, weeks):
    client.force_login(cast.officer)
    page = client.get(reverse("weekly-card-list"))

    assert page.context["matching"] == 2
    assert "Overdue" in page.content.decode()
