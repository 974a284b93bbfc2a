"""Short names: what people call a place, made from what the gazetteer lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.places.names import street_name, told_apart, village_name
from tracker.places.terms import AreaKind

ABOVE = ["河南省", "焦作市", "博爱县", "博爱县磨头镇"]


@pytest.mark.parametrize(
    ("official", "kind", "short"),
    [
        ("西大寨村村民委员会", "rural", "西大寨村"),
        ("待王村民委员会", "rural", "待王村"),
        ("待王社区居民委员会", "urban", "待王社区"),
        ("迎秀居民委员会", "urban", "迎秀社区"),
        ("南关居委会", "urban", "南关社区"),
        ("方煤社区居委会", "urban", "方煤社区"),
        ("关白庄一村村委会", "rural", "关白庄一村"),
        ("裴岭新村村委会", "rural", "裴岭新村"),
        ("郭村村民委员会", "rural", "郭村"),
        ("中村村民委员会", "rural", "中村"),
        ("周村村村民委员会", "rural", "周村村"),
        ("祥云镇村村民委员会", "rural", "祥云镇村"),
        ("群英新村社区居民委员会", "urban", "群英新村社区"),
        ("祥云小区居民委员会", "urban", "祥云小区社区"),
        ("石灰窑子村村民委会", "rural", "石灰窑子村"),
        ("佳兰社区居民委会", "urban", "佳兰社区"),
        ("客路社区居委", "urban", "客路社区"),
        ("玉盘村村民居委会", "rural", "玉盘村"),
        ("梅花村村居民委员会", "rural", "梅花村村"),
        ("一心社区村民委员会", "urban", "一心社区"),
        ("青田社区村民委员会", "rural", "青田社区"),
        ("床金嘎查", "rural", "床金嘎查"),
        ("巴雅嘎查委会", "rural", "巴雅嘎查"),
        ("嘎少嘎查委员会", "rural", "嘎少嘎查"),
        ("脑敏塔拉嘎查村居委会", "rural", "脑敏塔拉嘎查村"),
        ("大泉村牧民委员会", "rural", "大泉村"),
        ("赛尔永牧委会", "rural", "赛尔永牧委会"),
        ("五一村委会", "rural", "五一村"),
        ("横塘村", "rural", "横塘村"),
        ("学府社区", "urban", "学府社区"),
        # Nothing would be left, or nothing that names it.
        ("社区居委会", "urban", "社区居委会"),
        ("居委会", "urban", "居委会"),
        ("第一居委会", "urban", "第一居委会"),
        # Units that are not rated keep their official name.
        ("雪莲虚拟社区", "excluded", "雪莲虚拟社区"),
        ("宁郭农场虚拟生活区", "excluded", "宁郭农场虚拟生活区"),
        ("勤得利第四居委会", "excluded", "勤得利第四居委会"),
        ("七星农场第四管理区", "excluded", "七星农场第四管理区"),
    ],
)
def test_a_village_loses_the_ending_of_its_committee(official, kind, short):
    assert village_name(official, kind) == short


@pytest.mark.parametrize(
    ("official", "above", "short"),
    [
        ("博爱县磨头镇关王庙村村民委员会", ABOVE, "关王庙村"),
        ("河南省焦作市博爱县磨头镇关王庙村村民委员会", ABOVE, "关王庙村"),
        # A street's name alone is often the village's own.
        ("磨头镇村村民委员会", [*ABOVE[:3], "磨头镇"], "磨头镇村"),
        # So is a county's of two characters.
        ("矿区一社区居委会", ["山西省", "阳泉市", "矿区", "桥头街道"], "矿区一社区"),
        ("博爱县居委会", ABOVE, "博爱县社区"),
    ],
)
def test_a_village_loses_the_names_of_the_areas_above(official, above, short):
    kind = "urban" if "居委会" in official else "rural"

    assert village_name(official, kind, above) == short


@pytest.mark.parametrize(
    ("official", "short"),
    [
        ("博爱县磨头镇", "磨头镇"),
        ("博爱县清化镇街道", "清化镇街道"),
        ("磨头镇", "磨头镇"),
        ("国营博爱农场", "国营博爱农场"),
        ("博爱县果树场", "博爱县果树场"),
        ("博爱县社区", "博爱县社区"),
        ("博爱县街道", "博爱县街道"),
    ],
)
def test_a_street_loses_the_countys_name_where_a_street_is_left(official, short):
    assert street_name(official, ABOVE[:3]) == short


def test_siblings_that_would_share_a_short_name_keep_their_official_ones():
    siblings = [
        ("金江社区居民委员会", "金江社区"),
        ("金江社区村民委员会", "金江社区"),
        ("磨头村民委员会", "磨头村"),
    ]

    assert told_apart(siblings) == ["金江社区居民委员会", "金江社区村民委员会", "磨头村"]


def test_siblings_of_one_official_name_cannot_be_told_apart():
    assert told_apart([("李村村民委员会", "李村")] * 2) == ["李村", "李村"]


ENDINGS = [
    "村民委员会",
    "村村民委员会",
    "居民委员会",
    "社区居民委员会",
    "村委会",
    "居委会",
    "委会",
    "",
]
han = st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), max_size=8)
officials = st.builds(lambda stem, ending: stem + ending, han, st.sampled_from(ENDINGS)).filter(
    bool
)


@given(officials, st.sampled_from([kind.value for kind in AreaKind if kind]), st.lists(han))
def test_a_short_name_is_never_empty_and_needs_no_second_cut(official, kind, above):
    short = village_name(official, kind, above)

    assert short
    assert len(short) <= len(official)
    assert village_name(short, kind) in (short, village_name(official, kind))


@given(st.lists(st.tuples(officials, st.sampled_from(["rural", "urban"])), max_size=6))
def test_two_official_names_never_end_as_one_short_name(places):
    siblings = [(official, village_name(official, kind)) for official, kind in places]

    told = told_apart(siblings)

    by_name = {}
    for (official, short), name in zip(siblings, told, strict=True):
        if name == short:
            by_name.setdefault(name, set()).add(official)
    assert all(len(found) == 1 for found in by_name.values())
