"""Routes, agreement, gaps, texts and files of inspections: rules that calculate."""

import datetime as dt
import io
import struct
import zipfile
import zlib

import pytest
from django.conf import settings
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.ExifTags import GPS, Base

from tracker.inspections.agreement import Agreement, compare, together
from tracker.inspections.composing import Facts, Line, compose
from tracker.inspections.gaps import Checked, Gap, gap, support
from tracker.inspections.inputs import LONGEST_DRAFT, pack, unpack
from tracker.inspections.letters import TEXT_FONT, TITLE_FONT, Letter, letter
from tracker.inspections.pictures import LONGEST_SIDE, NoPictureError, encoded_anew
from tracker.inspections.reading import FaultyKindsError, read_kinds, read_reported
from tracker.inspections.routes import by_risk, drawn, route, shares

A, B, C = "410811008201", "410811008202", "410811008203"
FOLDER = settings.BASE_DIR / "data" / "inspections"
KINDS = read_kinds((FOLDER / "kinds.yaml").read_text("utf-8"))


# --- Routes ---------------------------------------------------------------------------------


def test_a_draw_is_what_seed_and_codes_say_and_nothing_else():
    """Anybody can do it: `printf '20231231:410811008201' | sha256sum`, then sort."""
    assert drawn([C, A, B], "20231231") == drawn([B, C, A, A], "20231231")
    assert drawn([A, B, C], "20231231") == [B, A, C]
    assert drawn([A, B, C], "20231231") != sorted([A, B, C])


def test_a_draw_without_a_seed_is_none():
    with pytest.raises(ValueError, match="seed"):
        drawn([A], " ")


@given(st.sets(st.integers(0, 10**6).map(str), max_size=30), st.text(min_size=1).filter(str.strip))
def test_a_draw_loses_nobody_and_does_not_depend_on_who_else_is_drawn(codes, seed):
    order = drawn(codes, seed)

    assert sorted(order) == sorted(codes)
    some = set(sorted(codes)[::2])
    assert [code for code in order if code in some] == drawn(some, seed)


@pytest.mark.parametrize(
    ("kind", "more", "found"),
    [
        ("official", {}, [A, B, C]),
        ("official", {"number": 1}, [A, B, C]),
        ("risk", {"risk": {C: 4, A: 4, B: 9}}, [B, A, C]),
        ("risk", {"risk": {C: 1}, "number": 1}, [C]),
        ("random", {"seed": "20231231", "number": 2}, [B, A]),
    ],
)
def test_routes(kind, more, found):
    assert route([B, A, C], kind, **more) == found


def test_equal_risk_stands_in_official_order():
    assert by_risk([C, B, A], {}) == [A, B, C]


@given(st.lists(st.integers(), unique=True, max_size=40), st.integers(1, 6))
def test_a_route_is_shared_out_evenly(units, inspectors):
    found = shares([str(unit) for unit in units], list(range(inspectors)))

    loads = [list(found.values()).count(who) for who in range(inspectors)]
    assert sum(loads) == len(units)
    assert max(loads) - min(loads) <= 1


# --- Agreement and gaps ---------------------------------------------------------------------


def test_two_inspectors_agree_on_what_both_have_checked():
    one = {1: "met", 2: "not_met", 3: "unchecked", 4: "met"}
    other = {1: "met", 2: "met", 3: "met", 5: "met"}

    found = compare(one, other, (90, 84))

    assert found == Agreement(2, 1, (2,), 6)
    assert found.share == 50
    assert compare({}, other).share is None
    assert together([found, Agreement(2, 2)]) == Agreement(4, 3)


@pytest.mark.parametrize(
    ("results", "supported"),
    [
        ([], None),
        (["unchecked", "n_a"], None),
        (["met", "n_a"], True),
        (["met", "not_met"], False),
    ],
)
def test_one_standard_not_met_is_enough_against_a_star(results, supported):
    assert support(results) is supported


def test_a_gap_is_counted_from_what_is_declared_awarded_and_checked():
    checked = [
        Checked(declared=True, awarded=True, stars=4, against=1),
        Checked(declared=True, awarded=False, stars=2, against=2),
        Checked(declared=False, awarded=True, stars=3, against=1),
        Checked(declared=False, awarded=False, stars=5, against=5),
    ]

    found = gap(10, 9, checked)

    assert found == Gap(10, 6, 3, 9, 4, 2)
    assert gap(0, 0, []) == Gap()
    assert found + Gap(1, 1, 1, 1, 1, 1) == Gap(11, 7, 4, 10, 5, 3)


# --- Files of the owner ---------------------------------------------------------------------


def test_the_shipped_kinds_are_those_the_papers_name():
    assert [kind.name for kind in KINDS.values()] == [
        *("督导", "观摩", "走访", "暗访（四不两直）", "验收", "自查"),
    ]
    assert [one.name for one in KINDS["observation"].dimensions] == [
        *("实地查看", "工作汇报", "现场打分", "点评"),
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{", "not YAML"),
        ("a: 1", "a list"),
        ("- {key: x, name: 甲}", "name_en missing"),
        ("- {key: x, name: 甲, name_en: A}\n- {key: x, name: 乙, name_en: B}", "is taken"),
        ("- {key: x, name: 甲, name_en: A, dimensions: [{key: d, name: 一, most: 0}]}", "most"),
    ],
)
def test_a_faulty_file_of_kinds_says_what_is_wrong(text, fault):
    with pytest.raises(FaultyKindsError, match=fault):
        read_kinds(text)


def test_what_newspapers_report_is_named_by_its_figures():
    reported = read_reported((FOLDER / "reported.yaml").read_text("utf-8"), KINDS)

    assert reported[0].units == ("004-033", "004-034", "004-035")
    for text, fault in (("- {kind: dance}", "no kind"), ("- {kind: visit}", "names no figure")):
        with pytest.raises(FaultyKindsError, match=fault):
            read_reported(text, KINDS)


# --- Texts and files ------------------------------------------------------------------------


def facts(**more):
    return Facts("李万街道", dt.date(2023, 4, 1), dt.date(2023, 6, 30), **more)


def test_a_bulletin_says_what_was_counted():
    text = compose(
        facts(
            planned=6,
            visited=5,
            found=10,
            immediate=4,
            deadline=6,
            closed=1,
            overdue=2,
            problems=(Line("西大寨村", "公厕标识缺失（2023-410871-0001）"),),
        )
    )

    assert text.splitlines() == [
        "一、基本情况",
        "2023年4月1日至2023年6月30日，李万街道计划督导检查6个单位次，实际完成5个单位次，"
        "发现问题10个，其中立行立改4个、限期整改6个。",
        "二、发现的问题",
        "西大寨村：公厕标识缺失（2023-410871-0001）",
        "三、整改情况",
        "截至2023年6月30日，已销号1个，尚未销号9个，其中超期未整改2个。",
        "四、下一步要求",
        "各责任单位要对照问题台账，按期整改到位，经核验后逐项销号。",
    ]


def test_a_letter_has_the_layout_of_the_standard():
    text = "一、基本情况\n本季度督导检查5个村。"
    file = letter(Letter("创建办", "〔2023〕第1期", "督导通报", text, "创建办", "2023年7月1日"))

    document = Document(io.BytesIO(file))
    page = document.sections[0]
    millimetres = (page.page_width.mm, page.page_height.mm, page.top_margin.mm, page.left_margin.mm)
    assert [round(one) for one in millimetres] == [210, 297, 37, 28]
    lines = [one for one in document.paragraphs if one.text]
    assert [one.text for one in lines] == [
        *("〔2023〕第1期", "督导通报", "一、基本情况", "本季度督导检查5个村。"),
        *("创建办", "2023年7月1日"),
    ]
    fonts = [one.runs[0].font.element.rPr.rFonts.get(qn("w:eastAsia")) for one in lines]
    assert fonts == ["仿宋_GB2312", TITLE_FONT, "黑体", *[TEXT_FONT] * 3]
    assert (lines[1].runs[0].font.size.pt, lines[3].runs[0].font.size.pt) == (22, 16)
    assert lines[3].paragraph_format.line_spacing.pt == 28
    assert b"http" not in zipfile.ZipFile(io.BytesIO(file)).read("word/document.xml")[-400:]


def photo(size=(2400, 1200), **more) -> io.BytesIO:
    picture = Image.new("RGB", size, "red")
    exif = Image.Exif()
    exif[Base.Make] = "手机"
    exif[Base.Orientation] = 6
    exif.get_ifd(0x8825)[GPS.GPSLatitude] = (35.0, 14.0, 0.0)
    out = io.BytesIO()
    picture.save(out, more.get("format", "JPEG"), exif=exif, comment=b"secret")
    out.seek(0)
    return out


def test_a_photo_is_encoded_anew_without_place_and_device():
    raw = photo()
    assert Image.open(raw).getexif().get_ifd(0x8825)
    raw.seek(0)

    kept = encoded_anew(raw)

    picture = Image.open(io.BytesIO(kept))
    assert (picture.format, picture.size) == ("JPEG", (LONGEST_SIDE // 2, LONGEST_SIDE))
    assert dict(picture.getexif()) == {}
    assert b"Exif" not in kept
    assert b"secret" not in kept


@pytest.mark.parametrize("raw", [b"", b"<svg/>", b"\xff\xd8\xff\xe0 broken", b"GIF89a"])
def test_what_is_no_photo_is_refused(raw):
    with pytest.raises(NoPictureError):
        encoded_anew(io.BytesIO(raw))


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked():
    out = io.BytesIO()
    Image.new("1", (12_000, 9_000)).save(out, "PNG")
    out.seek(0)

    with pytest.raises(NoPictureError):
        encoded_anew(out)


def test_a_picture_that_claims_a_bomb_of_pixels_is_refused():
    header = b"IHDR" + struct.pack(">IIBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))

    with pytest.raises(NoPictureError):
        encoded_anew(io.BytesIO(b"\x89PNG\r\n\x1a\n" + chunk))


def test_a_draft_keeps_what_is_typed_and_is_not_endless():
    assert unpack(pack({"what-0": "公厕", "note-1": ""})) == {"what-0": "公厕"}
    with pytest.raises(ValueError, match="too long"):
        pack({"highlights": "长" * (LONGEST_DRAFT + 1)})
