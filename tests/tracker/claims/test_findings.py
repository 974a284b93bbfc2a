"""A claim of findings becomes a finding to put right, through a person."""

import pytest

from tests.tracker.claims.pages import COUNTY, STREET
from tracker.access.refusals import Refused
from tracker.campaigns.models import Campaign
from tracker.claims.actions import accept, take_back
from tracker.claims.actions.judging import Judgement, extras
from tracker.claims.models import Claim
from tracker.findings.models import Finding
from tracker.history.models import Event

pytestmark = pytest.mark.django_db


def accepted(claim, by, **more):
    return accept(by=by, claim=claim, judgement=Judgement(claim.version, **more))


@pytest.fixture
def found(claims, county):
    """A claim that a street's page reports twenty findings of the running year."""
    claim = claims[0]
    Campaign.objects.filter(pk=claim.campaign_id).update(state="running")
    values = {"metric": "finding_count", "level": None, "value": 20, "unit": "issue"}
    Claim.everything.filter(pk=claim.pk).update(**values)
    return Claim.everything.get(pk=claim.pk)


def test_what_a_paper_found_becomes_a_finding_with_its_passport(found, county, neighbour):
    assert extras(found, county) == ["issue"]
    assert extras(found, neighbour) == []

    claim = accepted(found, county, also="issue")

    finding = Finding.everything.get()
    assert (finding.area_id, finding.origin, finding.figure) == (STREET, "article", claim.figure)
    assert found.article.title in finding.what
    assert "20" in finding.what
    assert Event.objects.latest("pk").action.startswith("claim")
    with pytest.raises(Refused, match="withdraw the finding"):
        take_back(by=county, claim=claim, version=claim.version)
    assert Finding.everything.count() == 1


def test_a_finding_is_not_made_where_findings_are_not_kept(found, county):
    Claim.everything.filter(pk=found.pk).update(area=COUNTY)
    claim = Claim.everything.get(pk=found.pk)

    assert extras(claim, county) == []
    with pytest.raises(Refused):
        accepted(claim, county, also="issue")
    assert not Finding.everything.exists()
    assert Claim.everything.get(pk=found.pk).state == "proposed"


def test_a_year_that_does_not_run_has_no_new_findings(found, county):
    Campaign.objects.filter(pk=found.campaign_id).update(state="closed")

    assert extras(Claim.everything.get(pk=found.pk), county) == []
