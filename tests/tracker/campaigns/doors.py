"""How campaign years change: the files, and the administration with its inline rows."""

import io

from django.core.management import call_command
from django.urls import reverse

from tests.factories.campaigns import (
    CampaignDateFactory,
    LeadDepartmentFactory,
    LevelRuleFactory,
    StandardFactory,
    StarFactory,
    VetoFactory,
)
from tests.factories.people import AdministratorFactory, GrantFactory, area_with_code
from tests.tracker.campaigns.sheets import YEAR, files, scheme
from tests.tracker.history.answers import as_shown
from tests.tracker.history.doors import door
from tracker.access.terms import Role
from tracker.campaigns.models import Campaign, LeadDepartment, Standard
from tracker.history.actions import delete_recorded
from tracker.history.origin import coming_from

CAMPAIGN, RULE, DATE = "tracker_campaign", "tracker_levelrule", "tracker_campaigndate"
SCHEME, STAR, STANDARD = "tracker_scheme", "tracker_star", "tracker_standard"
LEAD, VETO = "tracker_leaddepartment", "tracker_veto"
ALL = {CAMPAIGN, RULE, DATE, SCHEME, STAR, STANDARD, LEAD, VETO}


def at(model, page, *args):
    return reverse(f"admin:tracker_{model}_{page}", args=args)


def load(folder, **changed):
    for name, content in files(**changed).items():
        (folder / name).write_bytes(content)
    call_command("load_schemes", str(folder), commit=True, stdout=io.StringIO())


def year(browser, _folder):
    """A campaign with a row of each kind, and the administrator's browser."""
    browser.force_login(AdministratorFactory())
    star = StarFactory()
    campaign = star.scheme.campaign
    LevelRuleFactory(campaign=campaign)
    CampaignDateFactory(campaign=campaign)
    StandardFactory(star=star)
    LeadDepartmentFactory(star=star)
    VetoFactory(campaign=campaign)
    return campaign, star


@door("load_schemes: a new year", touches=ALL - {VETO})
def first_load(_browser, folder):
    area_with_code("4108")
    yield
    load(folder)


@door("load_schemes: rows changed, added and removed", touches=ALL - {SCHEME})
def second_load(_browser, folder):
    area_with_code("4108")
    load(folder)
    changed = (
        YEAR.replace("notice_days: 5", "notice_days: 7")
        .replace("name: 年底验收", "name: 年终验收")
        .replace("source: 推算", "source: 文件")
        .replace("vetoes: []", "vetoes:\n  - text: 重大事故\n    source: 某报\n    verified: false")
        .replace("department: 农业农村局", "department: 生态环境局")
    )
    rural = scheme("rural").replace("第1条", "第一条").replace("的意思", "的意义")
    rural = "".join(rural.rsplit("      - number: 10\n        text: 第10条\n", 1))
    yield
    load(folder, year=changed, rural=rural)


@door(
    "administration: a campaign with its rule, dates and vetoes",
    touches={CAMPAIGN, RULE, DATE, VETO},
)
def campaign_changed(browser, folder):
    campaign, _star = year(browser, folder)
    address = at("campaign", "change", campaign.pk)
    answers = as_shown(browser, address, notice_days="7")
    answers |= {
        "level_rule-0-source": "文件",
        "dates-0-name": "第二次观摩",
        "vetoes-0-DELETE": "on",
    }
    answers |= {
        "vetoes-TOTAL_FORMS": 2,
        "vetoes-1-text": "安全事故",
        "vetoes-1-campaign": campaign.pk,
    }
    yield
    assert browser.post(address, answers).status_code == 302


@door("administration: a campaign is entered", touches={CAMPAIGN, RULE})
def campaign_entered(browser, folder):
    year(browser, folder)
    address = at("campaign", "add")
    answers = as_shown(browser, address, year="2024")
    answers |= {"level_rule-0-source": "文件"}
    yield
    assert browser.post(address, answers).status_code == 302


def bare_year(browser):
    """A campaign whose schemes are not loaded: only such a one can be deleted by hand."""
    browser.force_login(AdministratorFactory())
    campaign = LevelRuleFactory().campaign
    CampaignDateFactory(campaign=campaign)
    VetoFactory(campaign=campaign)
    return campaign


@door("administration: a campaign is deleted", touches={CAMPAIGN, RULE, DATE, VETO})
def campaign_deleted(browser, _folder):
    campaign = bare_year(browser)
    yield
    browser.post(at("campaign", "delete", campaign.pk), {"post": "yes"})
    assert not Campaign.objects.exists()


@door("administration: campaigns are deleted together", touches={CAMPAIGN, RULE, DATE, VETO})
def campaigns_deleted(browser, _folder):
    campaign = bare_year(browser)
    yield
    browser.post(
        at("campaign", "changelist"),
        {"action": "delete_selected", "_selected_action": [campaign.pk], "post": "yes"},
    )
    assert not Campaign.objects.exists()


@door("cascade: a campaign with its schemes, stars, standards and departments", touches=ALL)
def cascade(browser, folder):
    campaign, _star = year(browser, folder)
    yield
    with coming_from("a command"):
        delete_recorded([campaign], by=None)
    assert not Campaign.objects.exists()


@door("administration: a scheme's star", touches={STAR})
def scheme_changed(browser, folder):
    _campaign, star = year(browser, folder)
    address = at("scheme", "change", star.scheme_id)
    answers = as_shown(browser, address, **{"stars-0-meaning": "整治环境"})
    yield
    assert browser.post(address, answers).status_code == 302


@door("administration: a star with its standards and departments", touches={STAR, STANDARD, LEAD})
def star_changed(browser, folder):
    _campaign, star = year(browser, folder)
    address = at("star", "change", star.pk)
    answers = as_shown(browser, address, colour="#1b4f91", **{"standards-0-text": "垃圾清运。"})
    answers |= {"leads-0-DELETE": "on", "standards-TOTAL_FORMS": 2}
    answers |= {
        "standards-1-number": 9,
        "standards-1-text": "厕所干净。",
        "standards-1-star": star.pk,
    }
    yield
    assert browser.post(address, answers).status_code == 302


@door(
    "administration: single standards, rules, dates, departments, vetoes",
    touches={STANDARD, RULE, DATE, LEAD, VETO},
)
def rows_changed(browser, folder):
    campaign, star = year(browser, folder)
    rows = {
        "standard": Standard.objects.get(),
        "levelrule": campaign.level_rule,
        "campaigndate": campaign.dates.get(),
        "leaddepartment": LeadDepartment.objects.get(),
        "veto": campaign.vetoes.get(),
    }
    addresses = {model: at(model, "change", row.pk) for model, row in rows.items()}
    answers = {
        model: as_shown(browser, address, source="文件", verified="on")
        for model, address in addresses.items()
    }
    yield
    for model, address in addresses.items():
        assert browser.post(address, answers[model]).status_code == 302, model
    browser.post(at("standard", "add"), {"star": star.pk, "number": 8, "text": "路灯亮。"})
    for model in ("standard", "campaigndate", "veto"):
        browser.post(at(model, "delete", rows[model].pk), {"post": "yes"})
    browser.post(
        at("leaddepartment", "changelist"),
        {
            "action": "delete_selected",
            "_selected_action": [rows["leaddepartment"].pk],
            "post": "yes",
        },
    )
    assert not LeadDepartment.objects.exists()


@door(
    "pages of years: started, given its last days, opened, closed",
    touches={CAMPAIGN, RULE, DATE, SCHEME, STAR, STANDARD, LEAD, VETO},
)
def a_year_of_its_own(browser, folder):
    year(browser, folder)
    browser.force_login(GrantFactory(role=Role.CITY_OFFICE, code="4108").user)
    yield
    browser.post(reverse("campaign-new"), {"year": "2024", "like": "2023"})
    for day in ("2024-4-30", "2024-4-1", ""):
        browser.post(reverse("campaign-dates", args=[2024]), {"entry": day})
    for verb in ("open", "close"):
        browser.post(reverse("campaign-state", args=[2024]), {"verb": verb})
    assert Campaign.objects.get(pk=2024).state == "closed"
