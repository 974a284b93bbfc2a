"""How places change: the administration, loads, verbs."""

import datetime as dt

from django.urls import reverse

from tests.factories.people import AdministratorFactory
from tests.tracker.history.answers import as_shown
from tests.tracker.history.doors import door
from tests.tracker.places.files import load, own_file, tree
from tests.tracker.places.smalltree import HEAD, STREET, TEMPLE, TOWN, area, become, rename
from tracker.history.origin import coming_from
from tracker.places import actions
from tracker.places.models import Area, AreaName, Branch

AREA, NAME, BRANCH = "tracker_area", "tracker_areaname", "tracker_branch"
BESIDES = {f"_{TEMPLE}": {"aliases": "press:关王庙|alias:关庙"}}


def at(model, page, *args):
    return reverse(f"admin:tracker_{model}_{page}", args=args)


def officer(browser, folder):
    """The administrator's browser over the small tree."""
    load(own_file(folder, tree(**BESIDES)), commit=True)
    browser.force_login(AdministratorFactory())
    return browser


def delete_selected(browser, model, *keys):
    return browser.post(
        at(model, "changelist"),
        {"action": "delete_selected", "_selected_action": keys, "post": "yes"},
    )


@door("load_areas: an empty tree is filled", touches={AREA, NAME, BRANCH})
def first_load(_browser, folder):
    path = own_file(folder, tree(**BESIDES))
    yield
    load(path, commit=True)


@door("load_areas: many units in several counties", touches={AREA, BRANCH})
def large_load(_browser, folder):
    units = {f"410822106{n}": f"第{n}村民委员会" for n in range(200, 240)}
    path = own_file(folder, tree({"410822106": "博爱县柏山镇", **units}))
    yield
    load(path, commit=True)


@door(
    "load_areas: renamed, new, ended, of another kind, by another name",
    touches={AREA, NAME, BRANCH},
)
def second_load(browser, folder):
    officer(browser, folder)
    changed = tree(
        {
            TEMPLE: "关帝庙村民委员会",
            HEAD: None,
            "410822105299": "新村村民委员会",
            "410822001001": "八街居民委员会",
        },
        _410822001001={"kind": "excluded"},
        **BESIDES,
    )
    yield
    load(own_file(folder, changed, "second.csv"), commit=True, on=dt.date(2024, 3, 1))


@door("load_areas: what had ended exists again", touches={AREA, BRANCH})
def reopened_by_load(_browser, folder):
    path = own_file(folder, tree())
    load(path, commit=True)
    load(own_file(folder, tree({HEAD: None}), "less.csv"), commit=True)
    yield
    load(path, commit=True)


@door("recount_units: wrong counts are put right", touches=set())
def recounted(browser, folder):
    officer(browser, folder)
    Area.objects.filter(pk=STREET).update(rural_units=9)
    yield
    with coming_from("recount"):
        assert actions.recount_units() == 1


@door(
    "administration: an area is renamed, its names added, changed and removed", touches={AREA, NAME}
)
def renamed(browser, folder):
    officer(browser, folder)
    address = at("area", "change", TEMPLE)
    answers = as_shown(browser, address, name="关帝庙村", official_name="关帝庙村民委员会")
    answers |= {"names-0-name": "关王庙报", "names-1-DELETE": "on"}
    answers |= {"names-TOTAL_FORMS": 3, "names-2-name": "庙上", "names-2-kind": "alias"}
    yield
    assert browser.post(address, answers).status_code == 302


@door("administration: a village is no longer rated, then ends", touches={AREA, BRANCH})
def ended(browser, folder):
    officer(browser, folder)
    address = at("area", "change", TEMPLE)
    yield
    browser.post(address, as_shown(browser, address, kind="excluded"))
    browser.post(address, as_shown(browser, address, valid_until="2024-3-1"))
    browser.post(address, as_shown(browser, address, valid_until="", kind="rural"))


@door("administration: an area is entered", touches={AREA, BRANCH})
def entered(browser, folder):
    officer(browser, folder)
    answers = {
        "code": "410822105201",
        "official_name": "新村村民委员会",
        "names-TOTAL_FORMS": 0,
        "names-INITIAL_FORMS": 0,
    }
    yield
    assert browser.post(at("area", "add"), answers).status_code == 302


@door("administration: a further name is added, changed and removed", touches={AREA, NAME} - {AREA})
def named(browser, folder):
    officer(browser, folder)
    yield
    browser.post(at("areaname", "add"), {"area": HEAD, "name": "磨村", "kind": "alias"})
    name = AreaName.objects.get(name="磨村")
    answers = {"name": "磨庄", "kind": "former", "note": "旧志"}
    browser.post(at("areaname", "change", name.pk), answers)
    assert browser.post(at("areaname", "delete", name.pk), {"post": "yes"}).status_code == 302


@door("administration: further names are removed together", touches={NAME})
def names_removed(browser, folder):
    officer(browser, folder)
    keys = list(AreaName.objects.values_list("pk", flat=True))
    yield
    delete_selected(browser, "areaname", *keys)
    assert not AreaName.objects.exists()


@door("administration: an area became another", touches={AREA, BRANCH, "tracker_succession"})
def succeeded(browser, folder):
    officer(browser, folder)
    answers = {
        "predecessor": TEMPLE,
        "successor": HEAD,
        "kind": "merged",
        "happened_on": "2024-3-1",
        "note": "批复",
    }
    yield
    assert browser.post(at("succession", "add"), answers).status_code == 302


@door("administration: a branch is named", touches={BRANCH})
def branch_named(browser, folder):
    officer(browser, folder)
    yield
    browser.post(at("branch", "change", TEMPLE), {"official_name": "关王庙村党总支"})
    assert Branch.objects.get(pk=TEMPLE).official_name == "关王庙村党总支"


@door("verbs of places, by a command", touches={AREA, NAME, BRANCH, "tracker_succession"})
def verbs(_browser, folder):
    load(own_file(folder, tree()), commit=True)
    yield
    with coming_from("a command"):
        rename(by=None)
        rename(by=None, official_name="关王庙村民委员会", name="关王庙村")
        actions.correct_pinyin(area=area(HEAD), pinyin="mo tou cun", by=None)
        actions.correct_kind(area=area(HEAD), kind="excluded", on=dt.date(2024, 1, 1), by=None)
        actions.end_area(area=area(HEAD), on=dt.date(2024, 3, 1), by=None)
        actions.reopen_area(area=area(HEAD), by=None)
        become("410822001001", TEMPLE, by=None)
        actions.correct_statutory_parent(area=area("410822001205"), parent=area(STREET), by=None)
        assert area(TOWN).valid_until is None
