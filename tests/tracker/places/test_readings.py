"""How names are read, and what finds them."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tracker.places.readings import (
    MOST_SPELLINGS,
    fits,
    fold,
    readings,
    search_text,
    spellings,
    usual_pinyin,
)


@pytest.mark.parametrize(
    ("name", "pinyin"),
    [
        ("太行街道", "tai hang jie dao"),
        ("解放区", "jie fang qu"),
        ("郇封镇", "xun feng zhen"),
        ("五里堡村", "wu li pu cun"),
        ("赵堡镇", "zhao bao zhen"),
        ("王褚街道", "wang chu jie dao"),
        ("都市花园社区", "du shi hua yuan she qu"),
        ("长岭村", "chang ling cun"),
        ("单庄村", "shan zhuang cun"),
        ("仇庄村", "qiu zhuang cun"),
        ("寨卜昌村", "zhai bu chang cun"),
        ("圪垱店镇", "ge dang dian zhen"),
        ("邘邰村", "yu tai cun"),
        ("吕村", "lv cun"),
        ("Ａ区３号（新）", "a qu 3 hao xin"),
    ],
)
def test_a_name_is_read_as_people_there_read_it(name, pinyin):
    assert usual_pinyin(name) == pinyin
    assert fits(pinyin, name)


def test_a_sign_is_not_read():
    assert readings("（") == readings("、") == ()


def test_every_used_reading_is_a_spelling_the_stated_one_first():
    ways = ["".join(way) for way in spellings("番田镇", "pan tian zhen")]

    assert ways == ["pantianzhen", "fantianzhen"]


def test_readings_that_no_name_uses_find_nothing():
    assert ["".join(way) for way in spellings("石庄村")] == ["shizhuangcun"]


def test_many_readings_are_capped():
    assert len(spellings("长乐堡行都尉解查重")) == MOST_SPELLINGS


def test_the_search_text_holds_names_readings_initials_and_code():
    text = search_text(
        code="410825102",
        name="番田镇",
        official_name="番田镇",
        pinyin="pan tian zhen",
        others=["番田"],
    )

    assert text.strip("|").split("|") == [
        "番田镇",
        "番田",
        "pantianzhen",
        "fantianzhen",
        "ptz",
        "ftz",
        "fantian",
        "pantian",
        "ft",
        "pt",
        "410825102",
    ]


def test_an_official_name_that_begins_with_the_short_one_stands_alone():
    text = search_text(code="1", name="巡返村", official_name="巡返村村民委员会")

    assert text == "|巡返村村民委员会|xunfancun|xfc|1|"


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("tai hang", "taihang"),
        ("TàiHáng", "taihang"),
        ("xi'an", "xian"),
        ("ｔａｉ", "tai"),
        ("lǚ", "lv"),
        ("lü", "lv"),
        ("lyu", "lv"),
        (" 磨头  关王庙 ", "磨头 关王庙"),
        ("北|郭", "北 郭"),
        ("410822", "410822"),
        ("", ""),
    ],
)
def test_what_is_typed_is_folded_as_the_text_is_written(typed, folded):
    assert fold(typed) == folded


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_and_no_bar_is_left(text):
    assert fold(fold(text)) == fold(text)
    assert "|" not in fold(text)


@example("瓰")
@given(
    st.text(
        alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=10
    )
)
def test_a_name_is_found_by_itself_its_pinyin_and_its_initials(name):
    pinyin = usual_pinyin(name)
    text = search_text(code="41", name=name, official_name=name, pinyin=pinyin)

    # A rare character has no reading in the dictionary.
    read_aloud = [pinyin.replace(" ", ""), "".join(syllable[0] for syllable in pinyin.split())]
    assert all(f"|{part}|" in text for part in (name, *filter(None, read_aloud)))
    assert "||" not in text
    assert 1 <= len(spellings(name)) <= MOST_SPELLINGS
