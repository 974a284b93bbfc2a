"""`load_schemes` shows differences, writes them in one go, and only when asked."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from tests.factories.ratings import StandardResultFactory
from tests.tracker.campaigns.sheets import YEAR, files, scheme
from tracker.campaigns.models import (
    Campaign,
    CampaignDate,
    LeadDepartment,
    LevelRule,
    Scheme,
    Standard,
    Star,
    Veto,
)
from tracker.places.models import Area
from tracker.places.terms import Level

pytestmark = pytest.mark.django_db
MODELS = [Campaign, CampaignDate, LeadDepartment, LevelRule, Scheme, Standard, Star, Veto]


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def jiaozuo():
    henan = Area.objects.create(
        code="41", level=Level.PROVINCE, name="河南省", official_name="河南省"
    )
    return Area.objects.create(
        code="4108", level=Level.CITY, name="焦作市", official_name="焦作市", parent=henan
    )


@pytest.fixture
def run(tmp_path):
    """Return a function that writes the files and runs the command on their directory."""

    def load(*options, **changed):
        for name, content in files(**changed).items():
            (tmp_path / name).write_bytes(content)
        out, err = StringIO(), StringIO()
        try:
            call_command("load_schemes", str(tmp_path), *options, stdout=out, stderr=err)
        except CommandError as error:
            return error, err.getvalue().splitlines()
        return out.getvalue().splitlines()

    return load


def counts():
    return {model.__name__: model.objects.count() for model in MODELS}


EVERYTHING = {
    "Campaign": 1,
    "CampaignDate": 1,
    "LeadDepartment": 1,
    "LevelRule": 1,
    "Scheme": 2,
    "Standard": 20,
    "Star": 10,
    "Veto": 0,
}


def test_without_commit_everything_is_shown_and_nothing_is_written(run):
    lines = run()

    assert lines[0] == "Add: 2023 campaign"
    assert "Add: 2023 standard Village (rural) 3" in lines
    assert lines[-1] == (
        "Not written yet: 36 rows to add, 0 fields to change, 0 to remove. "
        "Run again with --commit to write."
    )
    assert sum(counts().values()) == 0


def test_commit_writes_it_and_a_second_run_finds_no_difference(run):
    assert run("--commit")[-1] == "Written: 36 rows added, 0 fields changed, 0 removed."
    assert counts() == EVERYTHING
    keys = {model: set(model.objects.values_list("pk", flat=True)) for model in MODELS}

    assert run("--commit") == ["No differences. Nothing to change."]
    assert {model: set(model.objects.values_list("pk", flat=True)) for model in MODELS} == keys


def test_only_what_differs_is_changed(run):
    run("--commit")

    lines = run(
        "--commit",
        year=YEAR.replace("notice_days: 5", "notice_days: 7").replace("推算", "省文件"),
        rural=scheme("rural").replace("text: 第3条", "text: 垃圾按时清运"),
    )

    assert lines == [
        "Change: 2023 campaign, length of public notice, working days: 5 → 7",
        "Change: 2023 level rule, source: 推算 → 省文件",
        "Change: 2023 standard Village (rural) 3, text: 第3条 → 垃圾按时清运",
        "Written: 0 rows added, 3 fields changed, 0 removed.",
    ]
    assert Standard.objects.get(star__scheme__unit_kind="rural", number=3).text == "垃圾按时清运"


def test_english_texts_are_written_and_corrected(run):
    run("--commit")

    lines = run(
        "--commit",
        year=YEAR.replace("name: 年底验收", "name: 年底验收\n    name_en: Acceptance").replace(
            "department: 农业农村局", "department: 农业农村局\n    department_en: Agriculture"
        ),
        rural=scheme("rural").replace(
            "meaning: safety的意思",
            "name_en: Safety star\n    meaning: safety的意思\n    meaning_en: No accidents",
        ),
    )

    assert lines == [
        "Change: 2023 date in the cycle 年底验收, name, in English:  → Acceptance",
        "Change: 2023 star safety星, name, in English:  → Safety star",
        "Change: 2023 star safety星, what it is about, in English:  → No accidents",
        (
            "Change: 2023 lead department 4108 ecology星 农业农村局, department, in English:"
            "  → Agriculture"
        ),
        "Written: 0 rows added, 4 fields changed, 0 removed.",
    ]
    star = Star.objects.get(scheme__unit_kind="rural", key="safety")
    assert (star.title, star.gist) == ("Safety star", "No accidents")
    assert CampaignDate.objects.get().title == "Acceptance"
    assert LeadDepartment.objects.get().title == "Agriculture"


def test_a_standard_that_moves_to_another_star_keeps_its_row(run):
    run("--commit")
    moved = Standard.objects.get(star__scheme__unit_kind="rural", number=3)
    text = scheme("rural")
    block = "      - number: 3\n        text: 第3条\n"
    head = "  - key: ecology"

    lines = run("--commit", rural=text.replace(block, "").replace(head, block + head))

    assert lines[0] == ("Change: 2023 standard Village (rural) 3, star: ecology星 → industry星")
    moved.refresh_from_db()
    assert moved.star.key == "industry"


def test_a_standard_with_results_does_not_move(run):
    run("--commit")
    standard = Standard.objects.get(star__scheme__unit_kind="rural", number=3)
    StandardResultFactory(standard=standard, star_rating__star=standard.star)
    text = scheme("rural")
    block = "      - number: 3\n        text: 第3条\n"
    head = "  - key: ecology"
    moved = text.replace("industry的意思", "产业").replace(block, "").replace(head, block + head)

    error, _lines = run("--commit", rural=moved)

    assert str(error) == (
        "Village (rural) 3: Results have been entered for this standard, so it stays with its star."
    )
    assert Standard.objects.get(pk=standard.pk).star == standard.star
    assert Star.objects.filter(meaning="产业").count() == 0


@pytest.mark.parametrize(("now", "file"), [("closed", "running"), ("running", "closed")])
def test_a_year_that_is_there_keeps_its_state(run, now, file):
    run("--commit")
    Campaign.objects.update(state=now)

    lines = run("--commit", year=YEAR.replace("state: running", f"state: {file}"))

    assert lines == ["No differences. Nothing to change."]
    assert Campaign.objects.get().state == now


def test_what_the_files_no_longer_name_is_removed(run):
    run("--commit")
    text = scheme("urban")
    last = text.index("      - number: 10\n")

    lines = run("--commit", year=YEAR.replace("年底验收", "验收"), urban=text[:last])

    assert lines == [
        "Add: 2023 date in the cycle 验收",
        "Remove: 2023 date in the cycle 年底验收",
        "Remove: 2023 standard 10 第10条",
        "Written: 1 rows added, 0 fields changed, 2 removed.",
    ]


def test_leads_of_a_county_that_no_file_mentions_are_kept(run, jiaozuo):
    run("--commit")
    county = Area.objects.create(
        code="410811", level=Level.COUNTY, name="山阳区", official_name="山阳区", parent=jiaozuo
    )
    star = Star.objects.get(scheme__unit_kind="rural", key="safety")
    own = LeadDepartment.objects.create(star=star, area=county, department="综合办")
    LeadDepartment.objects.create(star=star, area=jiaozuo, department="文明办")

    lines = run("--commit")

    assert lines[0] == "Remove: 2023 lead department 文明办"
    assert set(LeadDepartment.objects.filter(star=star)) == {own}


def test_new_leaves_a_year_alone_that_is_already_there(run):
    run("--commit")
    Campaign.objects.update(state="closed")

    assert run("--commit", "--new") == ["No differences. Nothing to change."]
    assert Campaign.objects.get().state == "closed"


def test_one_broken_file_changes_nothing(run):
    error, faults = run(
        "--commit",
        year=YEAR.replace('area: "4108"', 'area: "410899"'),
        urban=scheme("urban").replace("number: 3\n", "number: 4\n"),
    )

    assert str(error) == "Nothing was changed. Faults found: 2."
    assert faults == [
        (
            "2023.yaml, line 21, leads › 1 › area: No city or county here has this code. "
            "Correct it, or run load_areas first."
        ),
        (
            "urban.yaml, line 5, stars: Number the standards 1 to 10 through all stars, "
            "without gap or repetition."
        ),
    ]
    assert sum(counts().values()) == 0


def test_a_write_that_fails_half_way_leaves_nothing(run, monkeypatch):
    def fail(*_args, **_kwargs):
        raise RuntimeError("power cut")

    monkeypatch.setattr("tracker.campaigns.actions.loading._load_leads", fail)

    with pytest.raises(RuntimeError, match="power cut"):
        run("--commit")
    assert sum(counts().values()) == 0


@pytest.mark.parametrize(
    ("paths", "message"),
    [
        (["nowhere.yaml"], "Cannot read nowhere.yaml: No such file or directory."),
        (["a/2023.yaml", "b/2023.yaml"], "Two files are called 2023.yaml. Rename one."),
        (["empty"], "empty holds no .yaml file."),
    ],
)
def test_a_path_that_gives_no_file_is_a_clear_error(tmp_path, monkeypatch, paths, message):
    monkeypatch.chdir(tmp_path)
    for folder in ("a", "b", "empty"):
        (tmp_path / folder).mkdir()
    for folder in ("a", "b"):
        (tmp_path / folder / "2023.yaml").write_text(YEAR)

    with pytest.raises(CommandError) as raised:
        call_command("load_schemes", *paths, stdout=StringIO())

    assert str(raised.value) == message
