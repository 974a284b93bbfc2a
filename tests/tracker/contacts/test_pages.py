"""The pages of contacts: what each role sees, does, and is told."""

import pytest
from django.urls import reverse

from tests.factories.contacts import (
    HelpCountFactory,
    TieFactory,
    TrainingFactory,
    VisitFactory,
    WeakBranchFactory,
)
from tests.tracker.contacts.conftest import COUNTY, STREET, VILLAGE, YEAR, words
from tracker.contacts.models import HelpCount, Tie, Training, Visit, WeakBranch
from tracker.findings.models import Finding

pytestmark = pytest.mark.django_db
LISTS = ("tie-list", "weak-list", "visit-list", "help-list", "training-list")


def test_from_the_tie_to_the_finding(browse, officer, village):
    browser = browse(officer)
    chosen = words(browser.get(reverse("tie-new", args=[STREET])))
    assert "第201村" in chosen  # a street first says which village
    tied = {"department": "县农业农村局", "post": "", "starts_on": "2023-6-1"}
    browser.post(reverse("tie-new", args=[VILLAGE]), tied)
    row = Tie.everything.get()
    seen = {"department": "县农业农村局", "visited_on": "2023-6-2", "seen": "渠道淤塞"}
    browser.post(reverse("visit-new", args=[VILLAGE]), seen)
    visit = Visit.everything.get()
    issue = {"what": "渠道淤塞", "star": "ecology", "severity": "ordinary", "handling": "deadline"}
    browser.post(reverse("visit-issue", args=[visit.pk]), issue)

    finding = Finding.everything.get()
    page = words(browser.get(reverse("visit-detail", args=[visit.pk])))
    assert finding.number in page
    listed = browser.get(reverse("visit-list"), {"findings": "yes"})
    assert [one.findings for one in listed.context["table"].data.data] == [1]
    assert "渠道淤塞" in words(browser.get(reverse("tie-detail", args=[row.pk])))
    ended = {"ended_on": "2023-7-1", "reason": "轮换", "seen": "1"}
    browser.post(reverse("tie-end", args=[row.pk]), ended)
    assert browser.get(reverse("tie-list"), {"stands": "ended"}).context["matching"] == 1


def test_a_weak_branch_on_its_way(browse, county, second, officer, village):
    marked = {"marked_on": "2023-6-1", "why": "班子不团结", "measures": "选派第一书记"}
    browse(county).post(reverse("weak-new", args=[VILLAGE]), marked)
    row = WeakBranch.everything.get()
    TieFactory(area=village)
    move = reverse("weak-move", args=[row.pk])
    empty = browse(officer).post(move, {"verb": "rectify", "seen": "1", "text": " "})
    assert "This field is required." in words(empty)
    browse(officer).post(move, {"verb": "rectify", "seen": "1", "text": "换届完成"})
    late = browse(second).post(move, {"verb": "return", "seen": "1", "text": "制度未建"})
    assert (late.status_code, "制度未建</textarea>" in late.content.decode()) == (409, True)
    own = words(browse(county).get(reverse("weak-detail", args=[row.pk])))
    assert "Somebody else releases it." in own

    browse(second).post(move, {"verb": "release", "seen": "2"})

    [shown] = browse(second).get(reverse("weak-list")).context["table"].data.data
    assert (shown.state, shown.ties) == ("released", 1)
    assert browse(second).post(move, {"verb": "sell", "seen": "3"}).status_code == 400


def test_small_numbers_are_told_to_who_enters_there_and_to_nobody_else(
    browse, officer, inspector, village
):
    HelpCountFactory(area=village, families=3, problems=24, solved=4)
    TrainingFactory(area=village, people=2, held_on="2023-06-01", topic="防汛")

    def shown(user):
        browser = browse(user)
        csv = browser.get(reverse("help-list"), {"export": "csv"})
        line = b"".join(csv.streaming_content).decode("utf-8-sig").split("\r\n")[1].split(",")
        training = Training.everything.get()
        page = words(browser.get(reverse("training-detail", args=[training.pk])))
        return line[2:5], "People trained 2 " in page, "fewer than 5" in page

    assert shown(officer) == (["3", "24", "4"], True, False)
    assert shown(inspector) == (["fewer than 5", "24", "fewer than 5"], False, True)


def test_sorting_does_not_tell_what_is_masked(browse, inspector, village):
    for number in (3, 1, 2, 7):
        HelpCountFactory(area=village, families=number)
    browser = browse(inspector)

    up = browser.get(reverse("help-list"), {"sort": "families"}).context["table"].data.data

    told = [row.families if row.families >= 5 else 0 for row in up]
    assert told == [0, 0, 0, 7]
    assert [row.pk for row in up][:3] == sorted(row.pk for row in up if row.families < 5)


@pytest.mark.parametrize("name", LISTS)
def test_a_stranger_sees_nothing_of_it(browse, stranger, village, name):
    for factory in (TieFactory, WeakBranchFactory, VisitFactory, HelpCountFactory, TrainingFactory):
        factory(area=village)

    assert browse(stranger).get(reverse(name)).context["matching"] == 0


def test_the_numbers_of_a_day_and_a_training_are_entered(browse, officer, village, year):
    browser = browse(officer)
    numbers = {"counted_on": "2023-6-1", "families": "17", "problems": "24", "solved": "20"}
    browser.post(reverse("help-new", args=[STREET]), numbers)
    assert HelpCount.everything.values_list("families", "problems", "solved").get() == (17, 24, 20)
    wanted = {"topic": "集体经济", "audience": "支部书记", "wanted": "30", "seen": "0"}
    browser.post(reverse("training-new", args=[YEAR, STREET]), wanted)
    row = Training.everything.get()
    change = reverse("training-change", args=[row.pk])
    browser.post(change, wanted | {"planned_on": "2023-7-1", "seen": "1"})
    late = browser.post(change, wanted | {"topic": "别的", "seen": "1"})
    assert (late.status_code, "集体经济" in words(late)) == (409, True)
    assert browser.get(reverse("training-list"), {"stage": "planned"}).context["matching"] == 1
    assert browse(officer).get(reverse("weak-new", args=[VILLAGE])).status_code == 403


def test_a_county_chooses_street_then_village(browse, county, village):
    page = browse(county).get(reverse("visit-new", args=[COUNTY])).content.decode()

    assert reverse("visit-new", args=[STREET]) in page
