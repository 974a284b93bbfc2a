"""The reader takes a good directory whole and says everything that is wrong with a broken one."""

import datetime as dt
from decimal import Decimal

import pytest

from tests.tracker.figures.papers import TEXT, TITLE, check, checks, digest, page, write
from tracker.figures.reading.directory import read_directory
from tracker.figures.reading.entries import (
    ArticleEntry,
    BrokenFilesError,
    CheckEntry,
    FigureEntry,
    PageEntry,
)


def places(folder):
    """Return (file, entry, field) of all that is wrong."""
    with pytest.raises(BrokenFilesError) as broken:
        read_directory(folder)
    return [(problem.file, problem.entry, problem.field) for problem in broken.value.problems]


def test_a_good_directory_is_read_into_plain_values(tmp_path):
    reading = read_directory(write(tmp_path))

    assert reading.pages[0].page == PageEntry(
        key="900",
        file="900_page.txt",
        sha256=digest(TEXT),
        characters=len(TEXT),
        paper="焦作日报",
        published_on=dt.date(2023, 2, 20),
        date_precision="day",
        date_inferred=True,
        date_basis="据文中日期推定",
        date_basis_en="Inferred from days on the page.",
    )
    assert reading.pages[0].articles == (ArticleEntry("900-a1", "900", TITLE, 0, len(TEXT)),)
    assert len(reading.figures) == 8
    assert reading.figures["900-004"] == FigureEntry(
        key="900-004",
        article="900-a1",
        label="青石镇数据900-004",
        label_en="Qingshi 900-004",
        area="410871061",
        named_as="青石镇",
        campaign=2022,
        unit_kind="rural",
        nature="reported",
        bearing="campaign",
        metric="share_at_least",
        level=3,
        star="",
        term="",
        value=Decimal(58),
        value_to=None,
        unit="percent",
        precision="exact",
        period="2022",
        as_of=dt.date(2022, 12, 31),
        note="",
        note_en="",
        start=TEXT.index("三星以上占"),
        end=TEXT.index("三星以上占") + 8,
        sha256=digest("三星以上占58%"),
    )
    assert reading.checks[1] == CheckEntry(
        key="rural-share",
        kind="share",
        area="410871061",
        title="核对rural-share",
        title_en="Check rural-share",
        total="",
        gazetteer="rural",
        share="900-004",
        parts=("900-001", "900-002"),
        choice="",
        rule="",
        explanation="说明",
        explanation_en="Explanation",
    )


BROKEN_FIELDS = {
    "unknown metric": ({"metric": "star_rating"}, ["metric"]),
    "unknown unit": ({"unit": "furlong"}, ["unit"]),
    "unit not allowed for the metric": ({"unit": "grid"}, ["unit"]),
    "level left out": ({"level": None}, ["level"]),
    "level beyond five": ({"level": 6}, ["level"]),
    "level as a word": ({"level": "four"}, ["level"]),
    "value is text": ({"value": "3"}, ["value"]),
    "value is true": ({"value": True}, ["value"]),
    "value left out": ({"value": None}, ["value"]),
    "value is no number": ({"value": float("nan")}, ["value"]),
    "value is endless": ({"value": float("inf")}, ["value"]),
    "value too large": ({"value": 10**14}, ["value"]),
    "value with five decimals": ({"value": 0.00001}, ["value"]),
    "negative count": ({"value": -3}, ["value"]),
    "range upside down": ({"value_to": 2}, ["value_to"]),
    "nature of neither kind": ({"nature": "recorded"}, ["nature"]),
    "bearing unknown": ({"bearing": "other"}, ["bearing"]),
    "precision unknown": ({"precision": "roughly"}, ["precision"]),
    "kind of unit unknown": ({"unit_kind": "farm"}, ["unit_kind"]),
    "star unknown": ({"star": "gold"}, ["star"]),
    "star of the other scheme": ({"star": "sharing"}, ["star"]),
    "campaign before the first": ({"campaign": 2021}, ["campaign"]),
    "campaign as text": ({"campaign": "2022"}, ["campaign"]),
    "area code of a wrong length": ({"area": "41087106"}, ["area"]),
    "area code in full-width digits": ({"area": "４１０８７１"}, ["area"]),
    "area code as a number": ({"area": 410871061}, ["area"]),
    "period of no form": ({"period": "2022-Q5"}, ["period"]),
    "period as a number": ({"period": 2022}, ["period"]),
    "date that is none": ({"as_of": "2022-02-30"}, ["as_of"]),
    "date as text": ({"as_of": "去年底"}, ["as_of"]),
    "label left empty": ({"label": ""}, ["label"]),
    "label over thirty characters": ({"label": "长" * 31}, ["label"]),
    "label over two lines": ({"label": "一\n二"}, ["label"]),
    "note without its English": ({"note": "分母不明"}, ["note_en"]),
    "digest too short": ({"sha256": "abc"}, ["sha256"]),
    "span upside down": ({"start": 20, "end": 20}, ["end"]),
    "span as long as a sentence": ({"start": 0, "end": 41}, ["end"]),
    "a star without its name": ({"metric": "star_count", "level": None}, ["star"]),
    "a mechanism without its name": (
        {"metric": "mechanism", "unit": "none", "level": None, "value": None},
        ["term"],
    ),
    "a mechanism with a value": (
        {"metric": "mechanism", "unit": "none", "level": None, "term": "13710"},
        ["value"],
    ),
    "an upper end without a lower": ({"value": None, "value_to": 6}, ["value", "value_to"]),
    "a share over a hundred": (
        {"metric": "share_at_least", "unit": "percent", "value": 101},
        ["value"],
    ),
    "a key of another page": ({"key": "800-001"}, ["key"]),
    "several things at once": (
        {"metric": "x", "unit": "y", "value": "z"},
        ["metric", "value", "unit"],
    ),
}


@pytest.mark.parametrize(("fields", "wrong"), BROKEN_FIELDS.values(), ids=BROKEN_FIELDS)
def test_a_wrong_field_is_named_with_its_file_and_entry(tmp_path, fields, wrong):
    content = page()
    content["figures"][0] |= fields

    key = fields.get("key", "900-001")
    assert places(write(tmp_path, content)) == [("900.yaml", key, name) for name in wrong]


def test_missing_and_unknown_fields_are_named(tmp_path):
    content = page()
    del content["figures"][2]["unit"]
    content["figures"][3]["headline"] = "x"
    del content["page"]["paper"]

    assert places(write(tmp_path, content)) == [
        ("900.yaml", "page", "paper"),
        ("900.yaml", "900-003", "unit"),
        ("900.yaml", "900-004", "headline"),
    ]


def moved(content, key, start, end):
    for entry in content["figures"]:
        if entry["key"] == key:
            entry |= {"start": start, "end": end}


def test_positions_stand_in_order_and_a_key_is_given_once(tmp_path):
    content = page()
    moved(content, "900-003", 12, 16)
    content["figures"][4]["key"] = "900-001"

    assert places(write(tmp_path, content)) == [
        ("900.yaml", "900-001", "key"),
        ("900.yaml", "900-003", "start"),
    ]


def test_a_figure_found_later_takes_the_next_key_and_stands_at_its_place(tmp_path):
    """Keys are addresses and last: nothing behind it is numbered anew."""
    content = page()
    content["figures"][2]["key"] = "900-099"

    reading = read_directory(write(tmp_path, content))

    assert list(reading.figures)[1:4] == ["900-002", "900-099", "900-004"]


def test_spans_lie_inside_their_article_and_articles_inside_their_page(tmp_path):
    content = page()
    content["articles"][0] |= {"start": 20, "end": len(TEXT) + 1}

    assert places(write(tmp_path, content)) == [
        ("900.yaml", "900-a1", "end"),
        ("900.yaml", "900-001", "start"),
    ]


def test_articles_belong_to_the_page_and_do_not_overlap(tmp_path):
    content = page()
    content["articles"] += [
        {"key": "900-a2", "title": "二", "start": 30, "end": 30},
        {"key": "800-a3", "title": "三", "start": len(TEXT), "end": len(TEXT) + 1},
    ]

    assert places(write(tmp_path, content)) == [
        ("900.yaml", "900-a2", "end"),
        ("900.yaml", "900-a2", "start"),
        ("900.yaml", "900-a2", "key"),
        ("900.yaml", "800-a3", "key"),
        ("900.yaml", "800-a3", "end"),
        ("900.yaml", "800-a3", "key"),
    ]


def test_a_page_is_entered_once(tmp_path):
    write(tmp_path)
    (tmp_path / "900_again.yaml").write_bytes((tmp_path / "900.yaml").read_bytes())

    assert places(tmp_path) == [("", "900", "key")]


def test_the_lists_of_a_file_are_lists(tmp_path):
    content = page()
    content["figures"] = {"900-001": {}}

    assert places(write(tmp_path, content)) == [("900.yaml", "", "figures")]


def test_the_cross_checks_stand_under_their_name(tmp_path):
    assert places(write(tmp_path, crosschecks={"checks": []})) == [("crosschecks.yaml", "", "")]


def test_an_unknown_article_and_an_article_without_figures_are_named(tmp_path):
    content = page()
    for entry in content["figures"]:
        entry["article"] = "900-a2"
    content["figures"] = content["figures"][:1]

    assert ("900.yaml", "900-a1", "key") in places(write(tmp_path, content))
    assert ("900.yaml", "900-001", "article") in places(tmp_path)


def test_one_figure_is_not_taken_twice_from_one_span(tmp_path):
    content = page()
    content["figures"].insert(1, dict(content["figures"][0]))
    for number, entry in enumerate(content["figures"], start=1):
        entry["key"] = f"900-{number:03d}"

    wrong = places(write(tmp_path, content))

    assert wrong[:2] == [("900.yaml", "900-001", "start"), ("900.yaml", "900-002", "start")]


BROKEN_FILES = {
    "not YAML": "page: [",
    "not UTF-8": b"\xff\xfe",
    "a list": "- 1\n- 2\n",
    "empty": "",
    "another shape": "page: {}\nfigures: []\n",
    "a list for a name": "? [a, b]\n: c\n",
    "brackets without end": "[" * 5000,
    "a number of 5000 digits": "page: " + "9" * 5000,
    "a field twice": "page: {}\npage: {}\narticles: []\nfigures: []\n",
}


@pytest.mark.parametrize("content", BROKEN_FILES.values(), ids=BROKEN_FILES)
def test_a_file_of_another_kind_is_named(tmp_path, content):
    write(tmp_path)
    raw = content if isinstance(content, bytes) else content.encode()
    (tmp_path / "901.yaml").write_bytes(raw)

    assert places(tmp_path) == [("901.yaml", "", "")]


def test_a_directory_without_pages_is_refused(tmp_path):
    assert places(tmp_path) == [(str(tmp_path), "", "")]


def test_a_page_in_a_file_of_another_name_is_refused(tmp_path):
    write(tmp_path)
    (tmp_path / "900.yaml").rename(tmp_path / "901.yaml")

    assert places(tmp_path) == [("901.yaml", "page", "key")]


BROKEN_CHECKS = {
    "unknown figure": (check("x", "sum", ["900-099"], total="900-005"), ["parts"]),
    "a figure twice": (check("x", "sum", ["900-006", "900-006"], total="900-005"), ["parts"]),
    "sum without total": (check("x", "sum", ["900-006"]), ["total"]),
    "two totals": (
        check("x", "sum", ["900-006"], total="900-005", total_gazetteer="rural"),
        ["total_gazetteer"],
    ),
    "share without share": (check("x", "share", ["900-001"], total_gazetteer="rural"), ["share"]),
    "unit count of two": (
        check("x", "unit_count", ["900-001", "900-002"], total_gazetteer="rural"),
        ["parts"],
    ),
    "nothing to differ from": (check("x", "differ", ["900-001"], rule="none"), ["parts"]),
    "differing without a rule": (check("x", "differ", ["900-001", "900-002"]), ["rule"]),
    "a rule without a choice": (
        check("x", "differ", ["900-001", "900-002"], rule="later_source"),
        ["choice"],
    ),
    "a choice from elsewhere": (
        check("x", "differ", ["900-001", "900-002"], rule="later_source", choice="900-003"),
        ["choice"],
    ),
    "distinct by a rule that chooses": (
        check("x", "distinct", ["900-001", "900-002"], rule="later_source"),
        ["rule"],
    ),
    "distinct where nothing chooses": (
        check("x", "distinct", ["900-001", "900-002"], rule="none"),
        ["rule"],
    ),
    "a rule in a sum": (
        check("x", "sum", ["900-006"], total="900-005", rule="none"),
        ["rule"],
    ),
    "a rule for a misprint": (check("x", "misprint", ["900-001"], rule="own_period"), ["rule"]),
    "a share in a sum": (
        check("x", "sum", ["900-006"], total="900-005", share="900-004"),
        ["share"],
    ),
    "no part": (check("x", "sum", [], total="900-005"), ["parts"]),
    "unknown kind": (check("x", "product", ["900-001"]), ["kind"]),
    "key with capitals": (check("X", "sum", ["900-006", "900-007"], total="900-005"), ["key"]),
}


@pytest.mark.parametrize(("entry", "wrong"), BROKEN_CHECKS.values(), ids=BROKEN_CHECKS)
def test_a_wrong_cross_check_is_named(tmp_path, entry, wrong):
    found = places(write(tmp_path, crosschecks={"crosschecks": [entry]}))

    assert found == [("crosschecks.yaml", entry["key"], name) for name in wrong]


def test_a_cross_check_key_is_used_once(tmp_path):
    content = checks()
    content["crosschecks"].append(content["crosschecks"][0])

    assert places(write(tmp_path, crosschecks=content)) == [
        ("crosschecks.yaml", "grids-sum", "key")
    ]
