"""Where a page of inspections leads, and what it says of its own rules."""

import pytest
from django.urls import reverse

from tests.tracker.findings.cast import COUNTY, NEXT, STREET, VILLAGE
from tests.tracker.inspections.test_pages import shown
from tests.tracker.inspections.test_recording import plan, record, visit_of
from tracker.findings.models import Finding
from tracker.inspections.actions import begin

pytestmark = pytest.mark.django_db


# --- Findings of one inspection ------------------------------------------------------------


def numbers(browser, **asked):
    answer = browser.get(reverse("finding-list"), asked)
    assert answer.status_code == 200
    return [row.number for row in answer.context["table"].data.data]


def test_the_page_of_an_inspection_leads_to_its_findings_in_the_list(cast, on, at):
    on("2023-06-21")
    one = record(cast, plan(cast))
    other = record(cast, plan(cast), area=NEXT)
    browser = at(cast.county)
    address = f"{reverse('finding-list')}?inspection={one.pk}"

    assert f'href="{address}"' in shown(browser, "inspection-detail", one.pk)
    mine = list(Finding.everything.filter(area=VILLAGE).values_list("number", flat=True))
    assert sorted(numbers(browser, inspection=one.pk)) == sorted(mine)
    assert len(numbers(browser, inspection=[one.pk, other.pk])) == 4
    assert numbers(browser, inspection=other.pk + 1) == []
    assert "第二季度观摩" in browser.get(address).content.decode()
    assert browser.get(f"{reverse('finding-list')}?inspection=x").status_code == 400


def test_the_findings_of_a_foreign_inspection_look_like_those_of_none(cast, on, at):
    on("2023-06-21")
    one = record(cast, plan(cast))

    assert numbers(at(cast.stranger), inspection=one.pk) == []
    assert (
        "第二季度观摩"
        not in at(cast.stranger)
        .get(reverse("finding-list"), {"inspection": one.pk})
        .content.decode()
    )


def test_the_ledger_by_inspection_leads_to_the_findings_of_that_one(cast, on, at):
    on("2023-06-21")
    one = record(cast, plan(cast))
    asked = {"area": COUNTY, "by": "inspection", "campaign": "2023"}

    found = at(cast.county).get(reverse("finding-ledger"), asked).context["ledger"]

    assert f"inspection={one.pk}" in found.rows[0].cells[0][1]


# --- What is assumed says so ----------------------------------------------------------------


RISK = "These weights are a setting of this site"
POINTS = "How many points each one has is a setting"


def test_pages_of_inspections_mark_what_no_official_text_is_known_for(cast, on, at):
    on("2023-06-21")
    by_risk = plan(cast, route="risk")
    in_order = plan(cast, title="第三季度观摩")
    visit = begin(by=cast.inspector, visit=visit_of(in_order, cast.inspector))
    made = record(cast, by_risk)
    browser = at(cast.county)

    for page, said_there in {
        f"{reverse('round-new')}?area={STREET}": [RISK, "which are made twice"],
        reverse("round-detail", args=[by_risk.pk]): [RISK],
        reverse("inspection-detail", args=[made.pk]): [POINTS],
        reverse("claim-gap"): ["That is a rule of this site"],
    }.items():
        text = browser.get(page).content.decode()
        assert "Not verified" in text
        assert all(words in text for words in said_there), page
    assert RISK not in shown(browser, "round-detail", in_order.pk)
    assert POINTS in shown(at(cast.inspector), "inspection-record", visit.pk)
