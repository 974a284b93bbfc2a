"""The pages of security administrators: accounts, roles, their story."""

import re

import pytest
from django.urls import reverse

from tests.factories.people import GrantFactory, UserFactory, area_with_code
from tests.tracker.people.conftest import COUNTY, STREET
from tracker.access.terms import Role
from tracker.people.models import Grant, User
from tracker.people.wording import sentence
from tracker.places.models import Area

pytestmark = pytest.mark.django_db
LIST = reverse("person-list")


@pytest.fixture
def browser(english, guard):
    english.force_login(guard)
    return english


def names(response):
    return [user.username for user in response.context["table"].data.data]


def at(name, *args):
    return reverse(name, args=args)


def test_from_a_new_account_to_its_first_role(browser, street):
    shown = browser.post(at("person-new"), {"username": "wang", "display_name": "王五"})
    person = User.objects.get(username="wang")
    password = re.search(r"<code>([\w-]+)</code>", shown.content.decode())[1]
    assert person.check_password(password)
    assert shown["Cache-Control"] == "no-store, private"

    answer = browser.post(
        at("person-grant", person.pk),
        {"role": "street_officer", "area": STREET, "starts_on": "2026-1-5", "reason": "新任"},
    )

    assert answer["Location"] == at("person-detail", person.pk)
    page = browser.get(answer["Location"]).content.decode()
    assert "王五 is now Street or township officer." in page
    assert "gave the role Street or township officer" in page
    assert "made the account" in page
    assert password not in page


def test_a_form_says_what_does_not_fit_and_changes_nothing(browser, officer):
    for values, fault in (
        ({"role": "street_officer", "area": "410999"}, "You give no roles in an area"),
        ({"role": "street_officer", "area": "４１０８"}, "You give no roles in an area"),
        ({"role": "county_office", "area": STREET}, "This role is given on: County or district"),
        ({"role": "street_officer", "area": STREET}, "The person holds this role here already."),
        ({"role": "king", "area": STREET}, "Select a valid choice."),
    ):
        answer = browser.post(at("person-grant", officer.pk), {"starts_on": "2026-1-5", **values})
        assert answer.status_code == 200
        assert fault in answer.content.decode(), values
    assert Grant.objects.filter(user=officer).count() == 1


def test_a_county_is_told_nothing_of_areas_that_are_not_its_own(english, county_guard, officer):
    english.force_login(county_guard)
    GrantFactory(code="410883001")
    answers = [
        english.post(
            at("person-grant", officer.pk),
            {"role": "street_officer", "area": code, "starts_on": "2026-1-5"},
        ).content.decode()
        for code in ("410883001", "410883999")
    ]

    refusal = "You give no roles in an area with this name or code."
    assert all(refusal in answer for answer in answers)


def test_an_area_is_named_by_its_name_and_namesakes_by_their_codes(
    english, county_guard, guard, officer
):
    for code, name in (
        ("410871061", "文昌街道"),
        ("410871062", "文苑街道"),
        ("410883061", "文昌街道"),
    ):
        area_with_code(code)
        Area.objects.filter(pk=code).update(name=name)

    def asked(user, typed):
        english.force_login(user)
        values = {"role": "street_officer", "area": typed, "starts_on": "2026-1-5"}
        return english.post(at("person-grant", officer.pk), values)

    assert asked(guard, "文苑街道").status_code == 302
    refused = asked(guard, "文昌街道").content.decode()
    assert "Several places are called so." in refused
    assert "410871061" in refused
    assert "410883061" in refused
    # Of two, one is the county's own; the other one is not there for it.
    assert asked(county_guard, "文昌街道").status_code == 302
    given = Grant.objects.filter(user=officer).order_by("area").values_list("area", flat=True)
    assert list(given) == [STREET, "410871061", "410871062"]


def test_the_roles_of_a_task_force_are_told_with_their_stars(browser, officer):
    for star in ("industry", "ecology"):
        GrantFactory(user=officer, role=Role.STAR_OFFICER, code=COUNTY, star=star)

    page = browser.get(LIST).content.decode()

    named = "：Livable ecology star、Thriving industry star）"
    assert named in page or "：Thriving industry star、Livable ecology star）" in page


def test_the_list_is_narrowed_by_word_area_role_and_state(browser, officer, guard):
    closed = UserFactory(username="closed", is_active=False)
    GrantFactory(user=closed, role=Role.COUNTY_OFFICE, code=COUNTY)
    UserFactory(username="new", display_name="新人")

    assert names(browser.get(LIST)) == ["closed", "guard", "li", "new"]
    assert names(browser.get(LIST, {"q": "李四"})) == ["li"]
    assert names(browser.get(LIST, {"q": "新", "state": "new"})) == ["new"]
    assert names(browser.get(LIST, {"area": COUNTY})) == ["closed", "li"]
    assert names(browser.get(LIST, {"area": STREET})) == ["li"]
    assert names(browser.get(LIST, {"role": ["county_office", "security_admin"]})) == [
        "closed",
        "guard",
    ]
    assert names(browser.get(LIST, {"state": "disabled"})) == ["closed"]
    assert browser.get(LIST, {"state": "asleep"}).status_code == 400


def test_the_list_says_role_and_state_in_words(browser, officer):
    page = browser.get(LIST, {"q": "li"}).content.decode()

    assert "Street or township officer（" in page
    assert "has never signed in" in page


def test_a_role_is_taken_back_with_its_reason(browser, officer):
    given = officer.grants.get()
    asked = browser.get(at("grant-end", officer.pk, given.pk))
    assert "Take back the role: Street or township officer" in asked.content.decode()
    assert officer.grants.standing().exists()

    browser.post(at("grant-end", officer.pk, given.pk), {"reason": "调离"})

    assert not officer.grants.standing().exists()
    page = browser.get(at("person-detail", officer.pk)).content.decode()
    assert "took back the role" in page
    assert "（调离）" in page


def test_a_role_of_another_person_is_not_found_under_this_one(browser, officer):
    other = GrantFactory()

    assert browser.post(at("grant-end", officer.pk, other.pk)).status_code == 404
    assert Grant.objects.standing().filter(pk=other.pk).exists()


def test_an_account_is_closed_with_a_reason_and_opened_again(browser, officer):
    page = at("person-detail", officer.pk)
    refused = browser.post(at("person-disable", officer.pk), {"reason": ""})
    assert "This field is required." in refused.content.decode()
    assert User.objects.get(pk=officer.pk).is_active

    browser.post(at("person-disable", officer.pk), {"reason": "退休"})
    assert "by 安全员: 退休" in browser.get(page).content.decode()

    browser.post(at("person-enable", officer.pk))
    assert User.objects.get(pk=officer.pk).is_active
    again = browser.post(at("person-enable", officer.pk), follow=True).content.decode()
    assert "This account is not disabled." in again


def test_a_name_is_corrected(browser, officer):
    browser.post(at("person-name", officer.pk), {"display_name": "李思"})

    page = browser.get(at("person-detail", officer.pk)).content.decode()
    assert "changed the name from “李四” to “李思”" in page


def test_a_reset_shows_the_password_once(browser, officer):
    shown = browser.post(at("person-reset-password", officer.pk)).content.decode()
    password = re.search(r"<code>([\w-]+)</code>", shown)[1]

    assert User.objects.get(pk=officer.pk).check_password(password)
    assert password not in browser.get(at("person-detail", officer.pk)).content.decode()
    assert browser.get(at("person-reset-password", officer.pk)).status_code == 405


@pytest.mark.parametrize("name", ["person-end-sessions", "person-remove-second-factor"])
def test_a_verb_says_what_happened(browser, officer, name):
    answer = browser.post(at(name, officer.pk), follow=True).content.decode()

    told = {
        "person-end-sessions": "All sessions of the account have ended.",
        "person-remove-second-factor": "This account has no second factor.",
    }
    assert told[name] in answer


def test_one_s_own_account_is_changed_elsewhere(browser, guard):
    answer = browser.post(at("person-reset-password", guard.pk), follow=True).content.decode()

    assert "Change your own password on the page of your account." in answer


def test_a_taken_name_is_said_on_the_form(browser, officer):
    answer = browser.post(at("person-new"), {"username": "LI", "display_name": "李"})

    assert "An account named “LI” exists already." in answer.content.decode()


@pytest.mark.parametrize(
    ("action", "before", "after", "words"),
    [
        ("people.signed_in", {}, {}, "signed in"),
        ("people.denied", {}, {"address": "/people/"}, "was refused the page /people/"),
        (
            "people.grant",
            {},
            {
                "role": "star_officer",
                "area": "410871",
                "area_name": "示范区",
                "star": "ecology",
                "starts_on": "2026-01-05",
                "ends_on": "",
            },
            "gave the role Star task-force officer，示范区 410871，"
            "Livable ecology star，2026-01-05",
        ),
        (
            "people.end_grant",
            {"role": "no-longer-known"},
            {},
            "took back the role no-longer-known",
        ),
        ("ratings.confirm", {}, {}, "ratings.confirm"),
    ],
)
def test_an_event_is_told_as_a_sentence(action, before, after, words):
    assert sentence(action, before, after) == words
