"""A claim becomes a figure, a target or a record through a person, and can be taken back."""

import io
from decimal import Decimal

import pytest
from django.core.management import call_command

from articles.models import Page
from tests.factories.figures import ReportedFigureFactory
from tests.factories.people import AdministratorFactory
from tests.factories.tallies import TallyFactory
from tests.tracker.claims.pages import COUNTY, NICKNAME, OTHER, REPORT, STREET
from tests.tracker.figures.papers import write, write_articles
from tracker.access.refusals import Denied, Overtaken, Refused
from tracker.claims import engine
from tracker.claims.actions import (
    accept,
    read_claims,
    reject,
    review_alias,
    take_back,
)
from tracker.claims.actions.judging import Judgement, extras
from tracker.claims.actions.reading import gazetteer
from tracker.claims.actions.writing import write_reading
from tracker.claims.comparing import is_own
from tracker.claims.models import AliasProposal, Claim
from tracker.declarations.models import Target
from tracker.figures.actions import decide
from tracker.figures.models import Crosscheck, ReportedFigure
from tracker.history.models import Event
from tracker.people.permissions import forget_grants
from tracker.places.models import Area

pytestmark = pytest.mark.django_db


def judged(claim):
    claim = Claim.everything.get(pk=claim.pk)
    return claim.state, claim.figure_id, claim.version


def accepted(claim, by, **more):
    return accept(by=by, claim=claim, judgement=Judgement(claim.version, **more))


def test_an_accepted_claim_is_a_figure_with_its_passport(claims, county):
    accepted(claims[0], county)

    claim = Claim.everything.get(pk=claims[0].pk)
    figure = ReportedFigure.objects.get()
    assert (claim.state, claim.figure, claim.made_figure, claim.judged_by) == (
        "accepted",
        figure,
        True,
        county,
    )
    assert (figure.origin, figure.area_id, figure.campaign_id) == ("desk", STREET, 2022)
    assert (figure.metric, figure.level, figure.value, figure.unit_kind) == (
        "level_count",
        4,
        Decimal(2),
        "rural",
    )
    assert REPORT[figure.start : figure.end] == "四星支部2个"
    assert figure.checked_on is not None
    assert figure.label == "青石街道·2022·村·4星·星级支部数"
    actions = list(Event.objects.order_by("-sequence").values_list("action", flat=True)[:2])
    assert actions == ["claims.accepted", "figures.added"]


@pytest.mark.parametrize("who", ["officer", "neighbour"])
def test_who_has_no_right_there_makes_no_figure(claims, request, who):
    with pytest.raises(Denied):
        accepted(claims[0], request.getfixturevalue(who))

    assert judged(claims[0]) == ("proposed", None, 1)
    assert not ReportedFigure.objects.exists()


def test_whoever_is_slower_writes_nothing(claims, county, city):
    accepted(claims[0], county)

    for act in (
        lambda: accepted(claims[0], city),
        lambda: reject(by=city, claim=claims[0], version=1),
    ):
        with pytest.raises(Overtaken):
            act()
    assert ReportedFigure.objects.count() == 1


def test_a_correction_is_what_becomes_a_figure(claims, county):
    accepted(claims[0], county, corrected={"value": Decimal(3), "unit_kind": ""})

    claim = Claim.everything.get(pk=claims[0].pk)
    assert ReportedFigure.objects.get().value == claim.value == 3
    assert '"value": "2"' in claim.as_read, "what the engine read stays beside it"


@pytest.mark.parametrize(
    ("corrected", "words"),
    [
        ({"value": None}, "number"),
        ({"unit": "village"}, "unit"),
        ({"area": None}, "place"),
        ({"level": None}, "level"),
    ],
)
def test_what_cannot_stand_as_a_figure_changes_nothing(claims, county, corrected, words):
    with pytest.raises(Refused, match=words):
        accepted(claims[0], county, corrected=corrected)

    assert judged(claims[0]) == ("proposed", None, 1)


def test_a_rejection_keeps_its_reason_and_can_be_taken_back(claims, county):
    reject(by=county, claim=claims[0], version=1, reason="另一年度")
    claim = Claim.everything.get(pk=claims[0].pk)
    assert (claim.state, claim.reason) == ("rejected", "另一年度")

    take_back(by=county, claim=claim, version=claim.version)

    assert judged(claims[0])[0] == "proposed"


def test_taking_back_removes_the_figure_and_what_it_opened(claims, county):
    other = ReportedFigureFactory(
        area_id=STREET, campaign_id=2022, value=9, unit_kind="", period="2022"
    )
    claim = accepted(claims[0], county)
    assert Crosscheck.objects.get().origin == "desk"

    take_back(by=county, claim=claim, version=claim.version)

    assert list(ReportedFigure.objects.all()) == [other]
    assert not Crosscheck.objects.exists()
    assert accepted(Claim.everything.get(pk=claim.pk), county).figure_id == claim.figure_id


def test_a_figure_at_the_very_place_is_not_made_twice(claims, county):
    claim = claims[0]
    own = ReportedFigureFactory(
        article=claim.article,
        area_id=STREET,
        level=4,
        value=2,
        start=claim.start - 2,
        end=claim.end,
    )

    accepted(claim, county)

    assert judged(claim)[:2] == ("accepted", own.pk)
    assert ReportedFigure.objects.count() == 1
    held = Claim.everything.get(pk=claim.pk)
    take_back(by=county, claim=held, version=held.version)
    assert ReportedFigure.objects.filter(pk=own.pk).exists(), "it was not made of the claim"


def test_what_another_page_says_too_counts_once(claims, county):
    other = ReportedFigureFactory(
        area_id=STREET, campaign_id=2022, value=2, unit_kind="rural", period=""
    )

    figure = accepted(claims[0], county).figure

    assert (figure.repeats, Crosscheck.objects.count()) == (other, 0)


def test_two_numbers_open_a_row_and_a_person_chooses_with_a_reason(claims, county, neighbour):
    other = ReportedFigureFactory(area_id=STREET, campaign_id=2022, value=9, period="")
    figure = accepted(claims[0], county).figure
    check = Crosscheck.objects.get()
    assert (check.kind, check.result, check.rule) == ("differ", "contradicts", "none")
    assert {check.found, check.expected} == {2, 9}
    assert {part.role for part in check.parts.all()} == {"part"}
    assert set(ReportedFigure.objects.chosen()) == {figure, other}, "both are shown"
    for by, choice, reason, error in (
        (neighbour, other.pk, "以年报为准", Denied),
        (county, other.pk, " ", Refused),
        (county, "record", "以年报为准", Refused),
    ):
        with pytest.raises(error):
            decide(by=by, check=check, choice=choice, reason=reason, seen="")

    decide(by=county, check=check, choice=other.pk, reason="以年报为准", seen="")

    assert list(ReportedFigure.objects.chosen()) == [other]
    assert set(ReportedFigure.objects.all()) == {figure, other}, "both are kept"
    check = Crosscheck.objects.get()
    assert (check.rule, check.choice, check.decided_by) == ("person", other.pk, county)
    with pytest.raises(Overtaken):
        decide(by=county, check=check, choice=figure.pk, reason="改", seen="")
    held = Claim.everything.get(figure=figure)
    with pytest.raises(Refused, match="decided"):
        take_back(by=county, claim=held, version=held.version)


@pytest.mark.parametrize(("recorded", "opened"), [(1, 1), (2, 0), (None, 0)])
def test_a_paper_that_differs_from_the_records_opens_a_row(claims, county, recorded, opened):
    if recorded:
        TallyFactory(
            area_id=STREET, campaign_id=2022, unit_kind="rural", measure="awarded.level.4",
            number=recorded,
        )  # fmt: skip

    accepted(claims[0], county)

    checks = Crosscheck.objects.filter(kind="record")
    assert checks.count() == opened
    if opened:
        decide(by=county, check=checks.get(), choice="record", reason="以评定为准", seen="")
        assert not ReportedFigure.objects.chosen().exists()


def test_a_plan_becomes_the_target_and_is_restored(claims, county):
    plan = claims[4]
    assert extras(Claim.everything.get(pk=plan.pk), county) == ["target"]

    claim = accepted(plan, county, also="target")

    target = Target.everything.get()
    assert (target.area_id, target.level, target.number, target.unit_kind) == (
        STREET,
        4,
        6,
        "rural",
    )
    take_back(by=county, claim=claim, version=claim.version)
    assert not Target.everything.exists()


def test_a_target_that_somebody_set_since_is_not_overwritten(claims, county):
    claim = accepted(claims[4], county, also="target")
    Target.everything.update(number=8, version=99)

    with pytest.raises(Refused, match="target"):
        take_back(by=county, claim=claim, version=claim.version)

    assert Target.everything.get().number == 8
    assert judged(claim)[0] == "accepted"


def test_what_a_claim_cannot_be_is_not_made_of_it(claims, county):
    with pytest.raises(Refused):
        accepted(claims[0], county, also="target")

    assert not Target.everything.exists()
    assert not ReportedFigure.objects.exists()


# --- Names ------------------------------------------------------------------------------


def meant(name="石头街"):
    """What a person says of a claim whose place the gazetteer does not know."""
    return {"area": Area.objects.get(pk=STREET), "named_as": name}


@pytest.mark.parametrize("name", ["石", "该街道", "青石街道", "不在文中"])
def test_what_is_no_name_on_the_page_is_not_proposed(give_in, city, name):
    claim = Claim.everything.get(page=give_in(NICKNAME, by=city).files.get().page)

    accepted(claim, city, corrected=meant(name))

    assert not AliasProposal.everything.exists()


def test_a_correction_teaches_once_somebody_who_keeps_the_places_agrees(give_in, city):
    page = give_in(NICKNAME, by=city).files.get().page
    claim = Claim.everything.get(page=page)
    assert claim.area_id is None

    accepted(claim, city, corrected=meant())

    proposal = AliasProposal.everything.get()
    assert (proposal.area_id, proposal.name, proposal.state) == (STREET, "石头街", "waiting")
    assert gazetteer().codes("石头街") == (), "never automatic"
    with pytest.raises(Denied):
        review_alias(by=city, proposal=proposal, take=True)


def test_a_name_that_was_taken_is_recognised_on_the_next_page(give_in, city):
    claim = Claim.everything.get(page=give_in(NICKNAME, by=city).files.get().page)
    accepted(claim, city, corrected=meant())
    keeper = AdministratorFactory()
    review_alias(by=keeper, proposal=AliasProposal.everything.get(), take=True)

    other = give_in(NICKNAME + "又印。", by=city).files.get().page

    assert Claim.everything.get(page=other).area_id == STREET
    with pytest.raises(Overtaken):
        review_alias(by=keeper, proposal=AliasProposal.everything.get(), take=False)


# --- Reading anew -----------------------------------------------------------------------


def test_a_second_reading_of_the_same_engine_changes_nothing(page, claims, county):
    accepted(claims[0], county)

    reading = read_claims(page, by=None)

    assert (reading.found, reading.fresh, reading.changed, reading.gone) == (5, 0, 0, 0)
    assert judged(claims[0])[0] == "accepted"


def test_a_newer_engine_shows_what_changed_and_keeps_judgements(page, claims, county):
    accepted(claims[0], county)
    reject(by=county, claim=claims[1], version=1)
    read = engine.read_page(REPORT, gazetteer(), page.published_on, [2022, 2023])
    for columns in read[:3]:
        columns["value"] = Decimal(7)
        columns["as_read"] = engine.as_text({name: columns[name] for name in engine.STATED})
    new = {**read[4], "mark": "new", "start": 0, "end": 4}

    reading = write_reading(page, [*read[:4], new], by=None)

    assert (reading.fresh, reading.changed, reading.gone) == (1, 3, 1)
    now = {c.mark: c for c in Claim.everything.all()}
    kept, refused, waiting, same, gone = (now[c.mark] for c in claims)
    assert (kept.state, kept.value, kept.news) == ("accepted", 2, "changed")
    assert '"value": "7"' in kept.reread
    assert (refused.state, refused.news) == ("rejected", "changed")
    assert (waiting.state, waiting.value, waiting.news) == ("proposed", 7, "changed")
    assert (same.state, same.news) == ("proposed", "")
    assert (gone.state, gone.news) == ("withdrawn", "gone")
    assert now["new"].news == "new"

    write_reading(page, read, by=None)
    assert Claim.everything.get(mark=claims[4].mark).state == "proposed", "it is read again"


def test_claims_of_other_counties_are_not_shown(page, claims, county, neighbour, officer):
    Claim.everything.filter(pk=claims[0].pk).update(area=Area.objects.get(pk=COUNTY))
    Claim.everything.filter(pk=claims[1].pk).update(area=Area.objects.get(pk=OTHER))
    Claim.everything.filter(pk=claims[2].pk).update(area=None)
    forget_grants(county)

    def seen(user):
        return Claim.objects.visible_to(user).filter(page=page).count()

    assert [seen(county), seen(officer), seen(neighbour)] == [5, 3, 1]


# --- The files --------------------------------------------------------------------------


def test_a_load_leaves_what_people_accepted_and_both_stand(claims, county, tmp_path):
    mine = accepted(claims[0], county).figure
    folder = write(tmp_path / "figures")

    for _twice in range(2):
        call_command("load_figures", "--data", str(folder), commit=True, stdout=io.StringIO())

    assert ReportedFigure.objects.get(pk=mine.pk).value == 2
    assert ReportedFigure.objects.get(pk="900-001").value == 3
    check = Crosscheck.objects.get(origin="desk")
    assert (check.kind, check.rule) == ("differ", "none")
    decide(by=county, check=check, choice=mine.pk, reason="以本版为准", seen="")
    call_command("load_figures", "--data", str(folder), commit=True, stdout=io.StringIO())
    assert Crosscheck.objects.get(origin="desk").choice == mine.pk
    assert not ReportedFigure.objects.chosen().filter(pk="900-001").exists()


def test_the_texts_of_loaded_pages_are_read_beside_their_figures(county, tmp_path):
    folder, originals = write(tmp_path / "figures"), write_articles(tmp_path / "articles")
    Area.objects.filter(pk=STREET).update(name="青石镇", official_name="青石镇")
    where = ("--data", str(folder), "--articles", str(originals))
    call_command("load_figures", *where, commit=True, stdout=io.StringIO())
    page = Page.objects.get(pk="900")

    read_claims(page, by=None)

    claims = list(Claim.everything.filter(page=page).order_by("start"))
    own = {claim.pk: one.pk for claim in claims for one in page.articles.get().figures.all()
           if is_own(claim, one)}  # fmt: skip
    found = [own.get(claim.pk) for claim in claims]
    assert found[:4] == ["900-001", "900-002", "900-003", "900-004"]
