"""Places in the administration: put right by actions, never deleted, namesakes told apart."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.people import AdministratorFactory, UserFactory
from tests.tracker.places.files import load, own_file, tree
from tracker.places.models import Area, AreaName, Branch, Succession

pytestmark = pytest.mark.django_db

STREET, TEMPLE, HEAD = "410822105", "410822105223", "410822105200"


@pytest.fixture
def officer(tmp_path):
    """The administrator's browser, over the small tree."""
    load(own_file(tmp_path, tree()), commit=True)
    browser = Client()
    browser.force_login(AdministratorFactory())
    return browser


def address(model, page, *args):
    return reverse(f"admin:tracker_{model}_{page}", args=args)


def names(*rows, initial=0):
    """Return the fields of the further names on an area's page."""
    fields = {"names-TOTAL_FORMS": len(rows), "names-INITIAL_FORMS": initial}
    for number, row in enumerate(rows):
        fields |= {f"names-{number}-{name}": value for name, value in row.items()}
    return fields


def edit(browser, code, further=None, **changed):
    area = Area.objects.get(pk=code)
    fields = {
        "official_name": area.official_name,
        "name": area.name,
        "pinyin": area.pinyin,
        "kind": area.kind,
        "statutory_parent": area.statutory_parent_id or "",
        "valid_until": area.valid_until or "",
        "reason": "",
        **(further or names()),
    }
    return browser.post(address("area", "change", code), {**fields, **changed})


def errors(response):
    return response.context["adminform"].form.errors


def test_a_changed_name_goes_through_to_search_and_former_names(officer):
    names_of_the_paper = {"name": "关帝庙村", "official_name": "关帝庙村民委员会"}
    response = edit(officer, TEMPLE, reason="批复", **names_of_the_paper)

    assert response.status_code == 302, errors(response)
    temple = Area.objects.get(pk=TEMPLE)
    assert (temple.name, temple.source) == ("关帝庙村", "更正：批复")
    assert list(temple.names.values_list("name", "kind")) == [("关王庙村", "former")]
    assert "|guandimiaocun|" in temple.search_text


def test_a_corrected_reading_and_kind_go_through(officer):
    edit(officer, TEMPLE, pinyin="guan wang miao zi", kind="urban")

    temple = Area.objects.get(pk=TEMPLE)
    assert "|guanwangmiaozi|" in temple.search_text
    assert Branch.objects.get(pk=TEMPLE).unit_kind == "urban"
    assert Area.objects.get(pk=STREET).urban_units == 1


def test_an_end_goes_through_to_branch_and_counts(officer):
    edit(officer, TEMPLE, valid_until="2024-03-01")

    assert Branch.objects.get(pk=TEMPLE).ended_on == dt.date(2024, 3, 1)
    assert Area.objects.get(pk=STREET).rural_units == 1

    edit(officer, TEMPLE, valid_until="")
    assert Branch.objects.get(pk=TEMPLE).ended_on is None


@pytest.mark.parametrize(
    ("code", "changed", "field"),
    [
        (TEMPLE, {"name": "关 庙"}, "name"),
        (TEMPLE, {"pinyin": "guan"}, "pinyin"),
        (TEMPLE, {"kind": ""}, "kind"),
        (STREET, {"kind": "rural"}, "kind"),
        (TEMPLE, {"statutory_parent": STREET}, "statutory_parent"),
        (TEMPLE, {"valid_until": "2999-01-01"}, "valid_until"),
        (STREET, {"valid_until": "2024-03-01"}, "__all__"),
    ],
)
def test_what_cannot_be_is_said_at_the_field_in_chinese(officer, code, changed, field):
    before = Area.objects.filter(pk=code).values().get()

    response = edit(officer, code, **changed)

    assert set(errors(response)) == {field}
    assert Area.objects.filter(pk=code).values().get() == before


def test_further_names_are_entered_with_the_area_and_found_at_once(officer):
    edit(officer, TEMPLE, names({"name": "关庙", "kind": "press", "note": ""}))
    further = AreaName.objects.get()
    assert "|关庙|" in Area.objects.get(pk=TEMPLE).search_text

    row = {"id": further.pk, "area": TEMPLE, "name": "关爷庙", "kind": "press", "note": ""}
    edit(officer, TEMPLE, names(row, initial=1))
    assert "|关爷庙|" in Area.objects.get(pk=TEMPLE).search_text

    edit(officer, TEMPLE, names({**row, "DELETE": "on"}, initial=1))
    assert "关爷庙" not in Area.objects.get(pk=TEMPLE).search_text


def test_a_further_name_the_area_has_is_refused(officer):
    response = edit(officer, TEMPLE, names({"name": "关王庙村", "kind": "press", "note": ""}))

    assert response.status_code == 200
    assert not AreaName.objects.exists()


def test_a_new_community_is_named_and_sorted_by_the_rules(officer):
    fields = {
        "code": "410822105001",
        "official_name": "磨头社区居民委员会",
        "name": "",
        "kind": "",
        "statutory_parent": "",
        "valid_from": "2024-03-01",
        "reason": "",
    }

    response = officer.post(
        address("area", "add"), fields | names({"name": "磨头街", "kind": "alias", "note": ""})
    )

    assert response.status_code == 302, errors(response)
    community = Area.objects.get(pk="410822105001")
    assert (community.name, community.kind, community.parent_id) == ("磨头社区", "urban", STREET)
    assert "|磨头街|" in community.search_text
    assert Branch.objects.get(pk=community.pk).unit_kind == "urban"


@pytest.mark.parametrize("code", ["41082210500", TEMPLE, "410899001001", "４１０８"])
def test_a_new_area_needs_a_free_code_under_an_area_that_exists(officer, code):
    fields = {"code": code, "official_name": "新村村民委员会", "name": "", "kind": "", "reason": ""}

    response = officer.post(address("area", "add"), fields | names())

    assert set(errors(response)) == {"code"}
    assert Area.objects.count() == 9


def test_a_new_area_begins_no_sooner_than_today(officer):
    fields = {
        "code": "410822105299",
        "official_name": "新村村民委员会",
        "valid_from": "2999-01-01",
    }

    response = officer.post(address("area", "add"), fields | names())

    assert set(errors(response)) == {"valid_from"}
    assert Area.objects.count() == 9


def test_another_day_for_an_end_waits_until_the_first_is_taken_back(officer):
    edit(officer, TEMPLE, valid_until="2024-03-01")

    response = edit(officer, TEMPLE, valid_until="2024-04-01")

    assert set(errors(response)) == {"valid_until"}
    assert Area.objects.get(pk=TEMPLE).valid_until == dt.date(2024, 3, 1)


def test_a_succession_ends_the_former_area_and_then_stands(officer):
    fields = {
        "predecessor": TEMPLE,
        "successor": HEAD,
        "kind": "merged",
        "happened_on": "2024-03-01",
        "note": "并村",
    }

    response = officer.post(address("succession", "add"), fields)

    assert response.status_code == 302, errors(response)
    record = Succession.objects.get()
    assert Area.objects.get(pk=TEMPLE).valid_until == dt.date(2024, 3, 1)
    page = officer.get(address("succession", "change", record.pk))
    assert not page.context["has_change_permission"]
    assert not page.context["has_delete_permission"]

    again = officer.post(address("succession", "add"), fields)
    assert set(errors(again)) == {"successor"}


def test_a_further_name_on_its_own_page_is_searched_too(officer):
    fields = {"area": TEMPLE, "name": "关庙", "kind": "press", "note": ""}
    officer.post(address("areaname", "add"), fields)
    assert "|关庙|" in Area.objects.get(pk=TEMPLE).search_text

    further = AreaName.objects.get()
    officer.post(address("areaname", "change", further.pk), {**fields, "name": "关爷庙"})
    assert "|关爷庙|" in Area.objects.get(pk=TEMPLE).search_text

    officer.post(address("areaname", "delete", further.pk), {"post": "yes"})
    assert "关爷庙" not in Area.objects.get(pk=TEMPLE).search_text


def test_only_a_branchs_own_name_is_edited(officer):
    officer.post(
        address("branch", "change", TEMPLE),
        {"official_name": "关王庙村党总支", "unit_kind": "urban"},
    )

    branch = Branch.objects.get(pk=TEMPLE)
    assert (branch.official_name, branch.unit_kind) == ("关王庙村党总支", "rural")
    assert officer.get(address("branch", "add")).status_code == 403


@pytest.mark.parametrize("model", ["area", "branch"])
def test_places_are_never_deleted(officer, model):
    assert officer.post(address(model, "delete", TEMPLE), {"post": "yes"}).status_code == 403
    assert Area.objects.count() == 9


def test_an_autocomplete_field_tells_namesakes_apart(officer):
    found = officer.get(
        reverse("admin:autocomplete"),
        {
            "term": "guan wang",
            "app_label": "tracker",
            "model_name": "succession",
            "field_name": "predecessor",
        },
    ).json()

    assert found["results"] == [
        {"id": TEMPLE, "text": f"博爱县 磨头镇 关王庙村 {TEMPLE}"},
    ]


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("?q=gwm", [TEMPLE]),
        ("?q=guan wang", [TEMPLE]),
        ("?level__exact=street", ["410822001", STREET]),
        ("?kind__exact=urban", ["410822001001"]),
        ("?state=ended", [HEAD]),
        ("?state=current&q=磨头", [STREET]),
    ],
)
def test_the_list_is_searched_and_filtered(officer, query, codes):
    Area.objects.filter(pk=HEAD).update(valid_until="2024-03-01")

    page = officer.get(address("area", "changelist") + query)

    assert [area.pk for area in page.context["cl"].result_list] == codes


def test_staff_without_the_right_change_nothing(officer):
    clerk = Client()
    clerk.force_login(UserFactory(is_staff=True))

    assert edit(clerk, TEMPLE, name="关帝庙村").status_code == 403
    assert Area.objects.get(pk=TEMPLE).name == "关王庙村"
