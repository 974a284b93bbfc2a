"""How pages, claims and what they become change."""

import datetime as dt

from django.urls import reverse

from tests.factories.articles import PageTextFactory
from tests.factories.campaigns import CampaignFactory
from tests.factories.claims import AliasProposalFactory, ClaimFactory
from tests.factories.figures import CrosscheckFactory, CrosscheckPartFactory, ReportedFigureFactory
from tests.factories.people import AdministratorFactory, GrantFactory, area_with_code
from tests.tracker.claims.pages import REPORT, STREET
from tests.tracker.history.doors import door
from tracker.access.terms import Role
from tracker.changesets.actions import confirm, undo
from tracker.changesets.models import Changeset
from tracker.claims.actions import Given, receive, stage_agreeing
from tracker.claims.actions.reading import read_claims
from tracker.claims.models import Claim
from tracker.history.origin import coming_from
from tracker.jobs.models import Job
from tracker.jobs.running import run
from tracker.places.models import Area

CLAIM, READING, FILE = "tracker_claim", "tracker_reading", "tracker_deliveredfile"
FIGURE, CHECK, PART = "tracker_reportedfigure", "tracker_crosscheck", "tracker_crosscheckpart"
PAGE, ARTICLE, TEXT = "articles_page", "articles_article", "articles_pagetext"


def office():
    area_with_code(STREET)
    Area.objects.filter(pk=STREET).update(name="青石街道", official_name="青石街道")
    for year in (2022, 2023):
        CampaignFactory(year=year)
    return GrantFactory(role=Role.CITY_OFFICE, code="4108").user


def judge(browser, claim, **said):
    address = reverse("claim-judge", args=[claim.pk])
    answer = browser.post(address, {"version": claim.version, **said})
    assert answer.status_code == 302, answer.content.decode()[:2000]


@door("a text is given in", touches={"tracker_delivery", FILE})
def given_in(browser, _folder):
    browser.force_login(office())
    yield
    assert browser.post(reverse("page-receive"), {"text": REPORT}).status_code == 302


@door("a text is stored and read by a job", touches={FILE, PAGE, ARTICLE, TEXT, READING, CLAIM})
def stored(_browser, _folder):
    delivery = receive(by=office(), given=[Given(REPORT.encode())])
    yield
    run(Job.objects.get(key=delivery.job_key).pk, beating=False)


@door("a page is read anew", touches={READING, CLAIM})
def reread(_browser, _folder):
    office()
    page = PageTextFactory(text=REPORT, page__published_on=dt.date(2023, 6, 1)).page
    ClaimFactory(page=page, mark="gone")
    yield
    with coming_from("a command"):
        read_claims(page, by=None)


@door("a claim becomes a figure, and contradicts another one", touches={CLAIM, FIGURE, CHECK, PART})
def accepted(browser, _folder):
    browser.force_login(office())
    claim = ClaimFactory(area_id=STREET, campaign_id=2022)
    ReportedFigureFactory(area_id=STREET, campaign_id=2022, value=9)
    yield
    judge(browser, claim, do="accept")


@door(
    "claims that agree are accepted together, and that is undone",
    touches={CLAIM, "tracker_changeset"},
)
def accepted_together(_browser, _folder):
    by = office()
    claim = ClaimFactory(area_id=STREET, campaign_id=2022)
    said = {name: getattr(claim, name) for name in ("article", "start", "end", "level", "value")}
    ReportedFigureFactory(area_id=STREET, **said)
    yield
    made = applied(stage_agreeing(by=by, page=claim.page, claims=[claim.pk]))
    assert Claim.everything.get().state == "accepted"
    applied(undo(by=by, changeset=made))
    assert Claim.everything.get().state == "proposed"


def applied(changeset):
    confirm(by=changeset.staged_by, changeset=changeset, seen=changeset.version)
    changeset = Changeset.everything.get(pk=changeset.pk)
    assert run(changeset.job_id, beating=False)
    return Changeset.everything.get(pk=changeset.pk)


@door("a judgement is taken back", touches={CLAIM, FIGURE})
def taken_back(browser, _folder):
    browser.force_login(office())
    claim = ClaimFactory(area_id=STREET, campaign_id=2022)
    judge(browser, claim, do="accept")
    claim.refresh_from_db()
    yield
    judge(browser, claim, do="take_back")


@door("a claim is rejected", touches={CLAIM})
def rejected(browser, _folder):
    browser.force_login(office())
    claim = ClaimFactory(area_id=STREET)
    yield
    judge(browser, claim, do="reject", reason="非创建数据")


@door(
    "a claim is placed by a person, who proposes a name",
    touches={CLAIM, FIGURE, "tracker_aliasproposal"},
)
def placed(browser, _folder):
    browser.force_login(office())
    page = PageTextFactory(text="石头街2022年创成四星支部2个。").page
    claim = ClaimFactory(page=page, area=None, campaign_id=2022, named_as="石头街")
    yield
    judge(browser, claim, do="accept", area=STREET)


@door(
    "a proposed name is taken",
    touches={"tracker_aliasproposal", "tracker_areaname"},
)
def named(browser, _folder):
    browser.force_login(AdministratorFactory())
    office()
    proposal = AliasProposalFactory(area_id=STREET, name="石头街")
    yield
    browser.post(reverse("alias-review", args=[proposal.pk]), {"do": "take"})


@door("a person says what a page is", touches={PAGE, ARTICLE, CLAIM, FIGURE})
def settled(browser, _folder):
    browser.force_login(office())
    delivery = receive(
        by=GrantFactory(role=Role.CITY_OFFICE, code="4108").user, given=[Given(REPORT.encode())]
    )
    run(Job.objects.get(key=delivery.job_key).pk, beating=False)
    page = delivery.files.get().page
    judge(browser, page.claims.order_by("start").last(), do="accept")
    said = {
        "paper": "山阳日报",
        "published_on": page.published_on.isoformat(),
        "precision": "year",
        "inferred": "yes",
        "titles": "青石街道 支部创星见实效\n青石街道2023年农村",
    }
    yield
    answer = browser.post(reverse("page-settle", args=[page.pk]), said)
    assert answer.status_code == 302, answer.content.decode()[:3000]


@door("the office decides a contradiction", touches={CHECK, PART})
def decided(browser, _folder):
    browser.force_login(office())
    check = CrosscheckFactory(area_id=STREET, rule="")
    figures = [
        CrosscheckPartFactory(crosscheck=check, role="part", position=n).figure for n in (1, 2)
    ]
    yield
    said = {"choice": figures[0].pk, "reason": "以年报为准", "seen": ""}
    browser.post(reverse("crosscheck-decide", args=[check.pk]), said)
