"""The cast around two villages of one street, in a running year."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from tests.factories.campaigns import CampaignFactory
from tests.factories.people import GrantFactory, UserFactory
from tests.factories.places import AreaFactory, BranchFactory
from tracker.access.terms import Role
from tracker.campaigns.models import Campaign
from tracker.findings.actions import move_many, report_many
from tracker.findings.inputs import Charge, Item, Report, Source
from tracker.findings.models import Finding
from tracker.people.models import User

CITY, COUNTY, STREET = "4108", "410811", "410811008"
VILLAGE, NEXT = f"{STREET}201", f"{STREET}202"
ELSEWHERE = "410883001201"
YEAR = 2023
AT_VILLAGE = Charge("village", "secretary")


def person(role: str, code: str, name: str) -> User:
    user = UserFactory(username=name, display_name=name)
    GrantFactory(user=user, role=role, code=code, starts_on=dt.date(2020, 1, 1))
    return user


@dataclass
class Cast:
    """Everybody who has to do with findings here, and a stranger."""

    campaign: Campaign = field(init=False)

    def __post_init__(self) -> None:
        self.campaign = CampaignFactory(year=YEAR)
        for code in (VILLAGE, NEXT, ELSEWHERE):
            BranchFactory(area=AreaFactory(code=code, name=f"第{code[-3:]}村"))
        self.secretary = person(Role.BRANCH_SECRETARY, VILLAGE, "secretary")
        self.officer = person(Role.STREET_OFFICER, STREET, "officer")
        self.reviewer = person(Role.STREET_REVIEWER, STREET, "reviewer")
        self.inspector = person(Role.INSPECTOR, COUNTY, "inspector")
        self.county = person(Role.COUNTY_OFFICE, COUNTY, "county")
        self.colleague = person(Role.COUNTY_OFFICE, COUNTY, "colleague")
        self.stranger = person(Role.STREET_OFFICER, ELSEWHERE[:9], "stranger")

    def report(self, *, by: User | None = None, area: str = VILLAGE, **more) -> Finding:
        one = Report(area=area, what=more.pop("what", "公厕标识缺失"), **more)
        (finding,) = report_many(
            by=by or self.inspector, campaign=self.campaign, reports=[one], source=Source()
        )
        return finding

    def do(self, who: User, verb: str, *findings: Finding, said: str = "已办", **more) -> Finding:
        """Do a verb to findings as they stand now; return the first as it became."""
        if verb in ("assign", "reassign"):
            more.setdefault("charge", AT_VILLAGE)
        rows = move_many(
            by=who, items=[item(one) for one in findings], verb=verb, said=said, **more
        )
        return rows[0]

    def up_to(self, state: str, **more) -> Finding:
        """Report a finding and bring it as far as a state, each step by whose it is."""
        finding = self.report(**more)
        way = [
            ("assigned", self.officer, "assign"),
            ("rectified", self.secretary, "rectify"),
            ("verified", self.inspector, "verify"),
            ("closed", self.inspector, "close"),
        ]
        for reached, who, verb in way:
            if finding.state == state:
                break
            finding = self.do(who, verb, finding)
            assert finding.state == reached
        return now(finding)


def now(finding: Finding) -> Finding:
    return Finding.everything.get(pk=finding.pk)


def item(finding: Finding) -> Item:
    return Item(finding.number, now(finding).version)


def steps(finding: Finding) -> list[tuple]:
    """Return (version, verb, target, level, day, who), oldest first."""
    rows = finding.steps.order_by("version")
    fields = ("version", "verb", "target", "level", "done_on", "done_by__username")
    return list(rows.values_list(*fields))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
