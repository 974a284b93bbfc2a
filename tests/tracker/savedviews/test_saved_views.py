"""A list under a name: it opens what its address opens, for each reader what they may see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.people import GrantFactory, SecurityAdministratorFactory, UserFactory
from tests.factories.ratings import a_star, branch_at
from tests.factories.savedviews import SavedViewFactory
from tracker.access.refusals import Denied, Refused
from tracker.access.terms import Role
from tracker.history.models import Event
from tracker.places.models import Area
from tracker.savedviews import actions, terms
from tracker.savedviews.addresses import address_of, kept_state
from tracker.savedviews.models import SavedView

pytestmark = pytest.mark.django_db
COUNTY, STREET, VILLAGE = "410871", "410871060", "410871060201"
FAR = "410883001"
BRANCHES = reverse("branch-list")


@pytest.fixture
def officer():
    return GrantFactory(code=STREET).user


@pytest.fixture
def reviewer():
    """A colleague in the same street."""
    return GrantFactory(code=STREET, role=Role.STREET_REVIEWER).user


@pytest.fixture
def stranger():
    """Somebody of another county."""
    return GrantFactory(code=FAR).user


def save(by, **more):
    asked = {"list_name": "branch-list", "state": "unit_kind=rural", "name": "村"}
    return actions.save(by=by, **asked | more)


# --- The address ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("page=3&export=csv", ""),
        ("unit_kind=rural&page=2&sort=-code", "unit_kind=rural&sort=-code"),
        ("q=&area=410883&area=410883", "area=410883"),
        ("area=文昌&from=singlemessage", "area=%E6%96%87%E6%98%8C"),
    ],
)
def test_a_view_keeps_how_the_list_is_set_up_and_not_where_somebody_stands_in_it(typed, kept):
    assert kept_state(typed) == kept


def test_a_view_is_an_address_and_leaves_the_page_size_that_the_reader_remembers(client):
    assert address_of("branch-list", "unit_kind=rural") == f"{BRANCHES}?unit_kind=rural"
    sized = address_of("branch-list", "per_page=50")
    assert sized == f"{BRANCHES}?per_page=50&page=1"
    assert "per_page" not in client.get(sized).cookies
    assert address_of("branch-list", "") == f"{BRANCHES}?sort="
    assert address_of("no-such-list", "") == address_of("home", "") == ""


# --- Saving, sharing, forgetting --------------------------------------------------


def test_a_view_is_saved_from_its_list_and_found_there_again(client, officer):
    client.force_login(officer)
    branch_at(VILLAGE)
    page = client.get(f"{BRANCHES}?unit_kind=rural&page=1").content.decode()
    link = f"{reverse('saved-view-new')}?list=branch-list&amp;state=unit_kind%3Drural"
    assert link in page

    sent = {"list": "branch-list", "state": "unit_kind=rural", "name": "村", "readers": STREET}
    answer = client.post(reverse("saved-view-new"), sent)

    assert answer["Location"] == f"{BRANCHES}?unit_kind=rural"
    view = SavedView.objects.get()
    assert (view.owner, view.area_id, view.is_opening) == (officer, STREET, False)
    event = Event.objects.get(object_type="savedview")
    assert (event.action, event.area_code, event.object_name) == ("savedviews.added", STREET, "村")
    assert f'href="{BRANCHES}?unit_kind=rural"' in client.get(BRANCHES).content.decode()


def test_a_shared_view_is_found_by_who_has_a_role_there_and_by_nobody_else(
    client, officer, reviewer, stranger
):
    view = save(officer, area=Area.objects.get(pk=STREET), name="本街道")
    villager = GrantFactory(code=VILLAGE, role=Role.BRANCH_SECRETARY).user
    office = GrantFactory(code=COUNTY, role=Role.COUNTY_OFFICE).user

    for reader, found in [(reviewer, True), (villager, True), (office, False), (stranger, False)]:
        client.force_login(reader)
        pages = [client.get(address) for address in (BRANCHES, reverse("saved-view-list"))]
        assert ["本街道" in page.content.decode() for page in pages] == [found, found], reader
    client.force_login(stranger)
    missing = client.post(reverse("saved-view-withdraw", args=[view.pk + 1]))
    foreign = client.post(reverse("saved-view-withdraw", args=[view.pk]))
    assert (missing.status_code, foreign.status_code) == (404, 404)
    # Somebody else's is never theirs to change, shared or not.
    client.force_login(reviewer)
    assert client.get(reverse("saved-view-change", args=[view.pk])).status_code == 404
    assert client.post(reverse("saved-view-delete", args=[view.pk])).status_code == 404


def test_a_shared_view_shows_each_reader_their_own_rows(client, officer, reviewer):
    a_star(VILLAGE, "ecology", "近")
    a_star(f"{FAR}201", "ecology", "远")
    office = GrantFactory(code="4108", role=Role.CITY_OFFICE).user
    view = save(office, list_name="rating-list", state="", area=Area.objects.get(pk=STREET))

    for reader, rows in [(office, 2), (reviewer, 1)]:
        client.force_login(reader)
        assert client.get(view.url).context["matching"] == rows


def test_a_view_of_a_list_behind_the_gate_is_not_shown_to_who_cannot_open_it(client, officer):
    admin = SecurityAdministratorFactory()
    save(admin, list_name="person-list", name="停用的账号", area=Area.objects.get(pk="41"))
    client.force_login(officer)

    assert "停用的账号" not in client.get(reverse("saved-view-list")).content.decode()
    with pytest.raises(Denied):
        save(officer, list_name="person-list")
    assert SavedView.objects.count() == 1


def test_a_view_is_shared_only_where_one_is_at_home(client, officer, stranger):
    for area in (stranger.grants.get().area, Area.objects.get(pk=COUNTY)):
        with pytest.raises(Denied):
            save(officer, area=area)
    client.force_login(officer)
    sent = {"list": "branch-list", "state": "", "name": "村"}
    answers = [
        client.post(reverse("saved-view-new"), {**sent, "readers": code}) for code in (FAR, "999")
    ]
    said = [answer.content.decode().replace(FAR, "999") for answer in answers]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert said[0].count("field-error") == said[1].count("field-error") == 1
    assert not SavedView.objects.exists()


def test_whoever_is_at_home_there_may_end_the_sharing_and_the_owner_keeps_the_view(
    client, officer, reviewer
):
    view = save(officer, area=Area.objects.get(pk=STREET))
    client.force_login(reviewer)
    client.post(reverse("saved-view-withdraw", args=[view.pk]))

    view.refresh_from_db()
    assert (view.area, view.owner) == (None, officer)
    assert Event.objects.order_by("-sequence").first().actor_id == reviewer.pk
    with pytest.raises(Denied):
        actions.withdraw(by=reviewer, view=view)


def test_what_cannot_be_saved_is_refused_and_leaves_nothing(officer, monkeypatch):
    save(officer)
    events = Event.objects.count()
    with pytest.raises(Refused, match="村"):
        save(officer, state="", is_opening=True)
    monkeypatch.setattr(terms, "MOST", 1)
    monkeypatch.setattr(actions, "MOST", 1)
    with pytest.raises(Refused):
        save(officer, name="另一个")

    assert (SavedView.objects.count(), Event.objects.count()) == (1, events)
    assert not SavedView.objects.get().is_opening


@pytest.mark.parametrize(
    "sent",
    [
        {"list": "home", "state": "", "name": "x"},
        {"list": "nothing", "state": "", "name": "x"},
        {"list": "branch-list", "state": "q=" + "x" * 2100, "name": "x"},
        {"list": "branch-list", "state": "", "name": "x" * 41},
        {"list": "branch-list", "state": "", "name": "x\x00"},
        {"list": "branch-list", "state": "", "name": " "},
    ],
)
def test_a_form_that_no_list_led_to_saves_nothing(client, officer, sent):
    client.force_login(officer)

    assert client.post(reverse("saved-view-new"), sent).status_code == 200
    assert not SavedView.objects.exists()


# --- The view that a list opens with ----------------------------------------------


def test_a_list_opens_with_the_view_that_its_reader_chose(client, officer, reviewer):
    save(officer, is_opening=True)
    client.force_login(officer)

    assert client.get(BRANCHES)["Location"] == f"{BRANCHES}?unit_kind=rural"
    # Whatever else is asked is answered; an empty parameter is the whole list.
    for said in ("?sort=", "?q=&area=", "?page=1", "?unit_kind=urban"):
        assert client.get(BRANCHES + said).status_code == 200
    assert f'href="{BRANCHES}?sort="' in client.get(f"{BRANCHES}?unit_kind=urban").content.decode()
    client.force_login(reviewer)
    assert client.get(BRANCHES).status_code == 200


def test_a_list_opens_with_one_view_only_and_not_with_one_of_a_list_that_is_no_more(
    client, officer
):
    first = save(officer, is_opening=True)
    second = save(officer, name="社区", state="unit_kind=urban", is_opening=True)
    client.force_login(officer)

    assert client.get(BRANCHES)["Location"] == f"{BRANCHES}?unit_kind=urban"
    first.refresh_from_db()
    assert (first.is_opening, second.is_opening) == (False, True)
    SavedView.objects.update(list_name="former-list")
    assert client.get(BRANCHES).status_code == 200
    assert "former-list" in client.get(reverse("saved-view-list")).content.decode()


def test_views_cost_a_list_one_query_however_many_there_are(client, officer):
    client.force_login(officer)
    branch_at(VILLAGE)
    counts = []
    for number in (0, 1, 5):
        for _n in range(number):
            SavedViewFactory(owner=officer)
        with CaptureQueriesContext(connection) as captured:
            client.get(f"{BRANCHES}?sort=")
        counts.append(len(captured))
    client.logout()
    with CaptureQueriesContext(connection) as bare:
        client.get(f"{BRANCHES}?sort=")

    assert len(set(counts)) == 1
    assert not any("savedview" in query["sql"] for query in bare)
    assert UserFactory().saved_views.count() == 0
