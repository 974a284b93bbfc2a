"""Many claims are accepted as one changeset: looked at first, all or none, undone later."""

import pytest
from django.urls import reverse

from tests.factories.claims import ClaimFactory
from tests.factories.figures import ReportedFigureFactory
from tests.tracker.claims.pages import STREET
from tracker.access.refusals import Denied, Refused
from tracker.changesets.actions import choose, confirm, undo
from tracker.changesets.models import Changeset, ChangesetRow, values_of
from tracker.claims.actions import accept, reject, stage_agreeing, take_back
from tracker.claims.actions.judging import Judgement
from tracker.claims.models import Claim
from tracker.figures.models import ReportedFigure
from tracker.history.models import Event
from tracker.jobs.models import Job
from tracker.jobs.running import run

pytestmark = pytest.mark.django_db


def again(row):
    return type(row).everything.get(pk=row.pk)


def staged(claims, by):
    return stage_agreeing(by=by, page=claims[0].page, claims=[claim.pk for claim in claims])


def apply(changeset):
    """Confirm a changeset as its author and do its work as a worker does."""
    confirm(by=changeset.staged_by, changeset=changeset, seen=changeset.version)
    run(again(changeset).job_id, beating=False)
    return again(changeset)


def verdicts(changeset):
    rows = ChangesetRow.objects.filter(changeset=changeset).in_order()
    return [row.verdict for row in rows]


def states(claims):
    return [again(claim).state for claim in claims]


def reread(claim, value):
    """A newer engine reads another number at the place."""
    Claim.everything.filter(pk=claim.pk).update(value=value, version=claim.version + 1)


def test_nothing_is_accepted_before_somebody_has_looked(agreeing, county):
    made = staged(agreeing, county)

    assert (made.state, made.area_id, made.campaign_id, made.source) == (
        "staged",
        STREET,
        2023,
        "paper",
    )
    assert verdicts(made) == ["new", "new"]
    assert states(agreeing) == ["proposed", "proposed"]
    row = made.rows.in_order().first()
    figure = ReportedFigure.objects.get(start=agreeing[0].start)
    assert row.name == "青石街道 四星支部2个"
    assert values_of(row.before) == {"state": "proposed", "figure": ""}
    assert values_of(row.after) == {"state": "accepted", "figure": figure.pk}


def test_a_job_accepts_them_all_with_an_event_for_each(agreeing, county):
    made = apply(staged(agreeing, county))

    assert (made.state, made.rows_applied) == ("applied", 2)
    assert states(agreeing) == ["accepted", "accepted"]
    assert ReportedFigure.objects.count() == 2, "figures that stand are not made twice"
    assert {again(claim).judged_by for claim in agreeing} == {county}
    actions = Event.objects.order_by("sequence").values_list("action", flat=True)
    last = [one for one in actions if one.startswith(("claims.acc", "changesets."))]
    assert last == [
        "changesets.stage",
        "changesets.confirm",
        "claims.accepted",
        "claims.accepted",
        "changesets.apply",
    ]


def test_a_claim_without_a_place_takes_that_of_its_figure(agreeing, county):
    Claim.everything.filter(pk=agreeing[0].pk).update(area=None)

    apply(staged(agreeing, county))

    assert again(agreeing[0]).area_id == STREET


def test_what_no_figure_confirms_any_more_is_wrong_and_the_rest_goes_on(agreeing, county):
    reread(agreeing[1], 9)

    made = staged(agreeing, county)

    assert verdicts(made) == ["new", "wrong"]
    assert "says the same" in made.rows.in_order().last().faults
    apply(made)
    assert states(agreeing) == ["accepted", "proposed"]


def test_what_somebody_accepted_is_the_same_and_what_they_rejected_is_disputed(
    agreeing, county, city
):
    accept(by=city, claim=agreeing[0], judgement=Judgement(1))
    reject(by=city, claim=agreeing[1], version=1, reason="旧数据")

    made = staged(agreeing, county)

    assert verdicts(made) == ["same", "disputed"]
    with pytest.raises(Refused, match="Decide first"):
        apply(made)
    choose(by=county, changeset=made, choices={0: "mine"}, seen=made.version)
    apply(made)
    assert states(agreeing) == ["accepted", "accepted"]
    assert [again(claim).judged_by for claim in agreeing] == [city, county]


@pytest.mark.parametrize("who", ["officer", "neighbour"])
def test_who_may_not_judge_there_stages_nothing(agreeing, request, who):
    with pytest.raises((Denied, Refused)):
        staged(agreeing, request.getfixturevalue(who))

    assert not Changeset.everything.exists()


def test_where_nothing_agrees_nothing_is_staged(claims, county):
    with pytest.raises(Refused):
        stage_agreeing(by=county, page=claims[0].page, claims=[])
    made = staged(claims[2:], county)

    assert set(verdicts(made)) == {"wrong"}
    with pytest.raises(Refused, match="No row"):
        apply(made)


def test_a_right_that_was_lost_meanwhile_stops_them_all(agreeing, county):
    made = staged(agreeing, county)
    confirm(by=county, changeset=made, seen=made.version)
    county.grants.all().delete()

    run(again(made).job_id, beating=False)

    assert states(agreeing) == ["proposed", "proposed"]


@pytest.mark.parametrize("meanwhile", ["judged", "read anew"])
def test_with_one_that_moved_on_none_is_accepted(agreeing, county, city, meanwhile):
    made = staged(agreeing, county)
    confirm(by=county, changeset=made, seen=made.version)
    if meanwhile == "judged":
        reject(by=city, claim=agreeing[1], version=1)
    else:
        reread(agreeing[1], 9)

    run(again(made).job_id, beating=False)

    assert again(made).state == "staged", "it is for preview again"
    assert states(agreeing)[0] == "proposed"
    assert verdicts(made)[1] == ("disputed" if meanwhile == "judged" else "wrong")


def test_a_repeated_job_changes_nothing(agreeing, county):
    made = apply(staged(agreeing, county))
    events = Event.objects.count()

    run(made.job_id, beating=False)

    assert Event.objects.count() == events
    assert Job.objects.get(pk=made.job_id).state == "done"


def test_undoing_keeps_what_somebody_judged_since(agreeing, county, city):
    made = apply(staged(agreeing, county))
    held = again(agreeing[1])
    held = take_back(by=city, claim=held, version=held.version)
    reject(by=city, claim=held, version=held.version, reason="旧数据")

    undoing = undo(by=county, changeset=made)

    assert verdicts(undoing) == ["changed", "disputed"]
    done = apply(undoing)
    assert states(agreeing) == ["proposed", "rejected"]
    assert ReportedFigure.objects.count() == 2, "they were not made of the claims"
    assert done.rows_applied == 1
    apply(undo(by=county, changeset=done))
    assert states(agreeing) == ["accepted", "rejected"]


def test_claims_of_another_county_are_left_to_it(agreeing, county, city):
    far = ClaimFactory(page=agreeing[0].page, area__code="410883001", start=0, end=4, mark="far")
    said = {name: getattr(far, name) for name in ("level", "value", "start", "end", "area")}
    ReportedFigureFactory(article=far.article, **said)
    Claim.everything.filter(pk=agreeing[1].pk).update(area=far.area)

    assert verdicts(staged([*agreeing, far], county)) == ["new"]
    assert staged([*agreeing, far], city).area_id == "4108"


# --- Pages ------------------------------------------------------------------------------


@pytest.fixture
def browser(client, county):
    client.force_login(county)
    client.cookies["django_language"] = "en"
    return client


def test_the_button_leads_to_the_preview_and_that_back_to_the_desk(browser, agreeing):
    page = agreeing[0].page
    desk = reverse("page-desk", args=[page.pk])
    shown = browser.get(desk).content.decode()
    keys = " ".join(str(claim.pk) for claim in agreeing)
    assert f'name="claims" value="{keys} "' in shown

    preview = browser.post(reverse("page-agreeing", args=[page.pk]), {"claims": keys})["Location"]
    shown = browser.get(preview).content.decode()

    for words in ("青石街道 四星支部2个", "To be judged", "Accepted", "Apply these rows"):
        assert words in shown
    assert f'href="{desk}"' in shown
    assert f'href="{desk}?claim={agreeing[0].pk}#now"' in shown
    assert "Acceptance of claims" in browser.get(reverse("changeset-list")).content.decode()


@pytest.mark.parametrize("sent", ["", "x 1.5 -3", "99999999999999999999", "77"])
def test_what_names_no_claim_of_the_page_stages_nothing(browser, agreeing, sent):
    page = agreeing[0].page

    answer = browser.post(reverse("page-agreeing", args=[page.pk]), {"claims": sent}, follow=True)

    assert "None of these claims agrees" in answer.content.decode()
    assert not Changeset.everything.exists()


def test_what_is_wrong_is_read_on_the_page_and_offered_as_no_file(browser, agreeing, county):
    reread(agreeing[1], 9)
    made = staged(agreeing, county)

    shown = browser.get(reverse("changeset-detail", args=[made.pk])).content.decode()

    assert "No figure at its place says the same any more." in shown
    assert "Download the wrong rows" not in shown
    assert browser.get(reverse("changeset-refused", args=[made.pk])).status_code == 404


@pytest.mark.parametrize("number", [1, 2])
def test_a_preview_costs_the_same_for_one_claim_and_for_two(
    browser, agreeing, county, number, django_assert_max_num_queries
):
    made = staged(agreeing[:number], county)
    with django_assert_max_num_queries(24):
        browser.get(reverse("changeset-detail", args=[made.pk]))
