"""The scheme files we ship: complete, unverified where nobody knows, in our own words."""

from pathlib import Path

import pytest
from django.conf import settings

from tracker.campaigns.reading import read_files

DIR = Path(settings.BASE_DIR) / "data" / "schemes"


@pytest.fixture(scope="module")
def campaigns():
    found, faults = read_files(
        {path.name: path.read_bytes() for path in DIR.glob("*.yaml")}, {"4108"}
    )
    assert [str(fault) for fault in faults] == []
    return found


def standards(campaign, kind):
    [scheme] = [scheme for scheme in campaign.schemes if scheme.unit_kind == kind]
    return [standard for star in scheme.stars for standard in star.standards]


def test_both_years_are_closed_and_have_29_and_27_standards(campaigns):
    assert [(found.year, found.wording, found.state) for found in campaigns] == [
        (2022, "创建", "closed"),
        (2023, "创建", "closed"),
    ]
    for campaign in campaigns:
        assert len(standards(campaign, "rural")) == 29
        assert len(standards(campaign, "urban")) == 27


def test_the_stars_have_their_official_names(campaigns):
    names = {
        scheme.unit_kind: [star.name for star in scheme.stars] for scheme in campaigns[0].schemes
    }

    assert names == {
        "rural": ["产业兴旺星", "生态宜居星", "平安法治星", "文明幸福星", "支部过硬星"],
        "urban": ["共建共享星", "平安法治星", "幸福和谐星", "宜业兴业星", "支部过硬星"],
    }


def test_what_is_our_own_or_inferred_is_marked_unverified(campaigns):
    for campaign in campaigns:
        every = [*standards(campaign, "rural"), *standards(campaign, "urban")]
        assert {(row.source, row.verified) for row in every} == {
            ("样本，本系统自拟，未核实", False)
        }
        assert (campaign.notice_days, campaign.notice_days_verified) == (5, False)
        assert (campaign.level_rule.capstone, campaign.level_rule.verified) == (True, False)
        assert campaign.vetoes == ()
        assert {lead.verified for lead in campaign.leads} == {False}
        assert ("urban", "harmony") not in {(lead.unit_kind, lead.star) for lead in campaign.leads}
    assert {date.verified for date in campaigns[1].dates} == {False}


def english_texts(campaigns):
    """Return (Chinese, English) of everything that may be said in both languages."""
    pairs = set()
    for campaign in campaigns:
        pairs |= {(one.name, one.name_en) for one in campaign.dates}
        pairs |= {(one.department, one.department_en) for one in campaign.leads}
        stars = [star for scheme in campaign.schemes for star in scheme.stars]
        pairs |= {(one.name, one.name_en) for one in stars}
        pairs |= {(one.meaning, one.meaning_en) for one in stars}
        every = [*standards(campaign, "rural"), *standards(campaign, "urban")]
        pairs |= {(one.text, one.text_en) for one in every}
        sourced = [campaign.level_rule, *campaign.dates, *campaign.leads, *every]
        pairs |= {(one.source, one.source_en) for one in sourced}
    return pairs


def test_everything_is_said_in_english_too(campaigns):
    pairs = english_texts(campaigns)

    assert [chinese for chinese, english in pairs if not english.isprintable() or not english] == []
    # One text has one translation in both years and schemes.
    assert len({chinese for chinese, _english in pairs}) == len(pairs)
    assert len({english for _chinese, english in pairs}) == len(pairs)


def test_an_english_standard_is_a_whole_sentence(campaigns):
    for kind in ("rural", "urban"):
        for row in standards(campaigns[0], kind):
            assert row.text_en[0].isupper(), row.text_en
            assert row.text_en.endswith("."), row.text_en
            assert len(row.text_en) <= 160, row.text_en


def test_a_standard_is_one_short_sentence(campaigns):
    for kind in ("rural", "urban"):
        for row in standards(campaigns[0], kind):
            assert len(row.text) <= 60, row.text
            assert row.text.endswith("。"), row.text
