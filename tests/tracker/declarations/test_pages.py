"""The pages of declarations: what each role sees, does, and is told."""

import re

import pytest
from django.urls import reverse

from tests.factories.campaigns import CampaignFactory
from tests.factories.declarations import DeclarationFactory
from tests.tracker.declarations.conftest import (
    COUNTY,
    ELSEWHERE,
    STREET,
    VILLAGE,
    VILLAGES,
    YEAR,
    everything,
    stored,
    village,
    words,
)
from tracker.campaigns.terms import State as CampaignState
from tracker.declarations.actions import fill_in, fill_in_many, move_many
from tracker.declarations.inputs import Item, Wish
from tracker.declarations.models import Declaration
from tracker.declarations.views import moving

pytestmark = pytest.mark.django_db
THREE = ("industry", "ecology", "safety")
LIST = reverse("declaration-list")
BULK = reverse("declaration-bulk")


def at(name, code=VILLAGE, year=YEAR):
    return reverse(name, args=[year, code])


@pytest.fixture
def submitted(officer, villages, year):
    wishes = [Wish(code, THREE, 0) for code in VILLAGES]
    return fill_in_many(by=officer, campaign=year, wishes=wishes, submit=True)


def codes(answer):
    return [row.branch_id for row in answer.context["table"].data.data]


# --- The list ----------------------------------------------------------------------


def test_the_list_shows_a_persons_own_areas_only(browse, submitted, secretary, inspector, stranger):
    assert codes(browse(secretary).get(LIST)) == [VILLAGE]
    assert codes(browse(inspector).get(LIST)) == VILLAGES
    assert codes(browse(stranger).get(LIST)) == []


def test_a_row_says_stars_state_since_whom_and_what_comes_next(browse, submitted, reviewer):
    page = words(browse(reviewer).get(LIST, {"area": VILLAGE}))

    for part in (
        "第201村党支部",
        "Thriving industry star、Livable ecology star、Safety and rule-of-law star",
        "Submitted, for the street to review",
        "officer",
        "The street reviews it and passes it to the county.",
    ):
        assert part in page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"area": STREET}, VILLAGES),
        ({"campaign": "2024"}, []),
        ({"state": ["submitted", "draft"]}, VILLAGES),
        ({"state": "returned"}, VILLAGES[:1]),
        ({"unit_kind": "urban"}, []),
        ({"level": "2"}, VILLAGES[1:2]),
        ({"star": "safety"}, [VILLAGES[0], VILLAGES[2]]),
        ({"star": ["safety", "ecology"]}, VILLAGES),
        ({"q": "第203村"}, VILLAGES[2:]),
    ],
)
def test_the_list_is_narrowed(browse, submitted, reviewer, query, expected):
    Declaration.everything.filter(branch=VILLAGES[1]).update(stars="industry,ecology", level=2)
    if query == {"state": "returned"}:
        Declaration.everything.filter(branch=VILLAGE).update(state="returned")
    CampaignFactory(year=2024)

    assert codes(browse(reviewer).get(LIST, query)) == expected


def test_who_only_reads_is_offered_nothing_to_do(browse, submitted, inspector, reviewer):
    mine, theirs = (browse(user).get(LIST).content.decode() for user in (inspector, reviewer))

    assert ('name="verb"' in mine, 'class="tick"' in mine) == (False, False)
    assert re.findall(r'name="verb" value="(\w+)"', theirs) == ["review", "return"]


def test_a_file_holds_the_words_without_the_boxes(browse, submitted, reviewer):
    answer = browse(reviewer).get(LIST, {"export": "csv"})

    lines = b"".join(answer.streaming_content).decode("utf-8-sig").split("\r\n")
    assert lines[1].startswith("第201村党支部,")
    assert "Submitted, for the street to review" in lines[1]
    assert "<" not in lines[1]


# --- One declaration -----------------------------------------------------------------


def test_from_the_first_star_to_submitting(browse, secretary, branch, year):
    browser = browse(secretary)
    assert "Nothing has been declared yet." in words(browser.get(at("declaration-detail")))
    answer = browser.post(at("declaration-fill-in"), {"stars": THREE, "seen": "0"})
    assert answer["Location"] == at("declaration-detail")
    page = browser.get(answer["Location"])
    assert "3 stars aimed at" in words(page)
    assert "secretary：filled it in: Thriving industry star" in words(page)

    browser.post(at("declaration-move"), {"verb": "submit", "seen": "1"})

    assert stored() == ("submitted", ",".join(THREE), 3, 1, 2)
    page = words(browser.get(at("declaration-detail")))
    assert "The street reviews it and passes it to the county." in page
    assert "Recall" in page


def test_only_what_this_person_may_do_now_has_a_button(browse, submitted, reviewer, county):
    def verbs(user):
        page = browse(user).get(at("declaration-detail")).content.decode()
        return re.findall(r'name="verb" value="(\w+)"', page)

    assert verbs(reviewer) == ["review", "return"]
    assert verbs(county) == []


def test_a_return_asks_for_its_reason_and_shows_it(browse, submitted, reviewer, officer):
    browser = browse(reviewer)
    answer = browser.post(at("declaration-move"), {"verb": "return", "seen": "2", "reason": " "})
    assert "This field is required." in words(answer)
    assert stored()[0] == "submitted"

    browser.post(at("declaration-move"), {"verb": "return", "seen": "2", "reason": "产业不实"})

    page = words(browse(officer).get(at("declaration-detail")))
    assert "Reason of the return 产业不实" in page
    assert "Choose the stars" in page


@pytest.mark.parametrize(
    ("stars", "said"),
    [
        (["party_branch"], "The strong branch star comes last this year"),
        (["sharing"], "Select a valid choice."),
    ],
)
def test_impossible_stars_are_named_at_the_field(browse, secretary, branch, year, stars, said):
    answer = browse(secretary).post(at("declaration-fill-in"), {"stars": stars, "seen": "0"})

    assert (answer.status_code, said in words(answer)) == (200, True)
    assert everything() == ([], [], [], 0)


def test_who_was_overtaken_sees_both_and_chooses(browse, secretary, officer, branch, year):
    fill_in(by=officer, branch=branch, campaign=year, stars=["industry"], seen=0)
    fill_in(by=officer, branch=branch, campaign=year, stars=["ecology"], seen=1)
    browser = browse(secretary)

    answer = browser.post(at("declaration-fill-in"), {"stars": ["safety"], "seen": "1"})

    assert answer.status_code == 409
    page = words(answer)
    assert "You had read Thriving industry star" in page
    assert "You wanted Safety and rule-of-law star" in page
    assert "It stands now Livable ecology star" in page
    assert stored() == ("draft", "ecology", 1, 1, 2)
    assert 'name="seen" value="2"' in answer.content.decode()

    browser.post(at("declaration-fill-in"), {"stars": ["safety"], "seen": "2"})
    assert stored() == ("draft", "safety", 1, 1, 3)


def test_a_move_that_came_too_late_is_compared(browse, submitted, reviewer, officer):
    move_many(by=officer, items=[Item(VILLAGE, YEAR, 2)], verb="recall")

    answer = browse(reviewer).post(at("declaration-move"), {"verb": "review", "seen": "2"})

    assert answer.status_code == 409
    page = words(answer)
    assert "You had read Submitted, for the street to review" in page
    assert "Being filled in" in page
    assert "officer：took it back" in page
    assert stored()[0] == "draft"


def test_a_foreign_branch_answers_like_a_missing_one(browse, submitted, stranger, inspector):
    browser = browse(stranger)
    for name in ("declaration-detail", "declaration-fill-in", "declaration-sheet"):
        foreign = browser.get(at(name, STREET if name == "declaration-sheet" else VILLAGE))
        missing = browser.get(at(name, "410999001" if name == "declaration-sheet" else "9" * 12))
        assert (foreign.status_code, missing.status_code) == (404, 404)
    sent = {"verb": "review", "seen": "2"}
    assert browser.post(at("declaration-move"), sent).status_code == 404
    assert browse(inspector).post(at("declaration-move"), sent).status_code == 403
    assert browse(inspector).get(at("declaration-fill-in")).status_code == 403
    assert browse(inspector).get(at("declaration-detail", year=2099)).status_code == 404
    assert stored()[0] == "submitted"


@pytest.mark.parametrize(
    "sent",
    [
        {"verb": "fill_in", "seen": "2"},
        {"verb": "award", "seen": "2"},
        {"verb": "review", "seen": ""},
        {"verb": "review", "seen": "２"},
        {"verb": "review", "seen": "1" * 12},
    ],
)
def test_what_no_page_of_ours_sends_is_a_bad_request(browse, submitted, reviewer, sent):
    assert browse(reviewer).post(at("declaration-move"), sent).status_code == 400


# --- Many at once --------------------------------------------------------------------


def picks():
    rows = Declaration.everything.order_by("branch")
    return [str(Item(row.branch_id, row.campaign_id, row.version)) for row in rows]


def test_a_bulk_move_shows_first_and_does_then(browse, submitted, reviewer, officer):
    move_many(by=officer, items=[Item(VILLAGES[1], YEAR, 2)], verb="recall")
    browser = browse(reviewer)
    before = everything()

    answer = browser.post(BULK, {"verb": "review", "scope": "picked", "pick": picks(), "list": ""})

    page = words(answer)
    assert "It will be done for 2 declarations. For 1 it will not." in page
    assert "“Pass to the county” is not possible now: the state is “Being filled in”." in page
    assert everything() == before

    carried = answer.context["carried"]
    assert carried == f"2023-{VILLAGES[0]}:2 2023-{VILLAGES[2]}:2"
    done = browser.post(
        BULK, {"verb": "review", "moves": carried, "do": "confirm", "list": "state=submitted"}
    )
    assert done["Location"] == f"{LIST}?state=submitted"
    assert [stored(code)[0] for code in VILLAGES] == ["reviewed", "draft", "reviewed"]
    assert "Pass to the county: done for 2 declarations." in words(browser.get(LIST))


def test_all_that_match_the_list_are_taken_from_its_address(browse, submitted, reviewer):
    Declaration.everything.filter(branch=VILLAGE).update(level=2)

    answer = browse(reviewer).post(
        BULK, {"verb": "review", "scope": "all", "list": f"level=3&area={COUNTY}"}
    )

    assert answer.context["carried"] == " ".join(f"2023-{code}:2" for code in VILLAGES[1:])


@pytest.mark.parametrize(
    "sent", [{"scope": "all", "list": "level=3"}, {"scope": "picked", "list": "", "pick": "all"}]
)
def test_what_nobody_has_seen_is_shown_before_it_is_done(browse, submitted, reviewer, sent):
    """A confirmation without the versions of a preview is answered with the preview."""
    sent = {**sent, "pick": picks()} if "pick" in sent else sent
    before = everything()

    answer = browse(reviewer).post(BULK, {**sent, "verb": "review", "do": "confirm"})

    assert answer.context["carried"] == " ".join(picks())
    assert everything() == before


@pytest.mark.parametrize("number", [2, 3])
def test_the_page_for_who_was_late_asks_the_same_queries_for_any_number(
    browse, submitted, reviewer, django_assert_max_num_queries, number
):
    browser, carried = browse(reviewer), " ".join(picks()[:number])
    items = [Item(code, YEAR, 2) for code in VILLAGES]
    move_many(by=reviewer, items=items, verb="return", reason="更正")

    with django_assert_max_num_queries(15):
        answer = browser.post(BULK, {"verb": "review", "moves": carried, "do": "confirm"})

    assert (answer.status_code, len(answer.context["compared"])) == (409, number)


def test_the_page_for_who_was_late_shows_the_first_in_full_and_counts_the_rest(
    browse, submitted, reviewer, monkeypatch
):
    monkeypatch.setattr(moving, "SHOWN", 1)
    carried = " ".join(picks())
    items = [Item(code, YEAR, 2) for code in VILLAGES]
    move_many(by=reviewer, items=items, verb="return", reason="更正")

    answer = browse(reviewer).post(BULK, {"verb": "review", "moves": carried, "do": "confirm"})

    page = words(answer)
    assert [one["row"].branch_id for one in answer.context["compared"]] == [VILLAGE]
    assert "2 more declarations have changed as well; they are not shown in full here." in page
    assert page.count("You had read") == 1
    assert answer.context["again"] == " ".join(f"2023-{code}:3" for code in VILLAGES)


def test_a_foreign_row_in_a_bulk_move_answers_like_a_missing_one(browse, submitted, reviewer):
    foreign = DeclarationFactory(branch=village(ELSEWHERE))
    answers = [
        words(
            browse(reviewer).post(BULK, {"verb": "review", "pick": f"2023-{code}:1", "list": ""})
        ).replace(code, "")
        for code in (foreign.branch_id, "410999001201")
    ]

    assert "There is no such declaration." in answers[0]
    assert re.sub(r'"[^"]*"', "", answers[0]) == re.sub(r'"[^"]*"', "", answers[1])


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"verb": "review", "scope": "picked"}, 302),
        ({"verb": "review", "pick": "2023-41:1"}, 400),
        ({"verb": "review", "scope": "all", "list": "no=1"}, 400),
        ({"verb": "burn", "scope": "all"}, 400),
    ],
)
def test_a_bulk_move_that_says_nothing_clear_does_nothing(
    browse, submitted, reviewer, sent, status
):
    before = everything()

    assert browse(reviewer).post(BULK, sent).status_code == status
    assert everything() == before


def test_the_confirmation_is_held_to_what_was_previewed(browse, submitted, reviewer, officer):
    carried = " ".join(picks())
    move_many(by=officer, items=[Item(VILLAGES[1], YEAR, 2)], verb="recall")

    answer = browse(reviewer).post(BULK, {"verb": "review", "moves": carried, "do": "confirm"})

    assert answer.status_code == 409
    assert answer.context["rest"] == f"2023-{VILLAGES[0]}:2 2023-{VILLAGES[2]}:2"
    assert [stored(code)[0] for code in VILLAGES] == ["submitted", "draft", "submitted"]


def test_a_closed_year_offers_no_way_to_fill_in(browse, officer, branch, year):
    type(year).objects.update(state=CampaignState.CLOSED)

    page = words(browse(officer).get(at("declaration-detail")))

    assert "Choose the stars" not in page
