"""From the official name of a place to the name people use.

The gazetteer lists the committees of villages and communities
(西大寨村村民委员会), and some streets carry their county's name (博爱县磨头镇).
Pages show 西大寨村 and 磨头镇; the official name is kept beside them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.places.terms import AreaKind

# Endings of committee names in the 31 provinces, and the word the short name
# ends with. The longest ending that fits counts.
_ENDINGS = {
    "村民委员会": "村",
    "村民居委会": "村",
    "村民委会": "村",
    "村委会": "村",
    "村委": "村",
    "居民委员会": "社区",
    "居民委会": "社区",
    "居委会": "社区",
    "居委": "社区",
}
_BY_LENGTH = sorted(_ENDINGS, key=len, reverse=True)
# 牧民委员会 and 牧委会 (pastoral committees) and a bare 委员会 say nothing of
# what they serve; they are dropped only behind a word that does.
_BARE = re.compile(r"(?<=村|区|查)(?:人民|牧民|牧)?委(?:员)?会$")
# What is left of 社区居委会 is no name, and 第一居委会 would be no community's.
_NO_NAME = re.compile(r"社区|村|居民|村民|")
_NUMBER = re.compile(r"第?[零一二三四五六七八九十百0-9]+")
# What a street's name must end with when a higher name is dropped before it:
# zones, farms and offices (博爱县农场) carry that name by right.
_STREET = re.compile(r".+(?:街道|街道办事处|镇|乡|苏木)")


def _without_committee(official: str, kind: str) -> str:
    ending = next((one for one in _BY_LENGTH if official.endswith(one)), "")
    if not ending:
        return _BARE.sub("", official)
    stem, word = official.removesuffix(ending), _ENDINGS[ending]
    if _NO_NAME.fullmatch(stem) or (word == "社区" and _NUMBER.fullmatch(stem)):
        return official
    says_village = word == "村" or kind == AreaKind.RURAL
    if stem.endswith(("社区", "嘎查")) or (stem.endswith("村") and says_village):
        return stem
    return stem + word


def _without_prefix(name: str, above: Sequence[str]) -> str:
    """Drop the names of the areas above where ``name`` begins with them, in their order."""
    for higher in above:
        if higher and name != higher:
            name = name.removeprefix(higher)
    return name


def street_name(official: str, above: Sequence[str]) -> str:
    """Return a street's name without the names of the areas above it.

    ``above`` holds official names, province first. 博爱县磨头镇 in 博爱县 gives
    磨头镇; 城区街道 in 城区 stays, for 街道 alone names nothing.
    """
    short = _without_prefix(official, above)
    return short if _STREET.fullmatch(short) else official


def village_name(official: str, kind: str, above: Sequence[str] = ()) -> str:
    """Return the name of a village or community without its committee's ending.

    X村民委员会 and X村村民委员会 give X村, X居民委员会 gives X社区. Units that
    are not rated keep their official name. ``above`` as for `street_name`; a
    county's name of two characters (矿区) may be part of the village's own, and
    a street's name is dropped only behind a higher one.
    """
    if kind == AreaKind.EXCLUDED:
        return official
    *higher, street = above or ("",)
    short = _without_prefix(official, [name for name in higher if len(name) > 2])
    if short != official:
        short = _without_prefix(short, [street, street_name(street, higher)])
    named = _without_committee(short, kind)
    still_a_committee = short != official and named == short and short.endswith("委会")
    if still_a_committee or len(named) < 2:
        return _without_committee(official, kind)
    return named


def told_apart(siblings: Sequence[tuple[str, str]]) -> list[str]:
    """Return a short name for each (official, short) of one parent's children.

    Where two different official names would share a short one, both keep the
    official name: X社区居民委员会 beside X社区村民委员会.
    """
    officials: dict[str, set[str]] = {}
    for official, short in siblings:
        officials.setdefault(short, set()).add(official)
    return [short if len(officials[short]) == 1 else official for official, short in siblings]
