"""How names of places are read, and the text they are searched in.

A name is read character by character, each with its usual reading first; names
that are read otherwise have a correctable `pinyin`. Search finds a name under
every reading its characters are used with, so 太行 answers to taihang and to
taixing, and a corrected reading never hides what people expect.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import combinations, product
from types import ModuleType

# The reading that place names use, where a dictionary of words has another first.
_IN_PLACE_NAMES = {
    "乐": ("le", "yue"),
    "仇": ("qiu", "chou"),
    "任": ("ren",),
    "会": ("hui",),
    "佛": ("fo",),
    "六": ("liu", "lu"),
    "冢": ("zhong",),
    "勒": ("le",),
    "区": ("qu",),
    "卜": ("bu", "bo"),
    "单": ("shan", "dan"),
    "南": ("nan",),
    "厦": ("xia", "sha"),
    "召": ("zhao", "shao"),
    "台": ("tai",),
    "员": ("yuan", "yun"),
    "圩": ("wei", "xu"),
    "埔": ("pu", "bu"),
    "堡": ("bao", "pu", "bu"),
    "大": ("da", "dai"),
    "尉": ("wei", "yu"),
    "尹": ("yin",),
    "巷": ("xiang", "hang"),
    "席": ("xi",),
    "广": ("guang",),
    "庄": ("zhuang",),
    "番": ("fan", "pan"),
    "曾": ("zeng", "ceng"),
    "朝": ("chao", "zhao"),
    "朴": ("pu", "piao"),
    "查": ("cha", "zha"),
    "柏": ("bai", "bo"),
    "校": ("xiao", "jiao"),
    "泊": ("po", "bo"),
    "泌": ("mi", "bi"),
    "浚": ("xun", "jun"),
    "漯": ("luo", "ta"),
    "瞿": ("qu",),
    "石": ("shi",),
    "种": ("zhong", "chong"),
    "秘": ("mi", "bi"),
    "缪": ("miao", "mou"),
    "翟": ("zhai", "di"),
    "荥": ("xing", "ying"),
    "莘": ("shen", "xin"),
    "行": ("xing", "hang"),
    "褚": ("chu", "zhu"),
    "覃": ("tan", "qin"),
    "解": ("xie", "jie"),
    "谷": ("gu",),
    "贾": ("jia", "gu"),
    "郇": ("xun", "huan"),
    "都": ("du", "dou"),
    "重": ("chong", "zhong"),
    "长": ("chang", "zhang"),
    "阿": ("a", "e"),
    "陂": ("pi", "bei", "po"),
    "隗": ("wei", "kui"),
    "黑": ("hei",),
}
# Words inside names that change a character's usual reading.
_WORDS = {
    "太行": {"行": "hang"},
    "解放": {"解": "jie"},
    "音乐": {"乐": "yue"},
    "里堡": {"堡": "pu"},
    "番禺": {"番": "pan"},
    "六安": {"六": "lu"},
}
# Readings rarer than this share of the words a character stands in are no help:
# with 石 as dan, every 石庄 would answer to danzhuang.
_LEAST_SHARE = 0.02
# A name of several such characters multiplies; the usual reading comes first.
MOST_SPELLINGS = 12
_MOST_CHANGED = 2
SEPARATOR = "|"
_SPACE = re.compile(r"\s+")
_LATIN = re.compile(r"[a-z0-9' ]+")


def _dictionary() -> ModuleType:
    """Return the dictionary, which only those load who read a name: a sixth of every start."""
    import pypinyin.constants  # noqa: PLC0415

    return pypinyin.constants


def _counted_readings() -> dict[str, Counter[str]]:
    """Count how often each character has each reading in the dictionary of words."""
    counts: dict[str, Counter[str]] = {}
    for phrase, read in _dictionary().PHRASES_DICT.items():
        if len(phrase) == len(read):
            for character, reading in zip(phrase, read, strict=True):
                counts.setdefault(character, Counter())[_plain(reading[0])] += 1
    return counts


@cache
def _plain(reading: str) -> str:
    """Return a reading without its tone; ü is v, as input methods have it."""
    from pypinyin.contrib.tone_convert import to_normal  # noqa: PLC0415 - as above

    return str(to_normal(reading)).replace("ü", "v")


@cache
def _counts() -> dict[str, Counter[str]]:
    return _counted_readings()


@cache
def readings(character: str) -> tuple[str, ...]:
    """Return how a character is read, the usual reading first, without tones.

    A Latin letter or a digit reads as itself in lower case, a sign not at all.
    """
    if character in _IN_PLACE_NAMES:
        return _IN_PLACE_NAMES[character]
    listed = _dictionary().PINYIN_DICT.get(ord(character))
    if not listed:
        narrow = unicodedata.normalize("NFKC", character).lower()
        return (narrow,) if narrow.isascii() and narrow.isalnum() else ()
    known = list(dict.fromkeys(_plain(reading) for reading in listed.split(",")))
    counts = _counts().get(character, Counter())
    total = sum(counts[reading] for reading in known)
    used = [one for one in known if total and counts[one] / total >= _LEAST_SHARE]
    return tuple(sorted(used, key=lambda one: -counts[one])) or tuple(known[:1])


def _usual(name: str) -> tuple[str, ...]:
    special: dict[str, str] = {}
    for word, changed in _WORDS.items():
        if word in name:
            special |= changed
    return tuple(
        special.get(character, found[0]) for character in name if (found := readings(character))
    )


def usual_pinyin(name: str) -> str:
    """Return a name's syllables in their usual readings: "tai hang jie dao"."""
    return " ".join(_usual(name))


def fits(pinyin: str, name: str) -> bool:
    """Tell whether ``pinyin`` has one syllable for each readable character of ``name``."""
    return len(pinyin.split(" ")) == sum(1 for character in name if readings(character))


def spellings(name: str, pinyin: str = "") -> list[tuple[str, ...]]:
    """Return the ways a name may be read, at most `MOST_SPELLINGS`.

    ``pinyin`` (or else the usual reading) comes first; then the ways in which
    one character is read otherwise, then two.
    """
    options = [found for found in map(readings, name) if found]
    first = tuple(pinyin.split()) if pinyin else _usual(name)
    if len(first) != len(options):
        return [first]
    others = {
        place: [one for one in found if one != first[place]]
        for place, found in enumerate(options)
        if len(found) > 1 or found[0] != first[place]
    }
    found_ways = [first]
    for changed in range(1, _MOST_CHANGED + 1):
        for places in combinations(others, changed):
            for choice in product(*(others[place] for place in places)):
                if len(found_ways) == MOST_SPELLINGS:
                    return found_ways
                way = list(first)
                for place, syllable in zip(places, choice, strict=True):
                    way[place] = syllable
                found_ways.append(tuple(way))
    return found_ways


def _read_aloud(name: str, pinyin: str = "") -> Iterable[str]:
    ways = spellings(name, pinyin)
    yield from ("".join(way) for way in ways)
    yield from ("".join(syllable[0] for syllable in way) for way in ways)


def search_text(
    *, code: str, name: str, official_name: str, pinyin: str = "", others: Iterable[str] = ()
) -> str:
    """Return the text that search looks in: every name, its readings, initials, the code.

    Parts stand between bars, so "|q|" finds a whole part and "|q" its beginning.
    """
    parts = [official_name] if official_name.startswith(name) else [name, official_name]
    others = list(others)
    parts += [*others, *_read_aloud(name, pinyin)]
    for other in others:
        parts += _read_aloud(other)
    whole = [part.lower() for part in dict.fromkeys([*parts, code]) if part]
    return SEPARATOR + SEPARATOR.join(whole) + SEPARATOR


def fold(text: str) -> str:
    """Return what a reader typed as the search text has it.

    Wide letters become narrow, tone marks go, ü becomes v, and the spaces in
    "tai hang" close up; bars cannot reach over two parts.
    """
    text = unicodedata.normalize("NFKC", text).lower().replace("ü", "v").replace(SEPARATOR, " ")
    if any(ord(character) > 0x7F and character.isalpha() for character in text):
        text = _without_tones(text)
    text = re.sub(r"\b([ln])yu(?=e?\b)", r"\1v", text)
    text = _SPACE.sub(" ", text).strip()
    return text.replace(" ", "").replace("'", "") if _LATIN.fullmatch(text) else text


def _without_tones(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text).replace("u\u0308", "v")
    kept = [one for one in decomposed if not 0x300 <= ord(one) <= 0x36F]
    return unicodedata.normalize("NFC", "".join(kept))
