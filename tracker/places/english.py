"""Names of places in English: pinyin without tones, and the word for the kind of place.

文苑街道 is Wenyuan Sub-district. As on road signs, a name of one syllable keeps
its Chinese word too: 温县 is Wenxian County, and nobody looks for “Wen”.
"""

from __future__ import annotations

import re

from tracker.places.readings import fits, usual_pinyin
from tracker.places.terms import Level

# Names that pinyin and an ending do not give.
_WHOLE = {
    "焦作城乡一体化示范区": "Jiaozuo Integration Demonstration Zone",
    "武陟宁郭农场": "Wuzhi Ningguo Farm",
    "内蒙古自治区": "Inner Mongolia Autonomous Region",
    "广西壮族自治区": "Guangxi Zhuang Autonomous Region",
    "西藏自治区": "Xizang Autonomous Region",
    "宁夏回族自治区": "Ningxia Hui Autonomous Region",
    "新疆维吾尔自治区": "Xinjiang Uygur Autonomous Region",
    "陕西省": "Shaanxi Province",
}
# Chinese ending and English word, the longest first.
_HIGHER = [
    ("工贸区", "Industry and Trade Zone"),
    ("开发区", "Development Zone"),
    ("示范区", "Demonstration Zone"),
    ("自治州", "Autonomous Prefecture"),
    ("自治县", "Autonomous County"),
    ("自治旗", "Autonomous Banner"),
    ("地区", "Prefecture"),
    ("农场", "Farm"),
    ("林场", "Forest Farm"),
    ("省", "Province"),
    ("市", "City"),
    ("县", "County"),
    ("区", "District"),
    ("旗", "Banner"),
    ("盟", "League"),
]
_STREETS = [
    ("街道办事处", "Sub-district"),
    ("民族乡", "Ethnic Township"),
    ("工贸区", "Industry and Trade Zone"),
    ("开发区", "Development Zone"),
    ("示范区", "Demonstration Zone"),
    ("街道", "Sub-district"),
    ("苏木", "Sumu"),
    ("农场", "Farm"),
    ("林场", "Forest Farm"),
    ("镇", "Town"),
    ("乡", "Township"),
]
_VILLAGES = [
    ("虚拟生活区", "Virtual Living Area"),
    ("虚拟社区", "Virtual Community"),
    ("社区", "Community"),
    ("嘎查", "Gacha"),
    ("农场", "Farm"),
    ("村", "Village"),
]
_COMMITTEES = [("村民委员会", "Villagers’ Committee"), ("居民委员会", "Residents’ Committee")]
_STATE = "国营"  # state-run, before a farm's name
_VOWEL = re.compile(r"[aeo]")
_U_UMLAUT = re.compile(r"(?<=[ln])v")


def _endings(level: str) -> list[tuple[str, str]]:
    if level == Level.VILLAGE:
        return _VILLAGES
    return _STREETS if level == Level.STREET else _HIGHER


def _spelled(syllables: list[str]) -> str:
    """Join syllables into one word: Xi'an keeps its syllables apart, v is ü again."""
    word = ""
    for syllable in syllables:
        apart = word[-1:].isalpha() and _VOWEL.match(syllable)
        word += ("'" if apart else "") + _U_UMLAUT.sub("ü", syllable)
    return word[:1].upper() + word[1:]


def english_name(name: str, pinyin: str = "", *, level: str, official: str = "") -> str:
    """Return what the place is called in English.

    ``pinyin`` holds a syllable for each readable character; without it, or where
    it does not fit, the usual readings count. An ending that the level does not
    know is spelled like the rest. ``official`` helps where the shown name is a
    part of it: 示范区.
    """
    for whole in (official, name):
        if whole in _WHOLE:
            return _WHOLE[whole]
    syllables = (pinyin if pinyin and fits(pinyin, name) else usual_pinyin(name)).split()
    for ending, word in _COMMITTEES:
        if level == Level.VILLAGE and name.endswith(ending) and name != ending:
            stem = english_name(
                name.removesuffix(ending), " ".join(syllables[: -len(ending)]), level=level
            )
            return f"{stem} {word}"
    for ending, word in _endings(level):
        if name.endswith(ending):
            return _with_word(syllables, ending, word, state=name.startswith(_STATE))
    return _spelled(syllables)


def _with_word(syllables: list[str], ending: str, word: str, *, state: bool) -> str:
    """Put the word for the kind of place behind what stands before its ``ending``."""
    if state:
        syllables, word = syllables[len(_STATE) :], f"State {word}"
    own = syllables[: -len(ending)]
    if len(own) == len(ending) == 1 and own[0].isalpha():
        own = syllables
    return f"{_spelled(own)} {word}".strip()
