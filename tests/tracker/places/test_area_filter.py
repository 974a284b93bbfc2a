"""The filter by area: a code, or a name that one area alone has."""

import datetime as dt

import pytest
from django.urls import reverse

from tests.factories.figures import ReportedFigureFactory
from tests.factories.places import AreaFactory
from tracker.places.models import Area
from tracker.places.readings import search_text

pytestmark = pytest.mark.django_db

TOWN, NAMESAKES = "410822105", ["410822105223", "410823107223"]


@pytest.fixture(autouse=True)
def places():
    """A town, and two villages of one name in two counties."""

    def make(code, name, *others):
        text = search_text(code=code, name=name, official_name=name, others=others)
        return AreaFactory(code=code, name=name, official_name=name, search_text=text)

    make("410822", "博爱县")
    make("410823", "武陟县")
    make(TOWN, "磨头镇", "老磨头")
    make("410823107", "乔庙镇")
    for code in NAMESAKES:
        make(code, "关王庙村")


def answer(client, *typed, **query):
    return client.get(reverse("area-list"), {"area": list(typed), **query})


def listed(response):
    assert response.status_code == 200, response.content.decode()[:2000]
    return [row.record.pk for row in response.context["table"].rows]


@pytest.mark.parametrize("typed", ["磨头镇", "老磨头", "motouzhen", " 磨头镇 ", TOWN])
def test_a_code_or_a_whole_name_of_one_place_means_it_and_all_below(client, typed):
    assert listed(answer(client, typed)) == [TOWN, NAMESAKES[0]]


def test_the_chip_of_a_name_says_name_and_code(client):
    (chip,) = answer(client, "老磨头").context["chips"]

    assert (chip.value, chip.words) == ("老磨头", "磨头镇 410822105")


def test_a_name_and_the_code_of_the_same_place_are_one(client):
    assert listed(answer(client, TOWN, "磨头镇")) == listed(answer(client, TOWN))


def test_namesakes_are_offered_as_links_with_county_and_street(client):
    response = answer(client, "关王庙村", "410823", level="village", page="2")

    assert response.status_code == 400
    assert len(response.context["table"].rows) == 0
    (problem,) = response.context["problems"]
    assert problem.parameter == "area"
    assert problem.message.endswith(
        '<a href="?area=410822105223&amp;area=410823&amp;level=village">'
        "博爱县 磨头镇 关王庙村 410822105223</a> · "
        '<a href="?area=410823107223&amp;area=410823&amp;level=village">'
        "武陟县 乔庙镇 关王庙村 410823107223</a>"
    )
    assert problem.message.count("<a ") == 2
    assert str(problem.message) in response.content.decode()


def test_a_reader_of_english_is_told_to_choose(english, client):
    (problem,) = answer(client, "关王庙村").context["problems"]

    assert problem.message.startswith("Several places are called “关王庙村”. Choose one: <a ")


def test_a_link_of_the_refusal_leads_to_the_list_of_that_place(client):
    message = answer(client, "关王庙村").context["problems"][0].message
    link = message.split('href="')[1].split('"')[0].replace("&amp;", "&")

    assert listed(client.get(reverse("area-list") + link)) == [NAMESAKES[0]]


def test_more_namesakes_than_are_offered_lead_to_the_search(english, client):
    for number in range(300, 310):
        AreaFactory(code=f"410822105{number}", name="关王庙村")

    message = answer(client, "关王庙村").context["problems"][0].message

    assert message.count("<a ") == 9
    assert f"{reverse('area-search')}?q=%E5%85%B3" in message


def test_part_of_a_name_is_no_place_but_offers_those_it_may_mean(english, client):
    response = answer(client, "磨头")

    assert response.status_code == 400
    message = response.context["problems"][0].message
    assert message.startswith("No place is called “磨头”. One of these may be meant: <a ")
    assert "磨头镇 410822105</a>" in message


@pytest.mark.parametrize("typed", ["<b>nowhere</b>", "'", "100%", "\\"])
def test_what_is_no_place_is_said_back_harmlessly(english, client, typed):
    response = answer(client, typed)

    assert response.status_code == 400
    message = response.context["problems"][0].message
    assert "Look it up with the search box." in message
    assert "<b>" not in message


def test_a_place_that_ended_gives_its_name_to_the_one_of_today(client):
    Area.objects.filter(pk=NAMESAKES[1]).update(valid_until=dt.date(2024, 3, 1))

    assert listed(answer(client, "关王庙村")) == [NAMESAKES[0]]


def test_figures_and_articles_are_narrowed_by_a_name(client):
    figure = ReportedFigureFactory(area=Area.objects.get(pk=NAMESAKES[0]))
    ReportedFigureFactory(area=Area.objects.get(pk="410823"))

    figures = client.get(reverse("figure-list"), {"area": "磨头镇"})
    articles = client.get(reverse("article-list"), {"area": "磨头镇"})

    assert listed(figures) == [figure.pk]
    assert listed(articles) == [figure.article_id]
