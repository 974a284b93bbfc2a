"""The pages that explain the campaign and its standards to everyone."""

import datetime as dt
import re

import pytest
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
from tests.factories.people import AdministratorFactory
from tracker.campaigns.wording import period_words

pytestmark = pytest.mark.django_db


def words_of(response):
    """Return the visible words of the main part, with single spaces."""
    main = response.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", "<main" + main))


@pytest.fixture
def year():
    campaign = CampaignFactory(year=2023)
    LevelRuleFactory(campaign=campaign)
    scheme = SchemeFactory(campaign=campaign)
    star = StarFactory(scheme=scheme)
    StandardFactory(star=star, number=1, text="垃圾按时清运。")
    StandardFactory(star=star, number=2, text="道路硬化亮化。")
    return campaign


def test_about_is_there_before_anything_is_loaded(english):
    response = english.get("/about/")

    assert response.status_code == 200
    assert "No campaign year has been loaded yet." in words_of(response)
    assert "load_schemes" not in words_of(response)


def test_about_says_what_the_campaign_is_and_what_is_not_verified(english, year):
    CampaignDateFactory(
        campaign=year,
        name="年底验收",
        starts_on=dt.date(2023, 12, 1),
        ends_on=dt.date(2023, 12, 31),
        source="某报2023年12月报道",
        verified=True,
    )
    VetoFactory(campaign=year, text="弄虚作假")

    words = words_of(english.get("/about/"))

    assert "Since 2022 the Party branches of villages and urban communities" in words
    assert "生态宜居星 整治人居环境 2 standards" in words
    assert "The strong branch star comes last" in words
    assert "Not verified Source: 据三个乡镇公布的数推算" in words
    assert "December 2023 年底验收 某报2023年12月报道" in words
    assert "5 working days Not verified 弄虚作假 Not verified" in words
    assert "It follows organisations and their work, never residents" in words


def test_without_the_capstone_about_says_the_stars_come_in_any_order(english, year):
    year.level_rule.capstone = False
    year.level_rule.verified = True
    year.level_rule.save()

    words = words_of(english.get("/about/"))

    assert "The five stars are rated separately, in any order." in words
    assert "The strong branch star comes last" not in words


def test_about_speaks_of_a_sample_only_while_standards_are_unverified(english, year):
    sample = "were written for this site and are a sample"
    assert sample in words_of(english.get("/about/"))

    year.schemes.get().stars.get().standards.update(verified=True)

    assert sample not in words_of(english.get("/about/"))


def test_about_names_owner_and_contact_only_when_settings_give_them(english, settings):
    assert "Who runs this site" not in words_of(english.get("/about/"))

    settings.SITE_OWNER = "某市委组织部"
    settings.SITE_CONTACT = "0000-0000000"

    words = words_of(english.get("/about/"))
    assert "Who runs this site Host 某市委组织部 Corrections and complaints 0000-0000000" in words
    assert "Operator" not in words


def test_staff_see_which_slots_are_empty(english):
    english.force_login(AdministratorFactory())

    words = words_of(english.get("/about/"))

    assert "Host not given Operator not given" in words
    assert "Corrections and complaints" not in words
    assert "Run the command load_schemes" in words


@pytest.fixture
def said_twice(year):
    """Say everything of the year in English as well."""
    year.level_rule.source_en = "inferred from three townships"
    year.level_rule.save()
    star = year.schemes.get().stars.get()
    star.name_en, star.meaning_en = "Livable ecology star", "A cleaner place to live"
    star.save()
    star.standards.filter(number=1).update(
        text_en="Waste is collected on time.", source="省文件", source_en="A paper of the province"
    )
    CampaignDateFactory(
        campaign=year,
        name="年底验收",
        name_en="Acceptance check",
        source="某报报道",
        source_en="A newspaper",
    )
    VetoFactory(campaign=year, text="弄虚作假", text_en="Falsification")
    LeadDepartmentFactory(
        star=star,
        department="农业农村局",
        department_en="Agriculture Bureau",
        source="推定",
        source_en="a guess",
    )
    return [
        ("/about/", "据三个乡镇公布的数推算", "inferred from three townships"),
        ("/about/", "生态宜居星 整治人居环境", "Livable ecology star A cleaner place to live"),
        ("/about/", "年底验收", "Acceptance check"),
        ("/about/", "某报报道", "A newspaper"),
        ("/about/", "弄虚作假", "Falsification"),
        ("/about/", "农业农村局", "Agriculture Bureau"),
        ("/about/", "推定", "a guess"),
        ("/schemes/2023/rural/", "生态宜居星", "Livable ecology star"),
        ("/schemes/2023/rural/", "整治人居环境", "A cleaner place to live"),
        ("/schemes/2023/rural/", "垃圾按时清运。", "Waste is collected on time."),
        ("/schemes/2023/rural/", "省文件", "A paper of the province"),
    ]


def test_who_reads_english_reads_the_english_texts(english, said_twice):
    words = {address: words_of(english.get(address)) for address, *_ in said_twice}

    for address, in_chinese, in_english in said_twice:
        assert in_english in words[address]
        assert in_chinese not in words[address]
    assert "道路硬化亮化。" in words["/schemes/2023/rural/"]  # has no English text


def test_who_reads_chinese_reads_the_chinese_texts(client, said_twice):
    words = {address: words_of(client.get(address)) for address, *_ in said_twice}

    for address, in_chinese, in_english in said_twice:
        assert in_chinese in words[address]
        assert in_english not in words[address]


@pytest.mark.parametrize("years", [1, 3])
def test_about_asks_the_same_number_of_queries_for_any_number_of_years(
    client, django_assert_num_queries, years
):
    for number in range(years):
        campaign = CampaignFactory(year=2022 + number)
        LevelRuleFactory(campaign=campaign)
        CampaignDateFactory(campaign=campaign)
        VetoFactory(campaign=campaign)
        for kind in ("rural", "urban"):
            star = StarFactory(
                scheme=SchemeFactory(campaign=campaign, unit_kind=kind), key="safety"
            )
            StandardFactory(star=star, number=1)

    with django_assert_num_queries(6):
        client.get("/about/")


def test_a_scheme_lists_its_standards_with_their_official_numbers(english, year):
    response = english.get("/schemes/2023/rural/")

    assert '<li value="2">道路硬化亮化。</li>' in response.content.decode()
    words = words_of(response)
    assert "Five-Star standards for villages, 2023" in words
    assert "Five stars, 2 standards." in words
    assert "Not verified 2 standards were not checked against an official document" in words
    assert "生态宜居星 Not verified" in words


def test_every_scheme_of_every_year_is_one_click_away(english, year):
    SchemeFactory(campaign=year, unit_kind="urban")
    SchemeFactory(campaign=CampaignFactory(year=2022))

    tabs = english.get("/schemes/2023/urban/").context["tabs"]

    assert [(tab["label"], tab["url"], tab["current"]) for tab in tabs] == [
        ("Five-Star standards for villages, 2023", "/schemes/2023/rural/", False),
        ("Five-Star standards for urban communities, 2023", "/schemes/2023/urban/", True),
        ("Five-Star standards for villages, 2022", "/schemes/2022/rural/", False),
    ]


def test_one_verified_standard_moves_the_badge_to_the_others(english, year):
    year.schemes.get().stars.get().standards.filter(number=1).update(verified=True, source="省文件")

    words = words_of(english.get("/schemes/2023/rural/"))

    assert "生态宜居星 整治人居环境 垃圾按时清运。 道路硬化亮化。 Not verified" in words
    assert "1 standard was not checked against an official document" in words
    assert "Source of the standards: 省文件" in words


@pytest.mark.parametrize(
    "address",
    [
        "/schemes/2022/rural/",
        "/schemes/2023/urban/",
        "/schemes/2023/farm/",
        "/schemes/2023/Rural/",
        "/schemes/２０２３/rural/",
        "/schemes/202/rural/",
        "/schemes/20230/rural/",
        f"/schemes/{'9' * 5000}/rural/",
        "/schemes/2023/rural/%0A",
        "/schemes/2023/rural%00/",
    ],
)
def test_an_unknown_year_or_kind_is_not_found(client, year, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/about/", "/schemes/2023/rural/"])
def test_the_pages_answer_reading_only(client, year, address):
    answers = {
        method: getattr(client, method)(address).status_code
        for method in ("get", "head", "post", "put", "patch", "delete")
    }

    assert answers == {
        "get": 200,
        "head": 200,
        "post": 405,
        "put": 405,
        "patch": 405,
        "delete": 405,
    }


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "english_words", "chinese_words"),
    [
        ("2022-09-01", "2022-09-30", "September 2022", "2022年9月"),
        ("2024-02-01", "2024-02-29", "February 2024", "2024年2月"),
        ("2022-05-17", None, "May 17, 2022", "2022年5月17日"),
        ("2022-05-01", None, "May 1, 2022", "2022年5月1日"),
    ],
)
def test_a_period_of_whole_months_names_no_days(starts_on, ends_on, english_words, chinese_words):
    first = dt.date.fromisoformat(starts_on)
    last = dt.date.fromisoformat(ends_on) if ends_on else None

    with translation.override("en"):
        assert period_words(first, last) == english_words
    with translation.override("zh-hans"):
        assert period_words(first, last) == chinese_words


def test_a_period_has_both_ends():
    with translation.override("en"):
        assert period_words(dt.date(2022, 4, 1), dt.date(2022, 5, 31)) == "April 2022 to May 2022"
        assert (
            period_words(dt.date(2022, 5, 17), dt.date(2022, 5, 20))
            == "May 17, 2022 to May 20, 2022"
        )
