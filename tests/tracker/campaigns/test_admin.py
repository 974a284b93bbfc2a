"""Campaign years in the administration: corrected here, shaped by the files."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.factories.campaigns import (
    CampaignDateFactory,
    CampaignFactory,
    LeadDepartmentFactory,
    LevelRuleFactory,
    SchemeFactory,
    StandardFactory,
    StarFactory,
    VetoFactory,
)
from tests.factories.people import AdministratorFactory, area_with_code
from tests.factories.ratings import StandardResultFactory
from tests.tracker.history.answers import as_shown
from tracker.campaigns.models import Campaign, CampaignDate, Standard
from tracker.history.admin import RecordedAdmin
from tracker.places.models import Area
from tracker.places.terms import Level

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def administrator(english):
    user = AdministratorFactory()
    english.force_login(user)
    return user


def address(model, page, *args):
    return reverse(f"admin:tracker_{model}_{page}", args=args)


def test_a_number_is_not_given_twice_in_one_scheme(english):
    first = StarFactory(key="industry", name="产业兴旺星", position=1)
    second = StarFactory(key="ecology", name="生态宜居星", position=2)
    StandardFactory(star=first, number=1)

    response = english.post(
        address("standard", "add"), {"star": second.pk, "number": 1, "text": "垃圾按时清运。"}
    )

    assert response.context["adminform"].form.errors == {
        "number": ["Another standard of this scheme has this number. Choose another."]
    }
    assert Standard.objects.count() == 1


def test_the_same_number_in_the_other_scheme_is_accepted(english):
    rural = StarFactory(key="safety", position=3)
    urban = StarFactory(scheme=SchemeFactory(unit_kind="urban"), key="safety", position=2)
    StandardFactory(star=rural, number=1)

    response = english.post(
        address("standard", "add"), {"star": urban.pk, "number": 1, "text": "消防通道畅通。"}
    )

    assert response.status_code == 302
    assert set(Standard.objects.values_list("star", "number")) == {(rural.pk, 1), (urban.pk, 1)}


def test_a_standard_keeps_its_number_when_its_text_is_corrected(english):
    standard = StandardFactory(number=7, text="垃圾清运")

    english.post(
        address("standard", "change", standard.pk),
        {"star": standard.star_id, "number": 7, "text": "垃圾按时清运。", "verified": "on"},
    )

    standard.refresh_from_db()
    assert (standard.number, standard.text, standard.verified) == (7, "垃圾按时清运。", True)


def test_a_standard_without_a_star_is_refused_on_its_field(english):
    response = english.post(address("standard", "add"), {"number": 1, "text": "垃圾按时清运。"})

    assert set(response.context["adminform"].form.errors) == {"star"}


def test_a_period_that_ends_before_it_starts_is_refused(english):
    campaign = CampaignFactory()

    response = english.post(
        address("campaigndate", "add"),
        {
            "campaign": campaign.pk,
            "name": "年底验收",
            "starts_on": "2023-12-31",
            "ends_on": "2023-12-01",
        },
    )

    assert response.context["adminform"].form.errors == {
        "ends_on": ["The last day lies before the first. Correct one of them."]
    }
    assert not CampaignDate.objects.exists()


def test_a_period_may_be_typed_as_officials_write_dates(administrator):
    client = Client()  # speaks Chinese
    client.force_login(administrator)
    campaign = CampaignFactory()

    client.post(
        address("campaigndate", "add"),
        {
            "campaign": campaign.pk,
            "name": "年底验收",
            "starts_on": "2023年12月1日",
            "ends_on": "2023.12.31",
        },
    )

    found = CampaignDate.objects.get()
    assert (found.starts_on, found.ends_on) == (dt.date(2023, 12, 1), dt.date(2023, 12, 31))


def test_the_list_of_schemes_counts_their_standards(english):
    star = StarFactory()
    StandardFactory(star=star, number=1)
    StandardFactory(star=star, number=2)

    [scheme] = english.get(address("scheme", "changelist")).context["cl"].result_list

    assert scheme.standards == 2


def test_leads_are_listed_with_star_scheme_and_area(english):
    henan = area_with_code("41")
    jiaozuo = Area.objects.create(
        code="4108", level=Level.CITY, name="焦作市", official_name="焦作市", parent=henan
    )
    LeadDepartmentFactory(area=jiaozuo)

    body = english.get(address("leaddepartment", "changelist")).content.decode()

    for words in ("农业农村局", "生态宜居星", "2023 Village (rural)", "焦作市"):
        assert words in body


def test_a_colour_is_six_small_hexadecimal_digits(english):
    star = StarFactory()
    values = {
        "name": star.name,
        "colour": "#2F8F5B",
        "standards-TOTAL_FORMS": 0,
        "standards-INITIAL_FORMS": 0,
        "leads-TOTAL_FORMS": 0,
        "leads-INITIAL_FORMS": 0,
    }

    response = english.post(address("star", "change", star.pk), values)

    with translation.override("en"):  # the message is worded when it is read
        assert response.context["adminform"].form.errors == {
            "colour": ["Write the colour as “#1b4f91”, in small letters."]
        }
    assert (
        english.post(address("star", "change", star.pk), values | {"colour": "#1b4f91"}).status_code
        == 302
    )
    star.refresh_from_db()
    assert star.colour == "#1b4f91"


@pytest.mark.parametrize("model", ["scheme", "star"])
def test_schemes_and_stars_are_neither_added_nor_removed_by_hand(english, model):
    star = StarFactory()
    row = star if model == "star" else star.scheme

    assert english.get(address(model, "add")).status_code == 403
    assert english.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    assert english.get(address(model, "change", row.pk)).status_code == 200


def test_the_year_of_a_campaign_is_its_key_and_stays(english):
    page = english.get(address("campaign", "change", CampaignFactory(year=2023).pk))

    assert "year" not in page.context["adminform"].form.fields


def test_a_form_opened_before_does_not_open_a_closed_year_again(english):
    campaign = LevelRuleFactory().campaign
    page = address("campaign", "change", campaign.pk)
    answers = as_shown(english, page, notice_days="6", state="running")
    Campaign.objects.update(state="closed")

    assert english.post(page, answers).status_code == 302
    campaign.refresh_from_db()
    assert (campaign.state, campaign.notice_days) == ("closed", 6)


def test_what_the_form_does_not_change_stays_as_somebody_else_writes_it(english, monkeypatch):
    """In the moment between reading the rows and saving them."""
    campaign = LevelRuleFactory(source="推算").campaign
    day = CampaignDateFactory(campaign=campaign, name="年底验收")
    page = address("campaign", "change", campaign.pk)
    answers = as_shown(english, page, notice_days="6", **{"dates-0-name": "年终验收"})
    save = RecordedAdmin.save_model

    def save_later(self, *args):
        Campaign.objects.update(state="closed", wording="建设")
        CampaignDate.objects.update(source="文件")
        save(self, *args)

    monkeypatch.setattr(RecordedAdmin, "save_model", save_later)
    assert english.post(page, answers).status_code == 302

    campaign.refresh_from_db()
    day.refresh_from_db()
    assert (campaign.state, campaign.wording, campaign.notice_days) == ("closed", "建设", 6)
    assert (day.source, day.name) == ("文件", "年终验收")


def test_a_standard_with_results_stays_with_its_star(english):
    standard = StandardResultFactory(standard__number=7).standard
    other = StarFactory(scheme=standard.star.scheme, key="safety", position=4)
    page = address("standard", "change", standard.pk)
    answers = as_shown(english, page, star=str(other.pk))

    errors = english.post(page, answers).context["adminform"].form.errors

    assert errors == {
        "star": ["Results have been entered for this standard, so it stays with its star."]
    }
    english.post(page, as_shown(english, page, text="垃圾日清"))
    standard.refresh_from_db()
    assert (standard.star_id == other.pk, standard.text) == (False, "垃圾日清")


@pytest.mark.parametrize(
    ("model", "factory"),
    [
        ("standard", StandardFactory),
        ("levelrule", LevelRuleFactory),
        ("campaigndate", CampaignDateFactory),
        ("veto", VetoFactory),
    ],
)
def test_lists_say_in_words_what_is_not_verified(english, model, factory):
    row = factory()
    assert "Not verified" in english.get(address(model, "changelist")).content.decode()

    type(row).objects.update(verified=True)

    body = english.get(address(model, "changelist")).content.decode()
    assert 'class="field-verification">verified<' in body


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_standards_asks_the_same_queries_for_any_number(
    english, django_assert_max_num_queries, rows
):
    for number in range(rows):
        StandardFactory(number=number + 1, star__scheme__campaign__year=2022 + number)

    with django_assert_max_num_queries(9):
        english.get(address("standard", "changelist"))
