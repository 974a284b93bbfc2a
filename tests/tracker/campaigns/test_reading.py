"""Scheme files are read strictly: every fault at once, each with file, line, place and remedy."""

import datetime as dt

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tests.tracker.campaigns.sheets import YEAR, files, scheme
from tracker.campaigns.entries import (
    CampaignEntry,
    DateEntry,
    LeadEntry,
    RuleEntry,
    StandardEntry,
    StarEntry,
    VetoEntry,
)
from tracker.campaigns.reading import read_files

AREAS = {"4108", "410811"}


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def faults_of(given_files):
    """Return (file, line, place) of every fault."""
    return [(fault.file, fault.line, fault.place) for fault in read_files(given_files, AREAS)[1]]


def test_right_files_become_entries():
    campaigns, faults = read_files(files(), AREAS)

    assert faults == []
    [campaign] = campaigns
    assert campaign == CampaignEntry(
        year=2023,
        wording="创建",
        state="running",
        notice_days=5,
        notice_days_verified=False,
        level_rule=RuleEntry(capstone=True, source="推算", verified=False),
        dates=(DateEntry("年底验收", dt.date(2023, 12, 1), dt.date(2023, 12, 31), "某报", True),),
        vetoes=(),
        leads=(LeadEntry("rural", "ecology", "4108", "农业农村局", "推定", False),),
        schemes=campaign.schemes,
    )
    assert [scheme.unit_kind for scheme in campaign.schemes] == ["rural", "urban"]
    assert campaign.schemes[0].stars[1] == StarEntry(
        key="ecology",
        name="ecology星",
        position=2,
        colour="#2f8f5b",
        meaning="ecology的意思",
        standards=(
            StandardEntry(3, "第3条", "样本", False),
            StandardEntry(4, "第4条", "样本", False),
        ),
    )


def test_a_standard_with_its_own_source_keeps_it():
    text = scheme("rural").replace(
        "text: 第3条", "text: 第3条\n        source: 省文件\n        verified: true"
    )

    [campaign], faults = read_files(files(rural=text), AREAS)

    assert faults == []
    assert campaign.schemes[0].stars[1].standards == (
        StandardEntry(3, "第3条", "省文件", True),
        StandardEntry(4, "第4条", "样本", False),
    )


def test_english_texts_are_read_where_they_are_given():
    year = (
        YEAR.replace("  source: 推算", "  source: 推算\n  source_en: inferred")
        .replace("name: 年底验收", "name: 年底验收\n    name_en: Acceptance")
        .replace("source: 某报", "source: 某报\n    source_en: A paper")
        .replace(
            "vetoes: []",
            "vetoes:\n  - text: 假\n    text_en: Fraud\n    source: 某\n    verified: true",
        )
        .replace("department: 农业农村局", "department: 农业农村局\n    department_en: Agriculture")
    )
    rural = (
        scheme("rural")
        .replace("source: 样本", "source: 样本\nsource_en: Sample")
        .replace("name: ecology星", "name: ecology星\n    name_en: Ecology star")
        .replace("meaning: ecology的意思", "meaning: ecology的意思\n    meaning_en: Clean")
        .replace("text: 第3条", "text: 第3条\n        text_en: Third")
        .replace("text: 第4条", "text: 第4条\n        source: 省文件")
    )

    [campaign], faults = read_files(files(year=year, rural=rural), AREAS)

    assert faults == []
    assert campaign.level_rule.source_en == "inferred"
    assert [(one.name_en, one.source_en) for one in campaign.dates] == [("Acceptance", "A paper")]
    assert [(one.text_en, one.source_en) for one in campaign.vetoes] == [("Fraud", "")]
    assert [one.department_en for one in campaign.leads] == ["Agriculture"]
    star = campaign.schemes[0].stars[1]
    assert (star.name_en, star.meaning_en) == ("Ecology star", "Clean")
    # A source of its own does not carry the scheme's English words.
    assert star.standards == (
        StandardEntry(3, "第3条", "样本", False, text_en="Third", source_en="Sample"),
        StandardEntry(4, "第4条", "省文件", False),
    )


@pytest.mark.parametrize(
    ("after", "line", "place"),
    [
        ('name: 年底验收\n    name_en: ""', 13, "dates › 1 › name_en"),
        (f"name: 年底验收\n    name_en: {'a' * 121}", 13, "dates › 1 › name_en"),
        ("name: 年底验收\n    text_en: Acceptance", 13, "dates › 1 › text_en"),
    ],
)
def test_an_english_text_that_is_given_must_be_one_and_fit(after, line, place):
    text = YEAR.replace("name: 年底验收", after)

    assert faults_of(files(year=text)) == [("2023.yaml", line, place)]


def test_vetoes_are_read_with_their_sources():
    text = YEAR.replace(
        "vetoes: []",
        "vetoes:\n  - text: 弄虚作假\n    source: 某文件\n    verified: true",
    )

    [campaign], faults = read_files(files(year=text), AREAS)

    assert faults == []
    assert campaign.vetoes == (VetoEntry("弄虚作假", "某文件", True),)


@pytest.mark.parametrize(
    ("block", "place"),
    [
        ("  - name: 年底验收\n    starts_on: 2023-12-01\n", "dates › 2 › name"),
        ("  - text: 弄虚作假\n", "vetoes › 2 › text"),
        (
            '  - unit_kind: rural\n    star: ecology\n    area: "4108"\n'
            "    department: 农业农村局\n",
            "leads › 2",
        ),
    ],
)
def test_what_is_given_twice_is_refused(block, place):
    text = YEAR.replace(
        "vetoes: []", "vetoes:\n  - text: 弄虚作假\n    source: 某\n    verified: true"
    )
    sourced = block + "    source: 某\n    verified: true\n"
    head = place.split(" ")[0] + ":\n"

    found = faults_of(files(year=text.replace(head, head + sourced)))

    assert [at for _file, _line, at in found] == [place]


@pytest.mark.parametrize(
    ("before", "after", "line", "place"),
    [
        ("year: 2023", "year: 2021", 2, "campaign › year"),
        ("year: 2023", "year: ２０２３", 2, "campaign › year"),
        ("year: 2023", "year: 2_023", 2, "campaign › year"),
        ("year: 2023", 'year: "2023"', 2, "campaign › year"),
        ("wording: 创建", "wording: 创健", 3, "campaign › wording"),
        ("state: running", "state: over", 4, "campaign › state"),
        ("notice_days: 5", "notice_days: -5", 5, "campaign › notice_days"),
        ("notice_days_verified: false", "notice_days_verified: no", 6, None),
        ("notice_days_verified: false", "notice_days_verified:", 6, None),
        ("  notice_days: 5\n", "", 2, "campaign"),
        ("  state: running", "  state: running\n  state: closed", 5, "campaign › state"),
        ("  state: running", "  state: running\n  mood: good", 5, "campaign › mood"),
        ("capstone: true", "capstone: yes", 8, "level_rule › capstone"),
        ("starts_on: 2023-12-01", "starts_on: 2023-13-01", 13, "dates › 1 › starts_on"),
        ("starts_on: 2023-12-01", "starts_on: 2023年12月", 13, "dates › 1 › starts_on"),
        ("starts_on: 2023-12-01", "starts_on: 2023-12-01T08:00:00", 13, None),
        ("ends_on: 2023-12-31", "ends_on: 2023-11-30", 14, "dates › 1 › ends_on"),
        ("source: 某报", 'source: " 某报"', 15, "dates › 1 › source"),
        ("source: 某报", 'source: "某\\u200b报"', 15, "dates › 1 › source"),
        ("source: 某报", 'source: ""', 15, "dates › 1 › source"),
        ("source: 某报", f"source: {'报' * 201}", 15, "dates › 1 › source"),
        ("vetoes: []", "vetoes: none", 17, "vetoes"),
        ("unit_kind: rural", "unit_kind: urban", 20, "leads › 1 › star"),
        ("star: ecology", "star: sharing", 20, "leads › 1 › star"),
        ('area: "4108"', "area: 4108", 21, "leads › 1 › area"),
        ('area: "4108"', 'area: "4109"', 21, "leads › 1 › area"),
        ("rural: rural.yaml", "rural: urban.yaml", 26, "schemes › rural"),
    ],
)
def test_one_fault_in_the_year_is_named_with_its_line(before, after, line, place):
    assert before in YEAR

    found = faults_of(files(year=YEAR.replace(before, after, 1)))

    assert ("2023.yaml", line) in [(file, at) for file, at, _place in found]
    assert place is None or ("2023.yaml", line, place) in found


@pytest.mark.parametrize(
    ("before", "after", "line", "place"),
    [
        ("unit_kind: rural", "unit_kind: farm", 1, "unit_kind"),
        ("key: ecology", "key: harmony", 5, "stars"),
        ("key: ecology", "key: eco", 14, "stars › 2 › key"),
        ("number: 4\n", "number: 5\n", 5, "stars"),
        ("number: 10\n", "number: 11\n", 5, "stars"),
        ("text: 第4条", "text: 第3条", 5, "stars"),
        ("#2f8f5b", "#2F8F5B", 7, "stars › 1 › colour"),
        ("#2f8f5b", "green", 7, "stars › 1 › colour"),
        ("name: ecology星", "name:", 15, "stars › 2 › name"),
        ("text: 第4条", "text: [第4条]", 22, "stars › 2 › standards › 2 › text"),
        ("text: 第4条", "text: 第4条\n        weight: 3", 23, "stars › 2 › standards › 2 › weight"),
    ],
)
def test_one_fault_in_a_scheme_is_named_with_its_line(before, after, line, place):
    text = scheme("rural")
    assert before in text

    assert ("rural.yaml", line, place) in faults_of(files(rural=text.replace(before, after, 1)))


def test_four_stars_or_stars_in_another_order_are_refused():
    text = scheme("rural")
    fifth = text.index("  - key: party_branch")

    assert faults_of(files(rural=text[:fifth])) == [("rural.yaml", 5, "stars")]
    swapped = text.replace("key: ecology", "key: x").replace("key: safety", "key: ecology")
    assert ("rural.yaml", 5, "stars") in faults_of(
        files(rural=swapped.replace("key: x", "key: safety"))
    )


def test_a_star_without_standards_is_refused():
    text = scheme("rural")
    first = text.index("      - number: 1\n")
    second = text.index("  - key: ecology")
    empty = text[:first].rstrip() + " []\n" + text[second:]

    assert ("rural.yaml", 9, "stars › 1 › standards") in faults_of(files(rural=empty))


def test_every_fault_of_every_file_is_found_in_one_run():
    found = faults_of(
        files(
            year=YEAR.replace("year: 2023", "year: 1999").replace("创建", "创健"),
            rural=scheme("rural").replace("#2f8f5b", "red", 1),
            urban=scheme("urban").replace("number: 3\n", "number: 30\n"),
        )
    )

    assert found == [
        ("2023.yaml", 2, "campaign › year"),
        ("2023.yaml", 3, "campaign › wording"),
        ("rural.yaml", 7, "stars › 1 › colour"),
        ("urban.yaml", 5, "stars"),
    ]


def test_a_fault_says_where_it_is_and_what_to_do():
    _campaigns, [fault] = read_files(files(year=YEAR.replace("2023-12-01", "2023-12-41")), AREAS)

    assert str(fault) == (
        "2023.yaml, line 13, dates › 1 › starts_on: "
        "Write a date that exists, as 2022-05-17, without quotation marks."
    )


def test_a_year_given_twice_and_a_scheme_of_no_year_are_refused():
    given_files = files() | {"again.yaml": YEAR.encode(), "spare.yaml": scheme("rural").encode()}

    assert faults_of(given_files) == [("again.yaml", 1, ""), ("spare.yaml", 1, "")]


def test_a_scheme_file_that_was_not_given_is_asked_for():
    given_files = files()
    del given_files["urban.yaml"]

    assert faults_of(given_files) == [("2023.yaml", 27, "schemes › urban")]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"# only a comment\n",
        b"campaign: [1\n",
        b"a: &a [*a]\n*b\n",
        "创建".encode("gb18030"),
        b"year\x00: 1",
        b"[" * 5000,
        b"a: 1\n---\nb: 2\n",
        b"- one\n- two\n",
        b"just words",
        b"x" * (1024 * 1024 + 1),
    ],
)
def test_what_is_no_scheme_file_is_refused_as_a_whole(content):
    assert [name for name, *_rest in faults_of({"2023.yaml": content})] == ["2023.yaml"]


@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_fail(content):
    _campaigns, faults = read_files({"2023.yaml": content}, AREAS)

    assert faults
    assert all(fault.file == "2023.yaml" and fault.line >= 1 for fault in faults)


@given(st.integers(0, len(YEAR)), st.text(max_size=8))
def test_no_small_damage_makes_the_reader_fail(position, inserted):
    damaged = YEAR[:position] + inserted + YEAR[position:]

    campaigns, faults = read_files(
        files() | {"2023.yaml": damaged.encode("utf-8", "replace")}, AREAS
    )

    assert faults or campaigns
