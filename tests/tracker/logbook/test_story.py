"""The story of an object on its own page: for its staff, never for the public."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.articles import ArticleFactory
from tests.factories.campaigns import CampaignFactory
from tests.factories.figures import CrosscheckFactory, ReportedFigureFactory
from tests.factories.people import GrantFactory, SecurityAdministratorFactory, area_with_code
from tests.tracker.places.files import load, own_file, tree
from tests.tracker.places.smalltree import TEMPLE, rename
from tracker.access.terms import Role
from tracker.history.origin import coming_from
from tracker.history.record import Change, record_all

pytestmark = pytest.mark.django_db
SAID = "renamed the area from “关王庙村” to “关帝庙村”"


@pytest.fixture
def village(tmp_path):
    load(own_file(tmp_path, tree()), commit=True)
    with coming_from("a command"):
        rename(by=None, reason="批复")
    return reverse("area-detail", args=[TEMPLE])


@pytest.mark.parametrize(
    ("role", "code", "sees"),
    [
        (Role.STREET_OFFICER, "410822105", True),
        (Role.AUDITOR, "410822", True),
        (Role.STREET_OFFICER, "410822001", False),
        (Role.AUDITOR, "410883", False),
    ],
)
def test_staff_of_the_area_read_it_and_others_do_not(english, village, role, code, sees):
    english.force_login(GrantFactory(role=role, code=code).user)

    page = english.get(village).content.decode()

    assert (SAID in page) is sees
    assert (f"object=area%3A{TEMPLE}" in page) is (sees and role == Role.AUDITOR)


def test_the_public_and_who_only_gives_rights_read_nothing_and_cost_nothing(english, village):
    with CaptureQueriesContext(connection) as captured:
        page = english.get(village).content.decode()
    assert SAID not in page
    assert not [one for one in captured if "tracker_event" in one["sql"]]
    english.force_login(SecurityAdministratorFactory())
    assert SAID not in english.get(village).content.decode()


def test_twenty_events_at_most_newest_first(english):
    area_with_code("410822")
    record_all(
        [
            Change(
                "places.added", "area", "410822", f"第{n}次", area_code="410822", reason=f"r{n}."
            )
            for n in range(30)
        ],
        by=None,
    )
    english.force_login(GrantFactory(role=Role.AUDITOR, code="410822").user)

    page = english.get(reverse("area-detail", args=["410822"])).content.decode()

    assert [n for n in range(30) if f"（r{n}.）" in page] == list(range(10, 30))
    assert page.index("r29.") < page.index("r10.")


def test_the_story_of_a_figure_stands_on_its_passport(english):
    figure = ReportedFigureFactory()
    code = figure.area_id
    record_all(
        [
            Change.of(figure, "changed", before={"value": "3"}, after={"value": "4"}),
        ],
        by=None,
    )
    address = reverse("figure-detail", args=[figure.pk])
    assert "changed “value”" not in english.get(address).content.decode()
    english.force_login(GrantFactory(role=Role.AUDITOR, code=code[:4]).user)

    assert "changed “value” from “3” to “4”" in english.get(address).content.decode()


@pytest.mark.parametrize(
    ("make", "address"),
    [(ArticleFactory, "article-detail"), (CrosscheckFactory, "crosscheck-detail")],
)
def test_articles_and_crosschecks_tell_their_story_to_who_audits_the_site(english, make, address):
    row = make()
    record_all([Change.of(row, "changed", before={"note": "a"}, after={"note": "b"})], by=None)
    page = reverse(address, args=[row.pk])
    told = "changed “note” from “a” to “b”"
    assert told not in english.get(page).content.decode()
    english.force_login(GrantFactory(role=Role.AUDITOR, code="4108").user)

    assert told in english.get(page).content.decode()


def test_the_days_of_a_year_tell_when_it_was_opened(english):
    year = CampaignFactory()
    record_all(
        [Change.of(year, "changed", before={"notice_days": 5}, after={"notice_days": 7})], by=None
    )
    english.force_login(GrantFactory(role=Role.CITY_OFFICE, code="4108").user)

    page = english.get(reverse("campaign-dates", args=[year.pk])).content.decode()

    assert "from “5” to “7”" in page
